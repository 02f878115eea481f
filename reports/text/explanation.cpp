#include "reports/text/explanation.hpp"

#include "harness/support/text.hpp"
#include "reports/json/json_document.hpp"
#include "reports/json/outcome_json.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/phrases.hpp"

#include <string_view>

namespace cnp {

namespace {

using nlohmann::ordered_json;

/// Labelled lines under headings, each broken to the width.
class explained_page {
 public:
  explicit explained_page(const text_style& how) : how_(how) {}

  void title(std::string_view words, const std::string& behind) {
    text_ += bold(words, how_.colour) + "  " + behind + '\n';
  }
  void heading(std::string_view words) { text_ += '\n' + bold(words, how_.colour) + '\n'; }
  void row(std::string_view label, std::string_view words, std::size_t indent = 2) {
    constexpr std::size_t label_columns = 11;
    labelled_lines line(indent, indent + label_columns, how_.columns());
    line.add(label, words);
    text_ += line.text();
  }
  /// A line that is to be copied: never broken.
  void command(const std::string& words) { text_ += "  " + words + '\n'; }
  void line(std::string_view words, std::size_t indent = 2) {
    text_ +=
        std::string(indent, ' ') + flow(split_words(words), " ", indent, how_.columns()) + '\n';
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  text_style how_;
  std::string text_;
};

/// `ends ConnectNamedPipe(h0, NULL)`.
[[nodiscard]] std::string call_text(const step& one) {
  const std::string part = one.part == phase::begin    ? "begins "
                           : one.part == phase::finish ? "ends "
                                                       : "";
  return part + describe(one.what);
}

void add_clause(explained_page& to, const clause& sentence) {
  to.title(sentence.id, std::string{word(sentence.level)} + " of the page, \"" +
                            std::string{sentence.section} + '"');
  to.row("says", sentence.says);
  to.row("matters", sentence.why);
  to.row("pitfall", sentence.pitfall);
  if (sentence.speaks_of) {
    to.row("speaks of", word(*sentence.speaks_of));
  }
  to.row("untested", sentence.untestable);
  to.row("page", page_address);
}

void add_scenario(explained_page& to, const explained_scenario& told) {
  to.title(told.id, "scenario, " + counted(told.cells, "cell"));
  to.row("shows", told.says);
  to.row("clauses", join(told.clauses, ", "));
  for (const auto& [axis, values] : told.axes) {
    to.row(axis, join(values, ", "));
  }
  to.row("left out", told.left_out);
  to.heading("Steps of " + told.cell);
  std::size_t number = 0;
  for (const step& one : told.steps) {
    to.line(std::to_string(++number) + ' ' + describe(one.who) + ": " + call_text(one));
    to.row("allowed", describe(one.allowed), 6);
    to.row("proves", join(one.proves, ", "), 6);
    to.row("because", one.because, 6);
  }
}

void add_deviation(explained_page& to, const deviation& recorded) {
  to.line(recorded.id + ", " + recorded.family + ' ' + recorded.versions.text());
  to.row("gives",
         describe(recorded.seen) + " in the step " + recorded.step + " of " + recorded.scenario, 6);
  to.row("why", recorded.reason, 6);
  for (const std::string& one : recorded.evidence) {
    to.row("evidence", one, 6);
  }
  to.row("recorded", recorded.recorded_on + ", " + recorded.recorded_from + ", " + recorded.place(),
         6);
}

void add_line(explained_page& to, const catalogue_line& line) {
  constexpr std::size_t below = 13;
  to.row("line " + std::to_string(line.number), line.says);
  to.row("remark", line.remark, below);
  to.row("grade", word(line.grade), below);
  to.row("seen", seen_text(line), below);
  to.row("sources", sources_text(line), below);
}

/// Sets a member that is left out where there is nothing to say.
void set_unless_empty(ordered_json& to, const char* name, std::string_view text) {
  if (!text.empty()) {
    to[name] = text;
  }
}

[[nodiscard]] ordered_json step_json(const step& one) {
  ordered_json to{{"actor", describe(one.who)},
                  {"call", call_text(one)},
                  {"label", one.label},
                  {"allowed", describe(one.allowed)},
                  {"proves", one.proves}};
  set_unless_empty(to, "because", one.because);
  return to;
}

[[nodiscard]] ordered_json scenario_json(const explained_scenario& told) {
  ordered_json to{
      {"id", told.id}, {"says", told.says}, {"cells", told.cells}, {"clauses", told.clauses}};
  if (told.steps.empty()) {
    return to;
  }
  to["axes"] = ordered_json::object();
  for (const auto& [axis, values] : told.axes) {
    to["axes"][axis] = values;
  }
  set_unless_empty(to, "left_out", told.left_out);
  to["cell"] = told.cell;
  to["steps"] = json_list(told.steps, &step_json);
  return to;
}

[[nodiscard]] ordered_json clause_json(const clause& sentence) {
  ordered_json to{
      {"id", sentence.id},     {"section", sentence.section}, {"level", word(sentence.level)},
      {"says", sentence.says}, {"why", sentence.why},         {"pitfall", sentence.pitfall},
      {"page", page_address}};
  if (sentence.speaks_of) {
    to["speaks_of"] = word(*sentence.speaks_of);
  }
  set_unless_empty(to, "untestable", sentence.untestable);
  return to;
}

[[nodiscard]] ordered_json deviation_json(const deviation& recorded) {
  return {{"id", recorded.id},
          {"family", recorded.family},
          {"versions", recorded.versions.text()},
          {"scenario", recorded.scenario},
          {"step", recorded.step},
          {"seen", outcome_to_json(recorded.seen)},
          {"reason", recorded.reason},
          {"evidence", recorded.evidence},
          {"recorded", {{"date", recorded.recorded_on}, {"kernel", recorded.recorded_from}}},
          {"place", recorded.place()}};
}

[[nodiscard]] ordered_json line_json(const catalogue_line& line) {
  ordered_json to{{"number", line.number}, {"grade", word(line.grade)}, {"what", line.says}};
  set_unless_empty(to, "remark", line.remark);
  to["seen"] = seen_text(line);
  to["sources"] = sources_text(line);
  return to;
}

}  // namespace

std::string explanation_text(const explanation& found, const text_style& how) {
  explained_page page(how);
  const bool is_case = found.sentence || found.scenario;
  if (!is_case) {
    page.title(found.id, found.kind);
    page.row("says", found.says);
  }
  if (found.sentence) {
    add_clause(page, *found.sentence);
  }
  if (found.sentence || !found.evidence.empty()) {
    page.heading(found.sentence ? "Scenarios that prove it" : "Scenarios that are concerned");
    for (const explained_scenario& one : found.evidence) {
      page.line(one.id + " (" + counted(one.cells, "cell") + ")");
      page.line(one.says, 6);
    }
    if (found.evidence.empty()) {
      page.line("none");
    }
  }
  if (found.scenario) {
    if (found.sentence) {
      page.heading("And the scenario of that name");
    }
    add_scenario(page, *found.scenario);
  }
  if (is_case || !found.recorded.empty()) {
    page.heading("Known deviations");
  }
  for (const deviation& one : found.recorded) {
    add_deviation(page, one);
  }
  if (is_case && found.recorded.empty()) {
    page.line("none is recorded");
  }
  if (!found.catalogue.empty()) {
    page.heading("What kernels are known to do, beyond the page");
    for (const catalogue_line& one : found.catalogue) {
      add_line(page, one);
    }
  }
  if (!found.commands.empty()) {
    page.heading("Run it");
    for (const std::string& command : found.commands) {
      page.command(command);
    }
  }
  return page.text();
}

std::string explanation_json(const explanation& found) {
  ordered_json to{{"id", found.id}};
  if (found.sentence) {
    to["clause"] = clause_json(*found.sentence);
  }
  set_unless_empty(to, "kind", found.kind);
  set_unless_empty(to, "says", found.says);
  if (found.sentence || !found.evidence.empty()) {
    to["evidence"] = json_list(found.evidence, &scenario_json);
  }
  if (found.scenario) {
    to["scenario"] = scenario_json(*found.scenario);
  }
  to["deviations"] = json_list(found.recorded, &deviation_json);
  to["catalogue"] = json_list(found.catalogue, &line_json);
  to["commands"] = found.commands;
  return json_document(to);
}

}  // namespace cnp
