#pragma once

#include <benchmark/benchmark.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace cnp::bench {

/// Keeps Google Benchmark's JSON, to be written when all is over.
class json_keeper final : public benchmark::BenchmarkReporter {
 public:
  json_keeper();
  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override;

  /// All of it, in UTF-8 whatever the machine and the program are called.
  [[nodiscard]] std::string text() const;

 private:
  std::ostringstream kept_;
  std::ostringstream complaints_;
  benchmark::JSONReporter json_;
};

/// Says who this kernel is, and what else a later comparison has to know, in the JSON's context.
void add_context(const std::string& quiet, const std::string& commit);

/// Writes the file whole or not at all. Throws `input_error`.
void write_whole(const std::filesystem::path& path, const std::string& text);

}  // namespace cnp::bench
