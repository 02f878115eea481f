#include "harness/played_role.hpp"

#include "harness/arrangement.hpp"
#include "harness/command_line.hpp"

#include <shellapi.h>

#include <memory>

namespace cnp {

namespace {

struct free_words {
  void operator()(wchar_t** words) const { ::LocalFree(static_cast<void*>(words)); }
};

}  // namespace

std::vector<std::string> role_words() {
  int count = 0;
  const std::unique_ptr<wchar_t*, free_words> raw(
      ::CommandLineToArgvW(::GetCommandLineW(), &count));
  arrange(raw != nullptr, "CommandLineToArgvW");
  return utf8_words(count, raw.get());
}

}  // namespace cnp
