#pragma once

#include <benchmark/benchmark.h>

#include <chrono>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace cnp::bench {

/// What a repetition says that was not begun, since the user had ended the run: it is left out.
inline constexpr const char* not_measured = "not measured: the run was ended before";

/// Keeps Google Benchmark's JSON, to be written when all is over.
class json_keeper final : public benchmark::BenchmarkReporter {
 public:
  json_keeper();
  bool ReportContext(const Context& context) override { return json_.ReportContext(context); }
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override { json_.Finalize(); }

  /// All of it, in UTF-8 whatever the machine and the program are called.
  [[nodiscard]] std::string text() const;

 private:
  std::ostringstream kept_;
  std::ostringstream complaints_;
  benchmark::JSONReporter json_;
};

/// Waits until the machine is quiet, but no longer than `limit`. What it was like in the end: the
/// share of its time that a thread which only looks at the clock did not get; 0 is perfect.
[[nodiscard]] double wait_for_quiet(std::chrono::milliseconds limit);
/// In words: `quiet: 0.3 % of a spinning thread's time went elsewhere`.
[[nodiscard]] std::string describe_quiet(double stolen);
/// Says who this kernel is, and what else a later comparison has to know, in the JSON's context.
void add_context(const std::string& quiet, const std::string& commit);

/// Writes the file whole or not at all. Throws `input_error`.
void write_whole(const std::filesystem::path& path, const std::string& text);

}  // namespace cnp::bench
