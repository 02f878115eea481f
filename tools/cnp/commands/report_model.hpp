#pragma once

#include "reports/page/page_model.hpp"

#include <vector>

namespace cnp {

/// The transitions of the model as the page shows them: each instance by itself, in few states. A
/// call of a server is on its instance; a client's is on the one that it changes, or else is
/// connected to. Pure.
[[nodiscard]] std::vector<model_transition> transitions_for_the_page();

}  // namespace cnp
