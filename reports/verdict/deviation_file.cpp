#include "harness/scenario/cell.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/suggest.hpp"
#include "harness/support/text.hpp"
#include "reports/json/json_fields.hpp"
#include "reports/json/outcome_json.hpp"
#include "reports/verdict/deviation.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

namespace cnp {

namespace {

using nlohmann::json;

constexpr int deviations_format = 1;
constexpr std::size_t text_limit_bytes = std::size_t{4} << 20;
constexpr std::string_view blanks = " \t\r\n";

/// The first and last line of an entry.
struct line_range {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// Where the entries are in a text that is known to be JSON: the objects within the root's lists.
/// The parser does not keep positions.
[[nodiscard]] std::vector<line_range> entry_lines(std::string_view text) {
  constexpr std::size_t entry_depth = 3;  // Root, list, entry.
  std::vector<line_range> entries;
  std::size_t line = 1;
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char one = text[at];
    line += one == '\n' ? 1U : 0U;
    if (in_string) {
      at += one == '\\' ? 1U : 0U;
      in_string = one != '"';
    } else if (one == '"') {
      in_string = true;
    } else if (one == '{' || one == '[') {
      if (++depth == entry_depth && one == '{') {
        entries.push_back({line, line});
      }
    } else if (one == '}' || one == ']') {
      if (depth-- == entry_depth && one == '}') {
        entries.back().last = line;
      }
    }
  }
  return entries;
}

[[nodiscard]] std::size_t line_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  return 1 + static_cast<std::size_t>(std::ranges::count(before, '\n'));
}

template <class Names>
void require_known(const Names& known, const std::string& name, const std::string& what) {
  if (std::ranges::find(known, name) == known.end()) {
    throw bad_field("unknown " + what + " '" + printable(name) + "'" +
                    suggestion(name, {known.begin(), known.end()}));
  }
}

[[nodiscard]] std::vector<std::string> filter_values(fields& cell, const std::string& axis) {
  const std::vector<std::string_view>& names = axis_names();
  const auto name = std::ranges::find(names, axis);
  if (name == names.end()) {
    throw bad_field("unknown axis '" + printable(axis) + "'" +
                    suggestion(axis, {names.begin(), names.end()}));
  }
  const auto& known = axis_words().at(static_cast<std::size_t>(name - names.begin()));
  std::vector<std::string> values = cell.texts(*name);
  if (values.empty()) {
    throw bad_field("the axis '" + axis + "' has no values: leave it out to mean all of them");
  }
  for (auto one = values.begin(); one != values.end(); ++one) {
    require_known(known, *one, "value of the axis '" + axis + "'");
    if (std::find(values.begin(), one, *one) != one) {
      throw bad_field("the value '" + *one + "' of the axis '" + axis + "' stands twice");
    }
  }
  return values;
}

void read_cell(fields& from, deviation& to) {
  const json* filter = from.look("cell");
  if (filter == nullptr) {
    return;
  }
  fields cell(*filter, "'cell'");
  for (const auto& axis : filter->items()) {
    to.cell.emplace_back(axis.key(), filter_values(cell, axis.key()));
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

void require_scenario(const known_names& known, const std::string& scenario) {
  if (!known.unchecked) {
    require_known(known.scenarios, scenario, "scenario");
  }
}

void require_steps(const known_names& known, const std::string& scenario,
                   const std::vector<std::string>& steps) {
  if (known.unchecked) {
    return;
  }
  const std::set<std::string> labels = known.steps_of(scenario);
  for (const std::string& step : steps) {
    require_known(labels, step, "step of " + scenario);
  }
}

/// "also": lists of scenarios, each with steps that all of them have.
void read_also(fields& from, const known_names& known, deviation& to) {
  const json* list = from.look("also");
  if (list == nullptr) {
    return;
  }
  if (!list->is_array() || list->empty()) {
    throw bad_field("'also' must be a list of places");
  }
  for (const json& one : *list) {
    fields place(one, "'also'");
    const std::vector<std::string> steps = place.texts("steps");
    for (const std::string& scenario : place.texts("scenarios")) {
      require_scenario(known, scenario);
      require_steps(known, scenario, steps);
      for (const std::string& step : steps) {
        to.also.emplace_back(scenario, step);
      }
    }
    place.done();
  }
}

void read_where(fields& from, const known_names& known, deviation& to) {
  to.versions = version_range::parse(from.text("versions"));
  to.scenario = from.text("scenario");
  require_scenario(known, to.scenario);
  to.step = from.text("step");
  require_steps(known, to.scenario, {to.step});
  read_also(from, known, to);
  read_cell(from, to);
  if (from.look("clause") != nullptr) {
    to.clause = from.text("clause");
    if (!known.unchecked) {
      require_known(known.clauses, to.clause, "clause");
    }
  }
}

void read_what(fields& from, deviation& to) {
  to.seen = outcome_from_json(from.need("seen"), "'seen'");
  if (to.seen.kind == value_kind::boolean && to.seen.how == completion::returned &&
      to.seen.value > 1) {
    throw bad_field("'value' in 'seen' must be 0 or 1: 1 stands for every nonzero one");
  }
  if (from.look("then") != nullptr) {
    const std::string then = from.text("then");
    require_known(std::vector<std::string>{"continue", "stop"}, then, "word for 'then'");
    to.stops = then == "stop";
  }
  to.reason = from.text("reason");
  require_words(to.reason, "reason");
  to.evidence = from.texts("evidence");
  if (to.evidence.empty()) {
    require_words({}, "evidence");
  }
  for (const std::string& one : to.evidence) {
    require_words(one, "evidence");
  }
  fields recorded(from.need("recorded"), "'recorded'");
  to.recorded_on = recorded.text("date");
  require_date(to.recorded_on);
  to.recorded_from = recorded.text("kernel");
  require_words(to.recorded_from, "kernel");
  recorded.done();
}

[[nodiscard]] std::string read_id(fields& from) {
  std::string id = from.text("id");
  const bool shaped =
      !id.empty() &&
      id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string::npos;
  if (!shaped) {
    throw bad_field("the id '" + printable(id) +
                    "' must be of small letters, digits, dots and hyphens");
  }
  return id;
}

/// `file:line: deviation 'id': what`, as well as the entry lets itself be named.
[[nodiscard]] std::string entry_problem(const std::string& file, std::size_t line,
                                        const json& entry, const std::string& what) {
  std::string name = "deviation";
  if (entry.is_object() && entry.contains("id") && entry["id"].is_string()) {
    name += " '" + printable(entry["id"].get<std::string>()) + "'";
  }
  return file + ':' + std::to_string(line) + ": " + name + ": " + what;
}

[[nodiscard]] deviation read_entry(const json& entry, const known_names& known) {
  fields from(entry, "");
  deviation to;
  to.id = read_id(from);
  read_where(from, known, to);
  read_what(from, to);
  from.done();
  return to;
}

[[nodiscard]] deviations read_entries(const json& list, const std::vector<line_range>& lines,
                                      const std::string& file, const std::string& family,
                                      const known_names& known) {
  deviations all;
  std::size_t at = 0;
  for (const json& entry : list) {
    // Only objects have lines; anything else is refused where it stands, behind the one before it.
    const line_range where = at < lines.size() ? lines[at] : line_range{1, 1};
    try {
      deviation& one = all.emplace_back(read_entry(entry, known));
      one.family = family;
      one.file = file;
      one.first_line = where.first;
      one.last_line = where.last;
    } catch (const std::runtime_error& problem) {
      throw input_error(entry_problem(file, where.first, entry, problem.what()));
    }
    ++at;
  }
  return all;
}

}  // namespace

deviations load_deviations(std::string_view text, const std::string& file,
                           const known_names& known) {
  if (text.find_first_not_of(blanks) == std::string_view::npos) {
    throw input_error(file + ": the file is empty; without deviations it says \"deviations\": []");
  }
  if (text.size() > text_limit_bytes) {
    throw input_error(file + ": longer than the " + std::to_string(text_limit_bytes >> 20U) +
                      " MiB that deviation data may have");
  }
  try {
    const json root = parse_json(text);
    fields from(root, "");
    if (from.number("format") != deviations_format) {
      throw bad_field("format " + std::to_string(from.number("format")) + " is not format " +
                      std::to_string(deviations_format) + ", the only one this suite reads");
    }
    static_cast<void>(from.text_or_empty("$schema"));
    const std::string family = from.text("family");
    require_known(std::vector<std::string>{"windows", "wine"}, family, "kernel family");
    const json& list = from.need("deviations");
    if (!list.is_array()) {
      throw bad_field("'deviations' must be a list");
    }
    from.done();
    deviations all = read_entries(list, entry_lines(text), file, family, known);
    check_for_duplicates(all);
    return all;
  } catch (const bad_field& problem) {
    const std::string line =
        problem.at() ? ':' + std::to_string(line_at(text, *problem.at())) : std::string{};
    throw input_error(file + line + ": " + problem.what());
  }
}

deviations read_deviations(const std::filesystem::path& file, const known_names& known) {
  const std::string name = display(file);
  std::error_code problem;
  if (std::filesystem::is_directory(file, problem)) {
    throw input_error(name + ": a folder, where a file of deviations was expected");
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    throw input_error(name + ": the file can't be opened");
  }
  // One byte more than is allowed, so that the limit is noticed without reading all of a huge file.
  std::string text(text_limit_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) {
    throw input_error(name + ": the file can't be read");
  }
  text.resize(static_cast<std::size_t>(in.gcount()));
  return load_deviations(text, name, known);
}

}  // namespace cnp
