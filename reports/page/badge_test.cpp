#include "reports/page/badge.hpp"

#include "harness/support/testing.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

namespace cnp {
namespace {

using test::header;

/// The badge of a run with so many cells of a verdict, beside one that conforms.
[[nodiscard]] std::string badge_of(verdict is, std::size_t count) {
  run_footer footer;
  footer.counts.at(static_cast<std::size_t>(verdict::conforms)) = 1;
  footer.counts.at(static_cast<std::size_t>(is)) += count;
  return badge_svg(header(), footer);
}

TEST(Badge, SaysWhatARunCameTo) {
  EXPECT_TRUE(has(badge_of(verdict::conforms, 3), {">Wine 8.0 x64: conforms</text>", "#00694b"}));
  EXPECT_TRUE(has(badge_of(verdict::known_deviation, 3),
                  {">Wine 8.0 x64: 3 known deviations</text>", "#7d5100"}));
  EXPECT_TRUE(
      has(badge_of(verdict::deviates, 80), {">Wine 8.0 x64: 80 deviate</text>", "#ae2412"}));
  EXPECT_TRUE(has(badge_of(verdict::suite_error, 1), "1 suite error"));
  EXPECT_TRUE(has(badge_svg(header(), {}), "nothing said"));
}

TEST(Badge, HasNoMarkupOfARunFile) {
  run_header hostile = header();
  hostile.kernel.version = "\"><script>alert(1)</script>&";
  const std::string badge = badge_svg(hostile, {});
  EXPECT_FALSE(has(badge, "<script"));
  EXPECT_TRUE(has(badge, "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;"));
}

TEST(Badge, IsWrittenOverAnEarlierOneOnly) {
  const test::scratch_folder folder;
  const auto run = test::write_cells(folder / "run.jsonl", {test::record("reuse.stale/a")});
  write_badge(run, folder / "badge.svg");
  write_badge(run, folder / "badge.svg");
  EXPECT_TRUE(has(test::read_text(folder / "badge.svg"), "Wine 8.0 x64: conforms"));
  test::write_text(folder / "logo.svg", "<svg/>");
  EXPECT_TRUE(has(complaint([&] { write_badge(run, folder / "logo.svg"); }),
                  "something else than a badge is there already"));
  EXPECT_EQ(test::read_text(folder / "logo.svg"), "<svg/>");
  EXPECT_TRUE(has(complaint([&] { write_badge(run, folder / "no/badge.svg"); }),
                  "the badge can't be written there"));
}

}  // namespace
}  // namespace cnp
