# What users get: `cmake --install BUILD --prefix FOLDER` makes a folder that runs wherever it is
# put, `cpack --preset NAME` (or the target `package`) a zip of it, stripped. Kernels' records and the
# page's parts are built into cnp; what can be chosen by name lies beside it (baselines, schemas).
#
# Debug symbols: MSVC's are a zip of their own, `...-symbols.zip` (component `symbols`). MinGW's
# builds have none.
if(NOT WIN32)
  return()
endif()
set(programs cnp cnp-client)
set(libraries googletest nlohmann_json cli11)
if(CNP_BENCHMARKS)
  list(APPEND programs cnp-bench)
  list(APPEND libraries benchmark)
endif()
foreach(library IN LISTS libraries)
  if(NOT ${library}_SOURCE_DIR)
    message(STATUS "No release can be packed: of an installed ${library} the licence is not known")
    return()
  endif()
endforeach()

# The oldest Windows, for the README of the release. From Visual Studio 2026 on, MSVC's library is
# for Windows 10.
if(MINGW)
  set(CNP_OLDEST_WINDOWS "Windows Vista and Server 2008")
elseif(CNP_ARCHITECTURE STREQUAL "arm64" OR MSVC_VERSION GREATER_EQUAL 1950)
  set(CNP_OLDEST_WINDOWS "Windows 10 and Server 2016")
else()
  set(CNP_OLDEST_WINDOWS "Windows 7 and Server 2008 R2")
endif()
configure_file(tools/cmake/release.md.in "${PROJECT_BINARY_DIR}/README.md" @ONLY)

set(name connectnamedpipe-conformance-${PROJECT_VERSION}-windows-${CNP_ARCHITECTURE})
set(to COMPONENT release DESTINATION)
install(TARGETS ${programs} RUNTIME ${to} .)
install(FILES CHANGELOG.md LICENSE "${PROJECT_BINARY_DIR}/README.md" ${to} .)
foreach(library IN LISTS libraries)
  file(GLOB license "${${library}_SOURCE_DIR}/LICENSE" "${${library}_SOURCE_DIR}/LICENSE.MIT")
  install(FILES ${license} ${to} licenses RENAME ${library}.txt)
endforeach()
if(MINGW)
  # The runtime that is linked, as Debian tells its licences.
  foreach(library IN ITEMS mingw-w64-common gcc-mingw-w64-base)
    install(FILES /usr/share/doc/${library}/copyright ${to} licenses RENAME ${library}.txt OPTIONAL)
  endforeach()
endif()
include(bill_of_materials)
cnp_bill_of_materials("${PROJECT_BINARY_DIR}/${name}.spdx.json" ${name} ${libraries})
install(FILES "${PROJECT_BINARY_DIR}/${name}.spdx.json" ${to} . RENAME sbom.spdx.json)
install(DIRECTORY reports/schema reports/baselines ${to} . FILES_MATCHING PATTERN *.json
                                                             PATTERN *.jsonl)
set(components release)
if(MSVC)
  foreach(program IN LISTS programs)
    install(FILES $<TARGET_PDB_FILE:${program}> COMPONENT symbols EXCLUDE_FROM_ALL DESTINATION .)
  endforeach()
  list(APPEND components symbols)
endif()

set(CPACK_GENERATOR ZIP)
set(CPACK_PACKAGE_NAME connectnamedpipe-conformance)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_FILE_NAME ${name})
set(CPACK_COMPONENTS_ALL ${components})
set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_COMPONENT_INCLUDE_TOPLEVEL_DIRECTORY ON)
set(CPACK_ARCHIVE_RELEASE_FILE_NAME ${name})
set(CPACK_ARCHIVE_SYMBOLS_FILE_NAME ${name}-symbols)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
# After the libraries, one of which packs itself, too.
include(CPack)

# On which Windows the programs start, by their imports, as the README says; and the release itself,
# unpacked elsewhere and run there.
if(MSVC)
  cmake_path(GET CMAKE_LINKER PARENT_PATH folder)
  set(imports "${folder}/dumpbin.exe;/imports")
  set(dependents "${folder}/dumpbin.exe;/dependents")
  set(on_windows_7 ${programs})
else()
  set(imports "${CMAKE_OBJDUMP};-p")
  set(dependents ${imports})
  set(on_nt_5_2 cnp cnp-client)
  set(on_windows_7 ${programs})
  list(REMOVE_ITEM on_windows_7 ${on_nt_5_2})
endif()
list(TRANSFORM on_nt_5_2 REPLACE "(.+)" "$<TARGET_FILE:\\1>")
list(TRANSFORM on_windows_7 REPLACE "(.+)" "$<TARGET_FILE:\\1>")
if(NOT CNP_OLDEST_WINDOWS MATCHES "^Windows 10")
  cnp_entry(
    unit.imports LABEL unit SECONDS ${CNP_SECONDS_OF_FILES_ONLY}
    COMMAND "${CMAKE_COMMAND}" "-DIMPORTS=${imports}" "-DON_NT_5_2=${on_nt_5_2}"
            "-DON_WINDOWS_7=${on_windows_7}" -P "${PROJECT_SOURCE_DIR}/tools/cmake/imports.cmake")
endif()
cnp_entry(
  unit.package LABEL unit
  COMMAND "${CMAKE_COMMAND}" "-DBUILD=${PROJECT_BINARY_DIR}" -DCONFIG=$<CONFIG> -DNAME=${name}
          -DVERSION=${PROJECT_VERSION} "-DPROGRAMS=${programs}"
          "-DEMULATOR=${CMAKE_CROSSCOMPILING_EMULATOR}" "-DDEPENDENTS=${dependents}"
          "-DFOLDER=${CNP_RESULTS}/package-test" -P
          "${PROJECT_SOURCE_DIR}/tools/cmake/package_test.cmake")
