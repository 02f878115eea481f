#include "harness/win32/pipe_reservation.hpp"

#include "harness/support/input_error.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/security.hpp"

#include <algorithm>
#include <string_view>

namespace cnp {

namespace {

bool is_prefix(std::string_view text) {
  constexpr std::string_view allowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  return !text.empty() && text.size() <= longest_prefix &&
         text.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace

file_handle reserve_prefix(const std::string& prefix) {
  if (!is_prefix(prefix)) {
    throw input_error("a prefix of pipe names is 1 to " + std::to_string(longest_prefix) +
                      " letters, digits, '.', '_' or '-', and the one given is not");
  }
  const std::wstring name = L"\\\\.\\pipe\\" + std::wstring(prefix.begin(), prefix.end());
  file_handle reserved(::CreateNamedPipeW(
      name.c_str(), PIPE_ACCESS_DUPLEX | FILE_FLAG_FIRST_PIPE_INSTANCE,
      PIPE_TYPE_BYTE | PIPE_REJECT_REMOTE_CLIENTS, 1, 0, 0, 0, pipe_security(false)));
  if (reserved) {
    return reserved;
  }
  // The first is what Windows gives where the name exists, the second where its instances are all
  // in use, the third where it is of another kind (a mailslot's, say).
  const DWORD code = ::GetLastError();
  if (code == ERROR_ACCESS_DENIED || code == ERROR_PIPE_BUSY || code == ERROR_INVALID_NAME) {
    throw input_error("the pipe name \\\\.\\pipe\\" + prefix +
                      " is taken, by another run or another program; choose another prefix");
  }
  throw arrangement_error("CreateNamedPipe(\\\\.\\pipe\\" + prefix + ")", code);
}

}  // namespace cnp
