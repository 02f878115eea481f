#pragma once

#include "reports/run/record.hpp"
#include "reports/run/run_file.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace cnp {

class json_reader;
struct json_place;

// The lines of a run file as JSON. Stays within reports/; the lines are written by `to_line`
// (run_file.hpp). Each throws `bad_field` for a line that is not exactly what it should be.

/// The line's `type`: `header`, `cell`, `footer`, or whatever else it says; empty if it says
/// nothing.
[[nodiscard]] std::string line_type(std::string_view line);

/// `format` becomes that of the file.
[[nodiscard]] run_header read_header(std::string_view line, std::uint64_t& format);
/// Reads a cell over another one, whose memory it takes. Its fingerprint is held against its steps;
/// a cell that went as was expected may be without them, and keeps the fingerprint then, which
/// `print` becomes in any case.
void read_cell(std::string_view line, std::uint64_t format, reading depth, cell_record& to,
               std::string& print);
[[nodiscard]] run_footer read_footer(std::string_view line, std::uint64_t format);

void read_json(json_reader& from, verdict& to, const json_place& at);

}  // namespace cnp
