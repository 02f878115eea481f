#include "reports/page/page_data.hpp"

#include "harness/support/printable.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace cnp {

namespace {

template <class Enum>
[[nodiscard]] std::int64_t code(Enum value) {
  return static_cast<std::int64_t>(value);
}

template <class Enum>
[[nodiscard]] std::int64_t code(std::optional<Enum> value) {
  return value ? code(*value) : -1;
}

/// A number of a file, which may be anything, as one that JSON and JavaScript take.
[[nodiscard]] std::int64_t bounded(std::uint64_t number) {
  constexpr std::uint64_t most = std::uint64_t{1} << 53U;
  return static_cast<std::int64_t>(std::min(number, most));
}

[[nodiscard]] std::int64_t rounded(double quantity) {
  constexpr double most = 1e15;
  return std::isfinite(quantity) ? std::llround(std::clamp(quantity, 0.0, most)) : 0;
}

/// What the key of a cell is if its file was written by this suite.
[[nodiscard]] std::string usual_key(const cell_record& cell) {
  std::string key = cell.scenario + '/';
  const std::size_t start = key.size();
  for (const auto& [axis, value] : cell.axes) {
    key += (key.size() == start ? "" : "-") + value;
  }
  return cell.axes.empty() ? key + "only" : key;
}

/// All that distinguishes a step from others, tickets and duration apart: what the data has of it,
/// in less time.
[[nodiscard]] std::string identity(const step_record& one) {
  static const deviation_record none;
  const deviation_record& recorded = one.recorded ? *one.recorded : none;
  std::string key{static_cast<char>(one.part), static_cast<char>(one.known),
                  static_cast<char>(one.is), static_cast<char>(one.result.how)};
  key += std::to_string(one.catalogue);
  for (const std::string* part :
       {&one.label, &one.actor, &one.call, &one.allowed, &one.seen, &one.because, &one.remark,
        &one.why, &recorded.id, &recorded.outcome, &recorded.reason, &recorded.place}) {
    key.append(1, '\0').append(*part);
  }
  for (const std::string& id : one.proves) {
    key.append(1, '\0').append(id);
  }
  return key;
}

/// The durations of the steps, in microseconds; nothing where none is known, as in a baseline.
[[nodiscard]] std::string durations(const std::vector<step_record>& steps) {
  if (std::ranges::none_of(steps, [](const step_record& one) { return one.microseconds > 0; })) {
    return "0";
  }
  std::string text;
  page_json to(text);
  to.list(steps, [&to](const step_record& one) { to.value(rounded(one.microseconds)); });
  return text;
}

/// The cell's first ticket; 0 if none is known.
[[nodiscard]] std::uint64_t first_ticket(const std::vector<step_record>& steps) {
  std::uint64_t first = 0;
  for (const step_record& one : steps) {
    const std::uint64_t ticket = one.ticket_before;
    first = first == 0 || (ticket != 0 && ticket < first) ? ticket : first;
  }
  return first;
}

/// Texts of files.
template <class Texts>
void write_printable(page_json& to, std::string_view name, const Texts& texts) {
  to.name(name).list(texts, [&to](std::string_view one) { to.value(printable(one)); });
}

}  // namespace

page_data::page_data(const page_texts& texts) : given_(texts) {
  static_cast<void>(text(""));  // Number 0: nothing.
  for (const clause& one : texts.clauses) {
    static_cast<void>(clauses_.number(one.id));
  }
}

std::size_t page_data::cell_number(const cell_record& cell) {
  const auto [found, is_new] = cell_numbers_.emplace(cell.key, cells_.size());
  if (is_new) {
    const std::int64_t axes = axes_.list([&](page_json& to) {
      for (const auto& [axis, value] : cell.axes) {
        to.value(text(axis)).value(text(value));
      }
    });
    cells_.push_back({.name = found->first,
                      .scenario = text(cell.scenario),
                      .aspect = text(cell.aspect),
                      .axes = axes,
                      .key = cell.key == usual_key(cell) ? -1 : text(cell.key)});
  }
  return found->second;
}

std::int64_t page_data::recorded(const deviation_record& one) {
  deviations_.insert(one.id);
  return recorded_.list([&](page_json& to) {
    to.value(text(one.id)).value(text(one.outcome)).value(text(one.reason)).value(text(one.place));
  });
}

std::int64_t page_data::step(const step_record& one) {
  const auto [known, is_new] = step_numbers_.emplace(identity(one), 0);
  if (!is_new) {
    return known->second;
  }
  known->second = steps_.list([&](page_json& to) {
    const bool under_way = one.result.how == completion::in_progress;
    to.value(text(one.label)).value(text(one.actor)).value(text(one.call));
    to.value(code(one.part)).value(code(under_way));
    to.value(text(one.allowed)).value(text(one.seen)).value(code(one.known));
    to.list(one.proves, [&](const std::string& id) { to.value(clauses_.number(id)); });
    to.value(std::int64_t{one.catalogue}).value(text(one.because)).value(text(one.remark));
    to.value(code(one.is)).value(one.recorded ? recorded(*one.recorded) : std::int64_t{-1});
    to.value(text(one.why));
  });
  return known->second;
}

std::int64_t page_data::clause_set(const cell_record& cell) {
  return clause_sets_.list([&](page_json& to) {
    for (const auto& [id, is] : cell.clauses) {
      to.value(clauses_.number(id)).value(code(is));
    }
  });
}

std::int64_t page_data::shape(const std::vector<step_record>& steps) {
  return shapes_.list([&](page_json& to) {
    for (const step_record& one : steps) {
      to.value(step(one));
    }
  });
}

/// What several executions of a cell gave: verdict, how often, step and what was seen in it.
std::int64_t page_data::repetitions(const cell_record& cell) {
  if (cell.repetitions.empty()) {
    return -1;
  }
  return repetitions_.list([&](page_json& to) {
    for (const repeated_outcome& one : cell.repetitions) {
      to.open_list().value(code(one.is)).value(bounded(one.times));
      to.value(text(one.step)).value(text(one.seen)).value(prints_.number(one.print)).close_list();
    }
  });
}

/// The tickets, from 1: only those that are not simply the next two, as step, before and after. 0
/// is unknown.
std::int64_t page_data::order(const std::vector<step_record>& steps) {
  const std::uint64_t first = first_ticket(steps);
  const auto from_first = [first](std::uint64_t ticket) {
    return ticket == 0 || ticket < first ? 0 : bounded(ticket - first) + 1;
  };
  return orders_.list([&](page_json& to) {
    std::int64_t last = 0;
    for (std::size_t at = 0; at != steps.size(); ++at) {
      const std::int64_t before = from_first(steps[at].ticket_before);
      const std::int64_t after = from_first(steps[at].ticket_after);
      if (before != last + 1 || after != last + 2) {
        to.value(static_cast<std::int64_t>(at)).value(before).value(after);
      }
      last = std::max({last, before, after});
    }
  });
}

void page_data::begin_run(const run_header& header, std::string_view label, std::string_view file) {
  const kernel_identity& kernel = header.kernel;
  page_json to(runs_.emplace_back().about);
  for (const auto& [name, text] : std::initializer_list<std::pair<const char*, std::string_view>>{
           {"label", label},
           {"file", file},
           {"family", kernel.family},
           {"version", kernel.version},
           {"name", kernel.name},
           {"architecture", kernel.architecture},
           {"process", kernel.process_architecture},
           {"clients", kernel.client_architecture},
           {"host", kernel.host},
           {"commit", header.commit},
           {"started", header.started}}) {
    to.member(name, printable(text));
  }
  to.member("strict", code(header.strict));
  write_printable(to, "options", header.options);
  to.name("modules").list(kernel.modules, [&to](const auto& module) {
    to.value(printable(module.first)).value(printable(module.second));
  });
}

bool page_data::add(const cell_record& cell, std::string_view print) {
  const std::vector<step_record>& steps = cell.steps;
  run_entry& run = runs_.back();
  const std::size_t at = cell_number(cell);
  if (run.has(at)) {
    return false;
  }
  run.baseline = run.baseline || !cell.kept_fingerprint.empty();
  run.cells.resize(std::max(at + 1, run.cells.size()));
  run.cells[at] = {
      .is = code(cell.is),
      .why = text(cell.why),
      .clauses = clause_set(cell),
      .shape = shape(steps),
      .order = order(steps),
      .first = bounded(first_ticket(steps)),
      .script = bounded(cell.script_steps),
      .took = rounded(cell.microseconds),
      .print = prints_.number(print),
      .repeated = repetitions(cell),
      .steps_took = durations(steps),
      .varied = cell.repetitions.size() > 1 ? cell.repetitions : std::vector<repeated_outcome>{},
  };
  return true;
}

const page_data::cell_in_run& page_data::run_entry::of(std::size_t cell) const {
  static const cell_in_run absent;
  return cell < cells.size() ? cells[cell] : absent;
}

cell_state page_data::state(const cell_in_run& cell) const {
  return {.is = static_cast<verdict>(cell.is),
          .print = prints_.all()[static_cast<std::size_t>(cell.print)],
          .repetitions = cell.varied};
}

bool page_data::is_race_cell(std::size_t cell) const {
  const cell_entry& one = cells_[cell];
  return given_.race &&
         given_.race(std::string{texts_.all()[static_cast<std::size_t>(one.scenario)]},
                     std::string{one.name});
}

/// What changed in a cell since the run before, by the rule of `compare_runs`: the change's number,
/// or -1. In the first run only what is flaky by itself.
std::int64_t page_data::change_in(std::size_t run, std::size_t cell) const {
  const auto race = [this, cell] { return is_race_cell(cell); };
  const bool is_there = runs_[run].has(cell);
  const cell_in_run& now = runs_[run].of(cell);
  if (run == 0) {
    return is_there && is_flaky(state(now), race) ? code(change::flaky) : -1;
  }
  const bool was_there = runs_[run - 1].has(cell);
  if (is_there && was_there) {
    return code(change_of(state(runs_[run - 1].of(cell)), state(now), race).is);
  }
  return is_there ? code(change::added) : was_there ? code(change::removed) : -1;
}

void page_data::end_run(const run_footer& footer) {
  run_entry& run = runs_.back();
  run.cells.resize(cells_.size());
  for (std::size_t cell = 0; cell != cells_.size(); ++cell) {
    run.cells[cell].change = change_in(runs_.size() - 1, cell);
  }
  std::string sums;
  page_json to(sums);
  to.member("cells", bounded(footer.cells));
  to.member("milliseconds", rounded(footer.milliseconds));
  to.member("memory", bounded(footer.peak_memory_kib));
  to.member("replaced", bounded(footer.clients_replaced));
  to.name("counts").list(footer.counts, [&to](std::size_t one) { to.value(bounded(one)); });
  to.member("baseline", code(run.baseline));
  run.about += ',' + sums;
}

void page_data::write_texts(page_json& to) const {
  const auto write_word = [&to](auto value) { to.value(word(value)); };
  to.name("verdicts").list(all_values<verdict>(), write_word);
  to.name("changes").list(all_values<change>(), write_word);
  to.member("page", page_address).name("clauses").open_list();
  for (std::size_t at = 0; at != clauses_.all().size(); ++at) {
    to.open_list().value(printable(clauses_.all()[at]));
    if (at < given_.clauses.size()) {
      const clause& one = given_.clauses[at];
      to.value(one.section).value(word(one.level)).value(one.says).value(one.why);
      to.value(one.pitfall).value(one.untestable);
    }
    to.close_list();
  }
  to.close_list().name("scenarios").open_object();
  for (const auto& [id, says] : given_.scenarios) {
    to.member(id, says);
  }
  to.close_object().name("catalogue").list(given_.catalogue, [&to](const catalogue_line& line) {
    to.open_list().value(std::int64_t{line.number}).value(word(line.grade));
    to.value(line.says).value(line.remark).open_list();
    for (const catalogue_source& source : line.sources) {
      if (!source.name.empty()) {
        to.value(source.name).value(word(source.seen));
      }
    }
    to.close_list().close_list();
  });
  to.name("deviations").open_object();
  for (const deviation& one : given_.recorded) {
    if (deviations_.contains(one.id)) {
      to.name(one.id).open_object().member("clause", one.clause);
      to.member("versions", one.versions.text()).member("on", one.recorded_on);
      to.member("from", one.recorded_from).name("evidence").list(one.evidence).close_object();
    }
  }
  to.close_object();
}

void page_data::write_cells(page_json& to) const {
  const auto column = [&](std::string_view name, std::int64_t cell_entry::*number) {
    to.name(name).list(cells_, [&](const cell_entry& one) { to.value(one.*number); });
  };
  to.name("cells").open_object();
  column("scenario", &cell_entry::scenario);
  column("aspect", &cell_entry::aspect);
  column("axes", &cell_entry::axes);
  column("key", &cell_entry::key);
  to.close_object().name("races").open_list();
  for (std::size_t cell = 0; cell != cells_.size(); ++cell) {
    if (is_race_cell(cell)) {
      to.value(static_cast<std::int64_t>(cell));
    }
  }
  to.close_list();
}

void page_data::write_runs(page_json& to) const {
  to.name("runs").list(runs_, [&](const run_entry& run) {
    const auto column = [&](std::string_view name, std::int64_t cell_in_run::*number) {
      to.name(name).open_list();
      for (std::size_t cell = 0; cell != cells_.size(); ++cell) {
        to.value(run.of(cell).*number);
      }
      to.close_list();
    };
    to.open_object().raw(run.about).name("of").open_object();
    column("is", &cell_in_run::is);
    column("why", &cell_in_run::why);
    column("clauses", &cell_in_run::clauses);
    column("shape", &cell_in_run::shape);
    column("order", &cell_in_run::order);
    column("first", &cell_in_run::first);
    column("script", &cell_in_run::script);
    column("took", &cell_in_run::took);
    column("print", &cell_in_run::print);
    column("change", &cell_in_run::change);
    column("repeated", &cell_in_run::repeated);
    to.name("steps").open_list();
    for (std::size_t cell = 0; cell != cells_.size(); ++cell) {
      to.raw(run.of(cell).steps_took);
    }
    to.close_list().close_object().close_object();
  });
}

std::string page_data::json() const {
  std::string text;
  page_json to(text);
  to.open_object().member("format", std::int64_t{1});
  write_texts(to);
  write_printable(to, "texts", texts_.all());
  write_printable(to, "prints", prints_.all());
  for (const auto& [name, values] : {std::pair{"axes", &axes_},
                                     {"steps", &steps_},
                                     {"recorded", &recorded_},
                                     {"clause_sets", &clause_sets_},
                                     {"shapes", &shapes_},
                                     {"orders", &orders_},
                                     {"repetitions", &repetitions_}}) {
    to.name(name).list(values->all(), [&to](std::string_view one) { to.raw(one); });
  }
  write_cells(to);
  write_runs(to);
  to.name("model").list(given_.model, [&to](const model_transition& one) {
    to.open_list().value(one.from).value(one.call).value(one.to).value(one.gives).close_list();
  });
  to.name("benchmarks").raw(benchmarks_).close_object();
  return script_json(text);
}

}  // namespace cnp
