#include "reports/run/run_json.hpp"

#include "harness/scenario/cell.hpp"
#include "harness/support/printable.hpp"
#include "reports/json/json_fields.hpp"
#include "reports/json/json_text.hpp"
#include "reports/json/outcome_json.hpp"
#include "reports/run/run_file.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace cnp {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

template <class Enum>
[[nodiscard]] Enum value_in(const std::string& name, std::string_view field) {
  const std::optional<Enum> found = from_word<Enum>(name);
  if (!found) {
    throw bad_field("unknown word '" + printable(name) + "' for '" + std::string{field} + "'");
  }
  return *found;
}

[[nodiscard]] verdict verdict_in(const json& value, std::string_view field) {
  if (value.is_string()) {
    if (const auto is = verdict_from_name(value.get_ref<const std::string&>())) {
      return *is;
    }
  }
  throw bad_field("'" + std::string{field} + "' is no verdict of this suite");
}

/// The axes of a cell, back in the order of keys, which JSON objects do not keep.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> axes_from_json(const json& object) {
  std::vector<std::pair<std::string, std::string>> axes;
  fields from(object, "'axes'");
  for (const auto& one : object.items()) {
    axes.emplace_back(one.key(), from.text(one.key()));
  }
  std::ranges::stable_sort(axes, {}, [](const auto& axis_and_word) {
    return std::ranges::find(axis_names(), axis_and_word.first) - axis_names().begin();
  });
  return axes;
}

/// One line: what is not UTF-8 in it is replaced, not refused. (Bytes that matter have `data_hex`.)
[[nodiscard]] std::string line_of(const ordered_json& line) {
  return line.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

[[nodiscard]] ordered_json kernel_to_json(const kernel_identity& kernel) {
  ordered_json modules = ordered_json::array();
  for (const auto& [file, version] : kernel.modules) {
    modules.push_back({{"file", file}, {"version", version}});
  }
  return {{"family", kernel.family},
          {"version", kernel.version},
          {"name", kernel.name},
          {"architecture", kernel.architecture},
          {"process_architecture", kernel.process_architecture},
          {"modules", modules},
          {"host", kernel.host}};
}

[[nodiscard]] kernel_identity kernel_from_json(const json& object) {
  fields from(object, "'kernel'");
  kernel_identity kernel;
  kernel.family = from.text("family");
  kernel.version = from.text("version");
  kernel.name = from.text("name");
  kernel.architecture = from.text("architecture");
  kernel.process_architecture = from.text("process_architecture");
  const json& modules = from.need("modules");
  if (!modules.is_array()) {
    throw bad_field("'modules' in 'kernel' must be a list");
  }
  for (const json& one : modules) {
    fields module(one, "'modules'");
    std::string file = module.text("file");
    kernel.modules.emplace_back(std::move(file), module.text("version"));
    module.done();
  }
  kernel.host = from.text("host");
  from.done();
  return kernel;
}

void member_if_any(json_text& to, std::string_view name, const std::string& text) {
  if (!text.empty()) {
    to.member(name, text);
  }
}

void write_texts(json_text& to, std::string_view name, const std::vector<std::string>& texts) {
  to.name(name);
  to.open_list();
  for (const std::string& one : texts) {
    to.value(one);
  }
  to.close_list();
}

void write_recorded(json_text& to, const deviation_record& what) {
  to.name("recorded");
  to.open_object();
  to.member("id", what.id);
  to.member("outcome", what.outcome);
  to.member("reason", what.reason);
  to.member("place", what.place);
  to.close_object();
}

void write_step(json_text& to, const step_record& what) {
  to.open_object();
  to.member("label", what.label);
  to.member("actor", what.actor);
  to.member("call", what.call);
  if (what.part != phase::whole) {
    to.member("part", word(what.part));
  }
  to.member("allowed", what.allowed);
  to.member("seen", what.seen);
  to.name("outcome");
  write_outcome(to, what.result);
  to.member("grade", word(what.known));
  if (!what.proves.empty()) {
    write_texts(to, "proves", what.proves);
  }
  if (what.catalogue != 0) {
    to.member("catalogue", static_cast<std::uint32_t>(what.catalogue));
  }
  member_if_any(to, "because", what.because);
  to.name("tickets");
  to.open_list();
  to.value(what.ticket_before);
  to.value(what.ticket_after);
  to.close_list();
  to.member("microseconds", what.microseconds);
  member_if_any(to, "remark", what.remark);
  to.member("verdict", name(what.is));
  if (what.recorded) {
    write_recorded(to, *what.recorded);
  }
  member_if_any(to, "why", what.why);
  to.close_object();
}

void write_repetitions(json_text& to, const std::vector<repeated_outcome>& all) {
  to.name("repetitions");
  to.open_list();
  for (const repeated_outcome& each : all) {
    to.open_object();
    to.member("verdict", name(each.is));
    to.member("fingerprint", each.print);
    to.member("times", std::uint64_t{each.times});
    if (!each.step.empty()) {
      to.member("step", each.step);
      to.member("seen", each.seen);
    }
    to.close_object();
  }
  to.close_list();
}

/// The verdict of each clause that was reached, then the others.
void write_clauses(json_text& to, const std::vector<clause_verdict>& clauses) {
  std::vector<std::string> not_reached;
  to.name("clauses");
  to.open_object();
  for (const auto& [clause, is] : clauses) {
    if (is) {
      to.member(clause, name(*is));
    } else {
      not_reached.push_back(clause);
    }
  }
  to.close_object();
  if (!not_reached.empty()) {
    write_texts(to, "not_reached", not_reached);
  }
}

void read_tickets(const json& tickets, step_record& to) {
  if (!tickets.is_array() || tickets.size() != 2 || !tickets[0].is_number_unsigned() ||
      !tickets[1].is_number_unsigned()) {
    throw bad_field("'tickets' of a step must be two whole numbers");
  }
  to.ticket_before = tickets[0].get<std::uint64_t>();
  to.ticket_after = tickets[1].get<std::uint64_t>();
}

[[nodiscard]] deviation_record recorded_from_json(const json& object) {
  fields from(object, "'recorded'");
  deviation_record to;
  to.id = from.text("id");
  to.outcome = from.text("outcome");
  to.reason = from.text("reason");
  to.place = from.text("place");
  from.done();
  return to;
}

[[nodiscard]] std::vector<clause_verdict> clauses_from_json(fields& from) {
  std::vector<clause_verdict> clauses;
  const json& reached = from.need("clauses");
  if (!reached.is_object()) {
    throw bad_field("'clauses' is not an object in braces");
  }
  for (const auto& one : reached.items()) {
    clauses.emplace_back(one.key(), verdict_in(one.value(), "a verdict in 'clauses'"));
  }
  for (std::string& one : from.texts_or_none("not_reached")) {
    clauses.emplace_back(std::move(one), std::nullopt);
  }
  std::ranges::sort(clauses, {}, &clause_verdict::first);
  return clauses;
}

[[nodiscard]] std::vector<repeated_outcome> repetitions_from_json(const json& list) {
  std::vector<repeated_outcome> all;
  if (!list.is_array() || list.empty()) {
    throw bad_field("'repetitions' must be a list of what was seen");
  }
  for (const json& each : list) {
    fields from(each, "'repetitions'");
    repeated_outcome one;
    one.is = verdict_in(from.need("verdict"), "verdict");
    one.print = from.text("fingerprint");
    one.times = static_cast<std::size_t>(from.number("times"));
    one.step = from.text_or_empty("step");
    one.seen = from.text_or_empty("seen");
    from.done();
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

std::string line_type(const json& line) {
  if (!line.is_object() || !line.contains("type") || !line["type"].is_string()) {
    return {};
  }
  return line["type"].get<std::string>();
}

std::string to_line(const run_header& header) {
  return line_of({{"type", "header"},
                  {"suite", header.suite},
                  {"format", header.format},
                  {"commit", header.commit},
                  {"started", header.started},
                  {"kernel", kernel_to_json(header.kernel)},
                  {"options", header.options},
                  {"strict", header.strict}});
}

// What identifies and sums up a cell comes first, so that a reader in a hurry can stop there.
std::string to_line(const cell_record& cell) {
  std::string line;
  json_text to(line);
  to.open_object();
  to.member("type", "cell");
  to.member("key", cell.key);
  to.member("verdict", name(cell.is));
  to.member("fingerprint", fingerprint(cell));
  if (!cell.repetitions.empty()) {
    write_repetitions(to, cell.repetitions);
  }
  to.member("scenario", cell.scenario);
  to.member("aspect", cell.aspect);
  to.name("axes");
  to.open_object();
  for (const auto& [axis, word] : cell.axes) {
    to.member(axis, word);
  }
  to.close_object();
  write_clauses(to, cell.clauses);
  member_if_any(to, "why", cell.why);
  to.member("script_steps", std::uint64_t{cell.script_steps});
  to.member("microseconds", cell.microseconds);
  if (cell.clients_replaced != 0) {
    to.member("clients_replaced", cell.clients_replaced);
  }
  if (cell.kept_fingerprint.empty()) {
    to.name("steps");
    to.open_list();
    for (const step_record& one : cell.steps) {
      write_step(to, one);
    }
    to.close_list();
  }
  to.close_object();
  return line;
}

std::string to_line(const run_footer& footer) {
  ordered_json counts = ordered_json::object();
  for (const verdict one : all_verdicts) {
    counts[std::string{name(one)}] = footer.counts.at(static_cast<std::size_t>(one));
  }
  return line_of({{"type", "footer"},
                  {"complete", true},
                  {"cells", footer.cells},
                  {"counts", counts},
                  {"milliseconds", footer.milliseconds},
                  {"peak_memory_kib", footer.peak_memory_kib},
                  {"clients_replaced", footer.clients_replaced}});
}

run_header header_from_json(const json& line) {
  fields from(line, "");
  if (from.text("type") != "header" || from.text("suite") != suite_name) {
    throw bad_field("this is not a run file of this suite");
  }
  run_header to;
  const std::uint64_t format = from.number("format");
  if (format != run_format) {
    throw bad_field("run file format " + std::to_string(format) + " is not format " +
                    std::to_string(run_format) + ", the only one this suite reads");
  }
  to.commit = from.text("commit");
  to.started = from.text("started");
  to.kernel = kernel_from_json(from.need("kernel"));
  to.options = from.texts("options");
  to.strict = from.flag("strict");
  from.done();
  return to;
}

void read_steps(const json& steps, cell_record& to) {
  if (!steps.is_array()) {
    throw bad_field("'steps' must be a list");
  }
  to.steps.reserve(steps.size());
  for (const json& one : steps) {
    to.steps.push_back(step_from_json(one));
  }
}

step_record step_from_json(const json& object) {
  fields from(object, "a step");
  step_record to;
  to.label = from.text("label");
  to.actor = from.text("actor");
  to.call = from.text("call");
  if (from.look("part") != nullptr) {
    to.part = value_in<phase>(from.text("part"), "part");
  }
  to.allowed = from.text("allowed");
  to.seen = from.text("seen");
  to.result = outcome_from_json(from.need("outcome"), "the outcome of a step");
  to.known = value_in<grade>(from.text("grade"), "grade");
  to.proves = from.texts_or_none("proves");
  if (from.look("catalogue") != nullptr) {
    constexpr std::uint32_t most = std::numeric_limits<int>::max();
    to.catalogue = static_cast<int>(std::min(from.number32("catalogue"), most));
  }
  to.because = from.text_or_empty("because");
  read_tickets(from.need("tickets"), to);
  to.microseconds = from.quantity("microseconds");
  to.remark = from.text_or_empty("remark");
  to.is = verdict_in(from.need("verdict"), "verdict");
  if (const json* recorded = from.look("recorded")) {
    to.recorded = recorded_from_json(*recorded);
  }
  to.why = from.text_or_empty("why");
  from.done();
  return to;
}

cell_record cell_from_json(const json& line, const std::optional<std::string>& cut_off) {
  fields from(line, "");
  static_cast<void>(from.text("type"));
  cell_record to;
  to.key = from.text("key");
  to.is = verdict_in(from.need("verdict"), "verdict");
  const std::string print = from.text("fingerprint");
  if (const json* repetitions = from.look("repetitions")) {
    to.repetitions = repetitions_from_json(*repetitions);
    if (to.repetitions.front().is != to.is || to.repetitions.front().print != print) {
      throw bad_field("the first of the 'repetitions' of " + printable(to.key) +
                      " is not the record's own outcome");
    }
  }
  to.scenario = from.text("scenario");
  to.aspect = from.text("aspect");
  to.axes = axes_from_json(from.need("axes"));
  to.clauses = clauses_from_json(from);
  to.why = from.text_or_empty("why");
  to.script_steps = static_cast<std::size_t>(from.number("script_steps"));
  to.microseconds = from.quantity("microseconds");
  if (from.look("clients_replaced") != nullptr) {
    to.clients_replaced = from.number32("clients_replaced");
  }
  if (!cut_off && from.look("steps") == nullptr && as_expected(to.is)) {
    to.kept_fingerprint = print;
  } else if (!cut_off) {
    read_steps(from.need("steps"), to);
  }
  from.done();
  if (print != (cut_off ? *cut_off : fingerprint(to))) {
    throw bad_field("the fingerprint of " + printable(to.key) + " is not that of its steps");
  }
  return to;
}

run_footer footer_from_json(const json& line) {
  fields from(line, "");
  static_cast<void>(from.text("type"));
  if (!from.flag("complete")) {
    throw bad_field("the footer says that the run is not complete");
  }
  run_footer to;
  to.cells = static_cast<std::size_t>(from.number("cells"));
  fields counts(from.need("counts"), "'counts'");
  for (const verdict one : all_verdicts) {
    to.counts.at(static_cast<std::size_t>(one)) =
        static_cast<std::size_t>(counts.number(name(one)));
  }
  counts.done();
  to.milliseconds = from.quantity("milliseconds");
  to.peak_memory_kib = from.number("peak_memory_kib");
  to.clients_replaced = from.number32("clients_replaced");
  from.done();
  return to;
}

}  // namespace cnp
