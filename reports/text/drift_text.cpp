#include "reports/text/drift_text.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/text.hpp"
#include "reports/json/json_text.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/markup.hpp"
#include "reports/text/phrases.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

namespace cnp {

namespace {

[[nodiscard]] std::vector<std::string> clauses_of(const page_sentence* sentence) {
  std::vector<std::string> all;
  if (sentence != nullptr) {
    for (const std::string_view id : sentence->clauses) {
      if (!id.empty()) {
        all.emplace_back(id);
      }
    }
  }
  return all;
}

/// Those that try the clauses of a sentence.
[[nodiscard]] std::vector<std::string> scenarios_of(const drift_account& about,
                                                    const std::vector<std::string>& clauses) {
  std::set<std::string> all;
  for (const std::string& id : clauses) {
    all.merge(about.planned.of(id).scenarios);
  }
  return {all.begin(), all.end()};
}

/// The lines of an entry: label and words, which may be empty.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
lines_of(const drift_account& about, const drifted_sentence& one) {
  std::vector<std::pair<std::string, std::string>> lines;
  if (one.now != nullptr) {
    lines.emplace_back("now", one.now->text);
  }
  lines.emplace_back("stands behind", join(clauses_of(one.behind), ", "));
  const std::vector<std::string> ids = clauses_of(one.before);
  for (const std::string& id : ids) {
    lines.emplace_back("clause", id);
    const auto found = std::ranges::find(about.clauses, id, &clause::id);
    lines.emplace_back("paraphrased", found == about.clauses.end() ? "" : std::string{found->says});
  }
  lines.emplace_back("tried by", join(scenarios_of(about, ids), ", "));
  if (one.before != nullptr) {
    lines.emplace_back("no clause", one.before->no_clause);
  }
  return lines;
}

/// `CHANGED, line 12`.
[[nodiscard]] std::string title_of(const drifted_sentence& one) {
  return loud(word(one.is)) + (one.now == nullptr ? "" : ", line " + std::to_string(one.now->line));
}

[[nodiscard]] verdict looks_like(drift is) {
  return is == drift::moved ? verdict::characterised : verdict::deviates;
}

[[nodiscard]] std::string number_text(std::uint64_t number) {
  return hex(static_cast<std::uint32_t>(number >> 32U)) +
         hex(static_cast<std::uint32_t>(number)).substr(2);
}

/// `34 sentences: 1 changed, 0 new, 1 moved, 0 gone.`
[[nodiscard]] std::string sums(const drift_account& about) {
  std::vector<std::string> parts;
  for (const drift is : all_values<drift>()) {
    const auto count = std::ranges::count(about.found, is, &drifted_sentence::is);
    parts.push_back(std::to_string(count) + ' ' + std::string{word(is)});
  }
  return counted(about.page.size(), "sentence") + ": " + join(parts, ", ") + ". " +
         (has_drifted(about.found) ? "The clauses have to be held against it anew."
                                   : "The page says what the clauses paraphrase.") +
         '\n';
}

}  // namespace

std::string drift_text(const drift_account& about, const text_style& how) {
  std::string text;
  for (const drifted_sentence& one : about.found) {
    labelled_lines lines(2, 17, how.columns());
    for (const auto& [label, words] : lines_of(about, one)) {
      lines.add(label, words);
    }
    text += painted(title_of(one), looks_like(one.is), how.colour);
    text += '\n';
    text += lines.text();
    text += '\n';
  }
  return text + sums(about);
}

std::string drift_markdown(const drift_account& about) {
  std::string text = sums(about);
  for (const drifted_sentence& one : about.found) {
    text += "\n- **" + title_of(one) + "**\n";
    for (const auto& [label, words] : lines_of(about, one)) {
      text += labelled_item(label, escaped(words));
    }
  }
  return text;
}

std::string drift_json(const drift_account& about) {
  std::string text;
  json_text to(text);
  to.open_object();
  to.member("sentences", std::uint64_t{about.page.size()});
  to.member("drifted", has_drifted(about.found)).name("changes");
  to.list(about.found, [&](const drifted_sentence& one) {
    const std::vector<std::string> ids = clauses_of(one.before);
    to.open_object().member("is", word(one.is));
    if (one.now != nullptr) {
      to.member("line", std::uint64_t{one.now->line}).member("text", one.now->text);
    }
    to.name("clauses").list(ids);
    to.name("scenarios").list(scenarios_of(about, ids));
    to.name("behind").list(clauses_of(one.behind));
    to.close_object();
  });
  to.close_object();
  return text + '\n';
}

std::string fingerprint_rows(std::span<const page_sentence> known, const drift_account& about) {
  std::string text;
  std::set<std::uint64_t> written;
  for (const source_sentence& now : about.page) {
    if (!written.insert(now.fingerprint).second) {
      continue;
    }
    const auto same = std::ranges::find(known, now.fingerprint, &page_sentence::fingerprint);
    const auto found = std::ranges::find(about.found, &now, &drifted_sentence::now);
    const page_sentence* const before = same != known.end()          ? &*same
                                        : found != about.found.end() ? found->before
                                                                     : nullptr;
    const std::vector<std::string> ids = clauses_of(before);
    text += "    {";
    text += number_text(now.fingerprint);
    text += ", ";
    text += number_text(now.sketch);
    text += ", {";
    for (std::size_t at = 0; at != ids.size(); ++at) {
      text += at == 0 ? "\"" : ", \"";
      text += ids[at];
      text += '"';
    }
    text += '}';
    if (ids.empty()) {
      text += ", \"";
      text += before == nullptr ? "" : before->no_clause;
      text += '"';
    }
    text += "},\n";
  }
  return text;
}

}  // namespace cnp
