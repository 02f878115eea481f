#pragma once

#include "harness/win32/windows.hpp"

namespace cnp {

/// The explicit security of every pipe of the suite: the user who runs it has all access and nobody
/// else any; with `in_app_container`, app containers have it too and a low integrity label stands
/// on the pipe, so that neither decides about an app container's connection. Made once; any thread.
/// Throws `arrangement_error`.
[[nodiscard]] SECURITY_ATTRIBUTES* pipe_security(bool in_app_container);

}  // namespace cnp
