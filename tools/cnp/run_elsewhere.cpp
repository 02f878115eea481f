// `cnp run` where there is no kernel to run against: this build reads, lists and merges.

#include "harness/unusable.hpp"
#include "tools/cnp/run_options.hpp"

namespace cnp {

exit_code run_cells(const run_options&) {
  throw unusable("this build of cnp has no Windows kernel to run against; tools/run uses the one "
                 "for Windows, on "
                 "Linux under Wine");
}

}  // namespace cnp
