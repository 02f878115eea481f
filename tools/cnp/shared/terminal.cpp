#include "tools/cnp/shared/terminal.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/whole_file.hpp"
#include "tools/cnp/shared/paths.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#else
#include <unistd.h>
#endif

namespace cnp {

namespace {

bool output_is_terminal() {
#ifdef _WIN32
  return ::_isatty(::_fileno(stdout)) != 0;
#else
  return ::isatty(STDOUT_FILENO) != 0;
#endif
}

/// The emulator's word for a terminal that the program itself cannot see; null without one.
const char* emulated_columns() {
  return std::getenv("CNP_TERMINAL_COLUMNS");
}

bool at_terminal() {
  return emulated_columns() != nullptr || output_is_terminal();
}

constexpr std::size_t default_width = 100;

std::size_t terminal_width() {
  const std::array<const char*, 2> sources{emulated_columns(), std::getenv("COLUMNS")};
  for (const char* columns : sources) {
    if (columns != nullptr) {
      const long width = std::strtol(columns, nullptr, 10);
      if (width > 0) {
        return static_cast<std::size_t>(std::clamp(width, 60L, 200L));
      }
    }
  }
  return default_width;
}

}  // namespace

text_style terminal_style(bool strict) {
  text_style how;
  how.colour = colour_wanted(at_terminal(), std::getenv("NO_COLOR"));
  // A Windows console takes UTF-8 only when it was told to; a host terminal behind an emulator
  // does.
  how.utf8 = emulated_columns() != nullptr;
  how.width = terminal_width();
  how.strict = strict;
  return how;
}

bool input_is_terminal() {
#ifdef _WIN32
  return ::_isatty(::_fileno(stdin)) != 0;
#else
  return ::isatty(STDIN_FILENO) != 0;
#endif
}

bool shows_progress() {
  return at_terminal();
}

void print(const std::string& text) {
#ifdef _WIN32
  // Files of this suite have the same bytes everywhere; so has its output.
  static const int binary = ::_setmode(::_fileno(stdout), _O_BINARY);
  static_cast<void>(binary);
#endif
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

void print_or_write(const std::string& text, const std::string& file, const std::string& what) {
  if (file.empty()) {
    print(text);
    return;
  }
  const std::filesystem::path target = path_of(file);
  std::error_code problem;
  // Only a plain file, or a name that is free, can be replaced; /dev/stdout is written to.
  const bool is_special = std::filesystem::exists(target, problem) &&
                          !std::filesystem::is_regular_file(target, problem);
  bool is_written = false;
  if (is_special) {
    std::ofstream to(target, std::ios::binary);
    to << text;
    to.close();
    is_written = static_cast<bool>(to);
  } else {
    is_written = write_whole_file(target, text);
  }
  if (!is_written) {
    throw input_error(what + " can't be written to " + printable(file));
  }
}

}  // namespace cnp
