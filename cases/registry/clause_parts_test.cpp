// Each clause is broken by what it speaks of, and by nothing that only another one speaks of.

#include "cases/registry/clauses.hpp"
#include "harness/scenario/clause_part.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
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

const outcome pending = zero(error::io_pending);
const outcome listening = zero(error::pipe_listening);
const outcome connected = zero(error::pipe_connected);
const outcome no_data = zero(error::no_data);
const outcome denied = zero(error::access_denied);
const outcome hung{.how = completion::hung};
const outcome unset{.error = poison};
const outcome hello{.value = 1, .data = "hello"};
const outcome other{.value = 1, .data = "other"};
const outcome signaled = waited(wait_result::object_0);
const outcome timed_out = waited(wait_result::timeout);
const outcome done{.value = 1, .internal = 0U, .event_signaled = true};
const outcome not_done{.internal = static_cast<std::uint32_t>(status::pending),
                       .event_signaled = false};
/// For a clause that speaks of whole outcomes: whatever breaks another sentence of the same step
/// breaks this one too, so only what is allowed is harmless.
constexpr std::string_view nothing = {};

const std::vector<example>& examples() {
  static const std::vector<example> all{
      {"purpose.waits-for-client", pending, nonzero(), pending, nothing},
      {"client.create-file", nonzero(), denied, hung, "nonblocking.immediate"},
      {"client.call-named-pipe", hello, other, hello, nothing},
      {"parameter.server-handle", zero(error::invalid_function), nonzero(), denied,
       "nonblocking.listening"},
      {"parameter.overlapped-required", pending, listening, pending, nothing},
      {"parameter.null-overlapped-false-completion", nonzero(), hung, nonzero(), nothing},
      {"parameter.manual-reset-event", signaled, timed_out, signaled, nothing},
      {"sync.blocks", under_way(), nonzero(), denied, "purpose.waits-for-client"},
      {"sync.success-is-nonzero", nonzero(), connected, hung, "sync.blocks"},
      {"return.sync-completes-before-return", under_way(), nonzero(), denied,
       "purpose.waits-for-client"},
      {"return.failure-is-zero", no_data, unset, listening, "nonblocking.stale-client-closed"},
      {"return.async-immediate", pending, hung, nonzero(), "return.async-pending"},
      {"return.async-pending", pending, nonzero(), pending, nothing},
      {"return.has-overlapped-io-completed", done, not_done, done, nothing},
      {"return.async-failure", no_data, pending, listening, "reuse.stale-client-closed"},
      {"return.client-first", connected, nonzero(), connected, nothing},
      {"return.client-between-create-and-connect", connected, listening, connected, nothing},
      {"return.client-first-is-connected", hello, listening, hello, nothing},
      {"reuse.new-instance", pending, listening, pending, nothing},
      {"reuse.after-disconnect", pending, connected, pending, nothing},
      {"reuse.stale-client-closed", no_data, connected, no_data, nothing},
      {"reuse.stale-client-open", connected, no_data, connected, nothing},
      {"mode.depends", listening, pending, listening, nothing},
      {"mode.set-at-creation", listening, pending, listening, nothing},
      {"mode.changed-later", nonzero(), denied, nonzero(), nothing},
      {"wait.event-wait-functions", signaled, timed_out, signaled, nothing},
      {"wait.sleep-ex", waited(wait_result::io_completion), timed_out,
       waited(wait_result::io_completion), nothing},
      {"nonblocking.immediate", nonzero(), hung, listening, "nonblocking.first-after-disconnect"},
      {"nonblocking.first-after-disconnect", nonzero(), listening, hung, "nonblocking.immediate"},
      {"nonblocking.nonzero-means-available", nonzero(), denied, hung, "nonblocking.immediate"},
      {"nonblocking.zero-otherwise", connected, nonzero(), listening, "nonblocking.connected"},
      {"nonblocking.listening", listening, connected, hung, "nonblocking.immediate"},
      {"nonblocking.connected", connected, listening, hung, "nonblocking.immediate"},
      {"nonblocking.stale-client-closed", no_data, connected, hung, "nonblocking.immediate"},
      {"nonblocking.good-connection", listening, hello, no_data, "nonblocking.listening"},
      {"app-container.only-inside", denied, nonzero(), listening, "nonblocking.listening"},
      {"app-container.same-app", nonzero(), denied, hung, "nonblocking.immediate"},
      {"app-container.local-prefix", nonzero(), denied, hung, "nonblocking.immediate"},
      {"example.multithreaded-server", hello, other, hello, nothing},
      {"requirement.minimum-version", hello, other, hello, nothing},
      {"requirement.header", nonzero(), denied, hung, "nonblocking.immediate"},
      {"requirement.library", hello, other, hello, nothing},
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
    if (one.instead != nothing) {
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
