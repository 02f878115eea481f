#pragma once

// The files of this folder are what a written program is made of: how, says repro_text.hpp. They
// are kept short, since who gets the program reads them too.

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

}  // namespace cnp::repro_program
