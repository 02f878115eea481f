#pragma once

#include "harness/scenario/cell.hpp"
#include "harness/scenario/observation.hpp"
#include "harness/scenario/scenario.hpp"
#include "harness/support/scratch_folder.hpp"
#include "harness/support/testing.hpp"
#include "reports/run/record.hpp"
#include "reports/verdict/deviation.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace cnp::test {

// What the tests of reports/ have in common.
using cnp::complaint;

/// The text with another part in the place of its first `part`, which must be in it.
[[nodiscard]] std::string replaced(std::string text, const std::string& part,
                                   const std::string& by);

/// A kernel of the family `wine`.
[[nodiscard]] kernel_identity wine(const std::string& version = "8.0");

/// A ConnectNamedPipe of the server that proves `clause.one` and allows 0/ERROR_NO_DATA.
[[nodiscard]] step connect_step(grade known = grade::documented);
/// A CreateNamedPipe of the server: arrangement.
[[nodiscard]] step create_step();
/// An observation of this outcome.
[[nodiscard]] observation saw(const outcome& the_outcome);

/// A deviation of Wine 8.0 to 10.0: `connect_step` of `reuse.stale` gives 0/ERROR_PIPE_CONNECTED.
[[nodiscard]] deviation stale_deviation();

/// A header, and a cell with two steps of which the second one has this verdict.
[[nodiscard]] run_header header();
[[nodiscard]] cell_record record(const std::string& key, verdict is = verdict::conforms);

/// The same, whose second step saw this.
[[nodiscard]] cell_record record(const std::string& key, verdict is, const outcome& seen);

/// What these executions of one cell come to, each in turn.
[[nodiscard]] cell_record repeated(const std::vector<cell_record>& executions);

/// Writes a file that is larger than a run file may be, and begins as a good one.
void write_huge(const std::filesystem::path& file);
/// Writes a complete run file of these cells; where.
std::filesystem::path write_cells(const std::filesystem::path& file,
                                  const std::vector<cell_record>& cells,
                                  const run_header& head = header());

}  // namespace cnp::test
