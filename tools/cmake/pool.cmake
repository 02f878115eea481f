# Holds `cnp run` against what it promises about its clients: one that answers wrongly or late is
# replaced, and the run says how many were.
#
#   cmake -DPROGRAM=... -DEMULATOR=... -DFOLDER=... -P pool.cmake
cmake_minimum_required(VERSION 3.25)

function(fail text)
  message(NOTICE "${text}")
  message(FATAL_ERROR " this entry fails, see above")
endfunction()

string(CONCAT cell "reuse.stale-client-closed/synchronous-at-creation-null-byte-duplex-fresh-"
              "CreateFile-before-closes")

# replaced(DEFECT COUNT): a run with clients of this defect passes, and replaces so many.
function(replaced defect count)
  set(options --brief --patience 0.2 --run-file "${defect}.jsonl")
  if(NOT defect STREQUAL "none")
    list(APPEND options --seeded-client-defect "${defect}")
  endif()
  execute_process(
    COMMAND ${EMULATOR} "${PROGRAM}" run --cell "${cell}" ${options}
    WORKING_DIRECTORY "${FOLDER}"
    TIMEOUT 100
    RESULT_VARIABLE status
    OUTPUT_VARIABLE text
    ERROR_VARIABLE error)
  if(NOT status EQUAL 0)
    fail("clients that ${defect}: exit status ${status}: ${text}${error}")
  endif()
  file(STRINGS "${FOLDER}/${defect}.jsonl" footer REGEX "\"type\":\"footer\"")
  string(JSON counted GET "${footer}" clients_replaced)
  if(NOT counted EQUAL count)
    fail("clients that ${defect}: ${counted} were counted, not ${count}: ${footer}")
  endif()
  string(FIND "${text}" "client process answered wrongly or late and was replaced." said)
  if((count EQUAL 0 AND NOT said EQUAL -1) OR (count GREATER 0 AND said EQUAL -1))
    fail("clients that ${defect}: the run does not say so:\n${text}")
  endif()
endfunction()

file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${FOLDER}")

# The client opens the pipe and closes it; its third answer, which a defect spoils, is that it is
# clean.
replaced(none 0)
replaced(answers-wrongly 1)
replaced(answers-late 1)

execute_process(
  COMMAND ${EMULATOR} "${PROGRAM}" run --cell "${cell}" --seeded-client-defect answers-oddly
  WORKING_DIRECTORY "${FOLDER}"
  TIMEOUT 60
  RESULT_VARIABLE status
  OUTPUT_VARIABLE text
  ERROR_VARIABLE error)
if(NOT status EQUAL 2 OR NOT error MATCHES "^cnp: no seeded defect is called 'answers-oddly'; there are [^\n]*answers-late\n$")
  fail("a defect that does not exist: exit status ${status}: ${text}${error}")
endif()
