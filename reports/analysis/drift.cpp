#include "reports/analysis/drift.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <tuple>

namespace cnp {

namespace {

/// Of 64 bits: sentences that have nothing in common differ in half of them.
constexpr int near_enough = 20;

/// Of new and gone sentences, those that are near enough, the nearest first.
[[nodiscard]] std::map<const source_sentence*, const page_sentence*>
changes_among(const std::vector<const page_sentence*>& gone,
              const std::vector<const source_sentence*>& added) {
  std::vector<std::tuple<int, const source_sentence*, const page_sentence*>> pairs;
  for (const source_sentence* now : added) {
    for (const page_sentence* before : gone) {
      const int distance = std::popcount(now->sketch ^ before->sketch);
      if (distance <= near_enough) {
        pairs.emplace_back(distance, now, before);
      }
    }
  }
  std::ranges::sort(pairs);
  std::map<const source_sentence*, const page_sentence*> changes;
  std::set<const page_sentence*> taken;
  for (const auto& [distance, now, before] : pairs) {
    if (!changes.contains(now) && taken.insert(before).second) {
      changes.emplace(now, before);
    }
  }
  return changes;
}

/// The most of these, of which there is each once, that are in ascending order: those that did not
/// move.
[[nodiscard]] std::vector<const page_sentence*>
in_order(const std::vector<const page_sentence*>& all) {
  std::vector<std::vector<const page_sentence*>> longest;  // By the last one.
  for (const page_sentence* last : all) {
    std::vector<const page_sentence*> best;
    for (const auto& one : longest) {
      if (one.back() < last && one.size() > best.size()) {
        best = one;
      }
    }
    best.push_back(last);
    longest.push_back(std::move(best));
  }
  const auto most = std::ranges::max_element(longest, {}, &std::vector<const page_sentence*>::size);
  return most == longest.end() ? std::vector<const page_sentence*>{} : *most;
}

}  // namespace

std::vector<drifted_sentence> drift_of(std::span<const page_sentence> known,
                                       std::span<const source_sentence> page) {
  std::map<std::uint64_t, const page_sentence*> by_fingerprint;
  for (const page_sentence& one : known) {
    by_fingerprint.emplace(one.fingerprint, &one);
  }
  std::vector<const page_sentence*> stayed;
  std::vector<const source_sentence*> added;
  std::vector<drifted_sentence> all;
  const page_sentence* behind = nullptr;
  for (const source_sentence& now : page) {
    const auto found = by_fingerprint.find(now.fingerprint);
    if (found == by_fingerprint.end()) {
      added.push_back(&now);
    } else if (std::ranges::find(stayed, found->second) == stayed.end()) {
      stayed.push_back(found->second);
      behind = found->second;
    } else {
      continue;  // It says so twice.
    }
    all.push_back({.is = drift::added, .now = &now, .behind = behind});
  }
  std::vector<const page_sentence*> gone;
  for (const page_sentence& one : known) {
    if (std::ranges::find(stayed, &one) == stayed.end()) {
      gone.push_back(&one);
    }
  }
  const auto changes = changes_among(gone, added);
  const auto unmoved = in_order(stayed);
  for (drifted_sentence& one : all) {
    if (const auto known_as = by_fingerprint.find(one.now->fingerprint);
        known_as != by_fingerprint.end()) {
      one = {.is = drift::moved, .before = known_as->second, .now = one.now};
    } else if (const auto change = changes.find(one.now); change != changes.end()) {
      one = {.is = drift::changed, .before = change->second, .now = one.now};
      std::erase(gone, change->second);
    }
  }
  std::erase_if(all, [&unmoved](const drifted_sentence& one) {
    return one.is == drift::moved && std::ranges::find(unmoved, one.before) != unmoved.end();
  });
  for (const page_sentence* one : gone) {
    all.push_back({.is = drift::gone, .before = one});
  }
  return all;
}

bool has_drifted(std::span<const drifted_sentence> all) {
  return std::ranges::any_of(all,
                             [](const drifted_sentence& one) { return one.is != drift::moved; });
}

}  // namespace cnp
