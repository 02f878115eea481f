# Whether GoogleTest's JUnit file says of each cell its clauses, its verdict and how to see it again.
# (What ctest's says is tried in entry_test.cmake.)
#
#   cmake -DPROGRAM=... -DEMULATOR=... -DFOLDER=... -P junit.cmake
#
#   FOLDER  where the files are; emptied first
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${FOLDER}")
execute_process(
  COMMAND ${EMULATOR} "${PROGRAM}" run --scenario nonblocking.listening --run-file run.jsonl --brief
          --gtest_output=xml:junit.xml --seeded-defect connect-wrong-error
  WORKING_DIRECTORY "${FOLDER}"
  TIMEOUT 60
  RESULT_VARIABLE status
  OUTPUT_QUIET)
if(NOT status EQUAL 1 OR NOT EXISTS "${FOLDER}/junit.xml")
  message(FATAL_ERROR " a run of a faulty kernel ended with ${status}, or left no junit.xml")
endif()
file(READ "${FOLDER}/junit.xml" junit)
string(REGEX MATCHALL "<testcase " cells "${junit}")
list(LENGTH cells cells)
foreach(property IN ITEMS "name=\"clauses\" value=\"nonblocking.immediate nonblocking.listening"
                          "name=\"verdict\" value=\"deviates\""
                          "name=\"again\" value=\"tools/run --cell nonblocking.listening/")
  string(REGEX MATCHALL "${property}" found "${junit}")
  list(LENGTH found count)
  if(cells EQUAL 0 OR NOT count EQUAL cells)
    message(FATAL_ERROR " ${count} of ${cells} cells in junit.xml have ${property}")
  endif()
endforeach()
message("${cells} cells, each with clauses, verdict and the command that runs it again")
