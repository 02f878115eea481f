#include "reports/analysis/page_source.hpp"

#include "harness/support/hash.hpp"
#include "harness/support/input_error.hpp"

#include <algorithm>
#include <array>

namespace cnp {

namespace {

/// The line of the front matter by which the page is known.
constexpr std::string_view page_uid = "UID: NF:namedpipeapi.ConnectNamedPipe";
/// In a text without markup: here a sentence ends, with or without a full stop.
constexpr char end_of_block = '\f';
constexpr std::string_view blanks = " \t\r\n\f";

[[nodiscard]] char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}
[[nodiscard]] bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  return first == std::string_view::npos
             ? std::string_view{}
             : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// ---- Lines: headings, lists, tables, quotes, code ----------------------------------------------

/// Whether a trimmed line is an item of a list; its text is left then.
[[nodiscard]] bool take_item_mark(std::string_view& line) {
  std::size_t digits = 0;
  while (digits < line.size() && is_digit(line[digits])) {
    ++digits;
  }
  const std::string_view marks = digits == 0 ? "-*+" : ".)";
  if (digits + 1 < line.size() && marks.find(line[digits]) != std::string_view::npos &&
      line[digits + 1] == ' ') {
    line.remove_prefix(digits + 2);
    return true;
  }
  return false;
}

/// The file's lines without what makes blocks of them: each block ends with `end_of_block`, and
/// every line stays one, so that they can be counted.
class block_reader {
 public:
  [[nodiscard]] std::string plain() && { return std::move(text_); }

  void add(std::string_view line) {
    line = trimmed(line);
    if (line == "---" && (in_front_matter_ || is_first_)) {
      in_front_matter_ = is_first_;
    } else if (in_front_matter_) {
      add_front_matter(line);
    } else if (line.starts_with("```") || line.starts_with("~~~")) {
      in_code_ = !in_code_;
    } else if (!in_code_) {
      add_body(line);
    }
    is_first_ = false;
    text_ += line.empty() || in_front_matter_ || in_code_ ? "\f\n" : "\n";
  }

 private:
  /// Of the front matter, what the published page shows as requirements: `req.dll: Kernel32.dll`.
  void add_front_matter(std::string_view line) {
    if (line.starts_with("req.") && !line.ends_with(':')) {
      text_ += line;
    }
  }

  void add_body(std::string_view line) {
    if (line.starts_with('#')) {
      add_heading(line);
      return;
    }
    if (is_related_) {
      return;
    }
    while (line.starts_with('>')) {
      line = trimmed(line.substr(1));
    }
    if (line.starts_with("[!")) {  // The label of a note: `> [!NOTE]`.
      line.remove_prefix(std::min(line.find(']'), line.size() - 1) + 1);
      text_ += end_of_block;
    }
    if (take_item_mark(line)) {
      text_ += end_of_block;
    }
    if (line.starts_with('|')) {
      add_row(line);
    } else {
      text_ += line;
    }
  }

  /// A parameter's heading says its direction; others say nothing.
  void add_heading(std::string_view line) {
    const std::size_t level = line.find_first_not_of('#');
    const std::string_view title =
        level == std::string_view::npos ? "" : trimmed(line.substr(level));
    is_related_ = level == 2 ? title == "-see-also" : is_related_;
    text_ += end_of_block;
    if (title.starts_with("-param ")) {
      text_ += title.substr(1);
    }
    text_ += end_of_block;
  }

  void add_row(std::string_view line) {
    if (line.find_first_not_of("|-: ") != std::string_view::npos) {
      std::string row{line};
      std::ranges::replace(row, '|', end_of_block);
      text_ += row;
    }
    text_ += end_of_block;
  }

  std::string text_;
  bool is_first_ = true;
  bool in_front_matter_ = false;
  bool in_code_ = false;
  bool is_related_ = false;
};

// ---- Within lines: tags, links, entities, emphasis ---------------------------------------------

/// Whether the tag, which begins behind its `<`, begins or ends a block.
[[nodiscard]] bool is_block_tag(std::string_view tag) {
  constexpr auto names = std::to_array<std::string_view>(
      {"p", "div", "br", "li", "ul", "ol", "table", "tr", "td", "th", "dl", "dt", "dd", "pre"});
  tag.remove_prefix(tag.starts_with('/') ? 1 : 0);
  std::string name;
  for (std::size_t at = 0; at != tag.size() && is_letter(tag[at]); ++at) {
    name += lower(tag[at]);
  }
  return std::ranges::find(names, name) != names.end();
}

/// Goes through a text and leaves its markup out, but keeps every line end.
class inline_reader {
 public:
  explicit inline_reader(std::string_view from) : rest_(from) {}

  [[nodiscard]] std::string plain() && {
    while (!rest_.empty()) {
      step();
    }
    return std::move(text_);
  }

 private:
  void step() {
    const char next = rest_.size() > 1 ? rest_[1] : ' ';
    switch (rest_.front()) {
    case '<':
      if (rest_.starts_with("<!--")) {
        skip_to("-->");
        return;
      }
      if (next == '/' || is_letter(next)) {
        text_ += is_block_tag(rest_.substr(1)) ? "\f" : "";
        skip_to(">");
        return;
      }
      break;
    case '&':
      if (const std::size_t end = rest_.find(';');
          (next == '#' || is_letter(next)) && end < 12 &&
          rest_.substr(0, end).find_first_of(blanks) == std::string_view::npos) {
        text_ += ' ';
        skip(end + 1);
        return;
      }
      break;
    case '\\':  // `ERROR\_NO\_DATA` is ERROR_NO_DATA.
      rest_.remove_prefix(next == '_' || next == '*' || next == '|' ? 1 : 0);
      break;
    case ']':  // Behind a link's text: where it leads.
      skip_to(next == '(' ? ")" : next == '[' ? "]" : "");
      return;
    case '[':
    case '*':
    case '`':
      skip(1);
      return;
    default:
      break;
    }
    text_ += rest_.front();
    rest_.remove_prefix(1);
  }

  void skip(std::size_t count) {
    text_.append(static_cast<std::size_t>(std::ranges::count(rest_.substr(0, count), '\n')), '\n');
    rest_.remove_prefix(std::min(count, rest_.size()));
  }
  /// Up to and with `end`, which is not the first character; all of a text without.
  void skip_to(std::string_view end) {
    const std::size_t found = rest_.find(end, 1);
    skip(found == std::string_view::npos ? rest_.size() : found + end.size());
  }

  std::string_view rest_;
  std::string text_;
};

// ---- Words and sentences -----------------------------------------------------------------------

/// A character of words. What UTF-8 writes as E2 80 .. or C2 .. is a dash, a quotation mark or a
/// space; other characters beyond ASCII are letters.
[[nodiscard]] bool is_in_word(std::string_view text, std::size_t at) {
  const char c = text[at];
  const std::string_view before = text.substr(at < 2 ? 0 : at - 2, at < 2 ? at : 2);
  if (is_letter(c) || is_digit(c) || c == '_') {
    return true;
  }
  return static_cast<unsigned char>(c) >= 0x80 && !text.substr(at).starts_with("\xE2\x80") &&
         c != '\xC2' && !before.ends_with('\xC2') && !before.ends_with("\xE2") &&
         before != "\xE2\x80";
}

[[nodiscard]] std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&words, &word] {
    const std::size_t first = word.find_first_not_of('_');  // Else `_` is for emphasis.
    if (first != std::string::npos) {
      words.push_back(word.substr(first, word.find_last_not_of('_') - first + 1));
    }
    word.clear();
  };
  for (std::size_t at = 0; at != text.size(); ++at) {
    if (is_in_word(text, at)) {
      word += lower(text[at]);
    } else {
      finish();
    }
  }
  finish();
  // The label of a note stands in front of its first sentence, or apart: `> [!NOTE]`.
  if (words.size() > 1 && words.front() == "note") {
    words.erase(words.begin());
  }
  return words;
}

[[nodiscard]] std::uint64_t fingerprint_of(const std::vector<std::string>& words) {
  std::uint64_t hash = empty_hash;
  for (const std::string& word : words) {
    hash = hashed(hashed(hash, word), " ");
  }
  return hash;
}

/// Moses Charikar's SimHash: of each bit, what most words have.
[[nodiscard]] std::uint64_t sketch_of(const std::vector<std::string>& words) {
  std::array<int, 64> votes{};
  for (const std::string& word : words) {
    std::uint64_t hash = hashed(empty_hash, word);
    hash = (hash ^ hash >> 29U) * 0xBF58476D1CE4E5B9U;  // Spreads short words over all bits.
    hash ^= hash >> 32U;
    for (std::size_t bit = 0; bit != votes.size(); ++bit) {
      votes.at(bit) += (hash >> bit & 1U) != 0 ? 1 : -1;
    }
  }
  std::uint64_t sketch = 0;
  for (std::size_t bit = 0; bit != votes.size(); ++bit) {
    sketch |= std::uint64_t{votes.at(bit) > 0 ? 1U : 0U} << bit;
  }
  return sketch;
}

/// Whether a sentence ends before `at`: behind its stop and what closes with it there is a space,
/// and then a word with a capital letter or a digit. So `version 2.0`, `ie. from` are no ends.
[[nodiscard]] bool ends_sentence(std::string_view text, std::size_t at) {
  if (text[at] != ' ' && text[at] != '\n') {
    return false;
  }
  const std::size_t last = text.substr(0, at).find_last_not_of(")\"'");
  if (last == std::string_view::npos ||
      std::string_view{".!?"}.find(text[last]) == std::string_view::npos) {
    return false;
  }
  const std::string_view rest = trimmed(text.substr(at));
  const std::string_view word = rest.substr(0, rest.find_first_of(blanks));
  return std::ranges::any_of(word, [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); });
}

[[nodiscard]] std::string with_single_spaces(std::string_view text) {
  std::string single;
  for (const char c : trimmed(text)) {
    if (blanks.find(c) == std::string_view::npos) {
      single += c;
    } else if (!single.ends_with(' ')) {
      single += ' ';
    }
  }
  return single;
}

[[nodiscard]] std::vector<source_sentence> sentences_of(std::string_view plain) {
  std::vector<source_sentence> all;
  std::size_t line = 1;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= plain.size(); ++at) {
    if (at != plain.size() && plain[at] != end_of_block && !ends_sentence(plain, at)) {
      continue;
    }
    const std::string_view part = plain.substr(begin, at - begin);
    const std::size_t before = std::min(part.find_first_not_of(blanks), part.size());
    if (const auto words = words_of(part); !words.empty()) {
      const auto lines = std::ranges::count(part.substr(0, before), '\n');
      all.push_back({.line = line + static_cast<std::size_t>(lines),
                     .text = with_single_spaces(part),
                     .fingerprint = fingerprint_of(words),
                     .sketch = sketch_of(words)});
    }
    line += static_cast<std::size_t>(std::ranges::count(part, '\n'));
    begin = at;
  }
  return all;
}

}  // namespace

std::vector<source_sentence> page_sentences_in(std::string_view markdown, const std::string& file) {
  block_reader blocks;
  bool is_the_page = false;
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
    const std::string_view line = markdown.substr(at, end - at);
    is_the_page = is_the_page || trimmed(line) == page_uid;
    blocks.add(line);
    at = end + 1;
  }
  if (!is_the_page) {
    throw input_error(file +
                      ": not the Markdown source of the ConnectNamedPipe page, which says '" +
                      std::string{page_uid} + "' in its front matter");
  }
  auto all = sentences_of(inline_reader(std::move(blocks).plain()).plain());
  if (all.empty()) {
    throw input_error(file + ": the page has no sentences");
  }
  return all;
}

}  // namespace cnp
