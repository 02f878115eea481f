#pragma once

#include "harness/scenario/scenario.hpp"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cnp {

/// A call that may depend on the cell: `connect()` has lpOverlapped as the cell has it.
class call_for {
 public:
  template <class Call>
  requires std::is_constructible_v<call, const Call&>
  /*implicit*/ call_for(const Call& fixed)
      : in_([held = call(fixed)](const cell&) { return held; }) {}
  template <class Function>
  requires std::is_invocable_r_v<call, const Function&, const cell&>
  /*implicit*/ call_for(Function function) : in_(std::move(function)) {}

  [[nodiscard]] call in(const cell& where) const { return in_(where); }

 private:
  std::function<call(const cell&)> in_;
};

/// One line of a scenario as an author writes it: who calls what, what that may give, and which
/// sentence says so. Reads from left to right:
/// `server(connect()).gives(zero(error::no_data)).proves("reuse.…")`. A line that says nothing
/// about its outcome is arrangement: the call has to work.
class step_builder {
 public:
  step_builder(actor who, call_for what);

  /// The call is made by this thread of the process; 0 is the first.
  [[nodiscard]] step_builder on(std::uint8_t thread) &&;
  /// The outcomes that the proven clause, or the catalogue, allows.
  [[nodiscard]] step_builder gives(outcome one) &&;
  [[nodiscard]] step_builder gives(std::vector<outcome> allowed) &&;
  /// Documentation is silent: the outcomes that are sane. The one seen is recorded.
  [[nodiscard]] step_builder sanely(std::vector<outcome> sane) &&;
  /// The clauses that this line is evidence for.
  [[nodiscard]] step_builder proves(const char* clause) &&;
  [[nodiscard]] step_builder proves(std::vector<std::string> ids) &&;
  /// The line of the catalogue that knows this outcome; its grade becomes the line's unless a
  /// clause is proven.
  [[nodiscard]] step_builder catalogue(int number) &&;
  /// The same for a part of that line that is less certain than the whole.
  [[nodiscard]] step_builder likely(int number) &&;
  /// The step's label in deviations and records, where the automatic one would not be clear.
  [[nodiscard]] step_builder named(std::string label) &&;
  /// Why this outcome.
  [[nodiscard]] step_builder because(std::string reason) &&;
  /// Which of the allowed outcomes is seen may differ from run to run on one kernel: a comparison
  /// of two runs calls that no change.
  [[nodiscard]] step_builder races() &&;
  /// The call is only begun here, and expected to be under way when the next line is performed …
  [[nodiscard]] step_builder begins() &&;
  /// … and this line is its end. Names the same actor and call.
  [[nodiscard]] step_builder finishes() &&;
  /// The line stands only in cells for which `in` is true.
  [[nodiscard]] step_builder only(std::function<bool(const cell&)> in) &&;

  /// The step in a cell, or none.
  [[nodiscard]] script expand(const cell& where) const;
  /*implicit*/ operator step_source() const;

 private:
  step step_;
  call_for what_;
  std::function<bool(const cell&)> only_;
  bool explicit_outcome_ = false;
};

/// A line of the server (process 0).
[[nodiscard]] step_builder server(call_for what);
/// A line of client number `n` (1 and up).
[[nodiscard]] step_builder client(std::uint8_t n, call_for what);

/// Several step sources as one: for moves that are made of others.
[[nodiscard]] script joined(const cell& where, const std::vector<step_source>& parts);

}  // namespace cnp
