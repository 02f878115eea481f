#include "reports/text/cell_text.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/text.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/phrases.hpp"

#include <algorithm>
#include <optional>

namespace cnp {

namespace {

/// The step that the cell's verdict is about; empty if it is about none in particular.
[[nodiscard]] std::optional<std::size_t> focus(const cell_record& cell) {
  const auto found = std::ranges::find(cell.steps, cell.is, &step_record::is);
  if (found != cell.steps.end()) {
    return static_cast<std::size_t>(found - cell.steps.begin());
  }
  return std::nullopt;
}

/// `4 client 1 CreateFile ok`.
[[nodiscard]] std::string short_step(const step_record& step, std::size_t number) {
  std::string result = step.seen == "nonzero" ? "ok" : step.seen;
  if (step.part == phase::begin) {
    result = step.result.how == completion::in_progress ? "begun" : "returned at once: " + result;
  } else if (step.part == phase::finish) {
    result = "finished: " + result;
  }
  return std::to_string(number) + ' ' + step.actor + ' ' +
         step.call.substr(0, step.call.find('(')) + ' ' + result;
}

/// `step 4 of 9, server: ConnectNamedPipe(h0, NULL)`.
[[nodiscard]] std::string step_place(const cell_record& cell, std::size_t at) {
  const step_record& step = cell.steps.at(at);
  return "step " + std::to_string(at + 1) + " of " + std::to_string(cell.script_steps) + ", " +
         step.actor + ": " + step.call + (step.part == phase::finish ? " (its end)" : "");
}

/// `reuse.stale-client-closed  [synchronous blocking]            DEVIATES`.
[[nodiscard]] std::string title(const cell_record& cell, const text_style& how) {
  std::vector<std::string> axes;
  for (const auto& [axis, value] : cell.axes) {
    axes.push_back(value);
  }
  const std::string left =
      printable(cell.scenario + (axes.empty() ? std::string{} : "  [" + join(axes, " ") + ']'));
  const std::string right = std::string{sign(cell.is, how.utf8)} + ' ' + loud(word(cell.is));
  const std::size_t taken = columns(left) + columns(right) + 2;
  const std::string gap =
      taken > how.columns() ? "\n  " : std::string(how.columns() - taken + 2, ' ');
  return bold(left, how.colour) + gap + painted(right, cell.is, how.colour) + '\n';
}

[[nodiscard]] std::string_view meaning_of(grade known) {
  switch (known) {
  case grade::arrangement:
    return "this step only arranges the case, which could not be asked without it";
  case grade::documented:
    return "documented";
  case grade::certain:
    return "certain";
  case grade::likely:
    return "likely";
  case grade::unspecified:
    return "nothing is documented; what is allowed are the sane outcomes";
  }
  return {};
}

/// What says that the outcome had to be an allowed one. A clause that does not speak of what is
/// wrong with it is kept: the step is no evidence against it.
void add_sources(labelled_lines& to, const cell_record& cell, const step_record& step,
                 std::span<const clause> clauses) {
  std::vector<std::string> kept;
  for (const std::string& id : step.proves) {
    if (!blames(cell, step, id)) {
      kept.push_back(id);
      continue;
    }
    const auto found = std::ranges::find(clauses, id, &clause::id);
    to.add("page", found == clauses.end() ? id : std::string{found->says} + " (" + id + ')');
  }
  to.add("kept", kept, ", ");
  const bool page_speaks = kept.size() != step.proves.size() || as_expected(step.is);
  const bool page_says_all = page_speaks && step.known == grade::documented;
  if (!page_says_all || step.catalogue != 0) {
    to.add("known",
           std::string{page_speaks ? meaning_of(step.known) : "no sentence of the page by itself"} +
               (step.catalogue == 0
                    ? std::string{}
                    : ", line " + std::to_string(step.catalogue) + " of the catalogue"));
  }
  to.add("because", step.because);
}

void add_step(labelled_lines& to, const cell_record& cell, std::size_t at,
              std::span<const clause> clauses) {
  const step_record& step = cell.steps.at(at);
  add_sources(to, cell, step, clauses);
  to.add("allowed", step.allowed);
  const std::string seen = step.seen + (step.remark.empty() ? "" : ", " + step.remark);
  const std::string place = step_place(cell, at);
  if (to.fits(columns(printable(seen)) + 4 + columns(printable(place)))) {
    to.add("seen", {seen + "    " + place}, " ");
  } else {
    to.add("seen", seen);
    to.add("in", place);
  }
  if (step.recorded) {
    to.add("recorded",
           step.recorded->outcome + " (" + step.recorded->id + "): " + step.recorded->reason);
  }
  if (step.recorded && cell.is == verdict::recovered) {
    to.add("delete", step.recorded->place + " (and the comma that is left over)");
  }
}

/// The steps before the one that is told of, and what the cell did not come to.
void add_history(labelled_lines& to, const cell_record& cell, std::size_t count) {
  std::vector<std::string> steps;
  for (std::size_t at = 0; at != count; ++at) {
    steps.push_back(short_step(cell.steps[at], at + 1));
  }
  to.add("before", steps, " | ");
  std::vector<std::string> unproven;
  for (const auto& [id, is] : cell.clauses) {
    if (!is) {
      unproven.push_back(id);
    }
  }
  to.add("unproven", unproven, ", ");
}

}  // namespace

std::string failure_line(const cell_record& cell, const text_style& how) {
  return painted(std::string{sign(cell.is, how.utf8)} + ' ' + loud(word(cell.is)), cell.is,
                 how.colour) +
         "  " + printable(cell.key) + '\n';
}

std::string cell_text(const cell_record& cell, const kernel_identity& kernel,
                      std::span<const clause> clauses, const text_style& how,
                      const cell_notes& notes) {
  constexpr std::size_t words_at = 12;
  const std::optional<std::size_t> at = focus(cell);
  labelled_lines to(2, words_at, how.columns());
  // Where a step tells it, the reason says more than its lines only if it did not come back.
  if (!at || cell.is == verdict::hung || cell.is == verdict::crashed) {
    to.add("why", cell.why);
  }
  if (at) {
    add_step(to, cell, *at, clauses);
  }
  add_history(to, cell, at.value_or(cell.steps.size()));
  to.add("kernel",
         kernel_text(kernel) + (!at || cell.steps[*at].recorded ? "" : ", no deviation recorded"));
  for (const auto& [label, words] : notes.more) {
    to.add(label, words);
  }
  // One line, however long: it is there to be copied.
  to.add("again", {notes.again.empty() ? "tools/run --cell " + cell.key : notes.again}, " ");
  return title(cell, how) + to.text();
}

}  // namespace cnp
