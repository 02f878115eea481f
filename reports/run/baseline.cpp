#include "reports/run/baseline.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "reports/run/merge.hpp"
#include "reports/run/run_file.hpp"
#include "reports/verdict/verdict.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

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

/// Whether the outcome says no more than that it was allowed: it is, word for word, the only one
/// that was, but for members that nobody asked of.
[[nodiscard]] bool is_foretold(const step_record& step) {
  return step.seen.starts_with(step.allowed);
}

/// Tickets from 1, as in a run of this cell alone; 0 is unknown.
void renumber_tickets(std::vector<step_record>& steps) {
  std::uint64_t first = 0;
  for (const step_record& one : steps) {
    first = first == 0 ? one.ticket_before : std::min(first, one.ticket_before);
  }
  for (step_record& one : steps) {
    for (std::uint64_t* ticket : {&one.ticket_before, &one.ticket_after}) {
      *ticket = first == 0 || *ticket < first ? 0 : *ticket - first + 1;
    }
  }
}

}  // namespace

cell_record for_baseline(cell_record cell) {
  cell.microseconds = 0;
  renumber_tickets(cell.steps);
  if (as_expected(cell.is)) {
    cell.kept_fingerprint = fingerprint(cell);
    std::erase_if(cell.steps, is_foretold);
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
