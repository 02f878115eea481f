#include "harness/scenario/scenario.hpp"

#include "harness/support/assertion.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace cnp {

namespace {

[[nodiscard]] std::string step_text(std::size_t number, const step& one) {
  return "step " + std::to_string(number) + ", " + describe(one.who) + ": " + describe(one.what);
}

[[nodiscard]] script joined(const std::vector<step_source>& list, const cell& the_cell) {
  script all;
  for (const step_source& one : list) {
    std::ranges::move(one.expand(the_cell), std::back_inserter(all));
  }
  return all;
}

[[nodiscard]] std::string label_of(const step& one) {
  std::string text = describe(one.who);
  std::ranges::replace(text, ' ', '-');
  text.append(".").append(function_name(one.what));
  return one.part == phase::whole ? text : text.append(".").append(word(one.part));
}

void add_labels(script& steps) {
  std::map<std::string, int> count;
  for (step& one : steps) {
    if (!one.label.empty()) {
      continue;
    }
    one.label = label_of(one);
    if (const int nth = ++count[one.label]; nth > 1) {
      one.label += '#' + std::to_string(nth);
    }
  }
}

/// What an author got wrong in the words of a step is told with its name.
void check_words(const scenario& of, const cell& the_cell, const script& steps) {
  for (std::size_t at = 0; at != steps.size(); ++at) {
    const step& one = steps[at];
    CNP_ASSERT(one.mistake.empty(), key(of, the_cell) + ": " + step_text(at + 1, one) + " (" +
                                        one.label + "): it " + one.mistake);
  }
}

/// Numbers the requests that have no name. A call that finishes has the one that it was begun with.
void number_requests(script& steps) {
  std::set<request> named;
  for (const step& one : steps) {
    if (const auto* connects = std::get_if<connect_pipe>(&one.what)) {
      named.insert(connects->req);
    }
  }
  request last = 0;
  std::map<actor, request> given;
  for (step& one : steps) {
    auto* connects = std::get_if<connect_pipe>(&one.what);
    if (connects == nullptr || connects->req != own_request) {
      continue;
    }
    if (one.part != phase::finish) {
      do {
        ++last;
      } while (named.contains(last));
      given[one.who] = last;
    }
    connects->req = given[one.who];
  }
}

/// What each thread has begun and not finished, by the steps so far; the rules of phases.
class open_calls {
 public:
  /// Why the step can't come here; empty if it can, and then it is taken to have been made.
  [[nodiscard]] std::string take(const step& one) {
    if (one.who.process >= process_count || one.who.thread >= thread_count) {
      return "there is no such actor: processes go up to " + std::to_string(process_count - 1) +
             ", threads to " + std::to_string(thread_count);
    }
    auto& threads = begun_[one.who.process];
    begun& open = threads[one.who.thread];
    if (std::holds_alternative<kill_process>(one.what)) {
      end(threads);  // It acts on its actor from outside, so that thread may have a call under way.
      return {};
    }
    const std::string_view function = function_name(one.what);
    if (one.part == phase::finish) {
      const bool mine = open.function == function;
      open = {};
      return mine ? ""
                  : "finished without having been begun: a line with .begins() must come first";
    }
    if (!open.function.empty() && !open.lost) {
      return "its thread still has " + std::string{open.function} +
             " under way: finish that first, or take another thread";
    }
    open = {};
    if (std::holds_alternative<exit_process>(one.what)) {
      end(threads);
    }
    if (one.part == phase::begin) {
      open.function = function;
    }
    return {};
  }

 private:
  struct begun {
    std::string_view function;  ///< Empty for none.
    bool lost = false;          ///< Its process ended: it may be finished (as ended) or forgotten.
  };
  using threads_of_process = std::array<begun, thread_count>;

  static void end(threads_of_process& threads) {
    for (begun& open : threads) {
      open.lost = true;
    }
  }

  std::array<threads_of_process, process_count> begun_;
};

/// A script that can't be performed is a bug of its author: each sentence says which cell and step.
void check(const scenario& of, const cell& the_cell, const script& steps) {
  const std::string at_cell = key(of, the_cell) + ": ";
  CNP_ASSERT(!steps.empty(), at_cell + "the script is empty: some step must stand in every cell");
  open_calls calls;
  std::set<std::string_view> labels;
  for (std::size_t at = 0; at != steps.size(); ++at) {
    const step& one = steps[at];
    const std::string complaint = calls.take(one);
    CNP_ASSERT(complaint.empty(),
               (at_cell + step_text(at + 1, one)).append(": ").append(complaint));
    CNP_ASSERT(labels.insert(one.label).second,
               (at_cell + step_text(at + 1, one))
                   .append(": label ")
                   .append(one.label)
                   .append(" is used twice: name one of them otherwise"));
  }
}

}  // namespace

std::string describe(actor who) {
  std::string text =
      who.process == 0 ? std::string{"server"} : "client " + std::to_string(who.process);
  if (who.thread != 0) {
    text += " thread " + std::to_string(who.thread + 1);
  }
  return text;
}

step_source::step_source(step one)
    : expand_([held = std::move(one)](const cell&) { return script{held}; }) {}

step_source::step_source(std::vector<step_source> list)
    : expand_([held = std::move(list)](const cell& the_cell) { return joined(held, the_cell); }) {}

step_source::step_source(std::initializer_list<step_source> list)
    : step_source(std::vector<step_source>(list)) {}

placement placement_of(const scenario& the_scenario, std::size_t process) {
  const auto& clients = the_scenario.clients;
  return process == 0                ? the_scenario.server
         : process <= clients.size() ? clients[process - 1]
                                     : placement::ordinary;
}

std::string_view aspect(const scenario& the_scenario) {
  return std::string_view{the_scenario.id}.substr(0, the_scenario.id.find('.'));
}

std::vector<cell> cells(const scenario& the_scenario) {
  return cross(the_scenario.over, the_scenario.only_if);
}

std::string key(const scenario& the_scenario, const cell& the_cell) {
  return the_scenario.id + '/' + key(the_cell, the_scenario.over);
}

script expand(const scenario& the_scenario, const cell& the_cell) {
  script steps = joined(the_scenario.steps, the_cell);
  number_requests(steps);
  add_labels(steps);
  check_words(the_scenario, the_cell, steps);
  check(the_scenario, the_cell, steps);
  return steps;
}

std::string_view label_stem(std::string_view label) {
  return label.substr(0, label.find(label_again));
}

std::vector<std::string> clauses(const scenario& the_scenario) {
  std::set<std::string> all;
  for (const cell& the_cell : cells(the_scenario)) {
    for (const step& one : expand(the_scenario, the_cell)) {
      all.insert(one.proves.begin(), one.proves.end());
    }
  }
  return {all.begin(), all.end()};
}

std::uint8_t processes(const script& steps) {
  std::uint8_t highest = 0;
  for (const step& one : steps) {
    highest = std::max(highest, one.who.process);
    // A process that only receives a handle acts in no step, but it must be there.
    if (const auto* duplicate = std::get_if<duplicate_handle>(&one.what)) {
      highest = std::max(highest, duplicate->to_process);
    }
  }
  return static_cast<std::uint8_t>(highest + 1);
}

}  // namespace cnp
