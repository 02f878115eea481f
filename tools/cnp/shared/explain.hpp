#pragma once

#include "reports/text/explanation.hpp"
#include "reports/verdict/deviation.hpp"

#include <string>

namespace cnp {

/// All that is known about a clause, a scenario, a cell, a recorded deviation or a seeded defect by
/// that id, or about the line of the catalogue of that number. Throws `input_error` for an
/// id that is none, with the nearest that is one.
[[nodiscard]] explanation explain(const std::string& id, const deviations& recorded);

}  // namespace cnp
