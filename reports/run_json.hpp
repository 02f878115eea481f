#pragma once

#include "reports/record.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace cnp {

// The lines of a run file as JSON. Stays within reports/; the lines are written by `to_line`
// (run_file.hpp).

/// The line's `type`: `header`, `cell`, `footer`, or whatever else it says; empty if it says
/// nothing.
[[nodiscard]] std::string line_type(const nlohmann::json& line);

/// Each throws `bad_field` for a line that is not exactly what it should be.
[[nodiscard]] run_header header_from_json(const nlohmann::json& line);
/// A cell that went as was expected may be without its steps; then its fingerprint is kept as it
/// is, else it is checked.
[[nodiscard]] cell_record cell_from_json(const nlohmann::json& line);
[[nodiscard]] run_footer footer_from_json(const nlohmann::json& line);

}  // namespace cnp
