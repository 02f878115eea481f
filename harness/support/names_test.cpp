#include "harness/support/names.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace cnp {
namespace {

enum class fruit : std::uint8_t { apple, pear };

}  // namespace

template <>
inline constexpr auto names<fruit> = name_table<fruit>({"apple", "green pear"});

namespace {

static_assert(is_enumerator<fruit::pear>());
static_assert(!is_enumerator<static_cast<fruit>(2)>(), "else a forgotten word would compile");
static_assert(!is_enumerator<static_cast<fruit>(255)>());
static_assert(count_of<fruit> == 2);

TEST(Names, AreFoundBothWays) {
  for (const fruit one : all_values<fruit>()) {
    EXPECT_EQ(from_word<fruit>(word(one)), one);
  }
  EXPECT_EQ(word(fruit::pear), "green pear");
  EXPECT_EQ(from_word<fruit>("pear"), std::nullopt);
}

TEST(Names, OfAValueThatIsNoneAreAQuestionMark) {
  EXPECT_EQ(word(static_cast<fruit>(7)), "?");
}

}  // namespace
}  // namespace cnp
