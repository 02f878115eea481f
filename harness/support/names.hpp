#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace cnp {

/// The words of an enum, by enumerator. Made by `name_table` only.
template <class E, std::size_t N>
struct names_of_enum {
  std::array<std::string_view, N> words;
};

template <class E>
struct no_names {};

/// The one table of words of an enum, specialised beside it:
///
///     template <>
///     inline constexpr auto names<wait_mode> = name_table<wait_mode>({"blocking", "nonblocking"});
///
/// Its enumerators count from 0 without a gap. Use `word`, `from_word` and `all_values`.
template <class E>
inline constexpr no_names<E> names{};

/// Whether the enum has an enumerator of this value: the compilers write a value that has none as a
/// cast or as a number where they name the function.
template <auto Value>
consteval bool is_enumerator() {
#if defined(_MSC_VER) && !defined(__clang__)
  constexpr std::string_view text = __FUNCSIG__;
  constexpr std::string_view before = "is_enumerator<";
#else
  constexpr std::string_view text = __PRETTY_FUNCTION__;
  constexpr std::string_view before = "Value = ";
#endif
  const char first = text[text.rfind(before) + before.size()];
  return first != '(' && first != '-' && (first < '0' || first > '9');
}

/// The table of an enum's words, in the order of its enumerators. One that is missing at the end,
/// or a word too many, does not compile.
template <class E, std::size_t N>
consteval names_of_enum<E, N> name_table(const std::string_view (&words)[N]) {
  static_assert(is_enumerator<static_cast<E>(N - 1)>(), "there is a word without an enumerator");
  static_assert(!is_enumerator<static_cast<E>(N)>(), "there is an enumerator without a word");
  return {std::to_array(words)};
}

/// An enum with a table of words.
template <class E>
concept named_enum = requires {
  names<E>.words;
};

/// How many enumerators there are.
template <named_enum E>
inline constexpr std::size_t count_of = names<E>.words.size();

/// The word of a value; `?` for a value that is none (from another process or a file).
template <named_enum E>
[[nodiscard]] constexpr std::string_view word(E value) {
  const auto at = static_cast<std::size_t>(value);
  return at < count_of<E> ? names<E>.words[at] : std::string_view{"?"};
}

/// The value that a word is for; empty if it is for none.
template <named_enum E>
[[nodiscard]] constexpr std::optional<E> from_word(std::string_view text) {
  for (std::size_t at = 0; at != count_of<E>; ++at) {
    if (names<E>.words[at] == text) {
      return static_cast<E>(at);
    }
  }
  return std::nullopt;
}

/// Every value, in order.
template <named_enum E>
[[nodiscard]] constexpr std::array<E, count_of<E>> all_values() {
  std::array<E, count_of<E>> all{};
  for (std::size_t at = 0; at != all.size(); ++at) {
    all[at] = static_cast<E>(at);
  }
  return all;
}

}  // namespace cnp
