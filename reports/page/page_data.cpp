#include "reports/page/page_data.hpp"

#include "harness/support/printable.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace cnp {

namespace {

[[nodiscard]] std::int64_t code(verdict what) {
  return static_cast<std::int64_t>(what);
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
  for (const auto& [axis, word] : cell.axes) {
    key += (key.size() == start ? "" : "-") + word;
  }
  return cell.axes.empty() ? key + "only" : key;
}

/// All that distinguishes a step from others, tickets and duration apart.
[[nodiscard]] std::string identity(const step_record& what) {
  std::string key;
  const auto add = [&key](std::string_view part) {
    key += part;
    key += '\0';
  };
  for (const std::string* part : {&what.label, &what.actor, &what.call, &what.allowed, &what.seen,
                                  &what.because, &what.remark, &what.why}) {
    add(*part);
  }
  for (const std::string& id : what.proves) {
    add(id);
  }
  key += '\1';
  key += static_cast<char>('a' + static_cast<int>(what.part));
  key += static_cast<char>('a' + static_cast<int>(what.known));
  key += static_cast<char>('a' + static_cast<int>(what.is));
  add(std::to_string(what.catalogue));
  if (what.recorded) {
    for (const std::string* part : {&what.recorded->id, &what.recorded->outcome,
                                    &what.recorded->reason, &what.recorded->place}) {
      add(*part);
    }
  }
  return key;
}

[[nodiscard]] bool is_under_way(const step_record& what) {
  return what.result.how == completion::in_progress;
}

/// The durations of the steps, in microseconds; nothing where none is known, as in a baseline.
[[nodiscard]] std::string durations(const std::vector<step_record>& steps) {
  json_writer to;
  bool any = false;
  to.open('[');
  for (const step_record& one : steps) {
    to.value(rounded(one.microseconds));
    any = any || one.microseconds > 0;
  }
  to.close(']');
  return any ? to.text() : std::string{"0"};
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

void write_numbers(json_writer& to, std::string_view name, const std::vector<std::int64_t>& all) {
  to.name(name).open('[');
  for (const std::int64_t one : all) {
    to.value(one);
  }
  to.close(']');
}

void write_raw(json_writer& to, std::string_view name, const std::vector<std::string_view>& all) {
  to.name(name).open('[');
  for (const std::string_view one : all) {
    to.raw(one);
  }
  to.close(']');
}

}  // namespace

void page_data::columns::grow(std::size_t size) {
  for (auto* column :
       {&is, &why, &clauses, &shape, &order, &first, &script, &took, &print, &repeated}) {
    column->resize(size, -1);
  }
  steps_took.resize(size, "0");
}

page_data::page_data(const page_words& words) : words_(words) {
  static_cast<void>(text(""));  // Number 0: nothing.
  for (const page_clause& one : words.clauses) {
    static_cast<void>(clauses_.number(one.id));
  }
}

std::int64_t page_data::text(std::string_view from_file) {
  return texts_.number(from_file);
}

std::int64_t page_data::clause(std::string_view id) {
  return clauses_.number(id);
}

std::size_t page_data::cell_number(const cell_record& cell) {
  const auto [found, is_new] = cell_numbers_.emplace(cell.key, cells_.size());
  if (is_new) {
    json_writer axes;
    axes.open('[');
    for (const auto& [axis, word] : cell.axes) {
      axes.value(text(axis)).value(text(word));
    }
    axes.close(']');
    cells_.push_back({.name = found->first,
                      .scenario = text(cell.scenario),
                      .aspect = text(cell.aspect),
                      .axes = axes_.number(axes.text()),
                      .key = cell.key == usual_key(cell) ? -1 : text(cell.key)});
  }
  return found->second;
}

std::int64_t page_data::recorded(const deviation_record& what) {
  deviations_.insert(what.id);
  json_writer to;
  to.open('[').value(text(what.id)).value(text(what.outcome));
  to.value(text(what.reason)).value(text(what.place)).close(']');
  return recorded_.number(to.text());
}

std::int64_t page_data::step(const step_record& what) {
  const auto [known, is_new] = step_numbers_.emplace(identity(what), 0);
  if (!is_new) {
    return known->second;
  }
  if (what.catalogue != 0) {
    catalogue_.insert(what.catalogue);
  }
  json_writer to;
  to.open('[').value(text(what.label)).value(text(what.actor)).value(text(what.call));
  to.value(static_cast<std::int64_t>(what.part)).value(is_under_way(what) ? 1 : 0);
  to.value(text(what.allowed)).value(text(what.seen)).value(static_cast<std::int64_t>(what.known));
  to.open('[');
  for (const std::string& id : what.proves) {
    to.value(clause(id));
  }
  to.close(']');
  to.value(what.catalogue).value(text(what.because)).value(text(what.remark)).value(code(what.is));
  to.value(what.recorded ? recorded(*what.recorded) : std::int64_t{-1}).value(text(what.why));
  to.close(']');
  known->second = steps_.number(to.text());
  return known->second;
}

std::int64_t page_data::clause_set(const cell_record& cell) {
  json_writer to;
  to.open('[');
  for (const auto& [id, is] : cell.clauses) {
    to.value(clause(id)).value(is ? code(*is) : std::int64_t{-1});
  }
  to.close(']');
  return clause_sets_.number(to.text());
}

std::int64_t page_data::shape(const std::vector<step_record>& steps) {
  json_writer to;
  to.open('[');
  for (const step_record& one : steps) {
    to.value(step(one));
  }
  to.close(']');
  return shapes_.number(to.text());
}

/// What several executions of a cell gave: verdict, how often, step and what was seen in it.
std::int64_t page_data::repetitions(const cell_record& cell) {
  if (cell.repetitions.empty()) {
    return -1;
  }
  json_writer to;
  to.open('[');
  for (const repeated_outcome& one : cell.repetitions) {
    to.open('[').value(code(one.is)).value(bounded(one.times));
    to.value(text(one.step)).value(text(one.seen)).close(']');
  }
  to.close(']');
  return repetitions_.number(to.text());
}

/// The tickets, from 1: only those that are not simply the next two, as step, before and after. 0
/// is unknown.
std::int64_t page_data::order(const std::vector<step_record>& steps) {
  const std::uint64_t first = first_ticket(steps);
  const auto from_first = [first](std::uint64_t ticket) {
    return ticket == 0 || ticket < first ? 0 : bounded(ticket - first) + 1;
  };
  json_writer to;
  to.open('[');
  std::int64_t last = 0;
  for (std::size_t at = 0; at != steps.size(); ++at) {
    const std::int64_t before = from_first(steps[at].ticket_before);
    const std::int64_t after = from_first(steps[at].ticket_after);
    if (before != last + 1 || after != last + 2) {
      to.value(static_cast<std::int64_t>(at)).value(before).value(after);
    }
    last = std::max({last, before, after});
  }
  to.close(']');
  return orders_.number(to.text());
}

void page_data::begin_run(const run_header& header, std::string_view label, std::string_view file) {
  const kernel_identity& kernel = header.kernel;
  json_writer to;
  const auto add = [&to](std::string_view name, std::string_view value) {
    to.name(name).value(printable(value));
  };
  add("label", label);
  add("file", file);
  add("family", kernel.family);
  add("version", kernel.version);
  add("name", kernel.name);
  add("architecture", kernel.architecture);
  add("process", kernel.process_architecture);
  add("host", kernel.host);
  add("commit", header.commit);
  add("started", header.started);
  to.name("strict").value(header.strict ? 1 : 0);
  to.name("options").open('[');
  for (const std::string& word : header.options) {
    to.value(printable(word));
  }
  to.close(']').name("modules").open('[');
  for (const auto& [module, version] : kernel.modules) {
    to.value(printable(module)).value(printable(version));
  }
  to.close(']');
  runs_.push_back({.about = to.text(), .of = {}});
}

bool page_data::add(const cell_record& cell, std::string_view print) {
  run_entry& run = runs_.back();
  const std::size_t at = cell_number(cell);
  columns& of = run.of;
  if (of.is.size() <= at) {
    of.grow(std::max(at + 1, of.is.size() * 2));
  }
  if (of.is[at] != -1) {
    return false;
  }
  run.baseline = run.baseline || !cell.kept_fingerprint.empty();
  of.is[at] = code(cell.is);
  of.why[at] = text(cell.why);
  of.clauses[at] = clause_set(cell);
  of.shape[at] = shape(cell.steps);
  of.order[at] = order(cell.steps);
  of.first[at] = bounded(first_ticket(cell.steps));
  of.script[at] = bounded(cell.script_steps);
  of.took[at] = rounded(cell.microseconds);
  of.print[at] = prints_.number(print);
  of.steps_took[at] = durations(cell.steps);
  of.repeated[at] = repetitions(cell);
  if (cell.repetitions.size() > 1) {
    run.varied.emplace(at, cell.repetitions);
  }
  return true;
}

bool page_data::run_entry::has(std::size_t cell) const {
  return cell < of.is.size() && of.is[cell] >= 0;
}

cell_state page_data::state(const run_entry& run, std::size_t cell) const {
  cell_state made;
  made.is = all_values<verdict>().at(static_cast<std::size_t>(run.of.is[cell]));
  made.print = prints_.all()[static_cast<std::size_t>(run.of.print[cell])];
  if (const auto varied = run.varied.find(cell); varied != run.varied.end()) {
    made.repetitions = varied->second;
  }
  return made;
}

/// What changed in a cell since the run before, by the rule of `compare_runs`: the change's number,
/// or -1. In the first run only what is flaky by itself.
std::int64_t page_data::change_in(std::size_t run, std::size_t cell) const {
  const auto race = [this, cell] {
    const cell_entry& one = cells_[cell];
    return words_.race &&
           words_.race(std::string{texts_.all()[static_cast<std::size_t>(one.scenario)]},
                       std::string{one.name});
  };
  const auto number = [](std::optional<change> is) {
    return is ? static_cast<std::int64_t>(*is) : std::int64_t{-1};
  };
  const run_entry& now = runs_[run];
  if (run == 0) {
    const bool flaky = now.has(cell) && is_flaky(state(now, cell), race);
    return number(flaky ? std::optional{change::flaky} : std::nullopt);
  }
  const run_entry& before = runs_[run - 1];
  if (now.has(cell) && before.has(cell)) {
    return number(change_of(state(before, cell), state(now, cell), race).is);
  }
  if (now.has(cell) == before.has(cell)) {
    return -1;
  }
  return number(now.has(cell) ? change::added : change::removed);
}

void page_data::end_run(const run_footer& footer) {
  json_writer to;
  to.name("cells").value(bounded(footer.cells));
  to.name("milliseconds").value(rounded(footer.milliseconds));
  to.name("memory").value(bounded(footer.peak_memory_kib));
  to.name("replaced").value(bounded(footer.clients_replaced));
  to.name("counts").open('[');
  for (const std::size_t one : footer.counts) {
    to.value(bounded(one));
  }
  to.close(']');
  to.name("baseline").value(runs_.back().baseline ? 1 : 0);
  runs_.back().about += ',' + to.text();
}

void page_data::write_words(json_writer& to) const {
  to.name("verdicts").open('[');
  for (const verdict one : all_values<verdict>()) {
    to.value(word(one));
  }
  to.close(']').name("changes").open('[');
  for (const change one : all_values<change>()) {
    to.value(word(one));
  }
  to.close(']').name("page").value(words_.address).name("clauses").open('[');
  for (std::size_t at = 0; at != clauses_.all().size(); ++at) {
    to.open('[').value(printable(clauses_.all()[at]));
    if (at < words_.clauses.size()) {
      const page_clause& one = words_.clauses[at];
      for (const std::string* part :
           {&one.section, &one.level, &one.says, &one.why, &one.pitfall, &one.untested}) {
        to.value(*part);
      }
    }
    to.close(']');
  }
  to.close(']').name("scenarios").open('{');
  for (const auto& [id, says] : words_.scenarios) {
    to.name(id).value(says);
  }
  to.close('}').name("catalogue").open('{');
  for (const int number : catalogue_) {
    to.name(std::to_string(number)).value(words_.known ? words_.known(number) : std::string{});
  }
  to.close('}').name("deviations").open('{');
  for (const deviation& one : words_.recorded) {
    if (deviations_.contains(one.id)) {
      to.name(one.id).open('{').name("clause").value(one.clause).name("versions");
      to.value(one.versions.text()).name("on").value(one.recorded_on).name("from");
      to.value(one.recorded_from).name("evidence").open('[');
      for (const std::string& evidence : one.evidence) {
        to.value(evidence);
      }
      to.close(']').close('}');
    }
  }
  to.close('}');
}

void page_data::write_cells(json_writer& to) const {
  const auto column = [&](std::string_view name, std::int64_t cell_entry::*member) {
    to.name(name).open('[');
    for (const cell_entry& one : cells_) {
      to.value(one.*member);
    }
    to.close(']');
  };
  to.name("cells").open('{');
  column("scenario", &cell_entry::scenario);
  column("aspect", &cell_entry::aspect);
  column("axes", &cell_entry::axes);
  column("key", &cell_entry::key);
  to.close('}');
}

void page_data::write_runs(json_writer& to) const {
  to.name("runs").open('[');
  for (std::size_t at = 0; at != runs_.size(); ++at) {
    const run_entry& one = runs_[at];
    columns of = one.of;
    of.grow(cells_.size());
    std::vector<std::int64_t> changes(cells_.size());
    for (std::size_t cell = 0; cell != changes.size(); ++cell) {
      changes[cell] = change_in(at, cell);
    }
    to.open('{').raw(one.about).name("of").open('{');
    write_numbers(to, "is", of.is);
    write_numbers(to, "why", of.why);
    write_numbers(to, "clauses", of.clauses);
    write_numbers(to, "shape", of.shape);
    write_numbers(to, "order", of.order);
    write_numbers(to, "first", of.first);
    write_numbers(to, "script", of.script);
    write_numbers(to, "took", of.took);
    write_numbers(to, "change", changes);
    write_numbers(to, "repeated", of.repeated);
    to.name("steps").open('[');
    for (const std::string& durations : of.steps_took) {
      to.raw(durations);
    }
    to.close(']').close('}').close('}');
  }
  to.close(']');
}

std::string page_data::json() const {
  json_writer to;
  to.open('{').name("format").value(1);
  write_words(to);
  to.name("texts").open('[');
  for (const std::string_view one : texts_.all()) {
    to.value(printable(one));
  }
  to.close(']');
  write_raw(to, "axes", axes_.all());
  write_raw(to, "steps", steps_.all());
  write_raw(to, "recorded", recorded_.all());
  write_raw(to, "clause_sets", clause_sets_.all());
  write_raw(to, "shapes", shapes_.all());
  write_raw(to, "orders", orders_.all());
  write_raw(to, "repetitions", repetitions_.all());
  write_cells(to);
  write_runs(to);
  to.name("benchmarks").raw(benchmarks_);
  return to.close('}').text();
}

}  // namespace cnp
