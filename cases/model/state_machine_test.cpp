#include "cases/model/state_machine.hpp"

#include "cases/model/covering_walks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace cnp {
namespace {

constexpr model_space overlapped_pipe{.clients = 2, .handle = handle_kind::overlapped};
constexpr model_space synchronous_pipe{.clients = 2};

/// Goes through actions from nothing; the prediction of the last one.
prediction after(const model_space& space, const std::vector<model_action>& actions) {
  model_state state;
  std::optional<prediction> found;
  for (const model_action action : actions) {
    found = predict(space, state, action);
    if (!found) {
      ADD_FAILURE() << describe(action) << " can't be taken in: " << describe(state);
      return {};
    }
    state = found->next;
  }
  return *found;
}

std::string outcome_of(const model_space& space, const std::vector<model_action>& actions) {
  return describe(after(space, actions).allowed);
}

constexpr model_action blocking{model_verb::create_blocking, 0};
constexpr model_action nonblocking{model_verb::create_nonblocking, 0};
constexpr model_action connects{model_verb::connect_event, 0};
constexpr model_action connects_null{model_verb::connect_null, 0};
constexpr model_action disconnects{model_verb::disconnect, 0};
constexpr model_action to_nonblocking{model_verb::to_nonblocking, 0};
constexpr model_action opens{model_verb::client_opens, 1};
constexpr model_action closes{model_verb::client_closes, 1};

TEST(Model, SaysWhatThePageSays) {
  EXPECT_EQ(outcome_of(overlapped_pipe, {blocking, connects}), "0/ERROR_IO_PENDING (997)");
  EXPECT_EQ(outcome_of(overlapped_pipe, {blocking, opens, connects}),
            "0/ERROR_PIPE_CONNECTED (535)");
  EXPECT_EQ(outcome_of(synchronous_pipe, {blocking, connects_null}), "under way");
  EXPECT_EQ(outcome_of(synchronous_pipe, {blocking, opens, closes, connects_null}),
            "0/ERROR_NO_DATA (232)");
  EXPECT_EQ(outcome_of(synchronous_pipe, {nonblocking, connects_null}),
            "0/ERROR_PIPE_LISTENING (536)");
  EXPECT_EQ(outcome_of(synchronous_pipe, {nonblocking, opens, disconnects, connects_null}),
            "nonzero");
  EXPECT_EQ(
      outcome_of(synchronous_pipe, {nonblocking, opens, disconnects, connects_null, connects_null}),
      "0/ERROR_PIPE_LISTENING (536)");
}

TEST(Model, NamesTheClauseOrTheLineOfTheCatalogue) {
  EXPECT_EQ(after(synchronous_pipe, {blocking, opens, connects_null}).proves,
            std::vector<std::string>{"return.client-first"});
  EXPECT_EQ(after(overlapped_pipe, {blocking, connects, connects}).catalogue, 58);
}

TEST(Model, GoesOnWhereAnNtDriverWasExecuted) {
  const prediction listening = after(synchronous_pipe, {blocking, disconnects});
  EXPECT_EQ(describe(listening.allowed), "nonzero");
  EXPECT_EQ(listening.known, grade::likely);
  EXPECT_EQ(listening.catalogue, 88);
  EXPECT_TRUE(listening.contested) << "Wine does otherwise";
  EXPECT_EQ(describe(listening.next), "first: disconnected blocking");
  const prediction pending = after(overlapped_pipe, {blocking, connects, disconnects});
  EXPECT_EQ(pending.catalogue, 48);
  EXPECT_TRUE(pending.contested);
  EXPECT_EQ(describe(pending.next), "first: disconnected blocking");
  EXPECT_EQ(describe(after(overlapped_pipe, {blocking, disconnects, to_nonblocking}).next),
            "first: disconnected nonblocking");
  EXPECT_EQ(after(overlapped_pipe, {blocking, disconnects, to_nonblocking}).catalogue, 89);
}

TEST(Model, KeepsARequestPendingWhenTheModeIsChanged) {
  const std::vector<model_action> changed{blocking, connects, to_nonblocking};
  EXPECT_EQ(describe(after(overlapped_pipe, changed).next),
            "first: listening nonblocking 1-pending");
  EXPECT_EQ(after(overlapped_pipe, changed).catalogue, 36);
  EXPECT_EQ(outcome_of(overlapped_pipe, {blocking, connects, to_nonblocking, connects}),
            "0/ERROR_PIPE_LISTENING (536)");
  EXPECT_EQ(describe(after(overlapped_pipe, {blocking, connects, to_nonblocking, opens}).next),
            "first: connected nonblocking client-1");
}

TEST(Model, TakesNoCallThatWouldBlockForEver) {
  const model_state blocked = after(synchronous_pipe, {blocking, connects_null}).next;
  for (const model_action action : possible_actions(synchronous_pipe, blocked)) {
    const bool ends_it = action.verb == model_verb::cancel_synchronous_io;
    const bool of_others =
        action.verb >= model_verb::client_opens || action.verb == model_verb::create_too_many;
    EXPECT_TRUE(ends_it || of_others) << describe(action);
  }
}

TEST(Model, HasABystanderThatDoesNothingAlone) {
  const model_space space{.clients = 2, .bystander = true};
  bool opens_too = false;
  for (const model_action action :
       possible_actions(space, after(synchronous_pipe, {blocking}).next)) {
    opens_too = opens_too || action == model_action{model_verb::client_opens, 2};
    EXPECT_NE(action, (model_action{model_verb::client_calls, 2}));
  }
  EXPECT_TRUE(opens_too);
}

TEST(Model, GivesTheClientToTheInstanceThatListenedLongest) {
  const model_space two{.instances = 2, .clients = 2};
  const model_action second{model_verb::create_blocking, 1};
  EXPECT_EQ(after(two, {blocking, second, opens}).connected, 0);
  EXPECT_EQ(after(two, {second, blocking, opens}).connected, 1);
  EXPECT_EQ(after(two, {blocking, second, opens, {model_verb::client_opens, 2}}).connected, 1);
  EXPECT_EQ(outcome_of(two, {blocking, opens, {model_verb::client_opens, 2}}),
            "0/ERROR_PIPE_BUSY (231)");
}

/// A name whose server end was closed under its client.
constexpr model_action closes_server{model_verb::close_server, 0};

TEST(Model, ExpectsThatAClosedInstanceNoLongerCountsThoughItsClientIsLeft) {
  const prediction found = after(synchronous_pipe, {blocking, opens, closes_server, blocking});
  EXPECT_EQ(describe(found.allowed), "nonzero");
  EXPECT_EQ(found.known, grade::likely) << "it is judged, not taken for granted";
  EXPECT_EQ(found.catalogue, 85);
  EXPECT_EQ(after(synchronous_pipe, {blocking, opens, disconnects, closes_server, blocking}).known,
            grade::arrangement)
      << "a client that was disconnected has nothing to do with the instance";
  EXPECT_EQ(after(synchronous_pipe, {blocking, opens, closes_server, closes, blocking}).known,
            grade::arrangement);
}

TEST(Model, DoesNotCountAClosedInstanceBesideAnother) {
  const model_space two{.instances = 2, .clients = 2};
  const model_action second{model_verb::create_blocking, 1};
  const prediction found = after(two, {blocking, second, opens, closes_server, blocking});
  EXPECT_EQ(describe(found.allowed), "nonzero");
  EXPECT_EQ(found.known, grade::likely);
  EXPECT_EQ(count_instances(after(two, {blocking, second, opens, closes_server}).next), 1U);
  EXPECT_EQ(after(two, {blocking, opens, closes_server, blocking}).known, grade::likely);
}

TEST(Model, TellsWhoWantsANameWithoutServerEndEither) {
  const model_action other_waits{model_verb::client_waits, 2};
  const prediction found = after(synchronous_pipe, {blocking, opens, closes_server, other_waits});
  EXPECT_EQ(describe(found.allowed), "0/ERROR_FILE_NOT_FOUND (2), or 0/ERROR_SEM_TIMEOUT (121)");
  EXPECT_EQ(found.known, grade::likely);
  EXPECT_EQ(found.catalogue, 113);
  EXPECT_EQ(
      outcome_of(synchronous_pipe, {blocking, opens, closes_server, {model_verb::client_opens, 2}}),
      "0/ERROR_FILE_NOT_FOUND (2)");
}

TEST(Model, TellsCallNamedPipeThatThePipeIsBusyAndWaitNamedPipeThatTheTimeIsOver) {
  const model_action calls{model_verb::client_calls, 2};
  const model_action other_waits{model_verb::client_waits, 2};
  const prediction found = after(synchronous_pipe, {blocking, opens, calls});
  EXPECT_EQ(describe(found.allowed), "0/ERROR_PIPE_BUSY (231)");
  EXPECT_EQ(found.known, grade::likely);
  EXPECT_EQ(found.catalogue, 87);
  EXPECT_EQ(outcome_of(synchronous_pipe, {blocking, opens, other_waits}),
            "0/ERROR_SEM_TIMEOUT (121)");
  EXPECT_EQ(outcome_of(synchronous_pipe, {calls}), "0/ERROR_FILE_NOT_FOUND (2)");
}

TEST(Model, TellsAClientWhatBecameOfItsOtherEnd) {
  const model_action writes{model_verb::client_writes, 1};
  const model_action reads{model_verb::client_reads, 1};
  EXPECT_EQ(outcome_of(synchronous_pipe, {blocking, opens, disconnects, writes}),
            "0/ERROR_PIPE_NOT_CONNECTED (233)");
  EXPECT_EQ(outcome_of(synchronous_pipe, {blocking, opens, disconnects, closes_server, reads}),
            "0/ERROR_PIPE_NOT_CONNECTED (233)")
      << "that the server's end is closed later makes no difference";
  EXPECT_EQ(outcome_of(synchronous_pipe, {blocking, opens, closes_server, writes}),
            "0/ERROR_NO_DATA (232)");
  EXPECT_EQ(outcome_of(synchronous_pipe, {blocking, opens, closes_server, reads}),
            "0/ERROR_BROKEN_PIPE (109)");
  EXPECT_EQ(after(synchronous_pipe, {blocking, opens, closes_server, writes}).catalogue, 86);
  EXPECT_FALSE(predict(synchronous_pipe, after(synchronous_pipe, {blocking, opens}).next, reads))
      << "it would wait for a server that says nothing";
}

constexpr model_space waiting{.clients = 2, .handle = handle_kind::overlapped, .waits = true};
constexpr model_action waits{model_verb::client_begins_to_wait, 2};

TEST(Model, HasClientsThatWaitUntilAnInstanceListens) {
  EXPECT_FALSE(predict(waiting, {}, waits)) << "there is no such name";
  EXPECT_FALSE(predict(waiting, after(waiting, {blocking}).next, waits)) << "one listens";
  EXPECT_FALSE(predict(overlapped_pipe, after(waiting, {blocking, opens}).next, waits))
      << "in other spaces clients have no patience";
  const prediction begins = after(waiting, {blocking, opens, waits});
  EXPECT_EQ(describe(begins.allowed), "under way");
  EXPECT_EQ(describe(begins.next), "first: connected blocking client-1 client-2-waiting");
  for (const model_action action : possible_actions(waiting, begins.next)) {
    EXPECT_FALSE(is_clients(action.verb) && action.on == 2) << describe(action);
  }
  const std::vector<model_action> disconnected{blocking, opens, waits, disconnects};
  EXPECT_TRUE(after(waiting, disconnected).wait_ends.allowed.empty());
  std::vector<model_action> path = disconnected;
  path.push_back(connects);
  const prediction listens = after(waiting, path);
  EXPECT_EQ(describe(listens.wait_ends.allowed), "nonzero");
  EXPECT_EQ(listens.next.clients.at(1), client_phase::idle);
  path.back() = closes_server;
  EXPECT_EQ(describe(after(waiting, path).wait_ends.allowed), "0/ERROR_FILE_NOT_FOUND (2)");
}

TEST(Model, WakesWaitingClientsByANewInstance) {
  const model_space two{.instances = 2, .clients = 2, .waits = true};
  const model_action second{model_verb::create_nonblocking, 1};
  EXPECT_EQ(describe(after(two, {blocking, opens, waits, second}).wait_ends.allowed), "nonzero");
}

TEST(Model, LetsClientsWaitOnWhileAnotherStillHasItsEnd) {
  const std::vector<model_action> left{blocking, opens, waits, closes_server};
  EXPECT_TRUE(after(waiting, left).wait_ends.allowed.empty());
  EXPECT_EQ(describe(after(waiting, left).next), "client-1-closing client-2-waiting");
  std::vector<model_action> path = left;
  path.push_back(closes);
  const prediction gone = after(waiting, path);
  EXPECT_EQ(describe(gone.wait_ends.allowed),
            "0/ERROR_FILE_NOT_FOUND (2), or 0/ERROR_SEM_TIMEOUT (121)");
  EXPECT_EQ(gone.wait_ends.catalogue, 113);
  EXPECT_FALSE(predict(waiting, after(waiting, left).next, blocking));
}

TEST(Model, WakesWaitingClientsByANonblockingConnectToo) {
  const prediction polled = after(waiting, {nonblocking, opens, waits, disconnects, connects_null});
  EXPECT_EQ(describe(polled.allowed), "nonzero") << "what the page says of the call stands";
  EXPECT_EQ(describe(polled.wait_ends.allowed), "nonzero");
  EXPECT_EQ(polled.wait_ends.catalogue, 90);
  EXPECT_TRUE(polled.contested);
}

TEST(Model, KillsAClientThatWaits) {
  const model_space kills{.clients = 2, .kills = true, .waits = true};
  const prediction found =
      after(kills, {blocking, opens, waits, {model_verb::client_is_killed, 2}});
  EXPECT_EQ(found.next.clients.at(1), client_phase::dead);
}

/// Whatever the alphabet does, some things hold in every state that can be reached.
TEST(Model, KeepsItsStatesWhole) {
  for (const model_space& space :
       {overlapped_pipe, synchronous_pipe, model_space{.clients = 1, .kills = true},
        model_space{.clients = 2, .waits = true},
        model_space{.instances = 2, .clients = 2, .calls = alphabet::brief}}) {
    const model_graph graph = explore(space);
    for (const model_state& state : graph.states) {
      std::set<unsigned> turns;
      for (const instance_state& one : state.instances) {
        const bool listens = one.phase == instance_phase::listening;
        EXPECT_TRUE(listens || (one.requests == 0 && !one.blocked)) << describe(state);
        EXPECT_TRUE(!listens || turns.insert(one.turn).second) << describe(state);
        EXPECT_EQ(one.phase == instance_phase::connected,
                  one.client != 0 && one.phase != instance_phase::closing)
            << describe(state);
        if (one.phase == instance_phase::connected) {
          EXPECT_EQ(state.clients.at(one.client - 1U), client_phase::connected) << describe(state);
        }
      }
      if (std::ranges::find(state.clients, client_phase::waiting) != state.clients.end()) {
        EXPECT_TRUE(turns.empty()) << "nothing to wait for: " << describe(state);
        EXPECT_TRUE(count_instances(state) != 0 || is_left(state)) << describe(state);
      }
    }
    for (std::size_t at = 0; at < graph.states.size(); ++at) {
      EXPECT_FALSE(graph.out[at].empty()) << "a dead end: " << describe(graph.states[at]);
    }
  }
}

TEST(ModelWalks, HaveEverySequence) {
  for (const handle_kind handle : {handle_kind::synchronous, handle_kind::overlapped}) {
    const model_graph graph = explore({.handle = handle});
    for (const std::size_t order : {1U, 2U, 3U}) {
      const auto walks = covering_walks(graph, order, 60);
      EXPECT_EQ(count_covered(walks, order), count_sequences(graph, order)) << order;
      for (const model_walk& walk : walks) {
        ASSERT_FALSE(walk.empty());
        EXPECT_LE(walk.size(), 60U);
        EXPECT_EQ(graph.edges[walk.front()].from, 0U) << "a walk begins with nothing";
        for (std::size_t at = 1; at < walk.size(); ++at) {
          EXPECT_EQ(graph.edges[walk[at - 1]].to, graph.edges[walk[at]].from);
        }
      }
    }
  }
}

TEST(ModelWalks, TakeFewCallsMoreThanThereAreSequences) {
  const model_graph graph = explore({.handle = handle_kind::overlapped});
  for (const std::size_t order : {1U, 2U, 3U}) {
    std::size_t calls = 0;
    for (const model_walk& walk : covering_walks(graph, order, 120)) {
      calls += walk.size();
    }
    EXPECT_LT(calls, 2 * count_sequences(graph, order)) << order;
  }
}

/// What is contested comes last: a kernel that does otherwise there has gone through the rest.
TEST(ModelWalks, GoThroughAllElseBeforeWhatIsContested) {
  for (const std::size_t order : {1U, 2U}) {
    const model_graph graph = explore({.handle = handle_kind::overlapped});
    auto walks = covering_walks(graph, order, 60);
    for (model_walk& walk : walks) {
      const auto first = std::ranges::find_if(
          walk, [&](const std::uint32_t edge) { return graph.edges[edge].contested; });
      walk.erase(first, walk.end());
    }
    model_graph agreed = graph;
    std::erase_if(agreed.edges, &model_edge::contested);
    // Sequences of edges on which all kernels agree, from states that are reached without others.
    std::set<std::uint32_t> reached{0};
    for (std::size_t before = 0; before != reached.size();) {
      before = reached.size();
      for (const model_edge& edge : agreed.edges) {
        if (reached.contains(edge.from)) {
          reached.insert(edge.to);
        }
      }
    }
    std::erase_if(agreed.edges,
                  [&](const model_edge& edge) { return !reached.contains(edge.from); });
    // The end of a walk may have no room for the last of them: those come after what is contested.
    EXPECT_GE(count_covered(walks, order) * 1000, count_sequences(agreed, order) * 999) << order;
  }
}

TEST(ModelWalks, AreTheSameEachTime) {
  const model_graph graph = explore({.handle = handle_kind::overlapped});
  EXPECT_EQ(covering_walks(graph, 2, 60), covering_walks(explore(graph.space), 2, 60));
}

}  // namespace
}  // namespace cnp
