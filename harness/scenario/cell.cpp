#include "harness/scenario/cell.hpp"

#include "harness/support/assertion.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <tuple>

namespace cnp {

namespace {

/// One axis: its name, where a cell keeps its value, and where `axes` keeps the values to run over.
template <class T>
struct axis {
  std::string_view name;
  T cell::*value;
  std::vector<T> axes::*over;
};

/// Every axis, in the order of keys. What is done for each axis is done through this table only.
constexpr std::tuple all_axes{
    axis<handle_kind>{"handle", &cell::handle, &axes::handle},
    axis<wait_mode>{"wait", &cell::wait, &axes::wait},
    axis<mode_origin>{"origin", &cell::origin, &axes::origin},
    axis<overlapped_kind>{"lp", &cell::lp, &axes::lp},
    axis<pipe_type>{"type", &cell::type, &axes::type},
    axis<direction>{"dir", &cell::dir, &axes::dir},
    axis<instance_age>{"instance", &cell::instance, &axes::instance},
    axis<client_how>{"how", &cell::how, &axes::how},
    axis<client_when>{"when", &cell::when, &axes::when},
    axis<client_fate>{"fate", &cell::fate, &axes::fate},
    axis<waiter>{"wait_by", &cell::wait_by, &axes::wait_by},
    axis<walk_number>{"walk", &cell::walk, &axes::walk},
};

constexpr std::size_t axis_count = std::tuple_size_v<decltype(all_axes)>;
constexpr std::size_t pair_count = axis_count * (axis_count - 1) / 2;
template <class T>
constexpr std::size_t values_on(const axis<T>&) {
  if constexpr (named_enum<T>) {
    return count_of<T>;
  } else {
    return 1;  // Walks: none of their cells ends a process.
  }
}
template <class T>
[[nodiscard]] std::vector<T> every_value() {
  if constexpr (named_enum<T>) {
    return whole_axis<T>();
  } else {
    return all_walks();
  }
}
/// No axis has more values than this.
constexpr std::size_t value_limit =
    std::apply([](const auto&... one) { return std::max({values_on(one)...}); }, all_axes);

template <class F>
void for_each_axis(F&& visit) {
  std::apply([&visit](const auto&... one) { (visit(one), ...); }, all_axes);
}

/// What `tell` says of each axis.
template <class F>
[[nodiscard]] auto of_each_axis(F&& tell) {
  return std::apply([&tell](const auto&... one) { return std::vector{tell(one)...}; }, all_axes);
}

[[nodiscard]] bool leaves_no_request(const cell& the_cell) {
  return the_cell.handle == handle_kind::synchronous || the_cell.lp == overlapped_kind::null ||
         the_cell.lp == overlapped_kind::not_an_event ||
         the_cell.lp == overlapped_kind::unmodifiable_event;
}

[[nodiscard]] bool keeps_its_handle_open(client_fate fate) {
  return fate == client_fate::exits || fate == client_fate::killed ||
         fate == client_fate::duplicated_elsewhere;
}

/// A cell's values as numbers, for code that does not care which axis is which.
using indices = std::array<std::uint8_t, axis_count>;

[[nodiscard]] indices indices_of(const cell& the_cell) {
  indices all{};
  std::size_t at = 0;
  for_each_axis(
      [&](const auto& one) { all[at++] = static_cast<std::uint8_t>(the_cell.*one.value); });
  return all;
}

/// The pairs of values of two axes that some chosen cell has.
class covered_pairs {
 public:
  /// How many pairs this cell has that no chosen one has.
  [[nodiscard]] std::size_t gain(const indices& of) const {
    std::size_t fresh = 0;
    for_each_pair(of, [&](std::size_t place) { fresh += seen_[place] ? 0U : 1U; });
    return fresh;
  }

  void choose(const indices& of) {
    for_each_pair(of, [&](std::size_t place) { seen_[place] = true; });
  }

 private:
  template <class F>
  static void for_each_pair(const indices& of, F&& visit) {
    for (std::size_t a = 0; a != axis_count; ++a) {
      for (std::size_t b = a + 1; b != axis_count; ++b) {
        visit(((a * axis_count + b) * value_limit + of[a]) * value_limit + of[b]);
      }
    }
  }

  std::vector<bool> seen_ = std::vector<bool>(axis_count * axis_count * value_limit * value_limit);
};

/// Which of the cells to keep so that every pair of values that any of them has is still there.
///
/// Greedy: always the cell with most uncovered pairs. A cell's gain only ever falls, so cells wait
/// in buckets by the gain they last had and are looked at again when their bucket's turn comes: at
/// most once per bucket, where a search for the best one would look at all of them for each choice.
[[nodiscard]] std::vector<bool> pairwise(const std::vector<cell>& among) {
  std::array<std::vector<std::size_t>, pair_count + 1> buckets;
  for (std::size_t at = 0; at != among.size(); ++at) {
    buckets.back().push_back(at);
  }
  std::vector<bool> keep(among.size());
  covered_pairs covered;
  for (std::size_t level = buckets.size() - 1; level != 0; --level) {
    for (const std::size_t at : buckets[level]) {
      const indices of = indices_of(among[at]);
      const std::size_t gain = covered.gain(of);
      if (gain == level) {
        covered.choose(of);
        keep[at] = true;
      } else {
        buckets[gain].push_back(at);
      }
    }
  }
  return keep;
}

/// A value that is named twice would give two cells with one key.
template <class T>
void require_distinct(const axis<T>& one, const std::vector<T>& values) {
  for (auto at = values.begin(); at != values.end(); ++at) {
    CNP_ASSERT(std::find(values.begin(), at, *at) == at,
               "axis " + std::string{one.name} + " names " + std::string{word(*at)} +
                   " twice: take one of them out of the scenario's `over`");
  }
}

/// The full product of the axes; the last one varies fastest.
[[nodiscard]] std::vector<cell> product(const axes& over) {
  std::vector<cell> all{cell{}};
  for_each_axis([&](const auto& one) {
    const auto& values = over.*one.over;
    require_distinct(one, values);
    if (values.empty()) {
      return;
    }
    std::vector<cell> wider;
    wider.reserve(all.size() * values.size());
    for (const cell& base : all) {
      for (const auto value : values) {
        wider.push_back(base);
        wider.back().*one.value = value;
      }
    }
    all = std::move(wider);
  });
  return all;
}

}  // namespace

std::string_view word(walk_number value) {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> all;
    all.reserve(most_walks);
    for (std::size_t number = 0; number < most_walks; ++number) {
      std::string digits = std::to_string(number);
      digits.insert(0, 4 - digits.size(), '0');
      all.push_back("walk-" + digits);
    }
    return all;
  }();
  const auto at = static_cast<std::size_t>(value);
  return at < words.size() ? std::string_view{words[at]} : std::string_view{"?"};
}

const std::vector<walk_number>& all_walks() {
  static const std::vector<walk_number> all = [] {
    std::vector<walk_number> numbers(most_walks);
    for (std::uint16_t number = 0; number < most_walks; ++number) {
      numbers[number] = walk_number{number};
    }
    return numbers;
  }();
  return all;
}

const std::vector<std::string_view>& axis_names() {
  static const std::vector names = of_each_axis([](const auto& one) { return one.name; });
  return names;
}

const std::vector<std::vector<std::string_view>>& axis_words() {
  static const std::vector words = of_each_axis([]<class T>(const axis<T>&) {
    std::vector<std::string_view> all;
    std::ranges::transform(every_value<T>(), std::back_inserter(all),
                           [](T value) { return word(value); });
    return all;
  });
  return words;
}

std::vector<bool> named_axes(const axes& over) {
  return of_each_axis([&over](const auto& one) { return !(over.*one.over).empty(); });
}

std::vector<std::pair<std::string_view, std::string_view>> words(const cell& the_cell) {
  return of_each_axis([&the_cell](const auto& one) {
    return std::pair{one.name, word(the_cell.*one.value)};
  });
}

std::string key(const cell& the_cell, const axes& over) {
  std::string text;
  for_each_axis([&](const auto& one) {
    if ((over.*one.over).empty()) {
      return;
    }
    if (!text.empty()) {
      text += '-';
    }
    text += word(the_cell.*one.value);
  });
  return text.empty() ? std::string{"only"} : text;
}

std::string impossible(const cell& the_cell) {
  const bool by_call = the_cell.how == client_how::call_named_pipe;
  const bool waits_by_object = the_cell.wait_by == waiter::single_object;
  if (by_call && the_cell.type != pipe_type::message) {
    return "CallNamedPipe needs a message pipe";
  }
  if (by_call && the_cell.dir != direction::duplex) {
    return "CallNamedPipe needs a duplex pipe: it writes and reads";
  }
  if (by_call &&
      (keeps_its_handle_open(the_cell.fate) || the_cell.fate == client_fate::writes_then_closes)) {
    return "a client that connects by CallNamedPipe has no handle of its own: it can only be "
           "closed";
  }
  if (the_cell.fate == client_fate::writes_then_closes && the_cell.dir == direction::outbound) {
    return "a client can't write to an outbound pipe";
  }
  if (the_cell.origin == mode_origin::changed_later && the_cell.dir == direction::inbound) {
    return "SetNamedPipeHandleState needs write access, which an inbound server end does not have";
  }
  if (the_cell.handle == handle_kind::synchronous && the_cell.lp != overlapped_kind::null &&
      the_cell.lp != overlapped_kind::manual_event_signaled) {
    return "a synchronous handle never has a request: of the kinds of events, one is enough (the "
           "one that shows, by being reset, that the call is under way)";
  }
  if (leaves_no_request(the_cell) && !waits_by_object) {
    return "the call leaves no request that could be waited for in another way";
  }
  if (the_cell.lp == overlapped_kind::no_event && !waits_by_object &&
      the_cell.wait_by != waiter::polling) {
    return "a request without an event can be waited for by its handle or by polling only";
  }
  if (the_cell.wait == wait_mode::nonblocking && the_cell.when == client_when::during) {
    return "a nonblocking call is never under way";
  }
  if (the_cell.wait == wait_mode::blocking && the_cell.when == client_when::after) {
    return "a blocking call that left nothing behind has a client already";
  }
  return {};
}

bool ends_a_process(const cell& the_cell) {
  return the_cell.fate == client_fate::exits || the_cell.fate == client_fate::killed;
}

std::vector<cell> cross(const axes& over, const std::function<bool(const cell&)>& only_if) {
  std::vector<cell> possible = product(over);
  std::erase_if(possible, [&only_if](const cell& one) {
    return !impossible(one).empty() || (only_if && !only_if(one));
  });
  std::vector<cell> ending;
  std::ranges::copy_if(possible, std::back_inserter(ending), ends_a_process);
  const std::vector<bool> keep = pairwise(ending);
  std::vector<cell> chosen;
  std::size_t next = 0;
  for (const cell& one : possible) {
    if (!ends_a_process(one) || keep[next++]) {
      chosen.push_back(one);
    }
  }
  return chosen;
}

}  // namespace cnp
