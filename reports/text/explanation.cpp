#include "reports/text/explanation.hpp"

#include "harness/support/text.hpp"
#include "reports/json/outcome_json.hpp"
#include "reports/text/layout.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace cnp {

namespace {

using nlohmann::ordered_json;

/// Labelled lines under headings, each broken to the width.
class explained_page {
 public:
  explicit explained_page(const text_style& how)
      : colour_(how.colour), width_(std::max(how.width, narrowest)) {}

  void title(const std::string& text, const std::string& behind) {
    text_ += bold(text, colour_) + (behind.empty() ? "" : "  " + behind) + '\n';
  }
  void heading(const std::string& text) { text_ += '\n' + bold(text, colour_) + '\n'; }
  void row(std::string_view label, std::string_view words, std::size_t indent = 2) {
    if (words.empty()) {
      return;
    }
    const std::size_t behind = indent + label_columns;
    text_ += padded(std::string(indent, ' ') + std::string{label}, behind) +
             flow(split_words(words), " ", behind, width_) + '\n';
  }
  /// A line that is to be copied: never broken.
  void command(const std::string& words) { text_ += "  " + words + '\n'; }
  void line(const std::string& words, std::size_t indent = 2) {
    text_ += std::string(indent, ' ') + flow(split_words(words), " ", indent, width_) + '\n';
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  static constexpr std::size_t label_columns = 11;
  bool colour_;
  std::size_t width_;
  std::string text_;
};

[[nodiscard]] std::string size_text(const explained_scenario& what) {
  return std::to_string(what.cells) + (what.cells == 1 ? " cell" : " cells");
}

void add_clause(explained_page& to, const explained_clause& what) {
  to.title(what.id, what.level + " of the page, \"" + what.section + '"');
  to.row("says", what.says);
  to.row("matters", what.why);
  to.row("pitfall", what.pitfall);
  to.row("untested", what.untestable);
  to.row("page", what.page);
}

void add_scenario(explained_page& to, const explained_scenario& what) {
  to.title(what.id, "scenario, " + size_text(what));
  to.row("shows", what.says);
  to.row("clauses", join(what.clauses, ", "));
  for (const auto& [axis, values] : what.axes) {
    to.row(axis, join(values, ", "));
  }
  to.row("left out", what.left_out);
  to.heading("Steps of " + what.cell);
  std::size_t number = 0;
  for (const explained_step& step : what.steps) {
    to.line(std::to_string(++number) + ' ' + step.actor + ": " + step.call);
    to.row("allowed", step.allowed, 6);
    to.row("proves", join(step.proves, ", "), 6);
    to.row("because", step.because, 6);
  }
}

void add_deviation(explained_page& to, const deviation& what) {
  to.line(what.id + ", " + what.family + ' ' + what.versions.text());
  to.row("gives", describe(what.seen) + " in the step " + what.step + " of " + what.scenario, 6);
  to.row("why", what.reason, 6);
  for (const std::string& one : what.evidence) {
    to.row("evidence", one, 6);
  }
  to.row("recorded", what.recorded_on + ", " + what.recorded_from + ", " + what.place(), 6);
}

[[nodiscard]] ordered_json scenario_json(const explained_scenario& what) {
  ordered_json to{
      {"id", what.id}, {"says", what.says}, {"cells", what.cells}, {"clauses", what.clauses}};
  if (what.steps.empty()) {
    return to;
  }
  ordered_json axes = ordered_json::object();
  for (const auto& [axis, values] : what.axes) {
    axes[axis] = values;
  }
  to["axes"] = std::move(axes);
  if (!what.left_out.empty()) {
    to["left_out"] = what.left_out;
  }
  to["cell"] = what.cell;
  to["steps"] = ordered_json::array();
  for (const explained_step& step : what.steps) {
    ordered_json one{{"actor", step.actor},
                     {"call", step.call},
                     {"label", step.label},
                     {"allowed", step.allowed},
                     {"proves", step.proves}};
    if (!step.because.empty()) {
      one["because"] = step.because;
    }
    to["steps"].push_back(std::move(one));
  }
  return to;
}

[[nodiscard]] ordered_json clause_json(const explained_clause& what) {
  ordered_json to{{"id", what.id},     {"section", what.section}, {"level", what.level},
                  {"says", what.says}, {"why", what.why},         {"pitfall", what.pitfall},
                  {"page", what.page}};
  if (!what.untestable.empty()) {
    to["untestable"] = what.untestable;
  }
  return to;
}

[[nodiscard]] ordered_json deviation_json(const deviation& what) {
  return {{"id", what.id},
          {"family", what.family},
          {"versions", what.versions.text()},
          {"scenario", what.scenario},
          {"step", what.step},
          {"seen", outcome_to_json(what.seen)},
          {"reason", what.reason},
          {"evidence", what.evidence},
          {"recorded", {{"date", what.recorded_on}, {"kernel", what.recorded_from}}},
          {"place", what.place()}};
}

}  // namespace

std::string explanation_text(const explanation& what, const text_style& how) {
  explained_page page(how);
  if (what.clause) {
    add_clause(page, *what.clause);
    page.heading("Scenarios that prove it");
    for (const explained_scenario& one : what.evidence) {
      page.line(one.id + " (" + size_text(one) + ")");
      page.line(one.says, 6);
    }
    if (what.evidence.empty()) {
      page.line("none");
    }
  }
  if (what.scenario) {
    if (what.clause) {
      page.heading("And the scenario of that name");
    }
    add_scenario(page, *what.scenario);
  }
  page.heading("Known deviations");
  for (const deviation& one : what.recorded) {
    add_deviation(page, one);
  }
  if (what.recorded.empty()) {
    page.line("none is recorded");
  }
  if (!what.catalogue.empty()) {
    page.heading("What kernels are known to do, beyond the page");
    for (const explained_line& one : what.catalogue) {
      page.row("line " + std::to_string(one.number), one.what);
      page.row("remark", one.remark, 13);
      page.row("grade", one.grade, 13);
      page.row("sources", one.sources, 13);
    }
  }
  if (!what.commands.empty()) {
    page.heading("Run it");
    for (const std::string& command : what.commands) {
      page.command(command);
    }
  }
  return page.text();
}

std::string explanation_json(const explanation& what) {
  ordered_json to{{"id", what.id}};
  if (what.clause) {
    to["clause"] = clause_json(*what.clause);
    to["evidence"] = ordered_json::array();
    for (const explained_scenario& one : what.evidence) {
      to["evidence"].push_back(scenario_json(one));
    }
  }
  if (what.scenario) {
    to["scenario"] = scenario_json(*what.scenario);
  }
  to["deviations"] = ordered_json::array();
  for (const deviation& one : what.recorded) {
    to["deviations"].push_back(deviation_json(one));
  }
  to["catalogue"] = ordered_json::array();
  for (const explained_line& one : what.catalogue) {
    ordered_json line{{"number", one.number}, {"grade", one.grade}, {"what", one.what}};
    if (!one.remark.empty()) {
      line["remark"] = one.remark;
    }
    line["sources"] = one.sources;
    to["catalogue"].push_back(std::move(line));
  }
  to["commands"] = what.commands;
  return to.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace cnp
