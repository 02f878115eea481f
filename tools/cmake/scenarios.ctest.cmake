# Included by ctest itself, after the generated file has set cnp_prefix, cnp_cmake, cnp_entry,
# cnp_program, cnp_emulator, cnp_results, cnp_list and cnp_seconds_of_...: makes an entry of every
# scenario in the list.

# cnp_entry_of(NAME MODE [option of entry.cmake...])
macro(cnp_entry_of name mode)
  add_test(
    "${name}"
    ${cnp_prefix}
    "${cnp_cmake}"
    "-DMODE=${mode}"
    "-DENTRY=${name}"
    "-DPROGRAM=${cnp_program}"
    "-DEMULATOR=${cnp_emulator}"
    "-DRESULTS=${cnp_results}"
    ${ARGN}
    -P
    "${cnp_entry}")
endmacro()

# cnp_scenario(ID ASPECT "CLAUSE;..." SECONDS), a line of the list.
macro(cnp_scenario id aspect clauses seconds)
  string(REPLACE ";" " " cnp_clauses "${clauses}")
  cnp_entry_of("${id}" scenario "-DCLAUSES=${cnp_clauses}")
  set_tests_properties(
    "${id}"
    PROPERTIES
    LABELS "${aspect};${clauses}"
    TIMEOUT "${seconds}"
    # `cmake -P` can't hand on an exit status of 77, so entry.cmake says it in words.
    SKIP_REGULAR_EXPRESSION "ENTRY SKIPPED: ${id}"
    FIXTURES_REQUIRED run)
endmacro()

cnp_entry_of(run.begin begin)
set_tests_properties(run.begin PROPERTIES FIXTURES_SETUP run LABELS run TIMEOUT ${cnp_seconds_of_files_only})
cnp_entry_of(run.merge merge)
set_tests_properties(run.merge PROPERTIES FIXTURES_CLEANUP run LABELS run
                                           TIMEOUT ${cnp_seconds_of_merge})

if(EXISTS "${cnp_list}")
  include("${cnp_list}")
else()
  # A test that can't pass, rather than no test: nobody must take an unbuilt suite for a clean one.
  add_test(cnp.NOT_BUILT "${cnp_cmake}" -E false)
endif()
