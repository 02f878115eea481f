#include "cases/model/random_paths.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>
#include <vector>

namespace cnp {

std::uint64_t splitmix64::next() {
  state_ += 0x9E3779B97F4A7C15U;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
  return mixed ^ (mixed >> 31U);
}

std::uint32_t splitmix64::below(std::uint32_t limit) {
  // The upper half times the limit: as even as a path needs it, and without a division.
  return static_cast<std::uint32_t>(((next() >> 32U) * limit) >> 32U);
}

model_path random_path(const model_space& space, splitmix64& numbers, std::size_t length,
                       const std::vector<model_verb>& left_out,
                       const std::function<bool(const model_state&, model_action)>& ends) {
  model_path path;
  model_state state;
  while (path.size() < length) {
    // Where a kernel is known to do otherwise the rest of the walk is lost on it: so not early.
    const bool late = path.size() >= length - length / 4;
    std::vector<std::pair<model_action, model_state>> choice;
    for (const model_action action : possible_actions(space, state)) {
      const bool is_last = path.size() + 1 == length;
      if (std::ranges::find(left_out, action.verb) != left_out.end() ||
          (!is_last && ends && ends(state, action))) {
        continue;
      }
      const auto found = predict(space, state, action);
      if (!found->contested || late) {
        choice.emplace_back(action, found->next);
      }
    }
    if (choice.empty()) {
      break;
    }
    const auto& [action, next] = choice[numbers.below(static_cast<std::uint32_t>(choice.size()))];
    path.push_back(action);
    state = next;
  }
  return path;
}

std::optional<std::uint64_t> parse_seed(std::string_view text) {
  int base = 10;
  if (text.substr(0, 2) == "0x" || text.substr(0, 2) == "0X") {
    base = 16;
    text.remove_prefix(2);
  }
  std::uint64_t seed = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, problem] = std::from_chars(text.data(), end, seed, base);
  if (problem != std::errc{} || stopped != end || text.empty()) {
    return std::nullopt;
  }
  return seed;
}

std::string seed_text(std::uint64_t seed) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "0x";
  for (unsigned shift = 64; shift != 0;) {
    shift -= 4;
    text += digits[(seed >> shift) & 0xFU];
  }
  return text;
}

}  // namespace cnp
