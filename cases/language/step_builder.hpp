#pragma once

#include "cases/language/cells.hpp"
#include "harness/scenario/scenario.hpp"

#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace cnp {

/// A call that may depend on the cell: `connect()` has lpOverlapped as the cell has it.
class call_for {
 public:
  template <class Call>
  requires std::constructible_from<call, const Call&>
  /*implicit*/ call_for(const Call& fixed)
      : in_([held = call(fixed)](const cell&) { return held; }) {}
  template <class Function>
  requires std::is_invocable_r_v<call, const Function&, const cell&>
  /*implicit*/ call_for(Function function) : in_(std::move(function)) {}

  [[nodiscard]] call in(const cell& the_cell) const { return in_(the_cell); }

 private:
  std::function<call(const cell&)> in_;
};

/// Ids of clauses, for `.proves`.
using clause_ids = std::vector<std::string>;

/// One line of a scenario as an author writes it: who calls what, what that may give, and which
/// sentence says so. Reads from left to right:
/// `server(connect()).gives(zero(error::no_data)).proves("reuse.…")`. A line that says nothing
/// about its outcome is arrangement: the call has to work. What an author gets wrong here is an
/// assertion when the scenario is expanded, which names the line and what is missing.
class step_builder {
 public:
  step_builder(actor who, call_for made_call);

  /// The call is made by this thread of the process; 0 is the first.
  [[nodiscard]] step_builder on(std::uint8_t thread) &&;
  /// The outcomes that the proven clause, or the catalogue, allows: one of them is named too.
  [[nodiscard]] step_builder gives(outcome one) &&;
  [[nodiscard]] step_builder gives(std::vector<outcome> allowed) &&;
  /// Arrangement that works by another outcome than success. Not under test unless `.proves` or
  /// `.catalogue` follows, as in steps that many scenarios share.
  [[nodiscard]] step_builder arranges(outcome one) &&;
  /// Documentation is silent: the outcomes that are sane. The one seen is recorded.
  [[nodiscard]] step_builder sanely(std::vector<outcome> sane) &&;
  /// The clauses that this line is evidence for.
  [[nodiscard]] step_builder proves(const char* clause) &&;
  [[nodiscard]] step_builder proves(const clause_ids& ids) &&;
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
  /// The line stands only in cells for which `test` is true; or in all the others. Several add up.
  [[nodiscard]] step_builder only(cell_test test) &&;
  [[nodiscard]] step_builder unless(cell_test test) &&;

  /// The step in a cell, or none.
  [[nodiscard]] script expand(const cell& the_cell) const;
  /*implicit*/ operator step_source() const;

 private:
  void outcomes(std::vector<outcome> allowed);
  void complain(std::string mistake);

  step step_;
  call_for what_;
  std::vector<cell_test> only_;
  bool says_so_ = false;  ///< By `.gives`: somebody else has to have said it.
};

/// A line of the server (process 0).
[[nodiscard]] step_builder server(call_for made_call);
/// A line of client number `n` (1 and up).
[[nodiscard]] step_builder client(std::uint8_t n, call_for made_call);

/// Steps that stand only in cells for which `test` is true; or in all the others.
[[nodiscard]] step_source when(cell_test test, step_source steps);
[[nodiscard]] step_source unless(cell_test test, step_source steps);

}  // namespace cnp
