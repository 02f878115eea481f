#pragma once

#include "reports/repro/repro.hpp"
#include "reports/verdict/deviation.hpp"

#include <string>

// What the cases are called, for the reports, which do not know the cases.

namespace cnp {

/// The names that deviation data may use: scenario ids with the step labels of their scripts,
/// clause ids.
[[nodiscard]] known_names names_of_cases();
/// What a reproduction quotes: the page's clauses and the catalogue.
[[nodiscard]] repro_quotes quotes_of_cases();
/// Whether a cell has a step whose outcome is a race; not for a cell that this suite does not have.
[[nodiscard]] bool has_race(const std::string& scenario_id, const std::string& cell_key);
/// The recorded deviations: those built in, or (if given) those of a file. Throws `input_error`.
[[nodiscard]] deviations recorded_deviations(const std::string& file);
/// Those built in. Throws `input_error` if one has a name that is not known.
[[nodiscard]] deviations built_in_deviations(const known_names& known);

}  // namespace cnp
