# cnp_embedded(TARGET FUNCTION HEADER file...): the texts of these files become part of TARGET, by
# the definition of FUNCTION, which HEADER declares: std::span<const embedded_file> FUNCTION().
# Configuring runs again when one of the files changes.
function(cnp_embedded target function header)
  set(CNP_TEXTS "")
  set(CNP_FILES "")
  set(number 0)
  foreach(name IN LISTS ARGN)
    set(file "${PROJECT_SOURCE_DIR}/${name}")
    # Else the build would configure again and again: a file that is not there is never up to date.
    if(NOT EXISTS "${file}")
      message(FATAL_ERROR "${name} is missing: ${function} is made of it. Bring it back, or take it "
                          "out of the list in ${CMAKE_CURRENT_SOURCE_DIR}/CMakeLists.txt.")
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    # As characters: MSVC has a limit on the length of a string literal.
    file(READ "${file}" bytes HEX)
    string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
    string(REPLACE "'\\x0a'," "'\\x0a',\n" bytes "${bytes}")
    string(APPEND CNP_TEXTS "constexpr char text_${number}[] = {\n${bytes}};\n")
    string(APPEND CNP_FILES
           "    embedded_file{\"${name}\", {text_${number}, sizeof text_${number}}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  list(JOIN ARGN ", " CNP_NAMES)
  cmake_path(GET header PARENT_PATH folder)
  set(made "${PROJECT_BINARY_DIR}/generated/${folder}/${function}.cpp")
  configure_file("${PROJECT_SOURCE_DIR}/tools/cmake/embedded.cpp.in" "${made}" @ONLY)
  target_sources(${target} PRIVATE "${made}")
endfunction()
