# What every target of ours is built with: cnp_options, an interface target.

option(CNP_WARNINGS_AS_ERRORS "Treat warnings in the suite's own sources as errors" OFF)
option(CNP_SANITIZE "Build with the address and undefined-behaviour sanitizers (GCC, clang)" OFF)
option(CNP_UNITY "Compile sources in batches: a third of the time, but no missing #include is seen" OFF)
option(CNP_BENCHMARKS "Build the benchmarks (needs Google Benchmark)" OFF)

# cnp and cnp-client must be in one folder: cnp starts the client that lies beside it.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
# clang-tidy and editors read it.
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# The static runtime, for dependencies too: one file can be copied to any Windows machine.
set(CMAKE_MSVC_RUNTIME_LIBRARY "MultiThreaded$<$<CONFIG:Debug>:Debug>")
set(CMAKE_POLICY_DEFAULT_CMP0091 NEW)
# Dependencies take their options from plain variables, whatever CMake version they ask for.
set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)

add_library(cnp_options INTERFACE)
target_compile_features(cnp_options INTERFACE cxx_std_20)
set_target_properties(cnp_options PROPERTIES INTERFACE_POSITION_INDEPENDENT_CODE ON)
# Includes are written from the root of the repository: "harness/scenario/outcome.hpp".
target_include_directories(cnp_options INTERFACE "${PROJECT_SOURCE_DIR}")

if(WIN32)
  target_compile_definitions(
    cnp_options INTERFACE WIN32_LEAN_AND_MEAN NOMINMAX _WIN32_WINNT=0x0A00)
endif()

if(MSVC)
  target_compile_definitions(cnp_options INTERFACE _CRT_SECURE_NO_WARNINGS)
  target_compile_options(
    cnp_options INTERFACE /W4 /permissive- /utf-8 /bigobj /Zc:preprocessor /Zc:__cplusplus
                          # Padding is what alignas is for (C4324). Unreachable code (C4702) is
                          # reported of templates in libraries' headers, after optimising; of ours
                          # clang reports it (preset wine-clang-apart).
                          /wd4324 /wd4702
                          $<$<BOOL:${CNP_WARNINGS_AS_ERRORS}>:/WX>)
else()
  target_compile_options(
    cnp_options
    INTERFACE
      -Wall
      -Wextra
      -Wpedantic
      -Wconversion
      -Wsign-conversion
      -Wshadow
      -Wcast-align
      -Wcast-qual
      -Wformat=2
      -Wnon-virtual-dtor
      -Woverloaded-virtual
      -Wimplicit-fallthrough
      $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond;-Wlogical-op>
      $<$<CXX_COMPILER_ID:Clang>:-Wreserved-identifier>
      # Scenarios are designated initialisers: a field that is not named has its default on purpose.
      -Wno-missing-field-initializers
      $<$<BOOL:${CNP_WARNINGS_AS_ERRORS}>:-Werror>)
endif()

if(MINGW)
  # Big tables of scenarios go over the section limit of plain COFF.
  target_compile_options(cnp_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wa,-mbig-obj>)
  # No runtime DLLs: they lie where neither Windows nor Wine looks.
  target_link_options(cnp_options INTERFACE -static)
endif()

# For the whole build, dependencies too: containers that cross a library boundary must be
# instrumented on both sides.
if(CNP_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

# All programs: what is built without running any of them, which not every machine can.
add_custom_target(cnp_programs)

# cnp_library(NAME [SOURCES file...]) and cnp_program(NAME SOURCES file...) make a target of ours.
function(cnp_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES")
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC cnp_options)
  cnp_batches(${name})
endfunction()

function(cnp_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE cnp_options)
  cnp_batches(${name})
  add_dependencies(cnp_programs ${name})
endfunction()

function(cnp_batches name)
  set_target_properties(${name} PROPERTIES CXX_EXTENSIONS OFF UNITY_BUILD ${CNP_UNITY}
                                           UNITY_BUILD_BATCH_SIZE 16)
endfunction()

# cnp_room(LIBRARY SOURCES file... [TESTS file...]): the sources of this folder, a room of LIBRARY's
# house, and the unit tests beside them (for cnp_unit_test(... OF LIBRARY)).
function(cnp_room library)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;TESTS")
  list(TRANSFORM arg_SOURCES PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
  list(TRANSFORM arg_TESTS PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
  target_sources(${library} PRIVATE ${arg_SOURCES})
  set_property(TARGET ${library} APPEND PROPERTY CNP_TESTS ${arg_TESTS})
endfunction()

# cnp_wide_main(NAME): the program's main function is `wmain` where the target is Windows. (With
# MinGW-w64 the C runtime has to be told; its declaration there is extern "C".)
function(cnp_wide_main name)
  if(MINGW)
    target_link_options(${name} PRIVATE -municode)
  endif()
endfunction()
