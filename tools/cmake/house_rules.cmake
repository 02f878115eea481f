# House rules that no compiler checks. `cmake -DROOT=<repository> -P house_rules.cmake` prints
# FILE:LINE: RULE for every line that breaks one, and fails.
#
# Every rule has an example beside it which it must catch, and that is checked on every run: a rule
# that catches nothing any more fails too.
cmake_minimum_required(VERSION 3.25)

set(sources "\\.(cpp|hpp)$")
set(texts "\\.(cpp|hpp|cmake|txt|json|md|yml|sh|ps1|cmd)$|^tools/[a-z]+$|^\\.ci/")
# Not part of a longer name.
set(word "(^|[^A-Za-z0-9_])")
set(word_end "([^A-Za-z0-9_]|$)")
set(rules "")

# rule(NAME FILES regex EXCEPT regex CODE|LINE MATCH regex EXAMPLE line SAY sentence)
#   FILES, EXCEPT   which files, by their path from ROOT
#   CODE            MATCH is for code: comments are cut off before
#   UNLESS          a line that has this in it may
function(rule name)
  set(fields FILES EXCEPT MATCH UNLESS EXAMPLE SAY)
  cmake_parse_arguments(PARSE_ARGV 1 arg "CODE" "${fields}" "")
  foreach(field IN LISTS fields ITEMS CODE)
    set(${name}_${field} "${arg_${field}}" PARENT_SCOPE)
  endforeach()
  set(rules ${rules} ${name} PARENT_SCOPE)
endfunction()

# A program that `cnp repro` writes asks again now and then about what has no event, so the part of
# it that does may wait by time: no order rests on it.
rule(waits CODE
  FILES "${sources}"
  EXCEPT "^harness/win32/deadline(_test)?\\.|^reports/repro/program/order\\.hpp$"
  MATCH "${word}(Sleep|SleepEx|sleep_for|sleep_until)[ \t]*\\(|${word}INFINITE${word_end}"
  UNLESS "// under test:"
  EXAMPLE "  ::Sleep(10);"
  SAY "only harness/win32/deadline may wait by time or without limit; elsewhere order comes from events")
rule(unfinished
  FILES "${texts}"
  MATCH "${word}(T[O]DO|F[I]XME|X[X]X|T[B]D|H[A]CK)${word_end}"
  EXAMPLE "// T[O]DO: later"
  SAY "unfinished: finish it, or open an issue and leave the word out")

# breaks(OUT NAME line): whether the line breaks the rule.
function(breaks out name line)
  set(${out} FALSE PARENT_SCOPE)
  if(${name}_UNLESS AND line MATCHES "${${name}_UNLESS}")
    return()
  endif()
  if(${name}_CODE)
    string(REGEX REPLACE "//.*" "" line "${line}")
  endif()
  if(line MATCHES "${${name}_MATCH}")
    set(${out} TRUE PARENT_SCOPE)
  endif()
endfunction()

# room(NAME [WIN32] [USES room...] [TESTS room...]), see rooms.cmake.
set(rooms "")
function(room name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "WIN32" "" "USES;TESTS")
  foreach(used IN LISTS arg_USES)
    if(NOT used IN_LIST rooms)
      message(FATAL_ERROR " rooms.cmake: ${name} uses ${used}, which does not stand above it")
    endif()
  endforeach()
  set(room_${name}_win32 ${arg_WIN32} PARENT_SCOPE)
  set(room_${name}_uses ${arg_USES} PARENT_SCOPE)
  set(room_${name}_tests ${arg_TESTS} PARENT_SCOPE)
  set(rooms ${rooms} ${name} PARENT_SCOPE)
endfunction()
include("${CMAKE_CURRENT_LIST_DIR}/rooms.cmake")

# breaks_in(OUT file included): why this file may not include that; empty if it may.
function(breaks_in out file included)
  set(${out} "" PARENT_SCOPE)
  cmake_path(GET file PARENT_PATH from)
  if(included MATCHES "^([Ww]indows\\.h|harness/win32/windows\\.hpp)$")
    if(NOT room_${from}_win32)
      set(${out} "windows.h does not belong into ${from}/" PARENT_SCOPE)
    endif()
    return()
  endif()
  cmake_path(GET included PARENT_PATH to)
  if(to STREQUAL from OR NOT to IN_LIST rooms OR to IN_LIST room_${from}_uses)
    return()
  endif()
  if(file MATCHES "_test\\.cpp$" AND to IN_LIST room_${from}_tests)
    return()
  endif()
  set(${out} "no arrow leads from ${from}/ to ${to}/ (tools/cmake/rooms.cmake)" PARENT_SCOPE)
endfunction()

set(found 0)
function(report file line text)
  message("${file}:${line}: ${text}")
  math(EXPR found "${found} + 1")
  set(found ${found} PARENT_SCOPE)
endfunction()

foreach(name IN LISTS rules)
  string(REGEX REPLACE "\\[([A-Z])\\]" "\\1" example "${${name}_EXAMPLE}")
  breaks(caught ${name} "${example}")
  if(NOT caught)
    report(tools/cmake/house_rules.cmake 1 "the rule ${name} does not catch its own example")
  endif()
endforeach()

foreach(example IN ITEMS
    "harness/scenario/call.cpp|harness/win32/handle.hpp" "harness/engine/executor.cpp|fixtures/a.hpp"
    "cases/model/matrix.cpp|cases/cases.hpp" "reports/run/record.hpp|windows.h")
  string(REPLACE "|" ";" example "${example}")
  breaks_in(why ${example})
  if(NOT why)
    report(tools/cmake/rooms.cmake 1 "an arrow that must not be is not seen: ${example}")
  endif()
endforeach()

# Tracked files and those about to be, if git knows; else (a source archive) all but build/.
find_program(GIT git)
set(files "")
if(GIT AND EXISTS "${ROOT}/.git")
  execute_process(
    COMMAND "${GIT}" -C "${ROOT}" -c core.quotePath=off ls-files -co --exclude-standard
    OUTPUT_VARIABLE files ERROR_QUIET)
  string(REPLACE "\n" ";" files "${files}")
endif()
if(NOT files)
  file(GLOB_RECURSE files LIST_DIRECTORIES FALSE RELATIVE "${ROOT}" "${ROOT}/*")
  list(FILTER files EXCLUDE REGEX "^(build|\\.git)/")
endif()
list(FILTER files INCLUDE REGEX "${texts}")

set(checked 0)
set(seen "")
foreach(file IN LISTS files)
  # Listed by git, and deleted since.
  if(NOT EXISTS "${ROOT}/${file}" OR IS_DIRECTORY "${ROOT}/${file}")
    continue()
  endif()
  math(EXPR checked "${checked} + 1")
  file(READ "${ROOT}/${file}" content)

  # Lists of sources are explicit, so a source can be forgotten: its tests would never run.
  if(file MATCHES "\\.cpp$")
    cmake_path(GET file PARENT_PATH folder)
    cmake_path(GET file FILENAME source)
    set(listed "")
    if(EXISTS "${ROOT}/${folder}/CMakeLists.txt")
      file(READ "${ROOT}/${folder}/CMakeLists.txt" listed)
    endif()
    string(FIND "${listed}" " ${source}" position)
    if(position EQUAL -1)
      # Programs of several rooms are made in the folder above.
      cmake_path(GET folder PARENT_PATH above)
      cmake_path(GET folder FILENAME room)
      file(READ "${ROOT}/${above}/CMakeLists.txt" listed)
      string(FIND "${listed}" " ${room}/${source}" position)
    endif()
    if(position EQUAL -1)
      report("${file}" 1 "in no target of ${folder}/CMakeLists.txt")
    endif()
  endif()

  # Arrows between rooms.
  if(file MATCHES "${sources}")
    cmake_path(GET file PARENT_PATH folder)
    if(NOT folder IN_LIST rooms)
      report("${file}" 1 "lies in no room of tools/cmake/rooms.cmake")
    endif()
    string(REGEX MATCHALL "\n#[ \t]*include[ \t]*[<\"][^>\"]+" includes "\n${content}")
    foreach(include IN LISTS includes)
      string(REGEX REPLACE ".*[<\"]" "" included "${include}")
      breaks_in(why "${file}" "${included}")
      if(why)
        report("${file}" 1 "includes ${included}: ${why}")
      endif()
      cmake_path(GET included PARENT_PATH to)
      list(APPEND seen "${folder} ${to}")
    endforeach()
  endif()

  # Rules of this file that match anywhere in it: usually none, and then no line is looked at.
  set(suspects "")
  foreach(name IN LISTS rules)
    if(file MATCHES "${${name}_FILES}"
       AND NOT (${name}_EXCEPT AND file MATCHES "${${name}_EXCEPT}")
       AND content MATCHES "${${name}_MATCH}")
      list(APPEND suspects ${name})
    endif()
  endforeach()
  set(columns FALSE)
  if(file MATCHES "${sources}")
    set(columns TRUE)
  endif()
  if(NOT suspects AND NOT columns)
    continue()
  endif()

  # A CMake list of lines: what has a meaning in lists is taken out first, one character for one.
  string(REGEX REPLACE "[][;\\\\]" "?" content "${content}")
  string(REPLACE "\n" ";" lines "${content}")
  set(number 0)
  foreach(line IN LISTS lines)
    math(EXPR number "${number} + 1")
    if(columns)
      string(LENGTH "${line}" length)
      if(length GREATER 100)
        report("${file}" ${number} "${length} columns; the house has 100")
      endif()
    endif()
    foreach(name IN LISTS suspects)
      breaks(broken ${name} "${line}")
      if(broken)
        report("${file}" ${number} "${${name}_SAY}")
      endif()
    endforeach()
  endforeach()
endforeach()

# An arrow that nobody takes any more is taken out of the list.
foreach(name IN LISTS rooms)
  foreach(used IN LISTS room_${name}_uses room_${name}_tests)
    if(NOT "${name} ${used}" IN_LIST seen)
      report(tools/cmake/rooms.cmake 1 "nothing in ${name}/ includes ${used}/")
    endif()
  endforeach()
endforeach()

if(checked EQUAL 0)
  message(FATAL_ERROR " no file to check in '${ROOT}'")
endif()
if(found GREATER 0)
  message(FATAL_ERROR " ${found} broken house rules in ${checked} files")
endif()
message("${checked} files keep the house rules")
