#include "reports/text/text.hpp"

#include "harness/support/text.hpp"
#include "reports/text/layout.hpp"

#include <algorithm>
#include <optional>

namespace cnp {

namespace {

constexpr std::size_t label_columns = 12;  // Two of indentation, the label, spaces.

/// A block of labelled lines, each broken to the width with a hanging indentation.
class block {
 public:
  explicit block(std::size_t width) : width_(width) {}

  void add(std::string_view label, const std::vector<std::string>& parts,
           std::string_view between) {
    text_ += padded("  " + std::string{label}, label_columns) +
             flow(parts, between, label_columns, width_) + '\n';
  }
  void add(std::string_view label, std::string_view words) { add(label, split_words(words), " "); }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::size_t width_;
  std::string text_;
};

/// The step that the cell's verdict is about; empty if it is about none in particular.
[[nodiscard]] std::optional<std::size_t> focus(const cell_record& cell) {
  const auto found = std::ranges::find(cell.steps, cell.is, &step_record::is);
  if (found != cell.steps.end()) {
    return static_cast<std::size_t>(found - cell.steps.begin());
  }
  return std::nullopt;
}

[[nodiscard]] std::string function_of(const step_record& step) {
  return printable(step.call.substr(0, step.call.find('(')));
}

/// `4 client 1 CreateFile ok`.
[[nodiscard]] std::string short_step(const step_record& step, std::size_t number) {
  std::string result = step.seen == "nonzero" ? "ok" : printable(step.seen);
  if (step.part == phase::begin) {
    result = step.result.how == completion::in_progress ? "begun" : "returned at once: " + result;
  } else if (step.part == phase::finish) {
    result = "finished: " + result;
  }
  return std::to_string(number) + ' ' + printable(step.actor) + ' ' + function_of(step) + ' ' +
         result;
}

/// `step 4 of 9, server: ConnectNamedPipe(h0, NULL)`.
[[nodiscard]] std::string step_place(const cell_record& cell, std::size_t at) {
  const step_record& step = cell.steps.at(at);
  return "step " + std::to_string(at + 1) + " of " + std::to_string(cell.script_steps) + ", " +
         printable(step.actor) + ": " + printable(step.call) +
         (step.part == phase::finish ? " (its end)" : "");
}

/// `reuse.stale-client-closed  [synchronous blocking]            DEVIATES`.
[[nodiscard]] std::string title(const cell_record& cell, const text_style& how, std::size_t width) {
  std::vector<std::string> axes;
  for (const auto& [axis, word] : cell.axes) {
    axes.push_back(printable(word));
  }
  const std::string left =
      printable(cell.scenario) + (axes.empty() ? std::string{} : "  [" + join(axes, " ") + ']');
  const std::string verdict_text = std::string{sign(cell.is, how.utf8)} + ' ' + loud(cell.is);
  const std::size_t taken = columns(left) + columns(verdict_text) + 2;
  const std::string gap = taken > width ? "\n  " : std::string(width - taken + 2, ' ');
  return bold(left, how.colour) + gap + painted(verdict_text, cell.is, how.colour) + '\n';
}

[[nodiscard]] std::string grade_words(const step_record& step) {
  switch (step.known) {
  case grade::arrangement:
    return "this step only arranges the case: it says nothing about the kernel";
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

/// What says that the outcome had to be an allowed one.
void add_sources(block& to, const step_record& step, const std::vector<clause_words>& clauses) {
  for (const std::string& id : step.proves) {
    const auto clause = std::ranges::find(clauses, id, &clause_words::id);
    const std::string says = clause == clauses.end() ? std::string{} : printable(clause->says);
    to.add("page", says.empty() ? printable(id) : says + " (" + printable(id) + ')');
  }
  const bool page_says_all = !step.proves.empty() && step.known == grade::documented;
  if (!page_says_all || step.catalogue != 0) {
    to.add("known", grade_words(step) +
                        (step.catalogue == 0
                             ? std::string{}
                             : ", line " + std::to_string(step.catalogue) + " of the catalogue"));
  }
  if (!step.because.empty()) {
    to.add("because", printable(step.because));
  }
}

void add_step(block& to, const cell_record& cell, std::size_t at,
              const std::vector<clause_words>& clauses, std::size_t width) {
  const step_record& step = cell.steps.at(at);
  add_sources(to, step, clauses);
  to.add("allowed", printable(step.allowed));
  const std::string seen =
      printable(step.seen) + (step.remark.empty() ? "" : ", " + printable(step.remark));
  const std::string place = step_place(cell, at);
  const bool one_line = label_columns + columns(seen) + 4 + columns(place) <= width;
  to.add("seen", one_line ? std::vector{seen + "    " + place} : split_words(seen), " ");
  if (!one_line) {
    to.add("in", place);
  }
}

void add_recorded(block& to, const cell_record& cell, const step_record& step) {
  if (!step.recorded) {
    return;
  }
  to.add("recorded", printable(step.recorded->outcome) + " (" + printable(step.recorded->id) +
                         "): " + printable(step.recorded->reason));
  if (cell.is == verdict::recovered) {
    to.add("delete", printable(step.recorded->place) + " (and the comma that is left over)");
  }
}

void add_history(block& to, const cell_record& cell, std::size_t count) {
  std::vector<std::string> steps;
  for (std::size_t at = 0; at != count; ++at) {
    steps.push_back(short_step(cell.steps[at], at + 1));
  }
  if (!steps.empty()) {
    to.add("before", steps, " | ");
  }
  std::vector<std::string> unproven;
  for (const auto& [clause, is] : cell.clauses) {
    if (!is) {
      unproven.push_back(printable(clause));
    }
  }
  if (!unproven.empty()) {
    to.add("unproven", unproven, ", ");
  }
}

/// Whether the reason says more than the step's own lines do.
[[nodiscard]] bool needs_reason(const cell_record& cell, std::optional<std::size_t> at) {
  return !cell.why.empty() && (!at || cell.is == verdict::hung || cell.is == verdict::crashed);
}

}  // namespace

bool colour_wanted(bool terminal, const char* no_color) {
  return terminal && (no_color == nullptr || *no_color == '\0');
}

std::string cell_text(const cell_record& cell, const kernel_identity& kernel,
                      const std::vector<clause_words>& clauses, const text_style& how,
                      const cell_notes& notes) {
  const std::size_t width = std::max(how.width, narrowest);
  const std::optional<std::size_t> at = focus(cell);
  block to(width);
  if (needs_reason(cell, at)) {
    to.add("why", printable(cell.why));
  }
  bool is_recorded = false;
  if (at) {
    const step_record& step = cell.steps[*at];
    is_recorded = step.recorded.has_value();
    add_step(to, cell, *at, clauses, width);
    add_recorded(to, cell, step);
  }
  add_history(to, cell, at.value_or(cell.steps.size()));
  to.add("kernel", kernel_text(kernel) + (is_recorded || !at ? "" : ", no deviation recorded"));
  for (const auto& [label, words] : notes.more) {
    to.add(label, printable(words));
  }
  to.add("again",
         notes.again.empty() ? "tools/run --cell " + printable(cell.key) : printable(notes.again));
  return title(cell, how, width) + to.text();
}

}  // namespace cnp
