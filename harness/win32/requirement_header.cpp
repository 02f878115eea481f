// Holds namedpipeapi.h against the page when the suite is built: the header declares
// ConnectNamedPipe, with exactly the page's prototype. Nothing else of Win32 is included but the
// types that the header is made of, in the order in which <windows.h> includes them; <windows.h>
// would bring namedpipeapi.h along, and this would not show where the declaration is.

// What <windows.h> does first: the types are those of a processor.
#if defined(_MSC_VER)
#if defined(_M_IX86)
#define _X86_
#elif defined(_M_ARM64)
#define _ARM64_
#elif defined(_M_X64)
#define _AMD64_
#endif
#endif

#include <cstdarg>
#include <excpt.h>

#include <windef.h>

#include <minwinbase.h>

#include <namedpipeapi.h>

#include <type_traits>

namespace cnp {

using prototype = BOOL(WINAPI*)(HANDLE, LPOVERLAPPED);
static_assert(std::is_same_v<decltype(&::ConnectNamedPipe), prototype>,
              "namedpipeapi.h declares ConnectNamedPipe otherwise than the page has it");

/// The declared function. For the linker only, to which a unit with nothing in it is suspect.
extern const prototype connect_named_pipe_as_declared;
const prototype connect_named_pipe_as_declared = &::ConnectNamedPipe;

}  // namespace cnp
