# Gives cnp input that cannot be used: each time it says one clear sentence, ends with status 2, and
# leaves every file as it was.
#
#   cmake -DPROGRAM=... -DEMULATOR=... -DFOLDER=... -DRUNS=ON|OFF -P bad_input.cmake
#
#   FOLDER  where the files are; emptied first
#   RUNS    whether there is a kernel to run against
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${FOLDER}")
set(wrong 0)
set(tried 0)

# contents(OUT): every file of the folder and what is in it.
function(contents out)
  file(GLOB_RECURSE files LIST_DIRECTORIES TRUE RELATIVE "${FOLDER}" "${FOLDER}/*")
  set(all "")
  foreach(each IN LISTS files)
    if(NOT IS_DIRECTORY "${FOLDER}/${each}")
      file(SHA256 "${FOLDER}/${each}" sum)
      string(APPEND all "${each} ${sum}\n")
    endif()
  endforeach()
  set(${out} "${all}" PARENT_SCOPE)
endfunction()

# refuses(PART word...): cnp with these words says a sentence with this part in it.
function(refuses part)
  contents(before)
  execute_process(
    COMMAND ${EMULATOR} "${PROGRAM}" ${ARGN}
    WORKING_DIRECTORY "${FOLDER}"
    INPUT_FILE "${FOLDER}/empty.jsonl"  # Nobody can be asked.
    TIMEOUT 60
    RESULT_VARIABLE status
    OUTPUT_VARIABLE output
    ERROR_VARIABLE errors)
  contents(after)
  string(REPLACE "\r" "" errors "${errors}")
  string(FIND "${errors}" "${part}" position)
  set(problem "")
  if(NOT status STREQUAL "2")
    string(APPEND problem "  exit status ${status}, not 2\n")
  endif()
  if(position EQUAL -1)
    string(APPEND problem "  '${part}' is missing\n")
  endif()
  if(NOT errors MATCHES "^cnp: [^\n]+\n$")
    string(APPEND problem "  that is not one line 'cnp: ...'\n")
  endif()
  # (GoogleTest explains itself when it does not know a flag.)
  if(NOT output STREQUAL "" AND NOT part MATCHES "^--gtest_")
    string(APPEND problem "  it also printed: ${output}\n")
  endif()
  if(NOT before STREQUAL after)
    string(APPEND problem "  the folder was:\n${before}  and is:\n${after}\n")
  endif()
  math(EXPR count "${tried} + 1")
  set(tried ${count} PARENT_SCOPE)
  if(problem)
    string(JOIN " " words ${ARGN})
    message("cnp ${words}\n  says: ${errors}${problem}")
    math(EXPR count "${wrong} + 1")
    set(wrong ${count} PARENT_SCOPE)
  endif()
endfunction()

# Files that are none of ours, or no more.
file(WRITE "${FOLDER}/empty.jsonl" "")
file(WRITE "${FOLDER}/foreign.jsonl" "<html>not a run</html>\n")
file(WRITE "${FOLDER}/binary.jsonl" "\t{[[[")
file(WRITE "${FOLDER}/version.jsonl" "{\"kind\":\"header\",\"format\":99}\n")
file(WRITE "${FOLDER}/no-deviations.json" "{}")
set(entry "\"versions\": \"*\", \"step\": \"first-call\", \"seen\": {\"value\": 0, \"error\": \"ERROR_PIPE_LISTENING\"}, \"reason\": \"r\",
  \"evidence\": [\"e\"], \"recorded\": {\"date\": \"2026-01-01\", \"kernel\": \"k\"}")
file(WRITE "${FOLDER}/unknown-scenario.json"
     "{\"format\": 1, \"family\": \"wine\", \"deviations\": [
  {\"id\": \"x\", \"scenario\": \"reuse.stale-client-closd\", ${entry}}]}")
file(WRITE "${FOLDER}/unknown-clause.json"
     "{\"format\": 1, \"family\": \"wine\", \"deviations\": [
  {\"id\": \"x\", \"scenario\": \"nonblocking.first-after-disconnect\", \"clause\": \"no.such\", ${entry}}]}")
file(WRITE "${FOLDER}/unknown-field.json"
     "{\"format\": 1, \"family\": \"wine\", \"deviations\": [
  {\"id\": \"x\", \"scenario\": \"nonblocking.first-after-disconnect\", \"mood\": 1, ${entry}}]}")

# An older run's file, which has to stay.
if(RUNS)
  execute_process(
    COMMAND ${EMULATOR} "${PROGRAM}" run --scenario nonblocking.listening --run-file kept.jsonl
    WORKING_DIRECTORY "${FOLDER}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endif()

refuses("--nonsense" list --nonsense)
refuses("did you mean 'reuse.stale-client-closed'" repro reuse.stale-client-closd)
refuses("nowhere" repro reuse.stale-client-closed --output nowhere/repro.cpp)
foreach(each IN ITEMS empty foreign binary version)
  refuses("${each}.jsonl" merge ${each}.jsonl --output kept.jsonl)
  refuses("${each}.jsonl" baseline ${each}.jsonl --output kept.jsonl)
  refuses("${each}.jsonl:1: " report ${each}.jsonl --output page.html)
endforeach()
refuses("missing.jsonl:1: " report missing.jsonl --output page.html)
refuses("empty.jsonl:1: " report empty.jsonl --output nowhere/page.html)
file(WRITE "${FOLDER}/notes.html" "mine")
refuses("left as it is" report empty.jsonl --output notes.html)
refuses("missing.jsonl" merge missing.jsonl --output kept.jsonl)

set(good "${CMAKE_CURRENT_LIST_DIR}/../../reports/baselines/wine-8.0.jsonl")
foreach(each IN ITEMS empty foreign binary version missing)
  refuses("${each}.jsonl:1: " compare "${good}" ${each}.jsonl --output difference.txt)
  refuses("${each}.jsonl:1: " compare ${each}.jsonl "${good}" --json)
  refuses("${each}.jsonl:1: " coverage ${each}.jsonl)
endforeach()
foreach(each IN ITEMS empty foreign binary version missing)
  refuses("${each}.jsonl:1: " baseline ${each}.jsonl --find .)
  refuses("${each}.jsonl:1: " compare "${good}" ${each}.jsonl --annotations)
  refuses("${each}.jsonl:1: " summary "${good}" ${each}.jsonl --output table.md)
endforeach()
refuses("--output for the baseline to make, or --find" baseline "${good}")
refuses("--output for the baseline to make, or --find" baseline "${good}" --output kept.jsonl --find .)
refuses("nowhere: the folder can't be read" baseline "${good}" --find nowhere)
refuses("nowhere: the folder can't be read" summary "${good}" --baselines nowhere)
refuses("nowhere" summary "${good}" --output nowhere/table.md)
refuses("--json excludes --annotations" compare "${good}" "${good}" --json --annotations)
refuses("takes two run files" compare "${good}")
refuses("takes two run files" compare "${good}" "${good}" "${good}")
refuses("nowhere" compare "${good}" "${good}" --output nowhere/difference.txt)
refuses("did you mean 'reuse.stale-client-closed'" explain reuse.stale-client-closd)
refuses("did you mean 'explain'" exlpain reuse.stale-client-closed)
refuses("did you mean '--markdown'" compare --markdwon "${good}" "${good}")
refuses("a command is missing")
refuses("there is completion for bash and powershell" complete fish)
refuses("the name of a shell is missing" complete)
refuses("and nothing else" complete bash powershell)
foreach(each IN ITEMS empty foreign binary version missing)
  refuses("${each}.jsonl:1: " record ${each}.jsonl --scenario nonblocking.listening)
endforeach()
refuses("either --scenario or --cell" record "${good}")
refuses("either --scenario or --cell" record "${good}" --scenario a --cell b)
refuses("did you mean 'nonblocking.listening'" record "${good}" --scenario nonblocking.listning)
refuses("no deviation to record" record "${good}" --scenario nonblocking.listening)
refuses("--times" verify --times 0)
refuses("--restarts" verify --restarts many)
if(NOT RUNS)
  refuses("no Windows kernel" verify)
endif()

if(RUNS)
  set(one run --scenario nonblocking.listening --run-file kept.jsonl)
  refuses("--nonsense" ${one} --nonsense)
  refuses("--gtest_nonsense" ${one} --gtest_nonsense)
  refuses("leaves no cell" ${one} --gtest_filter=nothing)
  refuses("matches no scenario" run --filter no-such-word --run-file kept.jsonl)
  refuses("did you mean" run --scenario nonblocking.listning --run-file kept.jsonl)
  refuses("did you mean" run --clause reuse.stale-client-opn --run-file kept.jsonl)
  refuses("no-such-defect" ${one} --seeded-defect no-such-defect)
  refuses("--patience" ${one} --patience soon)
  refuses("missing.exe" ${one} --client missing.exe)
  refuses("it is not this suite's" ${one} --client "${PROGRAM}")
  refuses("nowhere" run --scenario nonblocking.listening --run-file nowhere/run.jsonl)
  refuses("missing.json" ${one} --deviations missing.json)
  refuses("'format' is missing" ${one} --deviations no-deviations.json)
  refuses("reuse.stale-client-closd" ${one} --deviations unknown-scenario.json)
  refuses("no.such" ${one} --deviations unknown-clause.json)
  refuses("mood" ${one} --deviations unknown-field.json)
  refuses("a prefix of pipe names is" ${one} --pipe-prefix "a b")
  execute_process(
    COMMAND ${EMULATOR} "${PROGRAM}" run --scenario nonblocking.listening --run-file wrong.jsonl
            --seeded-defect connect-wrong-error
    WORKING_DIRECTORY "${FOLDER}" OUTPUT_QUIET)
  file(WRITE "${FOLDER}/kernels.json" "{\"format\": 1, \"family\": \"wine\", \"deviations\": []}")
  set(mine record wrong.jsonl --scenario nonblocking.listening --file kernels.json)
  refuses("--id is missing" ${mine} --reason r --evidence e)
  refuses("--reason is missing" ${mine} --id x --evidence e)
  refuses("--evidence is missing" ${mine} --id x --reason r)
  refuses("'evidence' is empty" ${mine} --id x --reason r --evidence " ")
  refuses("must be of small letters" ${mine} --id "X Y" --reason r --evidence e)
  refuses("no deviation in the step" ${mine} --step no-such-step --id x --reason r --evidence e)
  refuses("missing.json" record wrong.jsonl --scenario nonblocking.listening --file missing.json
          --id x --reason r --evidence e)
  set(often verify --scenario nonblocking.listening --times 2 --restarts 1)
  refuses("did you mean" verify --scenario nonblocking.listning --run-file kept.jsonl)
  refuses("nowhere" ${often} --run-file nowhere/verify.jsonl)
  refuses("left as it is" ${often} --run-file notes.html)
  refuses("no-such-defect" ${often} --seeded-defect no-such-defect)
  refuses("missing.json" ${often} --deviations missing.json)
  set(ENV{GTEST_TOTAL_SHARDS} 3)
  set(ENV{GTEST_SHARD_INDEX} 3)
  refuses("GTEST_SHARD_INDEX is 3" ${one})
  set(ENV{GTEST_SHARD_INDEX} "x")
  refuses("GTEST_SHARD_INDEX is 'x'" ${one})
endif()

if(wrong GREATER 0)
  message(FATAL_ERROR " ${wrong} of ${tried} were not refused as they should be")
endif()
message("${tried} refused, each with its sentence")
