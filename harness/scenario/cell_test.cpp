#include "harness/scenario/cell.hpp"

#include "harness/support/testing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace cnp {
namespace {

const std::vector all_fates = whole_axis<client_fate>();
const std::vector all_whens = whole_axis<client_when>();
const std::vector every_lp = whole_axis<overlapped_kind>();

axes everything() {
  return {.handle = both_handles,
          .wait = both_waits,
          .origin = both_origins,
          .lp = every_lp,
          .type = both_types,
          .dir = all_directions,
          .instance = both_ages,
          .how = all_hows,
          .when = all_whens,
          .fate = all_fates,
          .wait_by = all_waiters};
}

/// Every cell of the axes that can be arranged, by `impossible` alone: no reduction.
std::size_t count_possible(const axes& over, bool ending) {
  std::size_t count = 0;
  for (const auto lp : over.lp) {
    for (const auto dir : over.dir) {
      for (const auto how : over.how) {
        for (const auto fate : over.fate) {
          const cell c{.handle = handle_kind::overlapped,
                       .lp = lp,
                       .type = pipe_type::message,
                       .dir = dir,
                       .how = how,
                       .fate = fate};
          count += impossible(c).empty() && ends_a_process(c) == ending ? 1U : 0U;
        }
      }
    }
  }
  return count;
}

using value_pair =
    std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;

void add_pairs(std::set<value_pair>& all, const cell& of) {
  const auto values = words(of);
  for (auto a = values.begin(); a != values.end(); ++a) {
    for (auto b = a + 1; b != values.end(); ++b) {
      all.emplace(a->first, a->second, b->first, b->second);
    }
  }
}

TEST(Cell, NamesItsAxesInTheOrderOfItsMembers) {
  const std::vector<std::string_view> expected{"handle", "wait", "origin",   "lp",
                                               "type",   "dir",  "instance", "how",
                                               "when",   "fate", "wait_by",  "walk"};
  EXPECT_EQ(axis_names(), expected);
}

TEST(Cell, HasAWordOnEveryAxis) {
  const auto values = words(cell{});
  ASSERT_EQ(values.size(), axis_names().size());
  std::string text;
  for (const auto& [name, value] : values) {
    text.append(name).append("=").append(value).append(" ");
  }
  EXPECT_EQ(text, "handle=synchronous wait=blocking origin=at-creation lp=null type=byte "
                  "dir=duplex instance=fresh how=CreateFile when=before fate=holds "
                  "wait_by=WaitForSingleObject walk=walk-0000 ");
}

TEST(Cell, LastWordsBelongToLastValues) {
  EXPECT_EQ(word(overlapped_kind::unmodifiable_event), "unmodifiable-event");
  EXPECT_EQ(word(client_how::wait_then_create_file), "WaitNamedPipe-CreateFile");
  EXPECT_EQ(word(client_when::after), "after");
  EXPECT_EQ(word(client_fate::duplicated_elsewhere), "duplicated-elsewhere");
  EXPECT_EQ(word(waiter::polling), "polling");
  EXPECT_EQ(word(static_cast<waiter>(99)), "?");
}

TEST(Cell, KeyHasTheNamedAxesOnly) {
  EXPECT_EQ(key(cell{}, {}), "only");
  EXPECT_EQ(key(cell{}, {.wait = {wait_mode::blocking}}), "blocking");
  const axes over{.handle = both_handles, .type = both_types, .how = all_hows};
  EXPECT_EQ(key({.handle = handle_kind::overlapped, .type = pipe_type::message}, over),
            "overlapped-message-CreateFile");
}

TEST(Cell, KeysAreUniqueOverTheWholeSpace) {
  const axes over = everything();
  std::set<std::string> keys;
  const std::vector<cell> all = cross(over, {});
  for (const cell& one : all) {
    EXPECT_TRUE(keys.insert(key(one, over)).second) << key(one, over);
  }
  EXPECT_EQ(keys.size(), all.size());
}

/// Words contain the character that joins them, so this is not obvious: no two cells that differ on
/// two axes may read alike when only those two are named.
TEST(Cell, WordsOfTwoAxesJoinWithoutAmbiguity) {
  std::map<std::string_view, std::set<std::string_view>> by_axis;
  for (const cell& one : cross(everything(), {})) {
    for (const auto& [name, value] : words(one)) {
      by_axis[name].insert(value);
    }
  }
  for (const auto& [first, first_words] : by_axis) {
    for (const auto& [second, second_words] : by_axis) {
      std::set<std::string> joined;
      for (const auto a : first_words) {
        for (const auto b : second_words) {
          const std::string both = std::string{a} + '-' + std::string{b};
          EXPECT_TRUE(joined.insert(both).second) << first << ' ' << second << ' ' << both;
        }
      }
    }
  }
}

struct expected_obstacle {
  cell where;
  std::string_view part;  ///< Of the reason; empty where the cell can be arranged.
};

TEST(Cell, SaysWhatCannotBeArranged) {
  const cell call_pipe_ok{.type = pipe_type::message, .how = client_how::call_named_pipe};
  cell by_call = call_pipe_ok;
  const auto with = [&by_call, &call_pipe_ok](auto member, auto value) {
    by_call = call_pipe_ok;
    by_call.*member = value;
    return by_call;
  };
  const cell pending{.handle = handle_kind::overlapped, .lp = overlapped_kind::manual_event};
  const std::vector<expected_obstacle> all{
      {cell{}, ""},
      {call_pipe_ok, ""},
      {with(&cell::fate, client_fate::closes), ""},
      {with(&cell::type, pipe_type::byte), "message"},
      {with(&cell::dir, direction::inbound), "duplex"},
      {with(&cell::dir, direction::outbound), "duplex"},
      {with(&cell::fate, client_fate::exits), "no handle of its own"},
      {with(&cell::fate, client_fate::killed), "no handle of its own"},
      {with(&cell::fate, client_fate::duplicated_elsewhere), "no handle of its own"},
      {with(&cell::fate, client_fate::writes_then_closes), "no handle of its own"},
      {{.dir = direction::outbound, .fate = client_fate::writes_then_closes}, "write"},
      {{.dir = direction::inbound, .fate = client_fate::writes_then_closes}, ""},
      {{.origin = mode_origin::changed_later, .dir = direction::inbound}, "write access"},
      {{.origin = mode_origin::changed_later, .dir = direction::outbound}, ""},
      {{.lp = overlapped_kind::manual_event_signaled}, ""},
      {{.lp = overlapped_kind::manual_event}, "synchronous"},
      {{.wait = wait_mode::blocking, .when = client_when::after}, "has a client already"},
      {{.lp = overlapped_kind::auto_event}, "synchronous"},
      {{.lp = overlapped_kind::not_an_event}, "synchronous"},
      {{.wait = wait_mode::nonblocking, .when = client_when::during}, "never under way"},
      {{.wait = wait_mode::nonblocking, .when = client_when::after}, ""},
      {pending, ""},
  };
  for (const auto& [the_cell, part] : all) {
    const std::string why = impossible(the_cell);
    EXPECT_EQ(why.empty(), part.empty()) << key(the_cell, everything()) << ": " << why;
    EXPECT_TRUE(has(why, part));
  }
}

TEST(Cell, WaysToWaitNeedARequestAndMostAnEvent) {
  const auto allowed = [](overlapped_kind lp) {
    std::vector<waiter> ways;
    for (const waiter by : all_waiters) {
      if (impossible({.handle = handle_kind::overlapped, .lp = lp, .wait_by = by}).empty()) {
        ways.push_back(by);
      }
    }
    return ways;
  };
  const std::vector only_default{waiter::single_object};
  EXPECT_EQ(allowed(overlapped_kind::null), only_default);
  EXPECT_EQ(allowed(overlapped_kind::not_an_event), only_default);
  EXPECT_EQ(allowed(overlapped_kind::unmodifiable_event), only_default);
  EXPECT_EQ(allowed(overlapped_kind::no_event),
            (std::vector{waiter::single_object, waiter::polling}));
  EXPECT_EQ(allowed(overlapped_kind::manual_event), all_waiters);
  EXPECT_EQ(allowed(overlapped_kind::manual_event_signaled), all_waiters);
  EXPECT_EQ(allowed(overlapped_kind::auto_event), all_waiters);
  EXPECT_EQ(allowed(overlapped_kind::low_bit_event), all_waiters);
  EXPECT_NE(impossible({.lp = overlapped_kind::manual_event, .wait_by = waiter::polling}), "");
}

TEST(Cross, NoAxesGiveTheDefaultCell) {
  EXPECT_EQ(cross({}, {}), std::vector{cell{}});
}

TEST(Cross, TheLastAxisVariesFastest) {
  const std::vector<cell> all = cross({.wait = both_waits, .type = both_types}, {});
  std::vector<std::string> keys;
  keys.reserve(all.size());
  for (const cell& one : all) {
    keys.push_back(key(one, {.wait = both_waits, .type = both_types}));
  }
  EXPECT_EQ(keys, (std::vector<std::string>{"blocking-byte", "blocking-message", "nonblocking-byte",
                                            "nonblocking-message"}));
}

TEST(Cross, LeavesOutWhatIsImpossibleOrUnwanted) {
  const axes over{.type = both_types, .how = all_hows};
  EXPECT_EQ(cross(over, {}).size(), 5U);
  const auto by_call = [](const cell& c) { return c.how == client_how::call_named_pipe; };
  ASSERT_EQ(cross(over, by_call).size(), 1U);
  EXPECT_EQ(cross(over, by_call).front().type, pipe_type::message);
  EXPECT_TRUE(cross(over, [](const cell&) { return false; }).empty());
}

TEST(Cross, RefusesAValueThatIsNamedTwice) {
  EXPECT_EQ(asserted([] {
              return cross({.type = {pipe_type::byte, pipe_type::byte}}, {});
            }),
            "axis type names byte twice: take one of them out of the scenario's `over`");
}

TEST(Cross, CrossesInFullWhereNoProcessEnds) {
  const axes over{.handle = {handle_kind::overlapped},
                  .lp = every_lp,
                  .type = {pipe_type::message},
                  .dir = all_directions,
                  .how = all_hows,
                  .fate = all_fates};
  const std::vector<cell> all = cross(over, {});
  const auto ending = std::ranges::count_if(all, ends_a_process);
  EXPECT_EQ(all.size() - static_cast<std::size_t>(ending), count_possible(over, false));
  EXPECT_LT(static_cast<std::size_t>(ending), count_possible(over, true));
}

TEST(Cross, IsDeterministic) {
  EXPECT_EQ(cross(everything(), {}), cross(everything(), {}));
}

/// The largest space there is, with a filter on it: every pair of values that some cell that ends a
/// process has is still there, in few cells. (A quadratic reduction would not end in time here.)
TEST(Cross, KeepsEveryPairOfValuesAmongCellsThatEndAProcess) {
  axes exits = everything();
  const auto odd_filter = [](const cell& c) {
    return c.type == pipe_type::message || c.instance == instance_age::fresh;
  };
  const std::vector<cell> all = cross(exits, odd_filter);
  std::set<value_pair> kept;
  std::size_t ending = 0;
  for (const cell& one : all) {
    EXPECT_EQ(impossible(one), "");
    EXPECT_TRUE(odd_filter(one));
    if (ends_a_process(one)) {
      add_pairs(kept, one);
      ++ending;
    }
  }
  // What could have been kept, found without the reduction: the same cells with a fate that ends no
  // process, where `closes` is possible wherever `exits` is; then `exits` and `killed` put back.
  std::set<value_pair> possible;
  exits.fate = {client_fate::closes};
  for (cell one : cross(exits, odd_filter)) {
    for (const client_fate fate : {client_fate::exits, client_fate::killed}) {
      one.fate = fate;
      if (impossible(one).empty()) {
        add_pairs(possible, one);
      }
    }
  }
  EXPECT_EQ(kept, possible);
  EXPECT_LT(ending, 100U);
  EXPECT_GE(ending, 29U) << "so many pairs of lpOverlapped and a way to wait are possible";
}

}  // namespace
}  // namespace cnp
