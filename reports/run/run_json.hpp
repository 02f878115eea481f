#pragma once

#include "reports/run/record.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
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
/// `cut_off`: the fingerprint of its steps if these were read already and cut off; then the cell is
/// without them.
[[nodiscard]] cell_record cell_from_json(const nlohmann::json& line,
                                         const std::optional<std::string>& cut_off = {});
/// One of the steps of a cell.
[[nodiscard]] step_record step_from_json(const nlohmann::json& object);
[[nodiscard]] run_footer footer_from_json(const nlohmann::json& line);

}  // namespace cnp
