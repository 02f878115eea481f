#include "harness/support/assertion.hpp"

#include "harness/support/exit_code.hpp"

#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <utility>

namespace cnp {

namespace {

std::mutex& context_lock() {
  static std::mutex lock;
  return lock;
}

std::string& context() {
  static std::string cell;
  return cell;
}

void say_and_end(const assertion_failure& failure) {
  const std::string cell = failure.cell.empty() ? "" : " (performing " + failure.cell + ")";
  std::fprintf(stderr, "cnp: BUG IN THE SUITE, not in the kernel: %s%s, %.*s:%d\n",
               failure.what.c_str(), cell.c_str(), static_cast<int>(failure.file.size()),
               failure.file.data(), failure.line);
  (void)std::fflush(stderr);
  std::_Exit(static_cast<int>(exit_code::suite_error));
}

assertion_handler current_handler = &say_and_end;

}  // namespace

assertion_handler on_failed_assertion(assertion_handler handler) {
  return std::exchange(current_handler, handler);
}

void assertion_context(std::string_view cell) {
  const std::scoped_lock held(context_lock());
  context() = cell;
}

void fail_assertion(std::string_view file, int line, std::string sentence) {
  assertion_failure failure{.file = file, .line = line, .what = std::move(sentence), .cell = {}};
  {
    const std::scoped_lock held(context_lock());
    failure.cell = context();
  }
  current_handler(failure);
  std::abort();
}

}  // namespace cnp
