# cnp_embedded(OUT TEMPLATE SOURCE file...): SOURCE (a path below generated/), made from TEMPLATE,
# which has the texts of these files in it. Configuring runs again when one of them changes.
#
# The template has @CNP_TEXTS@ (an array of characters for each file), @CNP_FILES@ (their entries:
# `entry{"name", {text_0, sizeof text_0}}`), @CNP_COUNT@ and @CNP_NAMES@ (for a comment).
function(cnp_embedded out template source)
  set(CNP_TEXTS "")
  set(CNP_FILES "")
  set(number 0)
  foreach(name IN LISTS ARGN)
    set(file "${PROJECT_SOURCE_DIR}/${name}")
    # Else the build would configure again and again: a file that is not there is never up to date.
    if(NOT EXISTS "${file}")
      message(FATAL_ERROR "${name} is missing: ${source} is made of it. Bring it back, or take it "
                          "out of the list in ${CMAKE_CURRENT_SOURCE_DIR}/CMakeLists.txt.")
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    # As characters: MSVC has a limit on the length of a string literal.
    file(READ "${file}" bytes HEX)
    string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
    string(REPLACE "'\\x0a'," "'\\x0a',\n" bytes "${bytes}")
    string(APPEND CNP_TEXTS "constexpr char text_${number}[] = {\n${bytes}};\n")
    string(APPEND CNP_FILES "    entry{\"${name}\", {text_${number}, sizeof text_${number}}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  list(JOIN ARGN ", " CNP_NAMES)
  set(made "${PROJECT_BINARY_DIR}/generated/${source}")
  configure_file("${PROJECT_SOURCE_DIR}/${template}" "${made}" @ONLY)
  set(${out} "${made}" PARENT_SCOPE)
endfunction()
