#include "reports/run/run_file.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/testing.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace cnp {
namespace {

using test::header;
using test::record;
using test::replaced;
using test::scratch_folder;

/// A cell that has something in every field.
[[nodiscard]] cell_record full_record() {
  cell_record made = record("reuse.stale/full", verdict::recovered);
  made.why = "over";
  made.clauses = {{"clause.one", verdict::recovered}, {"clause.two", std::nullopt}};
  made.script_steps = 5;
  made.clients_replaced = 3;
  made.axes = {{"wait", "blocking"}, {"lp", "null"}, {"dir", "duplex"}, {"how", "CreateFile"}};
  step_record& step = made.steps[1];
  step.part = phase::finish;
  step.catalogue = 33;
  step.because = "the event was reset";
  step.remark = "ended by CancelSynchronousIo after 5 s";
  step.result.data = std::string("\x00\xFF", 2);
  step.result.internal = 0x103;
  step.recorded = deviation_record{"wine.x", "nonzero", "because", "wine.json:3"};
  step.why = "over";
  return made;
}

[[nodiscard]] std::string whole_run(const std::vector<cell_record>& cells) {
  run_footer footer;
  std::string text = to_line(header()) + '\n';
  for (const cell_record& cell : cells) {
    text += to_line(cell) + '\n';
    count(footer, cell);
  }
  return text + to_line(footer) + '\n';
}

/// The cells of a text that is read as a run file called `f`.
[[nodiscard]] std::vector<cell_record> cells_of(const std::string& text,
                                                reading depth = reading::whole) {
  std::istringstream in(text);
  run_reader reader(in, "f", depth);
  std::vector<cell_record> all;
  while (const cell_record* cell = reader.next()) {
    EXPECT_EQ(reader.fingerprint().size(), 16U) << cell->key;
    all.push_back(*cell);
  }
  return all;
}

/// The sentence with which a text is refused, or an empty text if it is a run file.
[[nodiscard]] std::string refusal(const std::string& text) {
  return complaint([&] { return cells_of(text); });
}

[[nodiscard]] bool is_truncated(const std::string& text) {
  try {
    (void)cells_of(text);
  } catch (const truncated_run&) {
    return true;
  } catch (const input_error&) {
  }
  return false;
}

TEST(RunFile, ReadsWhatItWrites) {
  const scratch_folder folder;
  run_header head = header();
  head.strict = true;
  head.kernel.client_architecture = "x86";
  const std::vector<cell_record> cells{record("reuse.stale/a"), full_record(),
                                       missing_record("blocking.waits", "gone")};
  run_writer writer(folder / "run.jsonl", head);
  for (const cell_record& cell : cells) {
    writer.add(cell);
  }
  const run_footer written = writer.finish({.milliseconds = 12.5, .peak_memory_kib = 4096});
  const run read = read_run(folder / "run.jsonl");
  EXPECT_EQ(to_line(read.header), to_line(head));
  EXPECT_EQ(read.header.kernel.client_architecture, "x86");
  EXPECT_EQ(read.cells, cells);
  EXPECT_EQ(read.footer, written);
  EXPECT_EQ(written.cells, 3U);
  EXPECT_EQ(written.counts.at(static_cast<std::size_t>(verdict::recovered)), 1U);
  EXPECT_EQ(written.clients_replaced, 3U);
  EXPECT_FALSE(std::filesystem::exists(folder / "run.jsonl.partial"));
}

TEST(RunFile, HostileStringsSurviveOnOneLine) {
  cell_record cell = record("x.y/z");
  cell.why = "</script>\n\"\\\x01\x1B[2J\r\xE2\x80\xA8{\"type\":\"footer\"}";
  cell.steps[0].label = std::string("a\nb\0c", 5);
  const std::string line = to_line(cell);
  EXPECT_FALSE(has(line, "\n"));
  EXPECT_EQ(cells_of(whole_run({cell})), std::vector{cell});
}

TEST(RunFile, BytesThatAreNotUtf8AreReplaced) {
  cell_record cell = record("x.y/z");
  cell.steps[0].remark = "\xFF\xFE";
  EXPECT_EQ(refusal(whole_run({cell})), "");
}

TEST(RunFile, OfARunThatIsGoingOnIsPartial) {
  const scratch_folder folder;
  run_writer writer(folder / "run.jsonl", header());
  writer.add(record("reuse.stale/a"));
  EXPECT_FALSE(std::filesystem::exists(folder / "run.jsonl"));
  const std::string so_far = test::read_text(folder / "run.jsonl.partial");
  EXPECT_EQ(std::count(so_far.begin(), so_far.end(), '\n'), 2);
  EXPECT_TRUE(is_truncated(so_far));
}

TEST(RunFile, AnOlderOneStaysUntilTheNewOneIsComplete) {
  const scratch_folder folder;
  const auto target = folder / "run.jsonl";
  (void)run_writer(target, header()).finish({});
  const std::string older = test::read_text(target);
  {
    run_writer killed(target, header());
    killed.add(record("reuse.stale/a"));
  }
  EXPECT_EQ(test::read_text(target), older);
  run_writer writer(target, header());
  writer.add(record("reuse.stale/b"));
  (void)writer.finish({});
  EXPECT_EQ(read_run(target).cells.front().key, "reuse.stale/b");
  EXPECT_FALSE(std::filesystem::exists(folder / "run.jsonl.partial"));
}

TEST(RunFile, NothingElseIsOverwritten) {
  const scratch_folder folder;
  for (const char* name : {"precious.txt", "other.jsonl", "other.jsonl.partial"}) {
    test::write_text(folder / name, "precious\n");
  }
  for (const char* name : {"precious.txt", "other.jsonl"}) {
    const std::string said = complaint([&] { run_writer(folder / name, header()); });
    EXPECT_EQ(said, display(folder / name) +
                        ": something else than a run file is there already; it is left as it is");
    EXPECT_EQ(test::read_text(folder / name), "precious\n");
    EXPECT_EQ(test::read_text(folder / "other.jsonl.partial"), "precious\n");
  }
  EXPECT_TRUE(has(complaint([&] { run_writer(folder.path(), header()); }), "is left as it is"));
}

TEST(RunFile, APathThatCannotBeWrittenIsRefused) {
  const scratch_folder folder;
  const auto target = folder / "no-such-folder" / "run.jsonl";
  EXPECT_EQ(complaint([&] { run_writer(target, header()); }),
            display(target) + ": the run file can't be written there");
}

TEST(RunFile, OneThatIsNotThereIsRefused) {
  const scratch_folder folder;
  EXPECT_EQ(complaint([&] { return read_run(folder / "no.jsonl"); }),
            display(folder / "no.jsonl") + ":1: the file can't be opened");
  EXPECT_EQ(complaint([&] { return read_run(folder.path()); }),
            display(folder.path()) + ":1: a folder, where a run file was expected");
}

TEST(RunFile, BreaksOffWhereverItIsCut) {
  const std::string whole = whole_run({record("reuse.stale/a"), full_record()});
  EXPECT_EQ(refusal(whole), "");
  EXPECT_EQ(refusal(whole.substr(0, whole.size() - 1)), "");  // Only the last newline is missing.
#ifdef _WIN32
  constexpr std::size_t stride = 29;  // Throwing is slow under Wine; every byte is cut at natively.
#else
  constexpr std::size_t stride = 1;
#endif
  for (std::size_t size = 0; size < whole.size() - 1; size += stride) {
    EXPECT_TRUE(is_truncated(whole.substr(0, size)))
        << size << ": " << refusal(whole.substr(0, size));
  }
}

TEST(RunFile, SaysHowItBreaksOff) {
  const std::string whole = whole_run({record("reuse.stale/a")});
  const std::size_t second = whole.find('\n') + 1;
  EXPECT_EQ(refusal(""), "f:1: the file is empty");
  EXPECT_EQ(refusal(whole.substr(0, 80)),
            "f:1: the file ends without its footer: the run was ended before it was complete");
  EXPECT_EQ(refusal(whole.substr(0, second)),
            "f:2: the file ends without its footer: the run was ended before it was complete");
  EXPECT_EQ(refusal(whole.substr(0, second + 20)),
            "f:2: the line breaks off: the run was ended before it was complete");
}

TEST(RunFile, OfFormat1HadAnotherWordForImplausible) {
  const cell_record cell = record("reuse.stale/a", verdict::implausible);
  std::string older = replaced(whole_run({cell}), "\"format\":2", "\"format\":1");
  for (int times = 0; times != 4; ++times) {  // Cell, clause, step and footer.
    older = replaced(older, "\"implausible\"", "\"insane\"");
  }
  EXPECT_FALSE(has(older, "implausible"));
  EXPECT_EQ(cells_of(older), std::vector{cell});
}

struct bad_run {
  std::string what;
  std::string text;
  std::string sentence;
};

TEST(RunFile, WhatIsNoRunFileIsRefusedWithLineAndReason) {
  const std::string good = whole_run({record("reuse.stale/a")});
  const std::string line = to_line(record("reuse.stale/a"));
  const std::vector<bad_run> cases{
      {"prose", "Dear diary\n",
       "f:1: this is not a run file of this suite: its first line is not JSON"},
      {"other JSON", "{}\n", "f:1: the field 'type' is missing"},
      {"a list", "[]\n", "f:1: it is not an object in braces"},
      {"foreign", replaced(good, "connect-named-pipe", "mine"),
       "f:1: this is not a run file of this suite"},
      {"later", replaced(good, "\"format\":2", "\"format\":3,\"new\":0"),
       "f:1: run file format 3 is none of 1 to 2, which this suite reads"},
      {"word of format 1", replaced(good, "\"verdict\":\"conforms\"", "\"verdict\":\"insane\""),
       "f:2: 'verdict' is no verdict of this suite"},
      {"kernel", replaced(good, "\"kernel\":{", "\"kernel\":{\"maker\":1,"),
       "f:1: unknown field 'maker' in 'kernel'"},
      {"verdict", replaced(good, "\"verdict\":\"conforms\"", "\"verdict\":\"fine\""),
       "f:2: 'verdict' is no verdict of this suite"},
      {"fingerprint", replaced(good, "0/ERROR_NO_DATA (232)\",\"outcome", "nonzero\",\"outcome"),
       "f:2: the fingerprint of reuse.stale/a is not that of its steps"},
      {"type", replaced(good, "\"type\":\"cell\"", "\"type\":\"sell\""),
       "f:2: neither a cell nor a footer: its type is 'sell'"},
      {"twice", replaced(good, "\"type\":\"cell\"", "\"type\":\"cell\",\"type\":\"cell\""),
       "f:2: the field 'type' stands twice"},
      {"second header", replaced(good, line, to_line(header())),
       "f:2: neither a cell nor a footer: its type is 'header'"},
      {"number", replaced(good, "\"script_steps\":2", "\"script_steps\":-2"),
       "f:2: 'script_steps' must be a whole number from 0"},
      {"tickets", replaced(good, "[3,4]", "[3]"),
       "f:2: 'tickets' of a step must be two whole numbers"},
      {"counts", replaced(good, "\"cells\":1", "\"cells\":2"),
       "f:3: the footer counts 2 cells, and by verdict, otherwise than the file's 1 cells are"},
      {"incomplete", replaced(good, "\"complete\":true", "\"complete\":false"),
       "f:3: the footer says that the run is not complete: its user ended it"},
      {"more", good + line + '\n', "f:4: something follows the footer"},
      {"twice", good + good, "f:4: something follows the footer"},
  };
  for (const bad_run& one : cases) {
    EXPECT_EQ(refusal(one.text), one.sentence) << one.what;
    EXPECT_FALSE(is_truncated(one.text)) << one.what;
  }
}

TEST(RunFile, MalformedLinesAreRefusedWithTheirNumber) {
  const std::string good = whole_run({record("reuse.stale/a")});
  const std::string line = to_line(record("reuse.stale/a"));
  for (const std::string& bad :
       {std::string{}, std::string{"{"}, std::string{"\0", 1}, std::string{"nul"},
        std::string(100000, '['), std::string{"{\"type\":\"cell\"}"}, std::string{"\xFF"},
        line + line}) {
    const std::string said = refusal(replaced(good, line, bad));
    EXPECT_TRUE(begins(said, "f:2: "));
    EXPECT_FALSE(has(said, "\n"));
    EXPECT_EQ(printable(said), said);
  }
}

/// A stream that gives the same bytes for ever, counting how many were taken.
class endless : public std::streambuf {
 public:
  [[nodiscard]] std::size_t taken() const { return taken_; }

 private:
  std::streamsize xsgetn(char* to, std::streamsize count) override {
    std::fill_n(to, count, 'x');
    taken_ += static_cast<std::size_t>(count);
    return count;
  }
  int_type underflow() override { return 'x'; }

  std::size_t taken_ = 0;
};

TEST(RunFile, AnEndlessLineIsRefusedInBoundedMemory) {
  endless bytes;
  std::istream in(&bytes);
  EXPECT_EQ(complaint([&] { run_reader(in, "f"); }),
            "f:1: the line is longer than the 1024 KiB that a run file's line may have");
  EXPECT_LT(bytes.taken(), 2 * run_line_limit);
}

TEST(RunFile, AHugeOneIsRefusedAtOnce) {
  const scratch_folder folder;
  test::write_huge(folder / "huge.jsonl");
  EXPECT_EQ(complaint([&] { return read_run(folder / "huge.jsonl"); }),
            display(folder / "huge.jsonl") +
                ":1: larger than the 512 MiB that a run file may have");
}

TEST(RunFile, ACellThatStandsTwiceIsRefused) {
  const scratch_folder folder;
  test::write_text(folder / "run.jsonl", whole_run({record("a.b/c"), record("a.b/c")}));
  EXPECT_EQ(complaint([&] { return read_run(folder / "run.jsonl"); }),
            display(folder / "run.jsonl") + ":3: a second record of the cell a.b/c");
}

TEST(RunFile, TheFooterIsThereOnlyAtTheEnd) {
  std::istringstream in(whole_run({}));
  run_reader reader(in, "f");
  EXPECT_EQ(asserted([&] { return reader.footer(); }),
            "run_reader::footer before the last cell was read");
  EXPECT_EQ(reader.next(), nullptr);
  EXPECT_EQ(reader.footer().cells, 0U);
  EXPECT_EQ(reader.next(), nullptr);
}

TEST(RunFile, WindowsLineEndsAreAccepted) {
  std::string text;
  for (const char one : whole_run({record("a.b/c")})) {
    text += one == '\n' ? "\r\n" : std::string(1, one);
  }
  EXPECT_EQ(refusal(text), "");
}

TEST(RunHeads, LeaveOutTheStepsOfWhatWasExpectedAndNothingElse) {
  cell_record expected = record("reuse.stale/a");
  // Looks like the place where the steps begin, but is within a text.
  expected.why = R"(,"steps":[)";
  const cell_record odd = full_record();
  const std::vector<cell_record> all = cells_of(whole_run({expected, odd}), reading::heads);
  ASSERT_EQ(all.size(), 2U);
  cell_record without = expected;
  without.steps.clear();
  without.kept_fingerprint = fingerprint(expected);
  EXPECT_EQ(all[0], without);
  EXPECT_EQ(all[1], odd);
}

TEST(RunHeads, AreRefusedWhenTheirLineBreaksOff) {
  const std::string whole = whole_run({record("reuse.stale/a")});
  const std::size_t second = whole.find('\n') + 1;
  EXPECT_EQ(complaint([&] { return cells_of(whole.substr(0, second + 400), reading::heads); }),
            "f:2: the line breaks off: the run was ended before it was complete");
}

TEST(RunKeys, AreWhatIdentifiesAndSumsUpACell) {
  const cell_record cell = full_record();
  cell_record brief;
  brief.key = cell.key;
  brief.scenario = cell.scenario;
  brief.is = cell.is;
  brief.kept_fingerprint = fingerprint(cell);
  EXPECT_EQ(cells_of(whole_run({cell, cell}), reading::keys), (std::vector{brief, brief}));
}

TEST(RunCells, AreReadOneOverTheOther) {
  cell_record other = record("a.one/y");
  other.steps[1].ticket_before = 18446744073709551615U;
  other.steps[1].ticket_after = 0;
  other.steps[1].microseconds = 1234567.875;
  other.steps[1].because = "tw\xC3\xB6";
  const std::vector<cell_record> all{record("a.one/x"), full_record(), other, record("a.one/z"),
                                     missing_record("b.c", "gone")};
  EXPECT_EQ(cells_of(whole_run(all)), all);
}

TEST(RunCells, CanBeReadAgain) {
  const std::vector<cell_record> all{record("a.one/x"), full_record()};
  std::istringstream in(whole_run(all));
  run_reader reader(in, "f", reading::keys);
  std::vector<line_place> places;
  while (reader.next() != nullptr) {
    places.push_back(reader.place());
  }
  ASSERT_EQ(places.size(), 2U);
  EXPECT_EQ(reader.again(places[1]), all[1]);
  EXPECT_EQ(reader.again(places[0]), all[0]);
  EXPECT_EQ(reader.place().line, 2U);
}

TEST(RunCells, AreNotLedAstrayByWhatTextsSay) {
  cell_record cell = record("a.one/x");
  for (std::string* text : {&cell.steps[0].label, &cell.steps[0].seen, &cell.steps[1].because}) {
    *text = R"(},{"label":"x","tickets":[1,2],"microseconds":3,"steps":[ \)";
  }
  cell.why = R"(,"steps":[{"label":"x"}]})";
  EXPECT_EQ(cells_of(whole_run({cell, cell})), (std::vector{cell, cell}));
}

TEST(RunCells, MayBeWrittenOtherwiseThanTheWriterDoes) {
  const cell_record cell = record("a.one/x");
  const std::string whole = whole_run({cell});
  for (const auto& [part, by] :
       {std::pair{"\"tickets\":[3,4]", "\"tickets\": [ 3,\t4 ] "},
        std::pair{"\"microseconds\":12.5,", "\"microseconds\":125e-1,"},
        std::pair{"},{\"label\"", "}, {\"label\""},
        std::pair{"{\"type\":\"cell\",\"key\":\"a.one/x\",",
                  "{\"key\":\"a.one\\/x\",\"type\":\"cell\","},
        std::pair{"\"handle\":\"overlapped\",\"wait\":\"nonblocking\"",
                  "\"wait\":\"nonblocking\",\"handle\":\"\\u006fverlapped\""}}) {
    EXPECT_EQ(cells_of(replaced(whole, part, by)), std::vector{cell}) << by;
  }
}

TEST(RunCells, WithABadStepAreRefused) {
  const std::string whole = whole_run({record("a.one/x"), record("a.one/x")});
  const std::size_t second = whole.find(to_line(record("a.one/x"))) + 1;
  for (const auto& [part, by, says] :
       {std::tuple{"\"tickets\":[3,4]", "\"tickets\":[3,-4]", "'tickets' of a step must be two"},
        std::tuple{"\"tickets\":[3,4]", "\"tickets\":[03,4]", "it is not JSON"},
        std::tuple{"\"tickets\":[3,4]", "\"tickets\":[3,4.5]", "'tickets' of a step must be two"},
        std::tuple{"\"microseconds\":12.5,", "\"microseconds\":-1,", "'microseconds'"},
        std::tuple{"\"microseconds\":12.5,", "\"microseconds\":1.,", "it is not JSON"},
        std::tuple{"\"microseconds\":12.5,", "\"microseconds\":12.5,\"tickets\":[3,4],",
                   "'tickets' stands twice"},
        std::tuple{"\"microseconds\":12.5,", "\"microseconds\":12.5,\"mood\":1,", "'mood'"},
        std::tuple{"},{\"label\"", "}{\"label\"", "it is not JSON"}}) {
    const std::string said =
        refusal(whole.substr(0, second) + replaced(whole.substr(second), part, by));
    EXPECT_TRUE(begins(said, "f:2: ")) << by << ": " << said;
    EXPECT_TRUE(has(said, says)) << by << ": " << said;
  }
}

}  // namespace
}  // namespace cnp
