# Writes cells out with `cnp repro` and holds the programs against the suite.
#
#   cmake -DPROGRAM=... -DEMULATOR=... -DFOLDER=... -DCOMPILER=... -DFLAGS=... -DLIBRARIES=...
#         -P repro.cmake
#
# With a COMPILER: some cells of different kinds are written out, compiled without warnings and run;
# the exit status has to be that of `cnp run --strict` of the same cell. Without one (a build for
# another system): a cell of every scenario is written out.
cmake_minimum_required(VERSION 3.25)

# A blocking wait; a pending request and its event; a registered wait; a client that came first; one
# that has gone; one that is ended; a duplicated handle; CallNamedPipe; nonblocking mode, once where
# kernels are known to differ from the page.
set(cells
  blocking.waits-for-client/synchronous-at-creation-null-byte-duplex-fresh-CreateFile-during
  overlapped.pending
  waiting.event-wait-functions
  client-first.client-before-connect
  reuse.stale-client-closed
  cancellation.still-listening/overlapped-manual-event-byte-duplex-fresh-killed
  reuse.last-duplicate-closed
  clients.call-named-pipe
  nonblocking.listening
  nonblocking.first-after-disconnect)

function(fail text)
  message(NOTICE "${text}")
  message(FATAL_ERROR " this entry fails, see above")
endfunction()

# bounded(STATUS OUTPUT seconds command...): carries a command out in FOLDER.
function(bounded status_out text_out seconds)
  execute_process(
    COMMAND ${ARGN}
    WORKING_DIRECTORY "${FOLDER}"
    TIMEOUT ${seconds}
    RESULT_VARIABLE status
    OUTPUT_VARIABLE text
    ERROR_VARIABLE text)
  set(${status_out} "${status}" PARENT_SCOPE)
  set(${text_out} "${text}" PARENT_SCOPE)
endfunction()

# By names relative to FOLDER: a Windows program may not take a Linux path for an absolute one.
file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${FOLDER}")

# A walk is about the step that is named, or about all.
bounded(status text 60 ${EMULATOR} "${PROGRAM}" repro matrix.transitions)
if(NOT text MATCHES "// Expected:  every step gives what the table below says\\.")
  fail("cnp repro of a walk, exit status ${status}: ${text}")
endif()
bounded(status text 60 ${EMULATOR} "${PROGRAM}" repro matrix.transitions --step mode)
if(NOT status EQUAL 2 OR NOT text MATCHES "^cnp: the cell [^\n]* has no step 'mode'[^\n]*\n$")
  fail("cnp repro of a step that is not there, exit status ${status}: ${text}")
endif()

if(NOT COMPILER)
  bounded(status text 60 ${EMULATOR} "${PROGRAM}" list --ctest)
  string(REGEX MATCHALL "cnp_scenario\\([^ ]+" lines "${text}")
  list(TRANSFORM lines REPLACE "cnp_scenario\\(" "")
  set(written 0)
  foreach(id IN LISTS lines)
    bounded(status text 60 "${PROGRAM}" repro "${id}")
    if(status EQUAL 2 AND text MATCHES "made in an app container")
      continue()
    endif()
    if(NOT status EQUAL 0 OR NOT text MATCHES "int main\\(")
      fail("cnp repro ${id}: exit status ${status}: ${text}")
    endif()
    math(EXPR written "${written} + 1")
  endforeach()
  if(written EQUAL 0)
    fail("no scenario was written out")
  endif()
  message("${written} scenarios written out")
  return()
endif()

set(number 0)
foreach(cell IN LISTS cells)
  math(EXPR number "${number} + 1")
  set(source "repro-${number}.cpp")
  bounded(status text 60 ${EMULATOR} "${PROGRAM}" repro "${cell}" --output "${source}")
  if(NOT status EQUAL 0)
    fail("cnp repro ${cell}: exit status ${status}: ${text}")
  endif()
  bounded(status text 120 "${COMPILER}" ${FLAGS} "${source}" ${LIBRARIES})
  if(NOT status EQUAL 0)
    fail("${cell}: ${FOLDER}/${source} does not compile (${status}): ${text}")
  endif()
  file(GLOB made "${FOLDER}/a.exe" "${FOLDER}/repro-${number}.exe")
  set(program "${FOLDER}/run-${number}.exe")
  file(RENAME "${made}" "${program}")
  # The whole key is in the source's first line, also where only the scenario was named.
  file(STRINGS "${FOLDER}/${source}" key LIMIT_COUNT 1)
  string(REPLACE "// " "" key "${key}")
  bounded(suite text 100 ${EMULATOR} "${PROGRAM}" run --cell "${key}" --strict --brief --run-file
          "repro-${number}.jsonl")
  if(suite EQUAL 77)
    continue()
  endif()
  bounded(status seen 60 ${EMULATOR} "${program}")
  if(NOT status STREQUAL suite)
    fail("${key}: the suite says ${suite}, the program written out says ${status}:
${text}
${seen}")
  endif()
  message("${key}: ${status}, as in the suite")
endforeach()
