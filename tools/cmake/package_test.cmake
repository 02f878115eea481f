# The release as a user meets it: packs the build, unpacks the zip in a folder with a space in its
# name, and runs it there. Nothing may be missing, nothing too much, and no program may need a DLL
# that Windows does not bring.
#
#   cmake -DBUILD=... -DCONFIG=... -DNAME=... -DVERSION=... -DPROGRAMS=... -DEMULATOR=...
#         -DDEPENDENTS=... -DFOLDER=... -P package_test.cmake
#
#   NAME        what the zip is called
#   PROGRAMS    those in it
#   DEPENDENTS  the command that names a program's DLLs: objdump -p, dumpbin /dependents
#   FOLDER      where it works; emptied first
cmake_minimum_required(VERSION 3.25)

set(most_bytes 6000000)
# Those that programs here are linked with, some of them only by MSVC (shlwapi: Google Benchmark).
set(system_dlls advapi32 kernel32 msvcrt psapi shell32 shlwapi version)

set(wrong "")
function(complain text)
  set(wrong "${wrong}\n  ${text}" PARENT_SCOPE)
endfunction()

cmake_path(GET CMAKE_COMMAND PARENT_PATH bin)
find_program(CPACK cpack PATHS "${bin}" NO_DEFAULT_PATH REQUIRED)
file(REMOVE_RECURSE "${FOLDER}")
execute_process(
  COMMAND "${CPACK}" --config "${BUILD}/CPackConfig.cmake" -C "${CONFIG}" -B "${FOLDER}/packed"
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
set(zip "${FOLDER}/packed/${NAME}.zip")
file(SIZE "${zip}" bytes)
if(bytes GREATER most_bytes)
  complain("${NAME}.zip has ${bytes} bytes, and ${most_bytes} are the limit")
endif()

set(here "${FOLDER}/moved to somewhere else")
file(ARCHIVE_EXTRACT INPUT "${zip}" DESTINATION "${here}")
set(here "${here}/${NAME}")
# Of the folders the names as they are in the sources: what is added there is in the release too.
set(expected CHANGELOG.md LICENSE README.md sbom.spdx.json licenses/cli11.txt
             licenses/googletest.txt licenses/nlohmann_json.txt)
foreach(program IN LISTS PROGRAMS)
  list(APPEND expected ${program}.exe)
  if(program STREQUAL "cnp-bench")
    list(APPEND expected licenses/benchmark.txt)
  endif()
endforeach()
set(root "${CMAKE_CURRENT_LIST_DIR}/../..")
foreach(files IN ITEMS schema/*.json baselines/*.jsonl)
  file(GLOB names RELATIVE "${root}/reports" "${root}/reports/${files}")
  list(APPEND expected ${names})
endforeach()
file(GLOB_RECURSE found RELATIVE "${here}" "${here}/*")
foreach(name IN LISTS expected)
  if(NOT name IN_LIST found)
    complain("${name} is missing")
  endif()
endforeach()
list(REMOVE_ITEM found ${expected} licenses/mingw-w64-common.txt licenses/gcc-mingw-w64-base.txt)
foreach(name IN LISTS found)
  complain("${name} is there, and nobody expects it")
endforeach()

# Each library that has a licence there has a version in the bill of materials.
file(READ "${here}/sbom.spdx.json" bill)
string(JSON last LENGTH "${bill}" packages)
math(EXPR last "${last} - 1")
set(named "")
foreach(number RANGE ${last})
  string(JSON name GET "${bill}" packages ${number} name)
  string(JSON version GET "${bill}" packages ${number} versionInfo)
  if(version MATCHES "^[0-9]+[.][0-9]+")
    string(REPLACE "-" "_" name "${name}")
    list(APPEND named ${name})
  endif()
endforeach()
foreach(license IN LISTS expected)
  string(REGEX REPLACE "^licenses/(.*)[.]txt$" "\\1" library "${license}")
  if(NOT library STREQUAL license AND NOT library IN_LIST named)
    complain("sbom.spdx.json has no version of ${library}")
  endif()
endforeach()

foreach(program IN LISTS PROGRAMS)
  execute_process(COMMAND ${DEPENDENTS} "${here}/${program}.exe" OUTPUT_VARIABLE text
                  COMMAND_ERROR_IS_FATAL ANY)
  string(TOLOWER "${text}" text)
  string(REGEX MATCHALL "[a-z0-9_.+-]+[.]dll" dlls "${text}")
  list(REMOVE_DUPLICATES dlls)
  if(NOT "kernel32.dll" IN_LIST dlls)
    complain("${program}.exe: no DLLs were read; did the tool's output change?")
  endif()
  list(TRANSFORM dlls REPLACE "[.]dll$" "")
  list(REMOVE_ITEM dlls ${system_dlls})
  foreach(dll IN LISTS dlls)
    complain("${program}.exe needs ${dll}.dll, which is not on every Windows")
  endforeach()
endforeach()

# run(PATTERN word...): the program, there, ends with status 0 and says what the pattern tells.
function(run pattern)
  execute_process(
    COMMAND ${EMULATOR} "${here}/cnp.exe" ${ARGN}
    WORKING_DIRECTORY "${here}"
    RESULT_VARIABLE status
    OUTPUT_VARIABLE text
    ERROR_VARIABLE text)
  if(NOT status EQUAL 0 OR NOT text MATCHES "${pattern}")
    list(JOIN ARGN " " words)
    complain("cnp ${words} ended with ${status} and not with \"${pattern}\":\n${text}")
    set(wrong "${wrong}" PARENT_SCOPE)
  endif()
endfunction()
if(NOT wrong)
  string(REPLACE "." "[.]" pattern "${VERSION}")
  run("^cnp ${pattern}, commit ([0-9a-f]+[+]?|unknown), built by .* for Windows " --version)
  # Two cells that a client takes part in, of what no kernel does as documented: records are built in.
  set(cell synchronous-nonblocking-at-creation-null-byte-duplex)
  run("2 cells: [^\n]*2 (conform|known deviations)" run --brief
      --cell nonblocking.first-after-disconnect/${cell}-holds
      --cell nonblocking.first-after-disconnect/${cell}-closes)
  run("^Page: " report cnp-run.jsonl --output page.html)
  run("." compare cnp-run.jsonl cnp-run.jsonl)
endif()
if(wrong)
  message(FATAL_ERROR "${NAME}.zip is not what a user needs:${wrong}")
endif()
message("${NAME}.zip: ${bytes} bytes")
