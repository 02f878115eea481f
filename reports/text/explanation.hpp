#pragma once

#include "reports/text/text.hpp"
#include "reports/verdict/deviation.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cnp {

/// A sentence of the page, and what somebody who writes a server has to know about it.
struct explained_clause {
  std::string id;
  std::string section;
  std::string level;  ///< `guarantee`, `duty`, …
  std::string says;
  std::string why;
  std::string pitfall;
  std::string untestable;  ///< Empty if it can be tested.
  std::string page;        ///< The page's address.
};

/// A step of a script, in words.
struct explained_step {
  std::string actor;
  std::string call;  ///< With `begins` or `ends` in front of a part of a call.
  std::string allowed;
  std::string label;
  std::vector<std::string> proves;
  std::string because;
};

/// A scenario that is evidence for a clause, or that was asked for.
struct explained_scenario {
  std::string id;
  std::string says;
  std::size_t cells = 0;
  // What follows is empty where the scenario is only named.
  std::vector<std::string> clauses;
  /// The axes that it runs over, each with its values.
  std::vector<std::pair<std::string, std::vector<std::string>>> axes;
  std::string left_out;  ///< Why combinations of them are left out; may be empty.
  std::string cell;      ///< The key of the cell whose steps follow.
  std::vector<explained_step> steps;
};

/// A line of the catalogue of what kernels are known to do beyond the page.
struct explained_line {
  int number = 0;
  std::string grade;
  std::string what;
  std::string remark;   ///< May be empty.
  std::string sources;  ///< May be empty.
};

/// All that is known about an id: that of a clause, of a scenario, or of both, or a cell's key.
struct explanation {
  std::string id;
  std::optional<explained_clause> clause;
  std::optional<explained_scenario> scenario;
  std::vector<explained_scenario> evidence;  ///< The scenarios that prove the clause.
  deviations recorded;                       ///< What kernels do otherwise there.
  std::vector<explained_line> catalogue;
  std::vector<std::string> commands;  ///< What runs it.
};

/// For people at a terminal. Ends with a newline.
[[nodiscard]] std::string explanation_text(const explanation& what, const text_style& how);
/// For programs: one JSON object with the members of `explanation`; absent ones are left out.
[[nodiscard]] std::string explanation_json(const explanation& what);

}  // namespace cnp
