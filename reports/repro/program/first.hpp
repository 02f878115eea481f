#pragma once

// What a written program is made of: how, says repro_text.hpp. All is kept short, since who gets
// the program reads it too.

#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0A00
#endif
#include <windows.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace cnp::repro_program {

enum basis { needed, documented, known, sane };
struct step {
  const char* who;
  const char* call;
  const char* expected;
  basis by;
};

// Each program has its own of these: here they are so that the other files compile.
inline constexpr step steps[] = {{"client 1", "CreateFile(name 0)", "nonzero", needed}};
inline constexpr int call_width = 18;
inline constexpr int process_count = 2;
inline constexpr int slot_count = 24;

}  // namespace cnp::repro_program
