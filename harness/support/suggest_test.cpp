#include "harness/support/suggest.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace cnp {
namespace {

constexpr auto ids =
    std::to_array<std::string_view>({"reuse.stale-client-closed", "reuse.stale-client-open",
                                     "nonblocking.listening", "handle", "wait"});

TEST(EditDistance, CountsAddedRemovedReplacedAndSwappedLetters) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("pipe", "pipe"), 0U);
  EXPECT_EQ(edit_distance("", "pipe"), 4U);
  EXPECT_EQ(edit_distance("pipe", ""), 4U);
  EXPECT_EQ(edit_distance("pipe", "pie"), 1U);
  EXPECT_EQ(edit_distance("pipe", "pipes"), 1U);
  EXPECT_EQ(edit_distance("pipe", "pope"), 1U);
  EXPECT_EQ(edit_distance("pipe", "piep"), 1U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(Closest, FindsWhatWasMeant) {
  EXPECT_EQ(closest("reuse.stale-client-closd", ids), "reuse.stale-client-closed");
  EXPECT_EQ(closest("reuse.stale_client_open", ids), "reuse.stale-client-open");
  EXPECT_EQ(closest("nonblocking.listenning", ids), "nonblocking.listening");
  EXPECT_EQ(closest("nonblocking.listening", ids), "nonblocking.listening");
  EXPECT_EQ(closest("handel", ids), "handle");
  EXPECT_EQ(closest("hande", ids), "handle");
  EXPECT_EQ(closest("wiat", ids), "wait");
}

TEST(Closest, OffersNothingWhereNothingIsNear) {
  EXPECT_EQ(closest("overlapped", ids), "");
  EXPECT_EQ(closest("direction", ids), "");
  EXPECT_EQ(closest("", ids), "");
  EXPECT_EQ(closest(std::string(100000, 'x'), ids), "");
  EXPECT_EQ(closest("reuse.stale-client-open", {}), "");
}

TEST(Closest, TakesTheFirstOfEquallyNearOnes) {
  constexpr auto two = std::to_array<std::string_view>({"abd", "abe"});
  EXPECT_EQ(closest("abc", two), "abd");
}

TEST(Suggestion, IsTheEndOfASentence) {
  EXPECT_EQ(suggestion("handel", {"handle", "wait"}), "; did you mean 'handle'?");
  EXPECT_EQ(suggestion("direction", {"handle", "wait"}), "");
}

}  // namespace
}  // namespace cnp
