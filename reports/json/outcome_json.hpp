#pragma once

#include "harness/scenario/outcome.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace cnp {

class json_reader;
class json_text;
struct json_place;

// An outcome as run files and deviation data write it: the members of `outcome` by their names,
// those with a usual value left out, such as `{"value": 0, "error": "ERROR_PIPE_LISTENING"}`. Names
// where this suite has them, numbers elsewhere. Stays within reports/.

void write_json(json_text& to, const outcome& from);
[[nodiscard]] nlohmann::ordered_json outcome_to_json(const outcome& from);

/// The outcome in an object that `within` names in messages. Throws `bad_field` for anything that
/// is not exactly an outcome.
void read_outcome(json_reader& from, outcome& to, std::string_view within);
/// The same, called by its place: `'seen'`, or `the outcome of a step`.
void read_json(json_reader& from, outcome& to, const json_place& at);

}  // namespace cnp
