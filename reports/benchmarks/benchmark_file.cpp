#include "reports/benchmarks/benchmark_file.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "reports/json/json_reader.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <string_view>

namespace cnp {

namespace {

using nlohmann::json;

constexpr std::string_view known_format = "1";

[[nodiscard]] std::string whole_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.is_open() || in.bad()) {
    throw input_error(display(path) + ": the file cannot be read");
  }
  return text;
}

/// The name as `cnp-bench` gave it: the library puts settings behind it, each after a slash.
[[nodiscard]] std::string plain_name(const std::string& run_name) {
  static constexpr std::array<std::string_view, 8> settings{
      "/iterations:",  "/repeats:",    "/min_time:", "/min_warmup_time:",
      "/process_time", "/manual_time", "/real_time", "/threads:"};
  std::size_t end = run_name.size();
  for (const std::string_view one : settings) {
    end = std::min(end, run_name.find(one));
  }
  return run_name.substr(0, end);
}

[[nodiscard]] std::string text_at(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) {
    throw bad_field(std::string("the field '") + name + "' is missing or no text");
  }
  return found->get<std::string>();
}

[[nodiscard]] double number_at(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number()) {
    throw bad_field(std::string("the field '") + name + "' is missing or no number");
  }
  return found->get<double>();
}

void take_context(const json& context, benchmark_run& into) {
  if (!context.is_object() || !context.contains("cnp_format")) {
    throw bad_field("it is not of cnp-bench");
  }
  if (const std::string format = text_at(context, "cnp_format"); format != known_format) {
    throw bad_field("it has the format '" + printable(format) + "', and this program knows " +
                    std::string{known_format});
  }
  into.kernel.family = text_at(context, "kernel_family");
  into.kernel.version = text_at(context, "kernel_version");
  into.kernel.name = text_at(context, "kernel_name");
  into.kernel.architecture = text_at(context, "kernel_architecture");
  into.kernel.process_architecture = text_at(context, "kernel_process_architecture");
  into.kernel.host = text_at(context, "kernel_host");
  constexpr std::string_view module = "kernel_module_";
  for (const auto& [key, value] : context.items()) {
    if (key.rfind(module, 0) == 0) {
      into.kernel.modules.emplace_back(key.substr(module.size()), text_at(context, key.c_str()));
    }
  }
  into.machine = text_at(context, "cnp_machine");
  into.commit = text_at(context, "cnp_commit");
  into.quiet = text_at(context, "cnp_quiet");
  into.date = text_at(context, "date");
  into.processors = number_at(context, "num_cpus");
}

/// What stands in every result besides its counters.
[[nodiscard]] bool is_counter(const std::string& key) {
  static constexpr std::array<std::string_view, 8> others{
      "family_index", "per_family_instance_index",
      "repetitions",  "repetition_index",
      "threads",      "iterations",
      "real_time",    "cpu_time"};
  return std::find(others.begin(), others.end(), key) == others.end();
}

[[nodiscard]] benchmark_series& series_of(benchmark_run& all, const std::string& name) {
  const auto found = std::find_if(all.series.begin(), all.series.end(),
                                  [&name](const auto& one) { return one.name == name; });
  return found != all.series.end() ? *found
                                   : all.series.emplace_back(benchmark_series{.name = name});
}

void take_result(const json& result, benchmark_run& into) {
  if (!result.is_object()) {
    throw bad_field("a result is no object");
  }
  if (text_at(result, "run_type") != "iteration") {
    return;  // An aggregate: made of what is there anyway.
  }
  const std::string name = plain_name(text_at(result, "run_name"));
  if (const auto failed = result.find("error_occurred");
      failed != result.end() && failed->is_boolean() && failed->get<bool>()) {
    const std::string why = name + ": " + text_at(result, "error_message");
    if (std::find(into.failed.begin(), into.failed.end(), why) == into.failed.end()) {
      into.failed.push_back(why);
    }
    return;
  }
  benchmark_series& series = series_of(into, name);
  const std::string unit = text_at(result, "time_unit");
  if (!series.unit.empty() && series.unit != unit) {
    throw bad_field("'" + printable(name) + "' is measured in two units");
  }
  series.unit = unit;
  constexpr const char* middle = "p50_us";
  const bool has_middle = unit == "us" && result.contains(middle);
  const double value = number_at(result, has_middle ? middle : "real_time");
  if (!std::isfinite(value) || value < 0) {
    throw bad_field("'" + printable(name) + "' has a time that is none");
  }
  series.values.push_back(value);
  for (const auto& [key, counter] : result.items()) {
    if (counter.is_number() && is_counter(key)) {
      series.counters[key].push_back(counter.get<double>());
    }
  }
  constexpr std::string_view label = "floor: ";
  if (const auto held = result.find("label"); held != result.end() && held->is_string()) {
    const auto text = held->get<std::string>();
    series.floor = text.rfind(label, 0) == 0 ? text.substr(label.size()) : text;
  }
}

/// The value below which that share of the others lies, between neighbours in proportion.
[[nodiscard]] double quantile(const std::vector<double>& sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (at - static_cast<double>(below));
}

}  // namespace

bool is_benchmark_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  constexpr std::size_t enough = 256;
  std::array<char, enough> start{};
  in.read(start.data(), start.size());
  std::string text(start.data(), static_cast<std::size_t>(in.gcount()));
  constexpr std::string_view blank = " \t\r\n";
  text.erase(std::remove_if(text.begin(), text.end(),
                            [blank](char one) { return blank.find(one) != std::string::npos; }),
             text.end());
  return text.rfind("{\"context\":", 0) == 0;
}

benchmark_run read_benchmarks(const std::filesystem::path& path) {
  const std::string text = whole_text(path);
  try {
    const json whole = parse_json(text);
    if (!whole.is_object() || !whole.contains("context") || !whole.contains("benchmarks") ||
        !whole["benchmarks"].is_array()) {
      throw bad_field("it has no 'context' and list of 'benchmarks'");
    }
    benchmark_run all;
    take_context(whole["context"], all);
    for (const json& result : whole["benchmarks"]) {
      take_result(result, all);
    }
    for (benchmark_series& series : all.series) {
      const auto says = whole["context"].find("cnp_says/" + series.name);
      if (says != whole["context"].end() && says->is_string()) {
        series.says = says->get<std::string>();
      }
    }
    std::sort(all.series.begin(), all.series.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return all;
  } catch (const bad_field& problem) {
    throw input_error(display(path) + ": not a benchmark file: " + problem.what());
  }
}

double median_of(std::vector<double> values) {
  if (values.empty()) {
    return 0;
  }
  std::sort(values.begin(), values.end());
  return quantile(values, 0.5);
}

double spread_of(const std::vector<double>& values) {
  if (values.empty()) {
    return 0;
  }
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  const double middle = quantile(sorted, 0.5);
  return middle > 0 ? (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2 / middle : 0;
}

}  // namespace cnp
