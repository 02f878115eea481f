// Each clause is broken by what it speaks of, and by nothing that only another one speaks of.

#include "cases/registry/clauses.hpp"
#include "harness/scenario/clause_part.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace cnp {
namespace {

/// Of a step that allows one outcome: one that breaks the clause, and one that breaks another
/// clause (`instead`, which the same step may prove) and not this one.
struct example {
  std::string_view clause;
  outcome allowed;
  outcome breaks;
  outcome harmless;
  std::string_view instead;
};

const outcome gave_pending = zero(error::io_pending);
const outcome gave_listening = zero(error::pipe_listening);
const outcome gave_connected = zero(error::pipe_connected);
const outcome gave_no_data = zero(error::no_data);
const outcome gave_denied = zero(error::access_denied);
const outcome gave_hung{.how = completion::hung};
const outcome gave_unset{.error = poison};
const outcome gave_hello{.value = 1, .data = "hello"};
const outcome gave_other{.value = 1, .data = "other"};
const outcome gave_signaled = waited(wait_result::object_0);
const outcome gave_timed_out = waited(wait_result::timeout);
const outcome gave_done{.value = 1, .internal = 0U, .event_signaled = true};
const outcome gave_not_done{.internal = static_cast<std::uint32_t>(status::pending),
                            .event_signaled = false};
/// For a clause that speaks of whole outcomes: whatever breaks another sentence of the same step
/// breaks this one too, so only what is allowed is harmless.
constexpr std::string_view gave_nothing = {};

const std::vector<example>& examples() {
  static const std::vector<example> all{
      {"purpose.waits-for-client", gave_pending, nonzero(), gave_pending, gave_nothing},
      {"client.create-file", nonzero(), gave_denied, gave_hung, "nonblocking.immediate"},
      {"client.call-named-pipe", gave_hello, gave_other, gave_hello, gave_nothing},
      {"parameter.server-handle", zero(error::invalid_function), nonzero(), gave_denied,
       "nonblocking.listening"},
      {"parameter.overlapped-required", gave_pending, gave_listening, gave_pending, gave_nothing},
      {"parameter.null-overlapped-false-completion", nonzero(), gave_hung, nonzero(), gave_nothing},
      {"parameter.manual-reset-event", gave_signaled, gave_timed_out, gave_signaled, gave_nothing},
      {"sync.blocks", under_way(), nonzero(), gave_denied, "purpose.waits-for-client"},
      {"sync.success-is-nonzero", nonzero(), gave_connected, gave_hung, "sync.blocks"},
      {"return.sync-completes-before-return", under_way(), nonzero(), gave_denied,
       "purpose.waits-for-client"},
      {"return.failure-is-zero", gave_no_data, gave_unset, gave_listening,
       "nonblocking.stale-client-closed"},
      {"return.async-immediate", gave_pending, gave_hung, nonzero(), "return.async-pending"},
      {"return.async-pending", gave_pending, nonzero(), gave_pending, gave_nothing},
      {"return.has-overlapped-io-completed", gave_done, gave_not_done, gave_done, gave_nothing},
      {"return.async-failure", gave_no_data, gave_pending, gave_listening,
       "reuse.stale-client-closed"},
      {"return.client-first", gave_connected, nonzero(), gave_connected, gave_nothing},
      {"return.client-between-create-and-connect", gave_connected, gave_listening, gave_connected,
       gave_nothing},
      {"return.client-first-is-connected", gave_hello, gave_listening, gave_hello, gave_nothing},
      {"reuse.new-instance", gave_pending, gave_listening, gave_pending, gave_nothing},
      {"reuse.after-disconnect", gave_pending, gave_connected, gave_pending, gave_nothing},
      {"reuse.stale-client-closed", gave_no_data, gave_connected, gave_no_data, gave_nothing},
      {"reuse.stale-client-open", gave_connected, gave_no_data, gave_connected, gave_nothing},
      {"mode.depends", gave_listening, gave_pending, gave_listening, gave_nothing},
      {"mode.set-at-creation", gave_listening, gave_pending, gave_listening, gave_nothing},
      {"mode.changed-later", nonzero(), gave_denied, nonzero(), gave_nothing},
      {"wait.event-wait-functions", gave_signaled, gave_timed_out, gave_signaled, gave_nothing},
      {"wait.sleep-ex", waited(wait_result::io_completion), gave_timed_out,
       waited(wait_result::io_completion), gave_nothing},
      {"nonblocking.immediate", nonzero(), gave_hung, gave_listening,
       "nonblocking.first-after-disconnect"},
      {"nonblocking.first-after-disconnect", nonzero(), gave_listening, gave_hung,
       "nonblocking.immediate"},
      {"nonblocking.nonzero-means-available", nonzero(), gave_denied, gave_hung,
       "nonblocking.immediate"},
      {"nonblocking.zero-otherwise", gave_connected, nonzero(), gave_listening,
       "nonblocking.connected"},
      {"nonblocking.listening", gave_listening, gave_connected, gave_hung, "nonblocking.immediate"},
      {"nonblocking.connected", gave_connected, gave_listening, gave_hung, "nonblocking.immediate"},
      {"nonblocking.stale-client-closed", gave_no_data, gave_connected, gave_hung,
       "nonblocking.immediate"},
      {"nonblocking.good-connection", gave_listening, gave_hello, gave_no_data,
       "nonblocking.listening"},
      {"app-container.only-inside", gave_denied, nonzero(), gave_listening,
       "nonblocking.listening"},
      {"app-container.same-app", nonzero(), gave_denied, gave_hung, "nonblocking.immediate"},
      {"app-container.local-prefix", nonzero(), gave_denied, gave_hung, "nonblocking.immediate"},
      {"example.multithreaded-server", gave_hello, gave_other, gave_hello, gave_nothing},
      {"requirement.minimum-version", gave_hello, gave_other, gave_hello, gave_nothing},
      {"requirement.header", nonzero(), gave_denied, gave_hung, "nonblocking.immediate"},
      {"requirement.library", gave_hello, gave_other, gave_hello, gave_nothing},
  };
  return all;
}

[[nodiscard]] std::optional<bool> kept(std::string_view clause, const outcome& seen,
                                       const outcome& allowed) {
  return keeps(*find_clause(clause)->speaks_of, seen, {allowed});
}

TEST(Clauses, AreBrokenByWhatTheySpeakOfAlone) {
  for (const example& one : examples()) {
    ASSERT_NE(find_clause(one.clause), nullptr) << one.clause;
    EXPECT_EQ(kept(one.clause, one.allowed, one.allowed), true) << one.clause;
    EXPECT_EQ(kept(one.clause, one.breaks, one.allowed), false)
        << one.clause << " speaks of " << word(*find_clause(one.clause)->speaks_of) << ", and "
        << describe(one.breaks) << " in place of " << describe(one.allowed) << " breaks it";
    EXPECT_NE(kept(one.clause, one.harmless, one.allowed), false)
        << one.clause << " does not speak of what is wrong with " << describe(one.harmless)
        << " in place of " << describe(one.allowed);
    if (one.instead != gave_nothing) {
      EXPECT_EQ(kept(one.instead, one.harmless, one.allowed), false) << one.clause;
    }
  }
}

TEST(Clauses, EachHasItsExample) {
  std::set<std::string_view> missing;
  for (const clause& one : all_clauses()) {
    if (one.untestable.empty()) {
      missing.insert(one.id);
    }
  }
  for (const example& one : examples()) {
    EXPECT_EQ(missing.erase(one.clause), 1U) << one.clause;
  }
  EXPECT_EQ(missing, std::set<std::string_view>{});
}

}  // namespace
}  // namespace cnp
