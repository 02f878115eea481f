# The libraries we build on, each declared once. Where they come from, first match wins:
#   1. sources in build/deps (tools/setup puts Debian's source packages there), or wherever
#      FETCHCONTENT_SOURCE_DIR_<NAME> points;
#   2. an installed package (find_package; the toolchain files keep host packages out of cross builds;
#      never for MSVC: what conda or vcpkg leave on the path is built with the other runtime);
#   3. the pinned commit, by git.
include(FetchContent)
if(MSVC)
  set(FETCHCONTENT_TRY_FIND_PACKAGE_MODE NEVER)
endif()

foreach(name IN ITEMS googletest benchmark nlohmann_json cli11)
  string(TOUPPER ${name} upper)
  if(NOT FETCHCONTENT_SOURCE_DIR_${upper}
     AND EXISTS "${PROJECT_SOURCE_DIR}/build/deps/${name}/CMakeLists.txt")
    set(FETCHCONTENT_SOURCE_DIR_${upper} "${PROJECT_SOURCE_DIR}/build/deps/${name}"
        CACHE PATH "Sources of ${name}, from tools/setup" FORCE)
  endif()
endforeach()

FetchContent_Declare(
  googletest
  GIT_REPOSITORY https://github.com/google/googletest.git
  GIT_TAG 52eb8108c5bdec04579160ae17225d66034bd723 # v1.17.0
  SYSTEM
  FIND_PACKAGE_ARGS 1.12 NAMES GTest)
set(BUILD_GMOCK OFF)
set(INSTALL_GTEST OFF)

FetchContent_Declare(
  nlohmann_json
  GIT_REPOSITORY https://github.com/nlohmann/json.git
  GIT_TAG 9cca280a4d0ccf0c08f47a99aa71d1b0e52f8d03 # v3.11.3
  SYSTEM
  FIND_PACKAGE_ARGS 3.11)
set(JSON_BuildTests OFF)
set(JSON_Install OFF)

FetchContent_Declare(
  cli11
  GIT_REPOSITORY https://github.com/CLIUtils/CLI11.git
  GIT_TAG cbd58a3696887b34c70949aef21a71735a0c2ad5 # v2.7.2
  SYSTEM
  FIND_PACKAGE_ARGS 2.1 NAMES CLI11)
set(CLI11_BUILD_TESTS OFF)
set(CLI11_BUILD_EXAMPLES OFF)
set(CLI11_BUILD_DOCS OFF)

FetchContent_Declare(
  benchmark
  GIT_REPOSITORY https://github.com/google/benchmark.git
  GIT_TAG 192ef10025eb2c4cdd392bc502f0c852196baa48 # v1.9.5
  SYSTEM
  FIND_PACKAGE_ARGS 1.7)
set(BENCHMARK_ENABLE_TESTING OFF)
set(BENCHMARK_ENABLE_GTEST_TESTS OFF)
set(BENCHMARK_ENABLE_INSTALL OFF)
set(BENCHMARK_ENABLE_WERROR OFF)

FetchContent_MakeAvailable(nlohmann_json cli11 googletest)
if(CNP_BENCHMARKS)
  FetchContent_MakeAvailable(benchmark)
endif()
