// The commands that perform cells where there is no kernel to run against: this build reads, lists
// and merges.

#include "harness/support/input_error.hpp"
#include "tools/cnp/run/options.hpp"

namespace cnp {

namespace {

[[noreturn]] void refuse_to_perform() {
  throw input_error(
      "this build of cnp has no Windows kernel to run against; tools/run uses the one "
      "for Windows, on "
      "Linux under Wine");
}

}  // namespace

exit_code run_cells(const run_options&) {
  refuse_to_perform();
}

exit_code verify_cells(const verify_options&) {
  refuse_to_perform();
}

exit_code run_walks(const walk_options&) {
  refuse_to_perform();
}

}  // namespace cnp
