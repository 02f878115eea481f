# Test entries: how ctest comes to know the unit tests and the scenarios. Every entry goes through
# entry.cmake, which does not take exit status 0 for a pass.

set(CNP_RESULTS "${PROJECT_BINARY_DIR}/results" CACHE PATH "Where test entries leave their files")

# Nothing may survive a killed ctest: the kernel ends each entry with its parent.
set(CNP_ENTRY_PREFIX "")
if(CMAKE_HOST_SYSTEM_NAME STREQUAL "Linux")
  find_program(CNP_SETPRIV setpriv)
  if(CNP_SETPRIV)
    set(CNP_ENTRY_PREFIX "${CNP_SETPRIV}" --pdeathsig KILL --)
  endif()
endif()

# How long an entry may take, in seconds, before ctest ends it: all of them but the scenarios', which
# `cnp list --ctest` names (`ctest_timeout` in harness/win32/deadline.hpp, beside the time limits
# that lie within).
set(CNP_SECONDS 300)
set(CNP_SECONDS_OF_FILES_ONLY 60) # Starts no Windows program.
set(CNP_SECONDS_OF_MERGE 120)
set(CNP_SECONDS_OF_MANY_STARTS 600) # A busy machine under Wine needs minutes for a hundred.
set(CNP_SECONDS_OF_PRETENDER 120)
set(CNP_SECONDS_OF_PRETENDED_HANG 3)

# cnp_entry(NAME LABEL label MODE mode PROGRAM target [OPTIONS word...] [SECONDS n] [property
# value...]): what entry.cmake makes of the target in this MODE. Or COMMAND word... instead of MODE
# and PROGRAM, for what has a record of its own. The one place that makes entries for CMake
# (scenarios.ctest.cmake makes the scenarios', for ctest).
function(cnp_entry name)
  set(properties FIXTURES_SETUP FIXTURES_REQUIRED SKIP_RETURN_CODE)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL;MODE;PROGRAM;SECONDS;${properties}"
                        "OPTIONS;COMMAND")
  if(NOT BUILD_TESTING)
    return()
  endif()
  if(arg_MODE)
    list(JOIN arg_OPTIONS "\\;" options)
    set(arg_COMMAND
        "${CMAKE_COMMAND}" -DMODE=${arg_MODE} -DENTRY=${name}
        "-DPROGRAM=$<TARGET_FILE:${arg_PROGRAM}>" "-DEMULATOR=${CMAKE_CROSSCOMPILING_EMULATOR}"
        "-DRESULTS=${CNP_RESULTS}" "-DOPTIONS=${options}" -P
        "${PROJECT_SOURCE_DIR}/tools/cmake/entry.cmake")
  endif()
  if(NOT arg_SECONDS)
    set(arg_SECONDS ${CNP_SECONDS})
  endif()
  add_test(NAME ${name} COMMAND ${CNP_ENTRY_PREFIX} ${arg_COMMAND})
  set_tests_properties(${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_SECONDS})
  foreach(property IN LISTS properties)
    if(arg_${property})
      set_property(TEST ${name} PROPERTY ${property} ${arg_${property}})
    endif()
  endforeach()
endfunction()

# cnp_unit_test(NAME [OF library] [SOURCES file...] [LIBRARIES library...]): GoogleTest program
# NAME_tests, test entry unit.NAME; made of the tests in the rooms of the library, and of SOURCES.
function(cnp_unit_test name)
  if(NOT BUILD_TESTING)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "OF" "SOURCES;LIBRARIES")
  if(arg_OF)
    get_target_property(beside ${arg_OF} CNP_TESTS)
    list(APPEND arg_SOURCES ${beside})
    list(APPEND arg_LIBRARIES ${arg_OF})
  endif()
  set(target ${name}_tests)
  cnp_program(${target} SOURCES ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE ${arg_LIBRARIES} GTest::gtest GTest::gtest_main)
  cnp_entry(unit.${name} MODE unit PROGRAM ${target} LABEL unit)
endfunction()

# cnp_scenario_entries(TARGET): an entry per scenario that `TARGET list --ctest` tells of, asked
# when the program has been built.
function(cnp_scenario_entries target)
  if(NOT BUILD_TESTING)
    return()
  endif()
  set(folder "${PROJECT_BINARY_DIR}/ctest")
  set(entry "${PROJECT_SOURCE_DIR}/tools/cmake/entry.cmake")
  set(list "${folder}/list-$<CONFIG>.cmake")
  add_custom_command(
    OUTPUT "${list}"
    COMMAND "${CMAKE_COMMAND}" -DMODE=list "-DPROGRAM=$<TARGET_FILE:${target}>"
            "-DEMULATOR=${CMAKE_CROSSCOMPILING_EMULATOR}" "-DOUTPUT=${list}" -P "${entry}"
    DEPENDS ${target} "${entry}"
    COMMENT "Listing the scenarios for ctest"
    VERBATIM)
  add_custom_target(${target}_entries ALL DEPENDS "${list}")

  # ctest includes this file first; with several configurations it takes the one it was told (-C).
  file(
    GENERATE
    OUTPUT "${folder}/scenarios-$<CONFIG>.cmake"
    CONTENT
      "set(cnp_prefix [==[${CNP_ENTRY_PREFIX}]==])
set(cnp_cmake [==[${CMAKE_COMMAND}]==])
set(cnp_entry [==[${entry}]==])
set(cnp_program [==[$<TARGET_FILE:${target}>]==])
set(cnp_emulator [==[${CMAKE_CROSSCOMPILING_EMULATOR}]==])
set(cnp_results [==[${CNP_RESULTS}]==])
set(cnp_list [==[${list}]==])
set(cnp_seconds_of_files_only ${CNP_SECONDS_OF_FILES_ONLY})
set(cnp_seconds_of_merge ${CNP_SECONDS_OF_MERGE})
include([==[${PROJECT_SOURCE_DIR}/tools/cmake/scenarios.ctest.cmake]==])
")
  get_property(multi GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(multi)
    list(GET CMAKE_CONFIGURATION_TYPES 0 fallback)
    file(
      WRITE "${folder}/scenarios.cmake"
      "if(NOT CTEST_CONFIGURATION_TYPE)
  set(CTEST_CONFIGURATION_TYPE ${fallback})
endif()
include([==[${folder}/scenarios-]==]\${CTEST_CONFIGURATION_TYPE}.cmake)
")
  else()
    file(WRITE "${folder}/scenarios.cmake"
         "include([==[${folder}/scenarios-${CMAKE_BUILD_TYPE}.cmake]==])\n")
  endif()
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${folder}/scenarios.cmake")
endfunction()
