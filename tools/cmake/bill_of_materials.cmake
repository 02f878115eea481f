# The release's bill of materials, in SPDX: what is linked into its programs, of which version and
# under which licence. Scanners know nothing of what FetchContent takes, so it is written here.

# cnp_bill_of_materials(FILE NAME library...): of the release NAME.
function(cnp_bill_of_materials file name)
  set(googletest BSD-3-Clause google/googletest)
  set(nlohmann_json MIT nlohmann/json)
  set(cli11 BSD-3-Clause CLIUtils/CLI11)
  set(benchmark Apache-2.0 google/benchmark)
  string(TIMESTAMP now "%Y-%m-%dT%H:%M:%SZ" UTC)
  string(UUID unique NAMESPACE 6ba7b811-9dad-11d1-80b4-00c04fd430c8 NAME "${name} ${now}" TYPE SHA1)

  set(packages "")
  set(relations "")
  macro(add package version license source relation)
    list(APPEND packages
         "{\"SPDXID\": \"SPDXRef-${package}\", \"name\": \"${package}\",
     \"versionInfo\": \"${version}\", \"downloadLocation\": \"${source}\",
     \"filesAnalyzed\": false, \"copyrightText\": \"NOASSERTION\",
     \"licenseConcluded\": \"NOASSERTION\", \"licenseDeclared\": \"${license}\"}")
    list(APPEND relations
         "{\"spdxElementId\": \"SPDXRef-suite\",
     \"relationshipType\": \"${relation}\", \"relatedSpdxElement\": \"SPDXRef-${package}\"}")
  endmacro()
  foreach(library IN LISTS ARGN)
    list(GET ${library} 0 license)
    list(GET ${library} 1 repository)
    # GoogleTest's outermost project has none of its own.
    foreach(variable IN ITEMS PROJECT_VERSION GOOGLETEST_VERSION)
      get_directory_property(version DIRECTORY "${${library}_SOURCE_DIR}" DEFINITION ${variable})
      if(version)
        break()
      endif()
    endforeach()
    string(REPLACE "_" "-" library "${library}")
    add(${library} "${version}" ${license} "git+https://github.com/${repository}" STATIC_LINK)
  endforeach()
  if(MINGW)
    add(gcc-runtime "${CMAKE_CXX_COMPILER_VERSION}" "GPL-3.0-or-later WITH GCC-exception-3.1"
        NOASSERTION STATIC_LINK)
    add(mingw-w64-runtime NOASSERTION ZPL-2.1 NOASSERTION STATIC_LINK)
  endif()
  list(JOIN packages ",\n    " packages)
  list(JOIN relations ",\n    " relations)
  file(CONFIGURE OUTPUT "${file}" @ONLY CONTENT [[{
  "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
  "name": "@name@", "documentNamespace": "https://spdx.org/spdxdocs/@name@-@unique@",
  "creationInfo": {"created": "@now@", "creators": ["Tool: CMake-@CMAKE_VERSION@"]},
  "packages": [
    {"SPDXID": "SPDXRef-suite", "name": "@name@",
     "versionInfo": "@CMAKE_PROJECT_VERSION@", "downloadLocation": "NOASSERTION",
     "filesAnalyzed": false, "copyrightText": "NOASSERTION",
     "licenseConcluded": "MIT", "licenseDeclared": "MIT"},
    @packages@
  ],
  "relationships": [
    {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
     "relatedSpdxElement": "SPDXRef-suite"},
    @relations@
  ]
}
]])
endfunction()
