#include "reports/run/baseline.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "reports/run/merge.hpp"
#include "reports/run/run_file.hpp"
#include "reports/verdict/verdict.hpp"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

namespace cnp {

namespace {

/// The options without the run file's path: that was of one machine.
[[nodiscard]] std::vector<std::string> without_path(const std::vector<std::string>& options) {
  std::vector<std::string> left;
  bool value_follows = false;
  for (const std::string& word : options) {
    if (!value_follows && word != "--run-file" && word.rfind("--run-file=", 0) != 0) {
      left.push_back(word);
    }
    value_follows = word == "--run-file";
  }
  return left;
}

}  // namespace

cell_record for_baseline(cell_record cell) {
  cell.microseconds = 0;
  if (as_expected(cell.is)) {
    cell.kept_fingerprint = fingerprint(cell);
    cell.steps.clear();
  }
  for (step_record& one : cell.steps) {
    one.microseconds = 0;
  }
  return cell;
}

run_footer write_baseline(const std::filesystem::path& from, const std::filesystem::path& to) {
  // Read to its end before anything is written: a run that is no baseline leaves nothing behind.
  run whole = read_run(from);
  for (const cell_record& cell : whole.cells) {
    if (!passes(cell.is, false)) {
      throw input_error(display(from) + ": no baseline yet: " + printable(cell.key) + " is '" +
                        std::string{word(cell.is)} +
                        "'; look at it, and record what is the kernel's in reports/kernels");
    }
  }
  whole.header.options = without_path(whole.header.options);
  std::ranges::transform(whole.cells, whole.cells.begin(), &for_baseline);
  return write_run(to, whole);
}

std::filesystem::path find_baseline(const std::filesystem::path& folder,
                                    const kernel_identity& kernel) {
  std::filesystem::path best;
  std::string best_stem;
  std::error_code problem;
  std::filesystem::directory_iterator at(folder, problem);
  for (; !problem && at != std::filesystem::directory_iterator{}; at.increment(problem)) {
    const std::filesystem::path& file = at->path();
    const std::string stem = display(file.stem());
    if (file.extension() == ".jsonl" && names_kernel(stem, kernel) &&
        stem.size() > best_stem.size()) {
      best = file;
      best_stem = stem;
    }
  }
  if (problem) {
    throw input_error(display(folder) + ": the folder can't be read");
  }
  return best;
}

bool names_kernel(const std::string& stem, const kernel_identity& kernel) {
  std::string left = stem;
  const std::string family = kernel.family + '-';
  const std::string architecture = '-' + kernel.architecture;
  if (left.rfind(family, 0) != 0) {
    return false;
  }
  left.erase(0, family.size());
  if (kernel.architecture != "x64") {
    if (left.size() < architecture.size() || !left.ends_with(architecture)) {
      return false;
    }
    left.erase(left.size() - architecture.size());
  }
  return !left.empty() && (kernel.version == left || kernel.version.rfind(left + '.', 0) == 0);
}

}  // namespace cnp
