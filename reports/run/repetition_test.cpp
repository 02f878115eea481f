#include "reports/run/repetition.hpp"

#include "reports/run/run_file.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace cnp {
namespace {

using test::record;
using test::repeated;

const cell_record good_record = record("a.one/x");
const cell_record bad_record = record("a.one/x", verdict::deviates);

TEST(Repetition, OfTheSameIsNotVaried) {
  cell_record later = good_record;
  later.microseconds = 7;  // What is no behaviour does not count.
  const cell_record made = repeated({good_record, later});
  EXPECT_FALSE(varies(made));
  ASSERT_EQ(made.repetitions.size(), 1U);
  EXPECT_EQ(times_performed(made), 2U);
  EXPECT_EQ(times_performed(good_record), 1U);
}

TEST(Repetition, KeepsTheWorstAndEveryOtherOutcome) {
  const cell_record made = repeated({good_record, bad_record, good_record});
  EXPECT_EQ(made.is, verdict::deviates);
  EXPECT_TRUE(varies(made));
  const std::string step = "server.ConnectNamedPipe";
  EXPECT_EQ(
      made.repetitions,
      (std::vector<repeated_outcome>{
          {verdict::deviates, fingerprint(bad_record), 1, step, "0/ERROR_PIPE_CONNECTED (535)"},
          {verdict::conforms, fingerprint(good_record), 2, step, "0/ERROR_NO_DATA (232)"}}));
}

TEST(Repetition, AddsUpWhatSeveralRunsRepeated) {
  const cell_record first = repeated({good_record, bad_record});
  const cell_record made = repeated({first, good_record, first});
  EXPECT_EQ(made.is, verdict::deviates);
  EXPECT_EQ(times_performed(made), 5U);
  ASSERT_EQ(made.repetitions.size(), 2U);
  EXPECT_EQ(made.repetitions[1].times, 3U);
}

TEST(Repetition, NamesAStepThatWasNotPerformed) {
  cell_record shorter = good_record;
  shorter.steps.pop_back();
  EXPECT_EQ(repeated({bad_record, shorter}).repetitions[1].seen, "not performed");
}

TEST(Repetition, OfOnePerformanceIsThatPerformance) {
  EXPECT_EQ(repeated({good_record}), good_record);
}

TEST(Repetition, SaysHowOftenThereWasWhat) {
  EXPECT_EQ(outcomes_text(repeated({good_record, bad_record, good_record})),
            "0/ERROR_PIPE_CONNECTED (535) (1 of 3 times), or 0/ERROR_NO_DATA (232) (2 of 3 "
            "times)");
}

TEST(Repetition, OfNothingIsAnError) {
  EXPECT_EQ(asserted([] { return repeated({}); }), "a repetition of nothing");
}

TEST(Repetition, IsWrittenAndReadBack) {
  const cell_record made = repeated({good_record, bad_record});
  for (const reading depth : {reading::whole, reading::heads, reading::keys}) {
    std::istringstream text(to_line(test::header()) + '\n' + to_line(made) + '\n');
    run_reader reader(text, "run.jsonl", depth);
    const cell_record* found = reader.next();
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->repetitions, made.repetitions);
  }
}

TEST(Repetition, ThatContradictsItsRecordIsRefused) {
  cell_record made = good_record;
  made.repetitions = {{verdict::deviates, fingerprint(made), 3, {}, {}}};
  std::istringstream text(to_line(test::header()) + '\n' + to_line(made) + '\n');
  run_reader reader(text, "run.jsonl");
  EXPECT_EQ(complaint([&] { return reader.next(); }),
            "run.jsonl:2: the first of the 'repetitions' of a.one/x is not the record's own "
            "outcome");
}

}  // namespace
}  // namespace cnp
