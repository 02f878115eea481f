#include "reports/repro/repro_text.hpp"

#include "harness/support/assertion.hpp"
#include "harness/support/printable.hpp"
#include "reports/text/layout.hpp"

#include <algorithm>
#include <set>

namespace cnp {

namespace {

constexpr std::size_t repro_columns = 100;
constexpr std::string_view word_letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

/// The lines of a text, without their ends.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The place behind a string literal that begins at `at`.
[[nodiscard]] std::size_t end_of_literal(std::string_view code, std::size_t at) {
  do {
    at += code[at] == '\\' ? 2U : 1U;
  } while (at < code.size() && code[at] != '"');
  return std::min(at + 1, code.size());
}

/// The identifiers (and numbers) outside comments and literals.
[[nodiscard]] std::set<std::string_view> identifiers(std::string_view code) {
  std::set<std::string_view> found;
  for (std::size_t at = 0; at < code.size();) {
    const std::size_t word_end = std::min(code.find_first_not_of(word_letters, at), code.size());
    if (code[at] == '"') {
      at = end_of_literal(code, at);
    } else if (code.substr(at, 2) == "//") {
      at = std::min(code.find('\n', at), code.size());
    } else if (word_end != at) {
      found.insert(code.substr(at, word_end - at));
      at = word_end;
    } else {
      ++at;
    }
  }
  return found;
}

/// What a line at the left margin declares: the identifier before the first bracket or `=`.
[[nodiscard]] std::string_view declared_name(std::string_view line) {
  constexpr std::size_t attribute = 2;  // The brackets of one are not meant.
  std::string_view head = line.substr(0, line.find_first_of("([{=;", attribute));
  head = head.substr(0, head.find_last_not_of(' ') + 1);
  const bool none = head.size() == line.size() || line.starts_with("//") || line.starts_with(' ');
  return none ? std::string_view{} : head.substr(head.find_last_not_of(word_letters) + 1);
}

}  // namespace

std::string filled_with(std::string_view text, const std::vector<std::string>& values) {
  CNP_ASSERT(static_cast<std::size_t>(std::ranges::count(text, '$')) == values.size(),
             "another number of values than of places: " + std::string{text});
  std::string result;
  auto next = values.begin();
  for (const char one : text) {
    result += one == '$' ? *next++ : std::string(1, one);
  }
  return result;
}

std::string cpp_literal(std::string_view bytes) {
  constexpr std::string_view digits = "01234567";
  std::string text = "\"";
  for (const char one : bytes) {
    const auto number = static_cast<unsigned char>(one);
    if (one == '"' || one == '\\') {
      text += {'\\', one};
    } else if (number < 0x20 || number >= 0x7F) {
      text += {'\\', digits[number >> 6U], digits[(number >> 3U) & 7U], digits[number & 7U]};
    } else {
      text += one;
    }
  }
  return text + '"';
}

std::string cpp_statement(const std::string& text, std::size_t indent) {
  const std::string_view code = text;
  std::string result;
  std::size_t column = 0;
  for (std::size_t begin = 0, at = 0; at < code.size(); begin = at) {
    // A part ends behind a comma, or behind an operator.
    std::string_view part;
    do {
      at = code[at] == '"' ? end_of_literal(code, at) : at + 1;
      part = code.substr(begin, at - begin);
    } while (at < code.size() && !part.ends_with(", ") && !part.ends_with(" && ") &&
             !part.ends_with(" || "));
    if (column != 0 && column + part.find_last_not_of(' ') + 1 > repro_columns) {
      result.erase(result.find_last_not_of(' ') + 1);
      result += '\n' + std::string(indent + 4, ' ');
      column = indent + 4;
    }
    result += part;
    column += part.size();
  }
  return result;
}

std::string cpp_body(const std::string& statements) {
  std::string result;
  std::size_t depth = 2;
  for (std::string_view line : lines_of(statements)) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    depth -= line == "}" ? 2U : 0U;
    const std::string whole = std::string(line.empty() ? 0 : depth, ' ') + std::string{line};
    result += (line.starts_with("//") ? whole : cpp_statement(whole, depth)) + '\n';
    depth += line.ends_with('{') || line.find("{  //") != std::string_view::npos ? 2U : 0U;
  }
  return result;
}

std::string cpp_comment(std::string_view label, const std::string& words) {
  const std::string lead = label.empty() ? std::string{} : padded(label, 10) + ' ';
  const std::string text =
      lead + flow(split_words(printable(words)), " ", lead.size(), repro_columns - 6);
  std::string comment;
  for (const std::string_view line : lines_of(text)) {
    comment += "// " + std::string{line} + '\n';
  }
  return comment;
}

std::string replaced(std::string text, std::string_view part, std::string_view by) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at)) {
    text.replace(at, part.size(), by);
    at += by.size();
  }
  return text;
}

bool mentions(std::string_view code, std::string_view identifier) {
  return identifiers(code).contains(identifier);
}

std::string needed_declarations(const std::vector<std::string>& all, std::string_view code) {
  std::set<std::string_view> needed = identifiers(code);
  std::string text;
  for (std::size_t at = all.size(); at-- != 0;) {
    if (std::ranges::any_of(lines_of(all[at]), [&](std::string_view line) {
          return needed.contains(declared_name(line));
        })) {
      needed.merge(identifiers(all[at]));
      text.insert(0, all[at]);
    }
  }
  return text;
}

std::string program_head() {
  const std::string_view first = program_files().front().text;
  const std::size_t begin = first.find("#ifndef");
  return replaced(std::string{first.substr(begin, first.find("\n// Each program") - begin)},
                  "cnp::repro_program ", "");
}

std::vector<std::string> program_parts() {
  constexpr std::string_view end = "\n\n}  // namespace";
  std::vector<std::string> parts;
  for (const embedded_file& file : program_files().subspan(1)) {
    const std::string_view body = file.text.substr(0, file.text.rfind(end));
    std::size_t at = body.find("\n\n", body.find("\nnamespace"));
    while (at < body.size()) {
      const std::size_t next = std::min(body.find("\n\n", at + 2), body.size());
      std::string& part = parts.emplace_back(body.substr(at + 1, next - at - 1));
      part = replaced(part, "inline ", "") + '\n';
      at = next;
    }
  }
  return parts;
}

}  // namespace cnp
