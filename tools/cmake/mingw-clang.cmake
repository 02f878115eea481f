# Windows x64 from Linux by clang and lld: a second compiler's opinion of the same sources. The C++
# library is MinGW GCC's. clang's own search does not know Debian's folder names (12-posix), so the
# folders are asked of GCC and given by name.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)

find_program(CNP_CLANGXX NAMES clang++ clang++-19 clang++-16 clang++-14 REQUIRED)
find_program(CNP_CLANG NAMES clang clang-19 clang-16 clang-14 REQUIRED)
find_program(CNP_MINGW_GXX NAMES x86_64-w64-mingw32-g++-posix x86_64-w64-mingw32-g++ REQUIRED)
set(CMAKE_CXX_COMPILER "${CNP_CLANGXX}")
set(CMAKE_C_COMPILER "${CNP_CLANG}")
set(CMAKE_CXX_COMPILER_TARGET x86_64-w64-mingw32)
set(CMAKE_C_COMPILER_TARGET x86_64-w64-mingw32)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)

execute_process(
  COMMAND "${CNP_MINGW_GXX}" -print-libgcc-file-name
  OUTPUT_VARIABLE cnp_libgcc
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
cmake_path(GET cnp_libgcc PARENT_PATH cnp_gcc_folder)
set(CMAKE_CXX_STANDARD_INCLUDE_DIRECTORIES
    "${cnp_gcc_folder}/include/c++" "${cnp_gcc_folder}/include/c++/x86_64-w64-mingw32"
    "${cnp_gcc_folder}/include/c++/backward")
# -B finds crtbegin.o and crtend.o, -L the libraries.
foreach(kind IN ITEMS EXE SHARED MODULE)
  set(CMAKE_${kind}_LINKER_FLAGS_INIT "-fuse-ld=lld -B${cnp_gcc_folder} -L${cnp_gcc_folder}")
endforeach()
# libstdc++ needs winpthreads behind it, and clang does not know that.
set(CMAKE_CXX_STANDARD_LIBRARIES "-lstdc++ -lpthread"
    CACHE STRING "Behind every C++ link with this toolchain")

include("${CMAKE_CURRENT_LIST_DIR}/mingw-common.cmake")
