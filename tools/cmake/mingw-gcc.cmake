# Windows from Linux: MinGW-w64 GCC with the posix thread model (std::thread, std::mutex). For x64,
# or for what a preset says in CNP_MINGW_TARGET.
set(CMAKE_SYSTEM_NAME Windows)
set(CNP_MINGW_TARGET x86_64 CACHE STRING "The processor: x86_64 or i686")
# Trial compilations of CMake have to know it too.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES CNP_MINGW_TARGET)
set(CMAKE_SYSTEM_PROCESSOR ${CNP_MINGW_TARGET})
set(cnp_prefix ${CNP_MINGW_TARGET}-w64-mingw32)

# Debian has both thread models side by side, with a suffix; others have one, without.
find_program(CNP_MINGW_GXX NAMES ${cnp_prefix}-g++-posix ${cnp_prefix}-g++ REQUIRED)
find_program(CNP_MINGW_GCC NAMES ${cnp_prefix}-gcc-posix ${cnp_prefix}-gcc REQUIRED)
set(CMAKE_CXX_COMPILER "${CNP_MINGW_GXX}")
set(CMAKE_C_COMPILER "${CNP_MINGW_GCC}")
set(CMAKE_RC_COMPILER ${cnp_prefix}-windres)

include("${CMAKE_CURRENT_LIST_DIR}/mingw-common.cmake")
