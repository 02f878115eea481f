#include "harness/win32/security.hpp"

#include "harness/win32/arrangement.hpp"
#include "harness/win32/handle.hpp"

#include <sddl.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace cnp {

namespace {

struct local_free {
  void operator()(void* memory) const { ::LocalFree(memory); }
};

/// The SID of the user of this process, as a string.
std::wstring user_sid() {
  HANDLE raw = nullptr;
  arrange(::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, &raw) != FALSE,
          "OpenProcessToken");
  const object_handle token(raw);
  DWORD size = 0;
  ::GetTokenInformation(token.get(), TokenUser, nullptr, 0, &size);
  std::vector<std::byte> memory(size);
  arrange(::GetTokenInformation(token.get(), TokenUser, memory.data(), size, &size) != FALSE,
          "GetTokenInformation(TokenUser)");
  wchar_t* text = nullptr;
  arrange(::ConvertSidToStringSidW(reinterpret_cast<TOKEN_USER*>(memory.data())->User.Sid, &text) !=
              FALSE,
          "ConvertSidToStringSid");
  const std::unique_ptr<wchar_t, local_free> owned(text);
  return text;
}

/// A security descriptor that lives as long as the process.
struct described {
  explicit described(const std::wstring& sddl) {
    arrange(::ConvertStringSecurityDescriptorToSecurityDescriptorW(
                sddl.c_str(), SDDL_REVISION_1, &attributes.lpSecurityDescriptor, nullptr) != FALSE,
            "ConvertStringSecurityDescriptorToSecurityDescriptor");
  }
  SECURITY_ATTRIBUTES attributes{.nLength = sizeof(SECURITY_ATTRIBUTES),
                                 .lpSecurityDescriptor = nullptr,
                                 .bInheritHandle = FALSE};
};

}  // namespace

SECURITY_ATTRIBUTES* pipe_security(bool in_app_container) {
  if (in_app_container) {
    // Kernels without app containers know neither the group nor the label: made only when one takes
    // part.
    static described open(L"D:P(A;;GA;;;" + user_sid() + L")(A;;GA;;;AC)S:(ML;;NW;;;LW)");
    return &open.attributes;
  }
  static described closed(L"D:P(A;;GA;;;" + user_sid() + L")");
  return &closed.attributes;
}

}  // namespace cnp
