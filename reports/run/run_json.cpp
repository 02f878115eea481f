#include "reports/run/run_json.hpp"

#include "harness/scenario/cell.hpp"
#include "harness/support/printable.hpp"
#include "reports/json/json_record.hpp"
#include "reports/json/outcome_json.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

namespace cnp {

namespace {

using text_pair = std::pair<std::string, std::string>;

/// The verdict behind a word of a file: format 1 had another one for `implausible`.
[[nodiscard]] std::optional<verdict> verdict_of(std::string_view text, std::uint64_t format) {
  return format == 1 && text == "insane" ? verdict::implausible : from_word<verdict>(text);
}

void write_tickets(json_text& to, const step_record& from) {
  to.open_list();
  to.value(from.ticket_before);
  to.value(from.ticket_after);
  to.close_list();
}

void read_tickets(json_reader& from, step_record& to, const json_place& /*at*/) {
  const auto read = [&from](std::uint64_t& ticket) {
    const auto number = from.next_item() ? from.whole_number() : std::nullopt;
    ticket = number.value_or(0);
    return number.has_value();
  };
  if (!from.enter('[') || !read(to.ticket_before) || !read(to.ticket_after) || from.next_item()) {
    throw bad_field("'tickets' of a step must be two whole numbers");
  }
}

/// The clauses that were reached, or those that were not.
[[nodiscard]] std::vector<clause_verdict> clauses_of(const cell_record& cell, bool reached) {
  std::vector<clause_verdict> some;
  std::ranges::copy_if(cell.clauses, std::back_inserter(some),
                       [reached](const auto& one) { return one.second.has_value() == reached; });
  return some;
}

void read_clauses(json_reader& from, cell_record& to, const json_place& at) {
  std::vector<clause_verdict> clauses;
  read_json(from, clauses, at);
  to.clauses.insert(to.clauses.end(), clauses.begin(), clauses.end());
}

void write_not_reached(json_text& to, const cell_record& from) {
  to.open_list();
  for (const auto& [clause, is] : clauses_of(from, false)) {
    to.value(clause);
  }
  to.close_list();
}

void read_not_reached(json_reader& from, cell_record& to, const json_place& at) {
  std::vector<std::string> clauses;
  read_json(from, clauses, at);
  for (std::string& one : clauses) {
    to.clauses.emplace_back(std::move(one), std::nullopt);
  }
}

void write_counts(json_text& to, const run_footer& from) {
  to.open_object();
  for (const verdict one : all_values<verdict>()) {
    to.member(word(one), std::uint64_t{from.counts.at(static_cast<std::size_t>(one))});
  }
  to.close_object();
}

void read_counts(json_reader& from, run_footer& to, const json_place& at) {
  std::vector<std::pair<std::string, std::size_t>> counts;
  read_json(from, counts, at);
  for (const auto& [name, count] : counts) {
    const auto is = verdict_of(name, from.format());
    if (!is) {
      refuse_member(name, "'counts'", {names<verdict>.words.begin(), names<verdict>.words.end()});
    }
    to.counts.at(static_cast<std::size_t>(*is)) = count;
  }
  // Files that were written before there were these verdicts have no cell with them.
  std::size_t known = counts.size();
  for (const verdict later : {verdict::not_arranged, verdict::not_performed}) {
    known += std::ranges::find(counts, word(later), &std::pair<std::string, std::size_t>::first) ==
                     counts.end()
                 ? 1U
                 : 0U;
  }
  if (known != count_of<verdict>) {
    at.must_be("the number of cells of every verdict");
  }
}

}  // namespace

template <>
struct json_table<text_pair> {  // A module of the kernel and its version.
  static constexpr std::string_view within = "'modules'";
  static constexpr std::array members{needed<&text_pair::first>("file"),
                                      needed<&text_pair::second>("version")};
};

template <>
struct json_table<kernel_identity> {
  static constexpr std::string_view within = "'kernel'";
  static constexpr std::array members{
      needed<&kernel_identity::family>("family"),
      needed<&kernel_identity::version>("version"),
      needed<&kernel_identity::name>("name"),
      needed<&kernel_identity::architecture>("architecture"),
      needed<&kernel_identity::process_architecture>("process_architecture"),
      usual<&kernel_identity::client_architecture>("client_architecture"),
      json_member<kernel_identity>{"modules",
                                   [](json_reader& from, kernel_identity& to,
                                      const json_place& at) { read_list(from, to.modules, at); },
                                   is_needed<kernel_identity>,
                                   [](json_text& to, const kernel_identity& from) {
                                     to.open_list();
                                     for (const text_pair& one : from.modules) {
                                       write_record(to, one);
                                     }
                                     to.close_list();
                                   }},
      needed<&kernel_identity::host>("host")};
};

template <>
struct json_table<run_header> {
  static constexpr std::array members{
      constant<run_header>("type", "header"),
      constant<run_header>("suite", suite_name),
      json_member<run_header>{
          "format", [](json_reader& from, run_header&, const json_place&) { from.skip(); },
          is_needed<run_header>, [](json_text& to, const run_header&) { to.value(run_format); }},
      needed<&run_header::commit>("commit"),
      needed<&run_header::started>("started"),
      needed<&run_header::kernel>("kernel"),
      needed<&run_header::options>("options"),
      needed<&run_header::strict>("strict")};
};

template <>
struct json_table<deviation_record> {
  static constexpr std::string_view within = "'recorded'";
  static constexpr std::array members{
      needed<&deviation_record::id>("id"), needed<&deviation_record::outcome>("outcome"),
      needed<&deviation_record::reason>("reason"), needed<&deviation_record::place>("place")};
};

template <>
struct json_table<step_record> {
  static constexpr std::string_view within = "a step";
  static constexpr std::array members{
      needed<&step_record::label>("label"),
      needed<&step_record::actor>("actor"),
      needed<&step_record::call>("call"),
      usual<&step_record::part>("part"),
      needed<&step_record::allowed>("allowed"),
      needed<&step_record::seen>("seen"),
      needed<&step_record::result>("outcome"),
      needed<&step_record::known>("grade"),
      usual<&step_record::proves>("proves"),
      usual<&step_record::catalogue>("catalogue"),
      usual<&step_record::because>("because"),
      json_member<step_record>{"tickets", read_tickets, is_needed<step_record>, write_tickets},
      needed<&step_record::microseconds>("microseconds"),
      usual<&step_record::remark>("remark"),
      needed<&step_record::is>("verdict"),
      usual<&step_record::recorded>("recorded"),
      usual<&step_record::why>("why")};
};

template <>
struct json_table<repeated_outcome> {
  static constexpr std::string_view within = "'repetitions'";
  static constexpr std::array members{
      needed<&repeated_outcome::is>("verdict"), needed<&repeated_outcome::print>("fingerprint"),
      needed<&repeated_outcome::times>("times"), usual<&repeated_outcome::step>("step"),
      usual<&repeated_outcome::seen>("seen")};
};

template <>
struct json_table<cell_record> {
  /// What identifies and sums up a cell, and all that is read of it at `reading::keys`.
  static constexpr std::array<std::string_view, 5> keys{"key", "verdict", "fingerprint",
                                                        "repetitions", "scenario"};
  static constexpr std::array members{
      constant<cell_record>("type", "cell"),
      needed<&cell_record::key>("key"),
      needed<&cell_record::is>("verdict"),
      json_member<cell_record>{
          "fingerprint",
          [](json_reader& from, cell_record& to, const json_place& at) {
            read_json(from, to.kept_fingerprint, at);
          },
          is_needed<cell_record>,
          [](json_text& to, const cell_record& from) { to.value(fingerprint(from)); }},
      usual<&cell_record::repetitions>("repetitions"),
      needed<&cell_record::scenario>("scenario"),
      needed<&cell_record::aspect>("aspect"),
      needed<&cell_record::axes>("axes"),
      json_member<cell_record>{
          "clauses", read_clauses, is_needed<cell_record>,
          [](json_text& to, const cell_record& from) { write_json(to, clauses_of(from, true)); }},
      json_member<cell_record>{
          "not_reached", read_not_reached, may_lack<cell_record>, write_not_reached,
          [](const cell_record& from) { return clauses_of(from, false).empty(); }},
      usual<&cell_record::why>("why"),
      needed<&cell_record::script_steps>("script_steps"),
      needed<&cell_record::microseconds>("microseconds"),
      usual<&cell_record::clients_replaced>("clients_replaced"),
      json_member<cell_record>{
          "steps",
          [](json_reader& from, cell_record& to, const json_place& at) {
            read_json(from, to.steps, at);
          },
          [](cell_record& to, const json_place& at) {
            if (!as_expected(to.is)) {
              at.is_missing();
            }
          },
          [](json_text& to, const cell_record& from) { write_json(to, from.steps); },
          [](const cell_record& from) { return !from.kept_fingerprint.empty(); }},
      json_member<cell_record>{
          "kept_steps",
          [](json_reader& from, cell_record& to, const json_place& at) {
            read_json(from, to.steps, at);
          },
          may_lack<cell_record>,
          [](json_text& to, const cell_record& from) { write_json(to, from.steps); },
          [](const cell_record& from) {
            return from.kept_fingerprint.empty() || from.steps.empty();
          }}};
};

template <>
struct json_table<run_footer> {
  static constexpr std::array members{
      constant<run_footer>("type", "footer"),
      needed<&run_footer::complete>("complete"),
      needed<&run_footer::cells>("cells"),
      json_member<run_footer>{"counts", read_counts, is_needed<run_footer>, write_counts},
      needed<&run_footer::milliseconds>("milliseconds"),
      needed<&run_footer::peak_memory_kib>("peak_memory_kib"),
      needed<&run_footer::clients_replaced>("clients_replaced")};
};

namespace {

template <class Record>
[[nodiscard]] std::string line_of(const Record& from) {
  std::string line;
  json_text to(line);
  write_record(to, from);
  return line;
}

/// Reads a line that is one record and nothing else.
template <class Record, class Wanted>
void read_line(std::string_view line, std::uint64_t format, Record& to, Wanted wanted) {
  json_reader from(line, format);
  read_record(from, to, "", wanted);
  from.finish();
}

/// Reads a member that decides what the others may be.
template <class Value>
void read_ahead(std::string_view line, std::string_view name, Value& to) {
  json_reader object(line);
  json_reader from = object;
  enter_object(object, "");
  if (!from.seek(name)) {
    json_place{name}.is_missing();
  }
  read_json(from, to, {name});
}

/// Puts the axes into the order of keys, and the clauses into that of their ids.
void sort_names(cell_record& cell) {
  const auto rank = [](const text_pair& axis_and_word) {
    return std::ranges::find(axis_names(), axis_and_word.first) - axis_names().begin();
  };
  if (!std::ranges::is_sorted(cell.axes, {}, rank)) {
    std::ranges::stable_sort(cell.axes, {}, rank);
  }
  std::ranges::sort(cell.clauses, {}, &clause_verdict::first);
}

}  // namespace

void read_json(json_reader& from, verdict& to, const json_place& at) {
  const auto text = from.text();
  const auto is = text ? verdict_of(*text, from.format()) : std::nullopt;
  if (!is) {
    throw bad_field("'" + std::string{at.name} + "' is no verdict of this suite");
  }
  to = *is;
}

std::string line_type(std::string_view line) {
  json_reader from(line);
  return std::string{from.seek("type") ? from.text().value_or("") : ""};
}

std::string to_line(const run_header& header) {
  return line_of(header);
}

std::string to_line(const cell_record& cell) {
  return line_of(cell);
}

std::string to_line(const run_footer& footer) {
  return line_of(footer);
}

run_header read_header(std::string_view line, std::uint64_t& format) {
  std::string type;
  std::string suite;
  read_ahead(line, "type", type);
  read_ahead(line, "suite", suite);
  if (type != "header" || suite != suite_name) {
    throw bad_field("this is not a run file of this suite");
  }
  read_ahead(line, "format", format);
  if (format == 0 || format > run_format) {
    throw bad_field("run file format " + std::to_string(format) + " is none of 1 to " +
                    std::to_string(run_format) + ", which this suite reads");
  }
  run_header to;
  read_line(line, format, to, every_member);
  return to;
}

void read_cell(std::string_view line, std::uint64_t format, reading depth, cell_record& to,
               std::string& print) {
  if (depth == reading::whole) {
    to.clauses.clear();
  } else {
    to = {};
  }
  bool has_steps = false;
  bool keeps_some = false;
  read_line(line, format, to, [&](std::string_view name) {
    if (name == "steps") {
      has_steps =
          depth == reading::whole ||
          (depth == reading::heads && (!as_expected(to.is) || to.is == verdict::characterised));
      return has_steps;
    }
    if (name == "kept_steps") {
      keeps_some = depth == reading::whole;
      return keeps_some;
    }
    return depth != reading::keys || std::ranges::find(json_table<cell_record>::keys, name) !=
                                         json_table<cell_record>::keys.end();
  });
  print = to.kept_fingerprint;
  sort_names(to);
  if (!to.repetitions.empty() &&
      (to.repetitions.front().is != to.is || to.repetitions.front().print != print)) {
    throw bad_field("the first of the 'repetitions' of " + printable(to.key) +
                    " is not the record's own outcome");
  }
  if (has_steps && keeps_some) {
    throw bad_field(printable(to.key) + " has both 'steps' and 'kept_steps'");
  }
  if (!has_steps) {
    if (!keeps_some) {
      to.steps.clear();
    }
    return;
  }
  to.kept_fingerprint.clear();
  if (print != fingerprint(to)) {
    throw bad_field("the fingerprint of " + printable(to.key) + " is not that of its steps");
  }
}

run_footer read_footer(std::string_view line, std::uint64_t format) {
  run_footer to;
  read_line(line, format, to, every_member);
  return to;
}

}  // namespace cnp
