# CNP_COMMIT: the commit of the suite, with + behind it when tracked files have changes;
# "unknown" outside a clone. Configuring runs again after a commit or a checkout.
set(CNP_COMMIT unknown)
find_program(CNP_GIT git)
if(CNP_GIT)
  execute_process(
    COMMAND "${CNP_GIT}" -C "${PROJECT_SOURCE_DIR}" rev-parse --short=12 HEAD
    OUTPUT_VARIABLE commit
    OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE failed
    ERROR_QUIET)
  if(NOT failed)
    set(CNP_COMMIT "${commit}")
    execute_process(
      COMMAND "${CNP_GIT}" -C "${PROJECT_SOURCE_DIR}" status --porcelain --untracked-files=no
      OUTPUT_VARIABLE changes
      ERROR_QUIET)
    if(changes)
      string(APPEND CNP_COMMIT "+")
    endif()
  endif()
  execute_process(
    COMMAND "${CNP_GIT}" -C "${PROJECT_SOURCE_DIR}" rev-parse --git-path logs/HEAD
    OUTPUT_VARIABLE log
    OUTPUT_STRIP_TRAILING_WHITESPACE
    ERROR_QUIET)
  cmake_path(ABSOLUTE_PATH log BASE_DIRECTORY "${PROJECT_SOURCE_DIR}")
  if(EXISTS "${log}" AND NOT IS_DIRECTORY "${log}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${log}")
  endif()
endif()
