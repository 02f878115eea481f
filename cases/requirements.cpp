// Requirements of the page: the oldest Windows, the header, the library.
//
// That namedpipeapi.h declares ConnectNamedPipe, with its exact type, is a check of the build:
// harness/win32/requirement_header.cpp does not compile otherwise. A running program can only see
// that what was declared is there.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp::cases::requirements {

namespace {

/// Every version that RtlGetVersion has told since the page's oldest, as 100 * major + minor:
/// Windows 2000, XP, XP x64 and Server 2003, Vista, 7, 8, 8.1, and 10 with all since. Allowed
/// outcomes are exact, so a version with a new number has to be entered here.
std::vector<outcome> versions_since_windows_2000() {
  std::vector<outcome> known;
  for (const std::uint32_t version : {500U, 501U, 502U, 600U, 601U, 602U, 603U, 1000U}) {
    known.push_back(bytes_are(version));
  }
  return known;
}

scenario minimum_version() {
  return {.id = "requirement.minimum-version",
          .says = "This is Windows 2000 or later.",
          .steps = {server(query_version{})
                        .gives(versions_since_windows_2000())
                        .proves("requirement.minimum-version")}};
}

scenario header() {
  return {.id = "requirement.header",
          .says = "The function that namedpipeapi.h declares (the suite does not compile "
                  "otherwise) is there when the program runs.",
          .steps = {server(find_export{.module = "kernel32.dll", .symbol = "ConnectNamedPipe"})
                        .proves("requirement.header")
                        .because("harness/win32/requirement_header.cpp holds the declaration "
                                 "against the page's prototype when the suite is built.")}};
}

scenario library() {
  return {.id = "requirement.library",
          .says = "Kernel32.dll exports the function, in the server's process and in the client's.",
          .steps = {server(find_export{.module = "kernel32.dll", .symbol = "ConnectNamedPipe"})
                        .gives(data_is("kernel32.dll"))
                        .proves("requirement.library"),
                    client(1, find_export{.module = "kernel32.dll", .symbol = "ConnectNamedPipe"})
                        .gives(data_is("kernel32.dll"))
                        .proves("requirement.library")}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {minimum_version(), header(), library()};
}

}  // namespace cnp::cases::requirements
