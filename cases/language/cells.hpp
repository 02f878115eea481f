#pragma once

#include "harness/scenario/cell.hpp"

#include <functional>
#include <tuple>
#include <vector>

// How scenarios speak of cells: the axes that they run over, and questions about the one at hand.

namespace cnp {

/// A question about a cell, for `scenario::only_if` and for steps that only some cells have.
using cell_test = std::function<bool(const cell&)>;

/// The axis whose values are `Value`s; and the cell's value on it.
template <class Value>
[[nodiscard]] std::vector<Value>& axis_of(axes& all) {
  return std::get<std::vector<Value>&>(std::tie(all.handle, all.wait, all.origin, all.lp, all.type,
                                                all.dir, all.instance, all.how, all.when, all.fate,
                                                all.wait_by));
}
template <class Value>
[[nodiscard]] Value value_of(const cell& in) {
  return std::get<const Value&>(std::tie(in.handle, in.wait, in.origin, in.lp, in.type, in.dir,
                                         in.instance, in.how, in.when, in.fate, in.wait_by));
}

template <class Value>
void add_to(axes& all, Value one) {
  axis_of<Value>(all).push_back(one);
}
template <class Value>
void add_to(axes& all, const std::vector<Value>& several) {
  std::vector<Value>& axis = axis_of<Value>(all);
  axis.insert(axis.end(), several.begin(), several.end());
}

/// What a scenario runs over: `over(both_handles, all_requests, client_when::during)`. Each is a
/// value or a set of values, whose type says on which axis; those of one axis add up.
template <class... Values>
[[nodiscard]] axes over(const Values&... values) {
  axes all;
  (add_to(all, values), ...);
  return all;
}

/// Whether the cell has this value on its axis: `is(client_fate::holds)`.
template <class Value>
[[nodiscard]] cell_test is(Value value) {
  return [value](const cell& in) { return value_of<Value>(in) == value; };
}

[[nodiscard]] bool is_synchronous(const cell& in);
[[nodiscard]] bool is_overlapped(const cell& in);
[[nodiscard]] bool is_nonblocking(const cell& in);
[[nodiscard]] bool is_reused(const cell& in);
[[nodiscard]] bool calls_by_name(const cell& in);
/// Whether a ConnectNamedPipe without a client blocks its thread: a blocking pipe, and a
/// synchronous handle or a NULL lpOverlapped.
[[nodiscard]] bool blocks_its_thread(const cell& in);
/// Whether a ConnectNamedPipe without a client leaves a pending request behind.
[[nodiscard]] bool leaves_a_request(const cell& in);
/// Whether lpOverlapped is what the page wants for the handle: an OVERLAPPED for an overlapped one;
/// a synchronous one needs none.
[[nodiscard]] bool is_fitting(const cell& in);
/// Why a scenario has only such cells.
inline constexpr const char* why_fitting =
    "An overlapped handle must have an OVERLAPPED and a synchronous one needs none; what other "
    "pairs give is a matter of the parameters.";

}  // namespace cnp
