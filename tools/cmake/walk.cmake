# Holds `cnp walk` against what it promises: a seed is read or refused, the first line says it, a
# failing walk is shrunk and written as a program that compiles.
#
#   cmake -DPROGRAM=... -DEMULATOR=... -DFOLDER=... -DCOMPILER=... -DFLAGS=... -DLIBRARIES=...
#         -P walk.cmake
#
# Without a COMPILER (a build for another system) only what needs no kernel is looked at.
cmake_minimum_required(VERSION 3.25)

function(fail text)
  message(NOTICE "${text}")
  message(FATAL_ERROR " this entry fails, see above")
endfunction()

# walk(STATUS OUT ERR argument...): `cnp walk` in FOLDER.
function(walk status_out text_out error_out)
  execute_process(
    COMMAND ${EMULATOR} "${PROGRAM}" walk ${ARGN}
    WORKING_DIRECTORY "${FOLDER}"
    TIMEOUT 200
    RESULT_VARIABLE status
    OUTPUT_VARIABLE text
    ERROR_VARIABLE error)
  set(${status_out} "${status}" PARENT_SCOPE)
  set(${text_out} "${text}" PARENT_SCOPE)
  set(${error_out} "${error}" PARENT_SCOPE)
endfunction()

# has(text part...): all parts are in the text.
function(has text)
  foreach(part IN LISTS ARGN)
    string(FIND "${text}" "${part}" position)
    if(position EQUAL -1)
      fail("'${part}' is missing from:\n${text}")
    endif()
  endforeach()
endfunction()

file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${FOLDER}")

foreach(seed IN ITEMS "x" "-1" "1.5" "0x" "ff" "0x10000000000000000" "18446744073709551616")
  walk(status text error "--seed=${seed}" --walks 1)
  if(NOT status EQUAL 2 OR NOT error MATCHES "^cnp: '[^\n]*' is no seed: [^\n]*\n$" OR text)
    fail("--seed '${seed}': exit status ${status}: ${error}${text}")
  endif()
endforeach()
foreach(bad IN ITEMS --walks=0 --length=0 --length=1001 --walks=x)
  walk(status text error --seed 1 ${bad})
  if(NOT status EQUAL 2 OR NOT error MATCHES "^cnp: [^\n]*\n$" OR text)
    fail("${bad}: exit status ${status}: ${error}${text}")
  endif()
endforeach()
if(NOT COMPILER)
  return()
endif()

# Where the kernel is as it should be, nothing is found, and decimal and hexadecimal are the same.
walk(status first error --seed 7 --walks 2 --run-file fine.jsonl)
if(NOT status EQUAL 0)
  fail("exit status ${status}: ${first}${error}")
endif()
if(NOT first MATCHES "^Seed 0x0000000000000007: cnp walk --seed 0x0000000000000007 --walks 2 --length 60\n")
  fail("the first line does not say the seed:\n${first}")
endif()
file(STRINGS "${FOLDER}/fine.jsonl" lines REGEX "\"type\":\"cell\"")
foreach(line IN LISTS lines)
  string(JSON key GET "${line}" key)
  string(JSON print GET "${line}" fingerprint)
  list(APPEND prints "${key} ${print}")
endforeach()
walk(status text error --seed 0x7 --walks 2 --run-file again.jsonl)
file(STRINGS "${FOLDER}/again.jsonl" lines REGEX "\"type\":\"cell\"")
foreach(line IN LISTS lines)
  string(JSON key GET "${line}" key)
  string(JSON print GET "${line}" fingerprint)
  list(APPEND prints_again "${key} ${print}")
endforeach()
if(NOT prints STREQUAL prints_again OR NOT prints)
  fail("the same seed, and something else was seen: ${prints} and then ${prints_again}")
endif()

# A kernel that goes wrong after a history of calls, not in some state: the shortest is known.
walk(status text error --seed 0xe3181a744d82a409 --walks 1 --run-file worn.jsonl --seeded-defect connect-wears-out)
if(NOT status EQUAL 1)
  fail("exit status ${status}: ${text}${error}")
endif()
has("${text}" "0/ERROR_BAD_PIPE (230)" "60 calls to 7, by performing"
    "no call can be left out, nor a detour" "program   cnp-walk-0xe3181a744d82a409.cpp"
    "again     cnp walk --seed 0xe3181a744d82a409 --walks 1 --length 60 --seeded-defect")
set(source "cnp-walk-0xe3181a744d82a409.cpp")
file(READ "${FOLDER}/${source}" program)
if(NOT program MATCHES "shrunk[ \n/]+from 60 calls to 7" OR NOT program MATCHES "// Expected:  step ([0-9]+), server[^\n]*: ConnectNamedPipe")
  fail("the program does not say what it is and which step differed:\n${program}")
endif()

# The program: without the seeded defect all is as expected.
execute_process(
  COMMAND "${COMPILER}" ${FLAGS} "${source}" ${LIBRARIES}
  WORKING_DIRECTORY "${FOLDER}"
  RESULT_VARIABLE status
  OUTPUT_VARIABLE text
  ERROR_VARIABLE text)
if(NOT status EQUAL 0)
  fail("${FOLDER}/${source} does not compile (${status}): ${text}")
endif()
file(GLOB made "${FOLDER}/a.exe" "${FOLDER}/cnp-walk-*.exe")
execute_process(
  COMMAND ${EMULATOR} "${made}"
  TIMEOUT 60
  RESULT_VARIABLE status
  OUTPUT_VARIABLE text
  ERROR_VARIABLE text)
if(NOT status EQUAL 0)
  fail("${source}, compiled, ended with ${status}: ${text}")
endif()
