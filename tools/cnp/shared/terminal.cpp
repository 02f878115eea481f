#include "tools/cnp/shared/terminal.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/whole_file.hpp"
#include "tools/cnp/shared/paths.hpp"

#include <algorithm>
#include <array>
#include <cmath>
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

bool is_terminal(std::FILE* stream) {
#ifdef _WIN32
  return ::_isatty(::_fileno(stream)) != 0;
#else
  return ::isatty(::fileno(stream)) != 0;
#endif
}

bool paints = true;
bool progress_is_shown = false;

/// The emulator's word for a terminal that the program itself cannot see; null without one.
const char* emulated_columns() {
  return std::getenv("CNP_TERMINAL_COLUMNS");
}

bool at_terminal() {
  return paints && (emulated_columns() != nullptr || is_terminal(stdout));
}

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
  return text_style{}.width;
}

}  // namespace

text_style terminal_style(bool strict) {
  return {.colour = colour_wanted(at_terminal(), std::getenv("NO_COLOR")),
          // A Windows console takes UTF-8 only when it was told to; a host terminal behind an
          // emulator does.
          .utf8 = emulated_columns() != nullptr,
          .width = terminal_width(),
          .strict = strict};
}

void paint_nothing() {
  paints = false;
}

bool input_is_terminal() {
  return is_terminal(stdin);
}

bool shows_progress() {
  return at_terminal();
}

void show_progress(std::string line) {
  line.resize(std::min(line.size(), terminal_width() - 1));
  print("\r\x1b[K" + line);
  progress_is_shown = true;
}

void clear_progress() {
  if (progress_is_shown) {
    print("\r\x1b[K");
    progress_is_shown = false;
  }
}

std::string progress_text(std::size_t done, std::size_t all, double seconds) {
  constexpr double enough = 2;
  std::string text = "  " + std::to_string(done) + '/' + std::to_string(all);
  if (seconds < enough || done == 0) {
    return text;
  }
  const double left = seconds / static_cast<double>(done) * static_cast<double>(all - done);
  const long whole = std::lround(left);
  constexpr long minute = 60;
  return text + ", about " +
         (whole < 2 * minute ? std::to_string(whole) + " s"
                             : std::to_string((whole + minute / 2) / minute) + " min") +
         " left";
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

void print_or_write(const std::string& text, const std::string& file, const std::string& kind) {
  if (file.empty()) {
    print(text);
    return;
  }
  const std::filesystem::path target = path_of(file);
  std::error_code problem;
  // Only a plain file, or a name that is free, can be replaced; /dev/stdout is written to.
  const bool is_special = std::filesystem::exists(target, problem) &&
                          !std::filesystem::is_regular_file(target, problem);
  const auto write_through = [&] {
    std::ofstream to(target, std::ios::binary);
    to << text;
    to.close();
    return static_cast<bool>(to);
  };
  if (!(is_special ? write_through() : write_whole_file(target, text))) {
    throw input_error(kind + " can't be written to " + printable(file));
  }
}

}  // namespace cnp
