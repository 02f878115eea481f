#pragma once

#include "harness/scenario/observation.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace cnp {

/// All repetitions of one benchmark.
struct benchmark_series {
  std::string name;   ///< `cycle/synchronous`.
  std::string says;   ///< What is measured, in a sentence; empty in files that do not say so.
  std::string unit;   ///< Of the values: `us`.
  std::string floor;  ///< In words, what it is held against; empty if it is a floor itself.
  /// The time of a cycle in each repetition: the median of the repetition's cycles where that is
  /// known, else their mean.
  std::vector<double> values;
  /// The counters of each repetition that has them: `p99_us`, `x_floor`, `ratio` and others.
  std::map<std::string, std::vector<double>> counters;
};

/// What a run of `cnp-bench` left.
struct benchmark_run {
  kernel_identity kernel;
  std::string machine;
  double processors = 0;
  std::string commit;
  std::string date;
  std::string quiet;  ///< What the machine was like, in words.
  std::vector<benchmark_series> series;
  std::vector<std::string> failed;  ///< Benchmarks that could not be carried out, with the reason.
};

/// Whether a file is a benchmark file rather than a run file or something else, by its first bytes.
/// It may still be input_error. False for what cannot be read.
[[nodiscard]] bool is_benchmark_file(const std::filesystem::path& path);

/// Reads what `cnp-bench` wrote: Google Benchmark's JSON with the kernel's identity in its context.
/// Throws `input_error` with one sentence for anything else.
[[nodiscard]] benchmark_run read_benchmarks(const std::filesystem::path& path);

/// The middle value, or the mean of the two in the middle; 0 of none.
[[nodiscard]] double median_of(std::vector<double> values);
/// Half the distance between the quartiles, as a share of the median: how much the repetitions
/// differ, whatever the rare outliers did. 0 of none.
[[nodiscard]] double spread_of(const std::vector<double>& values);

}  // namespace cnp
