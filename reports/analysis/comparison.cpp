#include "reports/analysis/comparison.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "reports/run/repetition.hpp"
#include "reports/run/run_file.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace cnp {

namespace {

/// What a comparison keeps of a cell.
struct brief_cell {
  std::string key;
  std::string scenario;
  std::string print;
  verdict is = verdict::conforms;
  line_place place;
  std::vector<repeated_outcome> repetitions;

  [[nodiscard]] cell_state state() const {
    return {.is = is, .print = print, .repetitions = repetitions};
  }
};

[[nodiscard]] std::string aspect_of(const std::string& scenario) {
  return scenario.substr(0, scenario.find('.'));
}

/// The cells of a file, found by key.
class brief_run {
 public:
  explicit brief_run(const std::filesystem::path& file)
      : reader_(file, reading::keys, interrupted::taken) {
    about.file = display(file);
    about.header = reader_.header();
    while (cell_record* cell = reader_.next()) {
      ++of_scenario_[cell->scenario];
      aspects_.insert(aspect_of(cell->scenario));
      cells.push_back({std::move(cell->key), std::move(cell->scenario), reader_.fingerprint(),
                       cell->is, reader_.place(), std::move(cell->repetitions)});
    }
    about.footer = reader_.footer();
    chooses_ = !about.footer.complete || !choosing_words(about.header).empty();
    by_key_.reserve(cells.size());
    for (const brief_cell& cell : cells) {
      if (!by_key_.emplace(cell.key, &cell).second) {
        throw input_error(about.file + ':' + std::to_string(cell.place.line) +
                          ": a second record of the cell " + printable(cell.key));
      }
    }
  }

  [[nodiscard]] const brief_cell* find(const std::string& key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : found->second;
  }
  [[nodiscard]] std::size_t cells_of(const std::string& scenario) const {
    const auto found = of_scenario_.find(scenario);
    return found == of_scenario_.end() ? 0 : found->second;
  }

  /// Whether a cell that it does not have was not to be performed.
  [[nodiscard]] bool leaves_out(const brief_cell& cell) const {
    return chooses_ || !aspects_.contains(aspect_of(cell.scenario));
  }

  /// All that the file says of a cell, until it is asked of another one.
  [[nodiscard]] const cell_record& whole(const brief_cell& cell) {
    return reader_.again(cell.place);
  }

  compared_run about;
  std::vector<brief_cell> cells;

 private:
  run_reader reader_;
  bool chooses_ = false;
  std::set<std::string> aspects_;
  std::unordered_map<std::string, std::size_t> of_scenario_;
  std::unordered_map<std::string_view, const brief_cell*> by_key_;
};

/// The step that a record that does not conform is about; null if there is none.
[[nodiscard]] const step_record* telling_step(const cell_record& cell) {
  const auto found = std::ranges::find(cell.steps, cell.is, &step_record::is);
  return found == cell.steps.end() || as_expected(cell.is) ? nullptr : &*found;
}

[[nodiscard]] const step_record* step_called(const cell_record& cell, const std::string& label) {
  const auto found = std::ranges::find(cell.steps, label, &step_record::label);
  return found == cell.steps.end() ? nullptr : &*found;
}

/// The first step whose outcome is another one in the later record; null if neither file keeps
/// both.
[[nodiscard]] const step_record* differing_step(const cell_record& before,
                                                const cell_record& after) {
  const auto found = std::ranges::find_if(after.steps, [&before](const step_record& now) {
    const step_record* then = step_called(before, now.label);
    return then != nullptr && then->seen != now.seen;
  });
  return found == after.steps.end() ? nullptr : &*found;
}

void tell_step(change_group& group, const cell_record& before, const cell_record& after) {
  const step_record* step = telling_step(after);
  if (step == nullptr) {
    step = telling_step(before);  // What recovered is what was wrong before.
  }
  if (step == nullptr) {
    step = differing_step(before, after);
  }
  if (step == nullptr) {
    return;
  }
  group.step = step->label;
  group.allowed = step->allowed;
  if (const step_record* then = step_called(before, step->label)) {
    group.saw_before = then->seen;
  }
  if (const step_record* now = step_called(after, step->label)) {
    group.sees_now = now->seen;
    if (now->recorded && after.is == verdict::known_deviation) {
      group.deviation = now->recorded->id;
      group.why = now->recorded->reason;
    }
  }
}

/// `nonzero (14 of 15 times), or 0/ERROR_NO_DATA (232) (1 of 15 times)`.
void tell_outcomes(change_group& group, const cell_record& after) {
  group.sees_now = outcomes_text(after);
  const auto named =
      std::ranges::find_if(after.repetitions, [](const auto& one) { return !one.step.empty(); });
  if (named != after.repetitions.end()) {
    group.step = named->step;
  }
  if (const step_record* step = step_called(after, group.step)) {
    group.allowed = step->allowed;
  }
}

/// To a sorted list that names each once.
void add_clause(std::vector<std::string>& to, const std::string& clause) {
  const auto at = std::ranges::lower_bound(to, clause);
  if (at == to.end() || *at != clause) {
    to.insert(at, clause);
  }
}

/// Puts together what differs in the same way.
class grouping {
 public:
  grouping(brief_run& before, brief_run& after) : before_(before), after_(after) {}

  void add(change is, const brief_cell* old_cell, const brief_cell* new_cell) {
    // Cells of a scenario with equal fingerprints did the same in the same steps, so that one of
    // them tells it for all.
    const auto alike = like(is, old_cell, new_cell);
    if (const auto known = alike_.find(alike); known != alike_.end()) {
      ++groups_[known->second].cells;
      return;
    }
    const brief_cell& there = new_cell == nullptr ? *old_cell : *new_cell;
    change_group one;
    one.is = is;
    one.scenario = there.scenario;
    one.example = there.key;
    one.before = verdict_of(old_cell);
    one.after = verdict_of(new_cell);
    if (old_cell != nullptr && new_cell != nullptr) {
      one.same_outcome = old_cell->print == new_cell->print;
      describe(one, *old_cell, *new_cell);
    }
    alike_.emplace(alike, join(one));
  }

  [[nodiscard]] std::vector<change_group> finish() {
    std::ranges::stable_sort(groups_, [](const change_group& left, const change_group& right) {
      const auto rank = [](const change_group& of) {
        return std::pair{of.is, -static_cast<int>(of.after.value_or(verdict::unsupported))};
      };
      return rank(left) < rank(right);
    });
    return std::move(groups_);
  }

 private:
  using likeness = std::tuple<change, std::string, std::optional<verdict>, std::optional<verdict>,
                              std::string, std::string>;

  [[nodiscard]] static likeness like(change is, const brief_cell* old_cell,
                                     const brief_cell* new_cell) {
    const auto print_of = [](const brief_cell* of) { return of == nullptr ? "" : of->print; };
    return {is,
            (new_cell == nullptr ? old_cell : new_cell)->scenario,
            verdict_of(old_cell),
            verdict_of(new_cell),
            print_of(old_cell),
            print_of(new_cell)};
  }

  [[nodiscard]] static std::optional<verdict> verdict_of(const brief_cell* of) {
    return of == nullptr ? std::nullopt : std::optional{of->is};
  }

  /// Reads both records for what the change is about. A baseline keeps no steps of good cells.
  void describe(change_group& one, const brief_cell& old_cell, const brief_cell& new_cell) {
    const cell_record& before = before_.whole(old_cell);
    const cell_record& after = after_.whole(new_cell);
    one.why = after.why;
    for (const cell_record* cell : {&before, &after}) {
      for (const auto& [clause, is] : cell->clauses) {
        add_clause(one.clauses, clause);
      }
    }
    if (one.is == change::flaky) {
      tell_outcomes(one, after);
    } else {
      tell_step(one, before, after);
    }
  }

  /// Adds a cell to the group of those that changed as it did, which is made if there is none;
  /// gives its number.
  std::size_t join(const change_group& one) {
    const auto same =
        std::tuple{one.is,         one.scenario,     one.before,
                   one.after,      one.same_outcome, std::string{label_stem(one.step)},
                   one.saw_before, one.sees_now,     one.deviation};
    const auto [found, is_new] = number_of_.emplace(same, groups_.size());
    if (is_new) {
      groups_.push_back(one);
    }
    change_group& group = groups_[found->second];
    ++group.cells;
    for (const std::string& clause : one.clauses) {
      add_clause(group.clauses, clause);
    }
    return found->second;
  }

  brief_run& before_;
  brief_run& after_;
  std::vector<change_group> groups_;
  std::map<std::tuple<change, std::string, std::optional<verdict>, std::optional<verdict>, bool,
                      std::string, std::string, std::string, std::string>,
           std::size_t>
      number_of_;
  std::map<likeness, std::size_t> alike_;
};

}  // namespace

bool is_regression(const change_group& group) {
  return group.is == change::regressed ||
         (group.is == change::flaky && group.before && group.after &&
          change_between(*group.before, *group.after, false) == change::regressed);
}

bool comparison::has_regression() const {
  return std::ranges::any_of(groups, &is_regression);
}

std::vector<std::string> choosing_words(const run_header& header) {
  static const std::set<std::string> choosing{"--filter", "--aspect", "--scenario",
                                              "--cell",   "--clause", "--gtest_filter"};
  std::vector<std::string> found;
  bool goes_on = false;  // An option may have several values behind it.
  for (const std::string& word : header.options) {
    const bool is_option = word.starts_with("--");
    goes_on = is_option ? choosing.contains(word.substr(0, word.find('='))) : goes_on;
    if (goes_on) {
      found.push_back(word);
    }
  }
  return found;
}

comparison compare_runs(const std::filesystem::path& before, const std::filesystem::path& after,
                        const is_race& race) {
  brief_run first(before);
  brief_run second(after);
  comparison made;
  made.before = first.about;
  made.after = second.about;
  grouping groups(first, second);
  const auto add = [&](change is, const brief_cell* old_cell, const brief_cell* new_cell) {
    ++made.cells.at(static_cast<std::size_t>(is));
    groups.add(is, old_cell, new_cell);
  };
  for (const brief_cell& now : second.cells) {
    const brief_cell* then = first.find(now.key);
    if (then == nullptr) {
      if (first.leaves_out(now)) {
        ++made.not_chosen_before;
      } else {
        add(change::added, nullptr, &now);
      }
      continue;
    }
    const cell_change found = change_of(
        then->state(), now.state(), [&race, &now] { return race && race(now.scenario, now.key); });
    if (found.is) {
      add(*found.is, then, &now);
    } else {
      ++(found.varies ? made.races : made.same);
    }
  }
  for (const brief_cell& then : first.cells) {
    if (second.find(then.key) == nullptr) {
      if (second.leaves_out(then)) {
        ++made.not_chosen_after;
      } else {
        add(change::removed, &then, nullptr);
      }
    }
  }
  made.groups = groups.finish();
  for (change_group& group : made.groups) {
    group.of = (group.is == change::removed ? first : second).cells_of(group.scenario);
  }
  return made;
}

}  // namespace cnp
