#pragma once

#include "reports/text/explanation.hpp"
#include "reports/verdict/deviation.hpp"

#include <string>

namespace cnp {

/// All that is known about a clause, a scenario or a cell by that id. Throws `input_error` for an
/// id that is none, with the nearest that is one.
[[nodiscard]] explanation explain(const std::string& id, const deviations& recorded);

}  // namespace cnp
