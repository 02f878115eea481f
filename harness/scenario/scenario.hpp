#pragma once

#include "harness/scenario/call.hpp"
#include "harness/scenario/cell.hpp"
#include "harness/scenario/outcome.hpp"
#include "harness/support/names.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cnp {

/// Who makes a call: a process of the cell (0 is the server, 1 and up are clients) and, in it, a
/// thread. A thread is a thread that makes one call at a time; thread 0 is the process's first.
struct actor {
  std::uint8_t process = 0;
  std::uint8_t thread = 0;

  auto operator<=>(const actor&) const = default;
};

/// `server`, `server thread 2` (its thread 1), `client 1`.
[[nodiscard]] std::string describe(actor who);

/// Which part of a call a step is. A call that is expected to block is begun in one step and
/// finished in another; what happens between them happens while it is under way.
enum class phase : std::uint8_t { whole, begin, finish };
template <>
inline constexpr auto names<phase> = name_table<phase>({"whole", "begin", "finish"});

/// How firmly a step's allowed outcomes are known, and so what another outcome means.
enum class grade : std::uint8_t {
  arrangement,  ///< Not under test: another outcome is a suite error.
  documented,   ///< A clause says so.
  certain,      ///< The catalogue says so, grade C.
  likely,       ///< The catalogue says so, grade L.
  unspecified,  ///< Nobody says: `allowed` is the set of sane outcomes; the one seen is recorded.
};
template <>
inline constexpr auto names<grade> = name_table<grade>({"arrangement", "documented", "certain",
                                                        "likely", "unspecified"});

/// One call of a script: who makes it, what it may give, and which sentence says so. A value.
struct step {
  actor who;
  call what;
  phase part = phase::whole;
  std::vector<outcome> allowed = {};
  grade known = grade::arrangement;
  std::vector<std::string> proves = {};  ///< Ids of the clauses this step is evidence for.
  int catalogue = 0;         ///< The line of the catalogue of known behaviour; 0 for none.
  std::string label = {};    ///< Names the step in deviations and records; unique in its script.
  std::string because = {};  ///< Why this outcome, where the clause alone does not say.
  /// Which of the allowed outcomes is seen, or whether a recorded one is, may differ from run to
  /// run on one kernel.
  bool races = false;
  std::string mistake = {};  ///< What its author got wrong: `expand` ends there.
};

/// A script: the concrete steps of one cell, in order.
using script = std::vector<step>;

/// An element of a scenario's list of steps: one step, a list of elements, or steps that have to be
/// computed from the cell.
class step_source {
 public:
  /*implicit*/ step_source(step one);
  /*implicit*/ step_source(std::vector<step_source> list);
  /*implicit*/ step_source(std::initializer_list<step_source> list);
  template <class Function>
  requires std::is_invocable_r_v<script, const Function&, const cell&>
  /*implicit*/ step_source(Function computed) : expand_(std::move(computed)) {}

  /// The concrete steps in this cell. Pure.
  [[nodiscard]] script expand(const cell& the_cell) const { return expand_(the_cell); }

 private:
  std::function<script(const cell&)> expand_;
};

/// Where a process of the cell runs.
enum class placement : std::uint8_t {
  ordinary,  ///< The server: in the process of the suite. Clients: an ordinary process of the pool.
  own_process,      ///< An ordinary process of its own, which may be lost.
  app_container,    ///< In an app container, package A.
  other_container,  ///< In an app container of another package, B.
};

/// Whether the placement is an app container.
[[nodiscard]] constexpr bool in_app_container(placement at) {
  return at == placement::app_container || at == placement::other_container;
}

/// The request of a ConnectNamedPipe to which no later step refers: `expand` gives it a place of
/// its own.
inline constexpr request own_request = 0xFE;

/// A named value: the clauses it checks, the axes it runs over, its steps.
struct scenario {
  std::string id;    ///< `aspect.name`, in words: never reused for something else.
  std::string says;  ///< What it shows, one sentence.
  axes over;         ///< The axes that the clause leaves open.
  /// Leaves out combinations that make no sense here.
  std::function<bool(const cell&)> only_if = {};
  std::string because = {};  ///< Why combinations are left out. Required with `only_if`.
  placement server = placement::ordinary;
  std::vector<placement> clients = {};  ///< By client number - 1; those not named are `ordinary`.
  std::vector<step_source> steps = {};
};

/// Where the scenario has a process of its cells run, by its number.
[[nodiscard]] placement placement_of(const scenario& the_scenario, std::size_t process);

/// The part of the id before the dot.
[[nodiscard]] std::string_view aspect(const scenario& the_scenario);
/// The cells of a scenario: its axes crossed, in a stable order.
[[nodiscard]] std::vector<cell> cells(const scenario& the_scenario);
/// `aspect.name/axis-values`: what identifies a cell in results, deviations and on the command
/// line.
[[nodiscard]] std::string key(const scenario& the_scenario, const cell& the_cell);
/// The concrete steps of the scenario in a cell; every step gets a label
/// (`server.ConnectNamedPipe`, with `.begin` or `.finish` for a part of a call, and `#2` behind the
/// second one) if its author gave it none. Pure. Asserts that the script can be performed: it is
/// not empty, no finish is without its begin, no call on a thread that has one under way, every
/// actor exists, and no label is used twice.
[[nodiscard]] script expand(const scenario& the_scenario, const cell& the_cell);
/// Between a label and the number of its repetition in a walk: `disconnect@listening~3`.
inline constexpr char label_again = '~';
/// The label without that: what a walk does several times is one thing to recorded deviations.
[[nodiscard]] std::string_view label_stem(std::string_view label);
/// The ids of all clauses that the scenario's steps prove, in any of its cells, sorted.
[[nodiscard]] std::vector<std::string> clauses(const scenario& the_scenario);
/// The number of processes the script needs: the highest one that acts, plus one.
[[nodiscard]] std::uint8_t processes(const script& steps);

}  // namespace cnp
