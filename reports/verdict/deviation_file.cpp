#include "harness/scenario/cell.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/suggest.hpp"
#include "harness/support/text.hpp"
#include "harness/support/whole_file.hpp"
#include "reports/json/json_record.hpp"
#include "reports/json/outcome_json.hpp"
#include "reports/verdict/deviation.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

namespace cnp {

namespace {

constexpr std::uint64_t deviations_format = 1;
constexpr std::size_t text_limit_bytes = std::size_t{4} << 20;
constexpr std::string_view blanks = " \t\r\n";

[[nodiscard]] std::size_t line_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  return 1 + static_cast<std::size_t>(std::ranges::count(before, '\n'));
}

template <class Names>
void require_known(const Names& known, const std::string& name, const std::string& kind) {
  if (std::ranges::find(known, name) == known.end()) {
    throw bad_field("unknown " + kind + " '" + printable(name) + "'" +
                    suggestion(name, {known.begin(), known.end()}));
  }
}

void check_filter(const std::string& axis, const std::vector<std::string>& values) {
  require_known(axis_names(), axis, "axis");
  const auto name = std::ranges::find(axis_names(), axis) - axis_names().begin();
  if (values.empty()) {
    throw bad_field("the axis '" + axis + "' has no values: leave it out to mean all of them");
  }
  for (auto one = values.begin(); one != values.end(); ++one) {
    require_known(axis_words().at(static_cast<std::size_t>(name)), *one,
                  "value of the axis '" + axis + "'");
    if (std::find(values.begin(), one, *one) != one) {
      throw bad_field("the value '" + *one + "' of the axis '" + axis + "' stands twice");
    }
  }
}

void require_words(const std::string& text, const std::string& field) {
  if (text.find_first_not_of(blanks) == std::string::npos) {
    throw bad_field("'" + field + "' is empty: a deviation without it is only an excuse");
  }
}

void require_date(const std::string& text) {
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      text.find_first_not_of("0123456789-") == std::string::npos &&
                      std::ranges::count(text, '-') == 2;
  if (shaped) {
    const std::chrono::year_month_day date{
        std::chrono::year{std::stoi(text.substr(0, 4))},
        std::chrono::month{static_cast<unsigned>(std::stoi(text.substr(5, 2)))},
        std::chrono::day{static_cast<unsigned>(std::stoi(text.substr(8, 2)))}};
    if (date.ok()) {
      return;
    }
  }
  throw bad_field("'" + printable(text) + "' is no date such as 2026-11-23");
}

/// An element of "also": steps that all of these scenarios have.
struct place_list {
  std::vector<std::string> scenarios;
  std::vector<std::string> steps;
};

/// The member "recorded".
struct provenance_table {
  static constexpr std::array members{needed<&deviation::recorded_on>("date"),
                                      needed<&deviation::recorded_from>("kernel")};
};

/// A file that is being read.
struct deviation_list {
  std::string_view text;
  const std::string& file;
  const known_names& known;
  std::uint64_t format = 0;
  std::string schema = {};
  std::string family = {};
  deviations all = {};
};

void read_entries(json_reader& from, deviation_list& to, const json_place& at);

}  // namespace

static void read_json(json_reader& from, version_range& to, const json_place& at) {
  std::string text;
  read_json(from, text, at);
  to = version_range::parse(text);
}

static void write_json(json_text& to, const version_range& from) {
  to.value(from.text());
}

template <>
struct json_table<place_list> {
  static constexpr std::string_view within = "'also'";
  static constexpr std::array members{needed<&place_list::scenarios>("scenarios"),
                                      needed<&place_list::steps>("steps")};
};

namespace {

void read_also(json_reader& from, deviation& to, const json_place& at) {
  std::vector<place_list> places;
  read_json(from, places, at);
  if (places.empty()) {
    at.must_be("a list of places");
  }
  for (const place_list& one : places) {
    for (const std::string& scenario : one.scenarios) {
      for (const std::string& step : one.steps) {
        to.also.emplace_back(scenario, step);
      }
    }
  }
}

void read_then(json_reader& from, deviation& to, const json_place& at) {
  std::string then;
  read_json(from, then, at);
  require_known(std::vector<std::string>{"continue", "stop"}, then, "word for 'then'");
  to.stops = then == "stop";
}

void read_provenance(json_reader& from, deviation& to, const json_place& /*at*/) {
  read_record<deviation, provenance_table>(from, to, "'recorded'", every_member);
}

}  // namespace

template <>
struct json_table<deviation> {
  static constexpr std::array members{
      needed<&deviation::id>("id"),
      needed<&deviation::versions>("versions"),
      needed<&deviation::scenario>("scenario"),
      needed<&deviation::step>("step"),
      json_member<deviation>{"also", read_also, may_lack<deviation>, nullptr,
                             [](const deviation&) { return true; }},  // Written by hand only.
      usual<&deviation::cell>("cell"),
      usual<&deviation::clause>("clause"),
      needed<&deviation::seen>("seen"),
      json_member<deviation>{
          "then", read_then, may_lack<deviation>,
          [](json_text& to, const deviation& from) { to.value(from.stops ? "stop" : "continue"); }},
      needed<&deviation::reason>("reason"),
      needed<&deviation::evidence>("evidence"),
      json_member<deviation>{"recorded", read_provenance, is_needed<deviation>,
                             write_record<deviation, provenance_table>}};
};

template <>
struct json_table<deviation_list> {
  static constexpr std::array members{
      usual<&deviation_list::schema>("$schema"), needed<&deviation_list::format>("format"),
      needed<&deviation_list::family>("family"),
      json_member<deviation_list>{"deviations", read_entries, is_needed<deviation_list>, nullptr}};
};

namespace {

void check_values(const deviation& entry) {
  if (entry.id.empty() ||
      entry.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") != std::string::npos) {
    throw bad_field("the id '" + printable(entry.id) +
                    "' must be of small letters, digits, dots and hyphens");
  }
  if (entry.seen.kind == value_kind::boolean && entry.seen.how == completion::returned &&
      entry.seen.value > 1) {
    json_place{"value", "'seen'"}.must_be("0 or 1: 1 stands for every nonzero one");
  }
  for (const auto& [axis, values] : entry.cell) {
    check_filter(axis, values);
  }
  require_words(entry.reason, "reason");
  require_words(join(entry.evidence, ""), "evidence");
  for (const std::string& one : entry.evidence) {
    require_words(one, "evidence");
  }
  require_date(entry.recorded_on);
  require_words(entry.recorded_from, "kernel");
}

/// Refuses what the cases do not know.
void check_names(const deviation& entry, const known_names& known) {
  std::vector<std::pair<std::string, std::string>> places{{entry.scenario, entry.step}};
  places.insert(places.end(), entry.also.begin(), entry.also.end());
  std::string scenario;
  std::set<std::string> labels;
  for (const auto& [named, step] : places) {
    if (named != scenario) {
      require_known(known.scenarios, named, "scenario");
      scenario = named;
      labels = known.steps_of(named);
    }
    require_known(labels, step, "step of " + named);
  }
  if (!entry.clause.empty()) {
    require_known(known.clauses, entry.clause, "clause");
  }
}

void read_entry(json_reader& from, deviation_list& to) {
  json_reader ahead = from;
  deviation& entry = to.all.emplace_back();
  entry.file = to.file;
  entry.first_line = line_at(to.text, to.text.find_first_not_of(blanks, from.offset()));
  try {
    read_record(from, entry, "", every_member);
    check_values(entry);
    if (!to.known.unchecked) {
      check_names(entry, to.known);
    }
  } catch (const std::runtime_error& problem) {
    const auto* const field = dynamic_cast<const bad_field*>(&problem);
    if (field != nullptr && field->at()) {
      throw;
    }
    // As well as the entry lets itself be named.
    const auto id = ahead.seek("id") ? ahead.text() : std::nullopt;
    throw input_error(to.file + ':' + std::to_string(entry.first_line) + ": deviation" +
                      (id ? " '" + printable(*id) + "'" : "") + ": " + problem.what());
  }
  entry.last_line = line_at(to.text, from.offset());
}

void read_entries(json_reader& from, deviation_list& to, const json_place& at) {
  if (!from.enter('[')) {
    at.must_be("a list");
  }
  while (from.next_item()) {
    read_entry(from, to);
  }
}

}  // namespace

std::string to_json(const deviation& entry) {
  std::string text;
  json_text to(text);
  write_record(to, entry);
  return text;
}

deviations load_deviations(std::string_view text, const std::string& file,
                           const known_names& known) {
  if (text.find_first_not_of(blanks) == std::string_view::npos) {
    throw input_error(file + ": the file is empty; without deviations it says \"deviations\": []");
  }
  if (text.size() > text_limit_bytes) {
    throw input_error(file + ": longer than the " + std::to_string(text_limit_bytes >> 20U) +
                      " MiB that deviation data may have");
  }
  deviation_list list{.text = text, .file = file, .known = known};
  try {
    json_reader ahead(text);
    if (ahead.seek("format")) {
      read_json(ahead, list.format, {"format"});
      if (list.format != deviations_format) {
        throw bad_field("format " + std::to_string(list.format) + " is not format " +
                        std::to_string(deviations_format) + ", the only one this suite reads");
      }
    }
    json_reader from(text);
    read_record(from, list, "", every_member);
    from.finish();
    require_known(std::vector<std::string>{"reactos", "windows", "wine"}, list.family,
                  "kernel family");
  } catch (const bad_field& problem) {
    const std::string line =
        problem.at() ? ':' + std::to_string(line_at(text, *problem.at())) : std::string{};
    throw input_error(file + line + ": " + problem.what());
  }
  for (deviation& one : list.all) {
    one.family = list.family;
  }
  check_for_duplicates(list.all);
  return std::move(list.all);
}

deviations read_deviations(const std::filesystem::path& file, const known_names& known) {
  return load_deviations(read_whole_file(file, "deviation data", text_limit_bytes), display(file),
                         known);
}

}  // namespace cnp
