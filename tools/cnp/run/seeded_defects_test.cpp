#include "tools/cnp/shared/seeded_defects.hpp"

#include "fixtures/client_service.hpp"
#include "harness/support/text.hpp"
#include "harness/win32/kernel_api.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cnp {
namespace {

// What is listed and explained is what there is.
TEST(SeededDefects, AreThoseThatTheKernelAndTheClientsHave) {
  const std::string of_kernel = seeded_defects();
  EXPECT_EQ(join(seeded_fault_names(false), ", "), of_kernel);
  EXPECT_EQ(join(seeded_fault_names(true), ", "), of_kernel + ", " + seeded_client_faults());
}

}  // namespace
}  // namespace cnp
