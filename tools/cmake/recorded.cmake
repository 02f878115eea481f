# cnp_recorded_deviations(OUT file...): a source that has these files of recorded deviations in it,
# made from reports/recorded.cpp.in. Configuring runs again when one of them changes.
function(cnp_recorded_deviations out)
  set(CNP_RECORDED_TEXTS "")
  set(CNP_RECORDED_FILES "")
  set(number 0)
  foreach(name IN LISTS ARGN)
    set(file "${PROJECT_SOURCE_DIR}/${name}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    # As characters: MSVC has a limit on the length of a string literal.
    file(READ "${file}" bytes HEX)
    string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
    string(REPLACE "'\\x0a'," "'\\x0a',\n" bytes "${bytes}")
    string(APPEND CNP_RECORDED_TEXTS "constexpr char text_${number}[] = {\n${bytes}};\n")
    string(APPEND CNP_RECORDED_FILES
           "    recorded_file{\"${name}\", {text_${number}, sizeof text_${number}}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  list(JOIN ARGN ", " CNP_RECORDED_NAMES)
  set(source "${PROJECT_BINARY_DIR}/generated/reports/recorded.cpp")
  configure_file("${PROJECT_SOURCE_DIR}/reports/recorded.cpp.in" "${source}" @ONLY)
  set(${out} "${source}" PARENT_SCOPE)
endfunction()
