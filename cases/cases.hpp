#pragma once

#include "harness/scenario/scenario.hpp"

#include <string>
#include <vector>

namespace cnp {

/// All scenarios of the suite, aspect by aspect in the order of the page. Made once; any thread.
[[nodiscard]] const std::vector<scenario>& all_scenarios();

/// The clauses that one of `all_scenarios` is evidence for in some cell. Found once, as it takes
/// expanding all its cells. One thread at a time.
[[nodiscard]] const std::vector<std::string>& clauses_of(const scenario& the_scenario);

}  // namespace cnp
