// cnp-pretender: plays cnp, or a GoogleTest program, towards tools/cmake/entry.cmake, and does what
// the test of the entries wants to see handled: ends without its record, crashes, hangs, skips.
//
// What it does is the name behind the dot of the scenario it is told to run, or of the report it is
// told to write. Only the record counts there, so it writes nothing but a footer.

#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <future>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// A way of ending, and what is left behind.
struct act {
  std::string_view name;
  std::string_view verdict;  ///< Of the one cell in the record; empty: no record.
  int status;
};

constexpr std::array acts{
    act{"conforms", "conforms", 0},
    act{"known-deviation", "known deviation", 0},
    act{"deviates", "deviates", 1},
    act{"bad-input", "", 2},
    act{"suite-error", "suite error", 3},
    act{"unsupported", "unsupported", 77},
    // What a process does whose wineserver dies.
    act{"lost", "", 0},
    // And one that is lost before it runs anything of the program.
    act{"never-begins", "", 1},
    act{"truncated", "", 0},
};

/// The word behind `option` on the command line; empty if there is none.
std::string value_of(std::string_view option, const std::vector<std::string>& words) {
  for (std::size_t at = 0; at + 1 < words.size(); ++at) {
    if (words[at] == option) {
      return words[at + 1];
    }
  }
  return {};
}

/// A run file, as far as entry.cmake looks at it.
void leave_record(const std::string& file, std::string_view verdict) {
  std::ofstream(file) << R"({"type":"header"})"
                      << "\n"
                      << R"({"type":"footer","complete":true,"counts":{")" << verdict << R"(":1}})"
                      << "\n";
}

/// Does not end within the time that its entry has. (Nor for ever: it must not outlive a test that
/// was broken.)
void hang() {
  constexpr auto longer_than_the_entry_has = std::chrono::seconds(60);
  static_cast<void>(std::promise<void>().get_future().wait_for(longer_than_the_entry_has));
}

int play(const std::string& role, const std::string& file) {
  std::cout << "pretending: " << role << std::endl;
  if (role == "crashes") {
    std::abort();
  }
  if (role == "hangs") {
    hang();
  }
  if (role == "truncated") {
    std::ofstream(file) << R"({"type":"header"})"
                        << "\n"
                        << R"({"type":"foot)";
  }
  for (const act& each : acts) {
    if (each.name == role) {
      if (!each.verdict.empty()) {
        leave_record(file, each.verdict);
      }
      return each.status;
    }
  }
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const std::string report = words.empty() ? "" : words.front();
  constexpr std::string_view report_option = "--gtest_output=json:";
  if (report.rfind(report_option, 0) == 0) {
    const std::string file = report.substr(report_option.size());
    if (file.find("lost") == std::string::npos) {
      std::ofstream(file) << R"({"tests":1,"failures":0})";
    }
    return 0;
  }
  if (report == "merge") {
    leave_record(value_of("--output", words), "conforms");
    return 0;
  }
  const std::string scenario = value_of("--scenario", words);
  return play(scenario.substr(scenario.find('.') + 1), value_of("--run-file", words));
}
