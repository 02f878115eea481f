# Whether `cnp verify` tells what is flaky from what is not, and `cnp compare` and `cnp report` take
# its run file.
#
#   cmake -DPROGRAM=... -DEMULATOR=... -DFOLDER=... -P verify.cmake
#
#   FOLDER  where the files are; emptied first
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${FOLDER}")

# says(STATUS TEXT word...): cnp with these words ends with this status, and prints this text.
function(says status text)
  execute_process(
    COMMAND ${EMULATOR} "${PROGRAM}" ${ARGN}
    WORKING_DIRECTORY "${FOLDER}"
    TIMEOUT 120
    RESULT_VARIABLE ended
    OUTPUT_VARIABLE output
    ERROR_VARIABLE errors)
  string(FIND "${output}" "${text}" position)
  if(NOT ended STREQUAL "${status}" OR position EQUAL -1)
    string(JOIN " " words ${ARGN})
    message(FATAL_ERROR " cnp ${words}\n ended with ${ended}, not ${status}, or did not print\n"
                        " ${text}\n but:\n${output}${errors}")
  endif()
endfunction()

set(cells --scenario nonblocking.listening --times 4 --restarts 2)
says(0 "each 6 times: 80 the same each time.  STABLE" verify ${cells})
says(1 "flaky.  FLAKY" verify ${cells} --run-file flaky.jsonl --seeded-defect connect-now-and-then)
says(1 "\"times\": 1" verify ${cells} --run-file json.jsonl --json
     --seeded-defect connect-now-and-then)
says(1 "FAILS EACH TIME" verify ${cells} --run-file bad.jsonl --seeded-defect connect-wrong-error)
says(1 "flaky" compare cnp-verify.jsonl flaky.jsonl)
says(0 "THE SAME" compare cnp-verify.jsonl cnp-verify.jsonl)
says(0 "Page: page.html" report flaky.jsonl --output page.html)
file(STRINGS "${FOLDER}/flaky.jsonl" repeated REGEX "\"repetitions\":\\[{[^]]*},{")
if(repeated STREQUAL "")
  message(FATAL_ERROR " no record of flaky.jsonl has several outcomes")
endif()
file(GLOB left RELATIVE "${FOLDER}" "${FOLDER}/*.pass*" "${FOLDER}/*.partial")
if(NOT left STREQUAL "")
  message(FATAL_ERROR " these files were left: ${left}")
endif()
