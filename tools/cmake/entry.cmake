# Runs one test entry and says whether it passed. Exit status 0 is not enough: a process whose
# wineserver dies ends with status 0 in mid-test, so an entry passes only if it also left its
# completed record.
#
#   cmake -DMODE=... -DENTRY=... -DPROGRAM=... -DEMULATOR=... -DRESULTS=... -P entry.cmake
#
#   MODE=begin     empties RESULTS/entries, before the first scenario
#   MODE=scenario  runs scenario ENTRY; record: footer of RESULTS/entries/ENTRY.jsonl
#   MODE=walk      `cnp walk` with OPTIONS; record: footer of RESULTS/ENTRY.jsonl
#   MODE=merge     joins the entries' run files to RESULTS/run.jsonl, after the last scenario
#   MODE=unit      runs a GoogleTest program with OPTIONS; record: its own JSON report
#   MODE=bench     runs benchmarks with OPTIONS; record: the JSON it leaves, RESULTS/ENTRY.json
#   MODE=list      writes the list of scenarios to OUTPUT, at build time
#
# Options for `cnp run` can be given in the environment variable CNP_RUN_OPTIONS (--strict).
#
# A scenario's output ends with its verdict, its CLAUSES and the command that runs it again: from
# there they get into ctest's JUnit file, which has no place of its own for them. The verdict is also
# a label of the entry (in JUnit a property, `cmake_labels`, since CMake 3.28).
cmake_minimum_required(VERSION 3.25)

# Says what went wrong, on one line, and ends with status 1: the only failure that `cmake -P` has.
function(fail text)
  message(NOTICE "${text}")
  message(FATAL_ERROR " this entry fails, see above")
endfunction()

# run(STATUS arg...): runs PROGRAM in the current folder, its output straight to ctest, and gives
# its exit status. An older `record` is gone then.
set(folder "${CMAKE_CURRENT_BINARY_DIR}")
function(run out)
  file(MAKE_DIRECTORY "${folder}")
  file(REMOVE "${record}")
  execute_process(
    COMMAND ${EMULATOR} "${PROGRAM}" ${ARGN}
    WORKING_DIRECTORY "${folder}"
    RESULT_VARIABLE status)
  set(${out} "${status}" PARENT_SCOPE)
endfunction()

# member(OUT json path...): the value there, else "".
function(member out json)
  string(JSON value ERROR_VARIABLE error GET "${json}" ${ARGN})
  if(error)
    set(value "")
  endif()
  set(${out} "${value}" PARENT_SCOPE)
endfunction()

# footer(OUT file): the last line of a run file if that line is a whole footer record, else "".
function(footer out file)
  set(${out} "" PARENT_SCOPE)
  if(NOT EXISTS "${file}")
    return()
  endif()
  file(SIZE "${file}" size)
  set(offset 0)
  if(size GREATER 65536)
    math(EXPR offset "${size} - 65536")
  endif()
  file(READ "${file}" tail OFFSET ${offset})
  string(STRIP "${tail}" tail)
  # Not by a regular expression: those look at a long line from each of its characters anew.
  string(FIND "${tail}" "\n" before REVERSE)
  math(EXPR start "${before} + 1")
  string(SUBSTRING "${tail}" ${start} -1 line)
  member(type "${line}" type)
  if(type STREQUAL "footer")
    set(${out} "${line}" PARENT_SCOPE)
  endif()
endfunction()

# refuse(STATUS): fails with what an exit status of cnp means, unless that is 0.
function(refuse status)
  set(meaning_1 "an outcome was not as documented")
  set(meaning_2 "bad input")
  set(meaning_3 "SUITE ERROR, not a nonconformance")
  if(DEFINED meaning_${status})
    fail("${ENTRY}: exit status ${status}: ${meaning_${status}}")
  elseif(NOT status STREQUAL "0")
    fail("${ENTRY}: SUITE ERROR: ended abnormally (${status})")
  endif()
endfunction()

# lost(STATUS WHAT): fails for a process that ended, but left not what it should.
function(lost status missing)
  fail("SUITE ERROR: ${ENTRY} ended with exit status ${status} but left no ${missing}; its process \
was lost in mid-test (did the wineserver die?). No verdict. Record: ${record}")
endfunction()

# report(OUT GET|LENGTH member): of the JSON report in `record`, which must be there.
function(report out how name)
  set(text "")
  if(EXISTS "${record}")
    file(READ "${record}" text)
  endif()
  string(JSON value ERROR_VARIABLE error ${how} "${text}" ${name})
  if(error)
    lost(0 "report that can be read")
  endif()
  set(${out} "${value}" PARENT_SCOPE)
endfunction()

# describe(footer): the last lines of a scenario's output: the most severe verdict, how many cells
# had which, the clauses, and the command that runs it again. Without a footer, a process was lost.
function(describe line)
  set(worst "suite error")
  set(counts "")
  if(NOT line STREQUAL "")
    # From the least severe to the most, as in reports/verdict/verdict.hpp.
    foreach(verdict IN ITEMS unsupported conforms characterised "known deviation" "suite error"
                             "not performed" recovered implausible "not arranged" deviates hung crashed)
      member(count "${line}" counts "${verdict}")
      if(count GREATER 0)
        set(worst "${verdict}")
        list(APPEND counts "${count} ${verdict}")
      endif()
    endforeach()
    list(JOIN counts ", " counts)
    set(counts " (cells: ${counts})")
  endif()
  set(run "tools/run")
  if(CMAKE_HOST_WIN32)
    set(run "tools\\run.cmd")
  endif()
  string(STRIP "${run} --scenario ${ENTRY} $ENV{CNP_RUN_OPTIONS}" again)
  message("verdict  ${worst}${counts}
clauses  ${CLAUSES}
again    ${again}
<CTestLabel>verdict: ${worst}</CTestLabel>")
endfunction()

set(entries "${RESULTS}/entries")

if(MODE STREQUAL "begin")
  file(REMOVE_RECURSE "${entries}")
  file(REMOVE "${RESULTS}/run.jsonl")
  file(MAKE_DIRECTORY "${entries}")

elseif(MODE STREQUAL "scenario")
  set(record "${entries}/${ENTRY}.jsonl")
  file(MAKE_DIRECTORY "${entries}")
  separate_arguments(options NATIVE_COMMAND "$ENV{CNP_RUN_OPTIONS}")
  # On a busy machine Wine can lose a process before it runs anything of the program (as in
  # harness/child_process): status 1 and not even the beginning of a record, which cnp never leaves.
  foreach(start RANGE 1 3)
    run(status run --scenario "${ENTRY}" --run-file "${record}" ${options})
    if(NOT status STREQUAL "1" OR EXISTS "${record}" OR EXISTS "${record}.partial")
      break()
    endif()
    message("${ENTRY}: its process was lost before it began (exit status 1), start ${start} of 3")
  endforeach()
  footer(line "${record}")
  describe("${line}")
  member(complete "${line}" complete)
  if(NOT status MATCHES "^(0|77)$" AND (complete OR NOT status STREQUAL "1"))
    refuse("${status}")
  elseif(NOT complete)
    lost("${status}" "completed record")
  elseif(status EQUAL 77)
    message("ENTRY SKIPPED: ${ENTRY}: this kernel lacks what every cell of it needs")
  endif()

elseif(MODE STREQUAL "walk")
  # Not among the entries: what a seed has chosen is no part of the run that kernels are compared by.
  set(record "${RESULTS}/${ENTRY}.jsonl")
  file(MAKE_DIRECTORY "${RESULTS}")
  run(status walk ${OPTIONS} --run-file "${record}")
  refuse("${status}")
  footer(line "${record}")
  member(complete "${line}" complete)
  if(NOT complete)
    lost(0 "completed record")
  endif()

elseif(MODE STREQUAL "merge")
  set(record "${RESULTS}/run.jsonl")
  run(status merge --output "${record}" "${entries}")
  refuse("${status}")
  footer(line "${record}")
  if(line STREQUAL "")
    lost(0 "whole run file")
  endif()
  message("Run file: ${record}")

elseif(MODE STREQUAL "unit")
  # By a relative name: a Windows program may not take a Linux path for an absolute one.
  set(folder "${RESULTS}/unit")
  set(record "${folder}/${ENTRY}.json")
  run(status "--gtest_output=json:${ENTRY}.json" ${OPTIONS})
  if(NOT status EQUAL 0)
    fail("${ENTRY}: exit status ${status}")
  endif()
  report(tests GET tests)
  report(failures GET failures)
  if(tests EQUAL 0 OR NOT failures EQUAL 0)
    fail("${ENTRY}: ${tests} tests ran, ${failures} failed")
  endif()

elseif(MODE STREQUAL "bench")
  set(folder "${RESULTS}")
  set(record "${folder}/${ENTRY}.json")
  run(status ${OPTIONS} --output "${ENTRY}.json")
  refuse("${status}")
  report(count LENGTH benchmarks)
  if(count EQUAL 0)
    fail("SUITE ERROR: ${ENTRY} left no result in ${record}")
  endif()
  message("${count} results; nothing is said about times")

elseif(MODE STREQUAL "list")
  # Written aside and renamed when whole: an old list must not outlive a failure.
  set(record "${OUTPUT}.new")
  file(REMOVE "${OUTPUT}")
  run(status list --ctest --output "${record}")
  set(lines "")
  if(EXISTS "${record}")
    file(STRINGS "${record}" lines REGEX "^cnp_scenario\\(.*\\)$")
  endif()
  if(NOT status EQUAL 0 OR NOT lines)
    fail("`cnp list --ctest` ended with ${status}, or names no scenario")
  endif()
  file(RENAME "${record}" "${OUTPUT}")

else()
  fail("entry.cmake: no such MODE: '${MODE}'")
endif()
