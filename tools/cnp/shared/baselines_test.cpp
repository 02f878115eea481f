// The baselines that the repository has: readable, of the kernels they are called by, of cells that
// exist.

#include "cases/cases.hpp"
#include "harness/scenario/cell.hpp"
#include "reports/run/baseline.hpp"
#include "reports/run/run_file.hpp"
#include "reports/verdict/verdict.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace cnp {
namespace {

namespace fs = std::filesystem;

[[nodiscard]] std::vector<fs::path> baselines() {
  const fs::path folder = CNP_BASELINES;
  std::vector<fs::path> found;
  for (const fs::directory_entry& each : fs::directory_iterator(folder)) {
    if (each.path().extension() == ".jsonl") {
      found.push_back(each.path());
    }
  }
  return found;
}

/// The keys of every cell of the suite.
[[nodiscard]] const std::set<std::string>& keys() {
  static const std::set<std::string> all = [] {
    std::set<std::string> made;
    for (const scenario& the_scenario : all_scenarios()) {
      for (const cell& the_cell : cells(the_scenario)) {
        made.insert(key(the_scenario, the_cell));
      }
    }
    return made;
  }();
  return all;
}

TEST(Baselines, AreThere) {
  EXPECT_FALSE(baselines().empty());
}

TEST(Baselines, AreOfTheKernelsTheyAreCalledBy) {
  for (const fs::path& file : baselines()) {
    const run_reader reader(file, reading::heads);
    const kernel_identity& kernel = reader.header().kernel;
    EXPECT_TRUE(names_kernel(file.stem().string(), kernel))
        << file.filename() << " is of " << kernel.family << ' ' << kernel.version << ", "
        << kernel.architecture;
  }
}

TEST(Baselines, HaveCellsThatExistAndVerdictsThatWereLookedAt) {
  for (const fs::path& file : baselines()) {
    std::set<std::string> seen;
    run_reader reader(file);
    while (const cell_record* cell = reader.next()) {
      EXPECT_TRUE(keys().contains(cell->key))
          << file.filename() << " has the cell " << cell->key
          << ", which the suite has no more: make the baselines again (tools/baselines)";
      EXPECT_TRUE(seen.insert(cell->key).second) << file.filename() << ": twice: " << cell->key;
      EXPECT_TRUE(passes(cell->is, false))
          << file.filename() << ": " << word(cell->is) << ": " << cell->key;
    }
    EXPECT_EQ(reader.footer().cells, seen.size());
  }
}

}  // namespace
}  // namespace cnp
