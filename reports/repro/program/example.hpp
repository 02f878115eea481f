#pragma once

// What the writer makes for each program, so that what uses it compiles here. Not copied.

#include "reports/repro/program/first.hpp"

namespace cnp::repro_program {

inline constexpr step steps[] = {{"client 1", "CreateFile(name 0)", "nonzero", needed}};
inline constexpr int call_width = 18;
inline constexpr int process_count = 2;
inline constexpr int slot_count = 24;

}  // namespace cnp::repro_program
