#pragma once

#include "harness/scenario/cell.hpp"
#include "harness/scenario/observation.hpp"
#include "harness/scenario/scenario.hpp"
#include "harness/support/input_error.hpp"
#include "reports/run/record.hpp"
#include "reports/verdict/deviation.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cnp::test {

// What the tests of reports/ have in common.

/// A folder that is new and empty, and removed with everything in it.
class scratch_folder {
 public:
  scratch_folder();
  scratch_folder(const scratch_folder&) = delete;
  scratch_folder& operator=(const scratch_folder&) = delete;
  ~scratch_folder();

  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

[[nodiscard]] std::string read_text(const std::filesystem::path& file);
void write_text(const std::filesystem::path& file, std::string_view text);
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

/// A header, a cell with two steps of which the second one has this outcome and verdict, a whole
/// run.
[[nodiscard]] run_header header();
[[nodiscard]] cell_record record(const std::string& key, verdict is = verdict::conforms);

/// What the assertion says in which a function fails; a text that says so if it fails in none.
[[nodiscard]] std::string failed_assertion(const std::function<void()>& function);

/// The sentence of the `input_error` that a function throws; a text that says so if it throws none.
template <class Function>
[[nodiscard]] std::string complaint(Function&& function) {
  try {
    function();
  } catch (const input_error& problem) {
    return problem.what();
  }
  return "(nothing was thrown)";
}

}  // namespace cnp::test
