#include "cases/model/random_paths.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include <set>
#include <string>

namespace cnp {
namespace {

constexpr model_space a_pipe{.clients = 2, .handle = handle_kind::overlapped};

model_path path_from(std::uint64_t seed, std::size_t length, const model_space& space = a_pipe) {
  splitmix64 numbers(seed);
  return random_path(space, numbers, length);
}

TEST(Splitmix64, GivesThePublishedNumbers) {
  // Of the reference implementation (prng.di.unimi.it/splitmix64.c), seed 1234567.
  splitmix64 numbers(1234567);
  EXPECT_EQ(numbers.next(), 6457827717110365317U);
  EXPECT_EQ(numbers.next(), 3203168211198807973U);
  EXPECT_EQ(numbers.next(), 9817491932198370423U);
}

TEST(Splitmix64, StaysBelowALimitAndMeetsAllOfIt) {
  splitmix64 numbers(1);
  std::set<std::uint32_t> seen;
  for (int n = 0; n < 1000; ++n) {
    seen.insert(numbers.below(7));
  }
  EXPECT_EQ(seen, (std::set<std::uint32_t>{0, 1, 2, 3, 4, 5, 6}));
}

TEST(RandomPath, IsTheSameForTheSameSeedAndAnotherForAnother) {
  EXPECT_EQ(path_from(7, 60), path_from(7, 60));
  EXPECT_NE(path_from(7, 60), path_from(8, 60));
  // Written down, so that a seed in an old report means the same path for ever.
  std::string text;
  for (const model_action action : path_from(7, 8)) {
    text += describe(action) + ' ';
  }
  EXPECT_EQ(text, "client-2.opens create-blocking client-1.waits cancel-io-ex write "
                  "connect-no-event write to-nonblocking ");
}

TEST(RandomPath, IsAPathOfTheLengthThatWasAskedFor) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    for (const model_space& space :
         {a_pipe, model_space{.instances = 2, .clients = 2, .calls = alphabet::brief},
          model_space{.clients = 1, .kills = true}}) {
      const model_path path = path_from(seed, 60, space);
      EXPECT_EQ(path.size(), 60U) << seed;
      EXPECT_TRUE(state_after(space, path)) << seed;
    }
  }
}

TEST(RandomPath, ComesToACallWithWhichItEndsOnlyAtItsEnd) {
  bool met = false;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    splitmix64 numbers(seed);
    model_path path =
        random_path(a_pipe, numbers, 40, {}, [](const model_state&, model_action action) {
          return action.verb == model_verb::disconnect;
        });
    ASSERT_EQ(path.size(), 40U) << seed;
    met = met || path.back().verb == model_verb::disconnect;
    path.pop_back();
    EXPECT_EQ(std::ranges::count(path, model_verb::disconnect, &model_action::verb), 0) << seed;
  }
  EXPECT_TRUE(met) << "and then it comes to it";
}

TEST(RandomPath, TogetherTheyMeetMostOfTheModel) {
  std::set<model_verb> verbs;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    for (const model_action action : path_from(seed, 60)) {
      verbs.insert(action.verb);
    }
  }
  EXPECT_GE(verbs.size(), 18U);
}

TEST(Seed, IsDecimalOrHexadecimalAndNothingElse) {
  EXPECT_EQ(parse_seed("0"), 0U);
  EXPECT_EQ(parse_seed("18446744073709551615"), 0xFFFFFFFFFFFFFFFFU);
  EXPECT_EQ(parse_seed("0x75BCD15"), 123456789U);
  EXPECT_EQ(parse_seed("0xffffffffffffffff"), 0xFFFFFFFFFFFFFFFFU);
  EXPECT_EQ(parse_seed(seed_text(123456789)), 123456789U);
  for (const char* text : {"", "0x", "x", "-1", "+1", " 1", "1 ", "1.0", "0b1", "ff", "1e3",
                           "18446744073709551616", "0x10000000000000000", "0x-1", "seed"}) {
    EXPECT_FALSE(parse_seed(text)) << text;
  }
}

TEST(Seed, IsWrittenWithAllItsDigits) {
  EXPECT_EQ(seed_text(123456789), "0x00000000075bcd15");
}

}  // namespace
}  // namespace cnp
