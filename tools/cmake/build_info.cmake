# What a build is made of: harness/support/build_info.hpp tells it to programs.
#
# CNP_ARCHITECTURE (x64, x86, arm64) is what it is built for, as releases are called. The commit is
# asked for in every build, by this file as a script: what was changed after configuring must not
# pass for a commit's.
if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(CNP_ARCHITECTURE "${CMAKE_CXX_COMPILER_ARCHITECTURE_ID}")
  if(NOT CNP_ARCHITECTURE)
    set(CNP_ARCHITECTURE "${CMAKE_SYSTEM_PROCESSOR}")
  endif()
  string(TOLOWER "${CNP_ARCHITECTURE}" CNP_ARCHITECTURE)
  string(REGEX REPLACE "^(x86_64|amd64)$" "x64" CNP_ARCHITECTURE "${CNP_ARCHITECTURE}")
  string(REGEX REPLACE "^i[3-6]86$" "x86" CNP_ARCHITECTURE "${CNP_ARCHITECTURE}")
  string(REGEX REPLACE "^aarch64$" "arm64" CNP_ARCHITECTURE "${CNP_ARCHITECTURE}")

  # A library of its own: what links it is linked anew with every commit.
  set(made "${PROJECT_BINARY_DIR}/generated/harness/support/build_info.cpp")
  add_custom_target(
    cnp_ask_for_commit
    BYPRODUCTS "${made}"
    COMMAND
      "${CMAKE_COMMAND}" "-DROOT=${PROJECT_SOURCE_DIR}" "-DOUTPUT=${made}"
      "-DCNP_VERSION=${PROJECT_VERSION}"
      "-DCNP_COMPILER=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}"
      "-DCNP_TARGET=${CMAKE_SYSTEM_NAME} ${CNP_ARCHITECTURE}" -P "${CMAKE_CURRENT_LIST_FILE}"
    COMMENT "Asking for the commit"
    VERBATIM)
  cnp_library(cnp_build_info SOURCES "${made}")
  add_dependencies(cnp_build_info cnp_ask_for_commit)
  return()
endif()

# The commit, with + behind it when tracked files have changes; "unknown" where the sources are not
# a clone by themselves (a tarball, also one within somebody's clone).
set(CNP_COMMIT unknown)
find_program(CNP_GIT git)
if(CNP_GIT)
  execute_process(
    COMMAND "${CNP_GIT}" -C "${ROOT}" rev-parse --show-cdup
    OUTPUT_VARIABLE above
    OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE failed
    ERROR_QUIET)
  if(NOT failed AND above STREQUAL "")
    execute_process(
      COMMAND "${CNP_GIT}" -C "${ROOT}" describe --always --exclude=* --abbrev=12 --dirty=+
      OUTPUT_VARIABLE CNP_COMMIT
      OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  endif()
endif()
# Writes nothing where nothing changed.
configure_file("${ROOT}/harness/support/build_info.cpp.in" "${OUTPUT}" @ONLY)
