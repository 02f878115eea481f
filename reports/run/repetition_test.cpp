#include "reports/run/repetition.hpp"

#include "reports/run/run_file.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace cnp {
namespace {

using test::record;

TEST(Repetition, OfTheSameIsNotVaried) {
  repeated_cell all;
  all.add(record("a.one/x"));
  cell_record later = record("a.one/x");
  later.microseconds = 7;  // What is no behaviour does not count.
  all.add(later);
  const cell_record made = all.finish();
  EXPECT_FALSE(varies(made));
  ASSERT_EQ(made.repetitions.size(), 1U);
  EXPECT_EQ(times_performed(made), 2U);
  EXPECT_EQ(times_performed(record("a.one/x")), 1U);
}

TEST(Repetition, KeepsTheWorstAndEveryOtherOutcome) {
  repeated_cell all;
  all.add(record("a.one/x"));
  all.add(record("a.one/x", verdict::deviates));
  all.add(record("a.one/x"));
  const cell_record made = all.finish();
  EXPECT_EQ(made.is, verdict::deviates);
  EXPECT_TRUE(varies(made));
  ASSERT_EQ(made.repetitions.size(), 2U);
  EXPECT_EQ(made.repetitions[0].times, 1U);
  EXPECT_EQ(made.repetitions[0].step, "server.ConnectNamedPipe");
  EXPECT_EQ(made.repetitions[0].seen, "0/ERROR_PIPE_CONNECTED (535)");
  EXPECT_EQ(made.repetitions[1].is, verdict::conforms);
  EXPECT_EQ(made.repetitions[1].times, 2U);
  EXPECT_EQ(made.repetitions[1].seen, "0/ERROR_NO_DATA (232)");
}

TEST(Repetition, AddsUpWhatSeveralRunsRepeated) {
  repeated_cell first;
  first.add(record("a.one/x"));
  first.add(record("a.one/x", verdict::deviates));
  repeated_cell both;
  both.add(first.finish());
  both.add(record("a.one/x"));
  both.add(first.finish());
  const cell_record made = both.finish();
  EXPECT_EQ(made.is, verdict::deviates);
  EXPECT_EQ(times_performed(made), 5U);
  ASSERT_EQ(made.repetitions.size(), 2U);
  EXPECT_EQ(made.repetitions[1].times, 3U);
}

TEST(Repetition, NamesAStepThatWasNotPerformed) {
  cell_record shorter = record("a.one/x");
  shorter.steps.pop_back();
  repeated_cell all;
  all.add(record("a.one/x", verdict::deviates));
  all.add(shorter);
  EXPECT_EQ(all.finish().repetitions[1].seen, "not performed");
}

TEST(Repetition, OfOnePerformanceIsThatPerformance) {
  repeated_cell once;
  once.add(record("a.one/x"));
  EXPECT_EQ(once.finish(), record("a.one/x"));
}

TEST(Repetition, SaysHowOftenThereWasWhat) {
  repeated_cell all;
  all.add(record("a.one/x"));
  all.add(record("a.one/x", verdict::deviates));
  all.add(record("a.one/x"));
  EXPECT_EQ(outcomes_text(all.finish()),
            "0/ERROR_PIPE_CONNECTED (535) (1 of 3 times), or 0/ERROR_NO_DATA (232) (2 of 3 "
            "times)");
}

TEST(Repetition, OfNothingIsAnError) {
  EXPECT_EQ(test::failed_assertion([] { (void)repeated_cell{}.finish(); }),
            "a repetition of nothing");
}

TEST(Repetition, IsWrittenAndReadBack) {
  repeated_cell all;
  all.add(record("a.one/x"));
  all.add(record("a.one/x", verdict::deviates));
  const cell_record made = all.finish();
  std::istringstream text(to_line(test::header()) + '\n' + to_line(made) + '\n');
  for (const reading depth : {reading::whole, reading::heads, reading::keys}) {
    text.clear();
    text.seekg(0);
    run_reader reader(text, "run.jsonl", depth);
    const cell_record* found = reader.next();
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->repetitions, made.repetitions);
  }
}

TEST(Repetition, ThatContradictsItsRecordIsRefused) {
  cell_record made = record("a.one/x");
  made.repetitions = {{verdict::deviates, fingerprint(made), 3, {}, {}}};
  std::istringstream text(to_line(test::header()) + '\n' + to_line(made) + '\n');
  run_reader reader(text, "run.jsonl");
  EXPECT_EQ(test::complaint([&] { (void)reader.next(); }),
            "run.jsonl:2: the first of the 'repetitions' of a.one/x is not the record's own "
            "outcome");
}

}  // namespace
}  // namespace cnp
