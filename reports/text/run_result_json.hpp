#pragma once

#include "harness/scenario/registry.hpp"
#include "reports/analysis/counts.hpp"
#include "reports/analysis/failure.hpp"
#include "reports/run/record.hpp"
#include "reports/text/run_text.hpp"

#include <span>
#include <string>

namespace cnp {

/// What a run came to, and what only the command knows that performed it.
struct run_result {
  const run_header& header;
  const run_footer& footer;
  const run_counts& all;
  const failures& failed;
  std::string run_file;
  int exit_status = 0;
  command_for again;
};

/// The result of a run for programs: one JSON object (reports/schema/result.schema.json). The cells
/// themselves are in the run file.
[[nodiscard]] std::string run_result_json(const run_result& of, std::span<const clause> clauses);

}  // namespace cnp
