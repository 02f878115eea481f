#include "reports/run/step_cache.hpp"

#include "reports/run/run_file.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace cnp {
namespace {

using test::complaint;
using test::record;
using test::replaced;

/// What a reader makes of these lines, behind a header.
std::vector<cell_record> read_back(const std::vector<std::string>& lines,
                                   reading depth = reading::whole) {
  std::stringstream text;
  text << to_line(test::header()) << '\n';
  for (const std::string& line : lines) {
    text << line << '\n';
  }
  run_reader reader(text, "run.jsonl", depth);
  std::vector<cell_record> cells;
  for (std::size_t left = lines.size(); left != 0; --left) {
    cells.push_back(reader.next().value());
    if (depth == reading::shared) {
      EXPECT_TRUE(cells.back().steps.empty());
      for (const step_use& one : reader.steps()) {
        cells.back().steps.push_back(one.copy());
      }
    }
  }
  return cells;
}

TEST(StepCache, CutsOffTheStepsOfALine) {
  const cell_record cell = record("a.one/x");
  std::string line = to_line(cell);
  step_cache cache;
  std::vector<step_use> steps;
  ASSERT_TRUE(cache.take(line, steps));
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].copy(), cell.steps[0]);
  EXPECT_EQ(steps[1].copy(), cell.steps[1]);
  EXPECT_TRUE(line.ends_with("\"microseconds\":40.25}")) << line;
}

TEST(StepCache, KnowsAStepAgainWhateverItsTicketsAndItsDuration) {
  cell_record first = record("a.one/x");
  cell_record second = record("a.one/y");
  first.steps[1].ticket_before = 0;
  second.steps[1].ticket_before = 18446744073709551615U;
  second.steps[1].ticket_after = 7;
  second.steps[1].microseconds = 1234567.875;
  for (const reading depth : {reading::whole, reading::shared}) {
    EXPECT_EQ(read_back({to_line(first), to_line(second), to_line(first)}, depth),
              (std::vector{first, second, first}));
  }
}

TEST(StepCache, TellsStepsApartThatDifferInOneLetter) {
  std::vector<cell_record> cells;
  std::vector<std::string> lines;
  for (const char* words : {"one", "two", "tw\xC3\xB6", "one"}) {
    cells.push_back(record("a.one/" + std::to_string(cells.size())));
    cells.back().steps[1].because = words;
    lines.push_back(to_line(cells.back()));
  }
  EXPECT_EQ(read_back(lines), cells);
}

TEST(StepCache, IsNotLedAstrayByWhatTextsSay) {
  cell_record cell = record("a.one/x");
  for (std::string* text : {&cell.steps[0].label, &cell.steps[0].seen, &cell.steps[1].because}) {
    *text = R"(},{"label":"x","tickets":[1,2],"microseconds":3,"steps":[ \)";
  }
  cell.why = R"(,"steps":[{"label":"x"}]})";
  EXPECT_EQ(read_back({to_line(cell), to_line(cell)}), (std::vector{cell, cell}));
}

TEST(StepCache, LeavesToOthersWhatIsWrittenOtherwise) {
  const cell_record cell = record("a.one/x");
  const std::string line = to_line(cell);
  for (const auto& [what, by] : {std::pair{"\"tickets\":[3,4]", "\"tickets\": [3, 4]"},
                                 std::pair{"\"microseconds\":12.5,", "\"microseconds\":125e-1,"},
                                 std::pair{"},{\"label\"", "}, {\"label\""},
                                 std::pair{"{\"type\":\"cell\",", "{ \"type\":\"cell\","}}) {
    for (const reading depth : {reading::whole, reading::shared}) {
      EXPECT_EQ(read_back({line, replaced(line, what, by), line}, depth),
                (std::vector{cell, cell, cell}))
          << by;
    }
  }
}

TEST(StepCache, RefusesABadStepThatIsLikeAGoodOne) {
  const std::string line = to_line(record("a.one/x"));
  for (const auto& [what, by, says] :
       {std::tuple{"\"tickets\":[3,4]", "\"tickets\":[3,-4]", "'tickets' of a step must be two"},
        std::tuple{"\"tickets\":[3,4]", "\"tickets\":[03,4]", "run.jsonl:3: "},
        std::tuple{"\"tickets\":[3,4]", "\"tickets\":[3,4.5]", "'tickets' of a step must be two"},
        std::tuple{"\"microseconds\":12.5,", "\"microseconds\":-1,", "'microseconds'"},
        std::tuple{"\"microseconds\":12.5,", "\"microseconds\":1.,", "run.jsonl:3: "},
        std::tuple{"\"microseconds\":12.5,", "\"microseconds\":12.5,\"tickets\":[3,4],",
                   "run.jsonl:3: "},
        std::tuple{"\"microseconds\":12.5,", "\"microseconds\":12.5,\"mood\":1,", "'mood'"},
        std::tuple{"},{\"label\"", "}{\"label\"", "run.jsonl:3: "}}) {
    const std::string bad = replaced(line, what, by);
    const std::string said = complaint([&line, &bad] { (void)read_back({line, bad}); });
    EXPECT_EQ(said.rfind("run.jsonl:3: ", 0), 0U) << by << ": " << said;
    EXPECT_NE(said.find(says), std::string::npos) << by << ": " << said;
  }
}

}  // namespace
}  // namespace cnp
