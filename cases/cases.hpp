#pragma once

#include "harness/scenario/scenario.hpp"

#include <string>
#include <vector>

namespace cnp {

/// All scenarios of the suite, aspect by aspect in the order of the page. Made once; any thread.
[[nodiscard]] const std::vector<scenario>& all_scenarios();

/// The clauses that one of `all_scenarios` is evidence for in some cell. Found once, as it takes
/// expanding all its cells. One thread at a time.
[[nodiscard]] const std::vector<std::string>& clauses_of(const scenario& what);

// The scenarios of each aspect, from the file of that name.
[[nodiscard]] std::vector<scenario> blocking_scenarios();
[[nodiscard]] std::vector<scenario> overlapped_scenarios();
[[nodiscard]] std::vector<scenario> client_first_scenarios();
[[nodiscard]] std::vector<scenario> reuse_scenarios();
[[nodiscard]] std::vector<scenario> mode_scenarios();
[[nodiscard]] std::vector<scenario> waiting_scenarios();
[[nodiscard]] std::vector<scenario> nonblocking_scenarios();
[[nodiscard]] std::vector<scenario> clients_scenarios();
[[nodiscard]] std::vector<scenario> parameters_scenarios();
[[nodiscard]] std::vector<scenario> null_overlapped_scenarios();
[[nodiscard]] std::vector<scenario> cancellation_scenarios();
[[nodiscard]] std::vector<scenario> completion_scenarios();
[[nodiscard]] std::vector<scenario> instances_scenarios();
[[nodiscard]] std::vector<scenario> app_container_scenarios();
[[nodiscard]] std::vector<scenario> example_scenarios();
[[nodiscard]] std::vector<scenario> requirements_scenarios();

}  // namespace cnp
