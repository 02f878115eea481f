#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// A fault that can be put under the suite on purpose, to see it fail. What it does is in
/// harness/win32/kernel_api.cpp and fixtures/client_service.cpp, which are not in every build; its
/// name and these words are, for who lists, explains and completes it.
struct seeded_fault {
  std::string_view name;
  std::string_view says;
  bool only_of_clients = false;  ///< For `--seeded-client-defect` only.
};

/// All of them.
[[nodiscard]] std::span<const seeded_fault> seeded_faults();
/// The fault of this name; null if there is none.
[[nodiscard]] const seeded_fault* find_seeded_fault(std::string_view name);
/// The names that `--seeded-defect` takes, or `--seeded-client-defect`.
[[nodiscard]] std::vector<std::string> seeded_fault_names(bool of_clients);

}  // namespace cnp
