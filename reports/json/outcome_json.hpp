#pragma once

#include "harness/scenario/outcome.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace cnp {

class json_text;

// An outcome as run files and deviation data write it: the members of `outcome` by their names,
// those with a usual value left out. Stays within reports/.

/// `{"value": 0, "error": "ERROR_PIPE_LISTENING"}`. Names where this suite has them, numbers
/// elsewhere.
[[nodiscard]] nlohmann::ordered_json outcome_to_json(const outcome& what);

/// The same as text.
void write_outcome(json_text& to, const outcome& what);

/// The outcome in an object that `where` names in messages. Throws `bad_field` for anything that is
/// not exactly an outcome.
[[nodiscard]] outcome outcome_from_json(const nlohmann::json& object, std::string_view where);

}  // namespace cnp
