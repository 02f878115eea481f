# Holds entry.cmake and scenarios.ctest.cmake against a program that ends in every way there is: a
# ctest of its own runs them, and its output and its JUnit file are looked at. In CMake language,
# as what it tries: both are carried out by the ctest of this machine, which a test under Wine can't
# start.
#
#   cmake -DPRETENDER=... -DEMULATOR=... -DPREFIX=... -DFOLDER=... -DSECONDS=...
#         -DSECONDS_OF_HANG=... -P entry_test.cmake
#
#   PRETENDER  fixtures/pretender.cpp, built
#   PREFIX     what ends an entry with its parent, as for every entry
#   FOLDER     where the inner ctest works; emptied first
#   SECONDS    what an inner entry may take, and one that hangs
cmake_minimum_required(VERSION 3.25)

cmake_path(GET CMAKE_COMMAND PARENT_PATH bin)
find_program(CTEST ctest PATHS "${bin}" NO_DEFAULT_PATH REQUIRED)
set(here "${CMAKE_CURRENT_LIST_DIR}")
set(roles conforms known-deviation deviates bad-input suite-error unsupported lost truncated
          never-begins crashes hangs)

# The inner ctest's entries, made by what makes the real ones.
file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${FOLDER}")
set(list "")
foreach(role IN LISTS roles)
  set(seconds ${SECONDS})
  if(role STREQUAL "hangs")
    set(seconds ${SECONDS_OF_HANG})
  endif()
  string(APPEND list "cnp_scenario(pretend.${role} pretend \"page.one;page.two\" ${seconds})\n")
endforeach()
file(WRITE "${FOLDER}/list.cmake" "${list}")
file(WRITE "${FOLDER}/CTestTestfile.cmake"
"set(cnp_prefix [==[${PREFIX}]==])
set(cnp_cmake [==[${CMAKE_COMMAND}]==])
set(cnp_entry [==[${here}/entry.cmake]==])
set(cnp_program [==[${PRETENDER}]==])
set(cnp_emulator [==[${EMULATOR}]==])
set(cnp_results [==[${FOLDER}/results]==])
set(cnp_list [==[${FOLDER}/list.cmake]==])
set(cnp_seconds_of_files_only ${SECONDS})
set(cnp_seconds_of_merge ${SECONDS})
include([==[${here}/scenarios.ctest.cmake]==])
cnp_entry_of(unit.fine unit)
cnp_entry_of(unit.lost unit)
")
set(ENV{CNP_RUN_OPTIONS} "--strict")
execute_process(
  COMMAND "${CTEST}" --test-dir "${FOLDER}" --output-on-failure --output-junit junit.xml
  RESULT_VARIABLE status
  OUTPUT_VARIABLE output
  ERROR_VARIABLE output)
if(status EQUAL 0)
  message(FATAL_ERROR " the inner ctest took it all for a pass:\n${output}")
endif()
# An element of this list for each entry, without what has a meaning in lists, lines joined.
file(READ "${FOLDER}/junit.xml" junit)
string(REGEX REPLACE "[][;]" "," junit "${junit}")
string(REGEX REPLACE "[ \t\r\n]+" " " junit "${junit}")
string(REPLACE "</testcase>" ";" junit "${junit}")

# see(TEXT PLACE part...): all parts are in the text.
set(wrong 0)
macro(see text place)
  foreach(part IN ITEMS ${ARGN})
    string(FIND "${text}" "${part}" position)
    if(position EQUAL -1)
      message("${place}: '${part}' is missing from:\n${text}")
      math(EXPR wrong "${wrong} + 1")
    endif()
  endforeach()
endmacro()

# entry(NAME STATUS part...): the entry has this status in JUnit, and its output has the parts.
macro(entry name status)
  set(cases "${junit}")
  list(FILTER cases INCLUDE REGEX "<testcase name=\"${name}\"")
  see("${cases}" "${name}" "status=\"${status}\"" ${ARGN})
endmacro()

set(run "tools/run")
if(CMAKE_HOST_WIN32)
  set(run "tools\\run.cmd")
endif()

entry(pretend.conforms run "verdict conforms (cells: 1 conforms)" "clauses page.one page.two"
      "again ${run} --scenario pretend.conforms --strict")
entry(pretend.known-deviation run "verdict known deviation (cells: 1 known deviation)")
entry(pretend.deviates fail "verdict deviates" "clauses page.one page.two"
      "again ${run} --scenario pretend.deviates --strict"
      "pretend.deviates: exit status 1: an outcome was not as documented")
entry(pretend.bad-input fail "pretend.bad-input: exit status 2: bad input")
entry(pretend.suite-error fail "verdict suite error"
      "pretend.suite-error: exit status 3: SUITE ERROR, not a nonconformance")
entry(pretend.unsupported notrun "verdict unsupported"
      "ENTRY SKIPPED: pretend.unsupported: this kernel lacks what every cell of it needs")
foreach(role IN ITEMS lost truncated)
  entry(pretend.${role} fail "verdict suite error"
        "SUITE ERROR: pretend.${role} ended with exit status 0 but left no completed record"
        "its process was lost in mid-test (did the wineserver die?). No verdict.")
endforeach()
entry(pretend.never-begins fail "verdict suite error"
      "its process was lost before it began (exit status 1), start 3 of 3"
      "SUITE ERROR: pretend.never-begins ended with exit status 1 but left no completed record")
# (On Windows a program that aborts ends with status 3, as one that reports a suite error.)
entry(pretend.crashes fail "verdict suite error" "pretend.crashes: " "SUITE ERROR")
entry(pretend.hangs fail)
see("${output}" ctest "pretend.hangs (Timeout)" "pretend.lost (Failed)"
    "pretend.unsupported (Skipped)")
entry(run.begin run)
entry(run.merge run "Run file: ")
entry(unit.fine run)
entry(unit.lost fail "SUITE ERROR: unit.lost ended with exit status 0 but left no report")

if(wrong GREATER 0)
  message(FATAL_ERROR " ${wrong} wrong; the inner ctest printed:\n${output}")
endif()
list(LENGTH roles count)
message("${count} ways to end, each with its message")
