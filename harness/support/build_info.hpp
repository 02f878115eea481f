#pragma once

namespace cnp {

/// The version of the suite, and of its release: "0.1.0". Source: `project()` in CMakeLists.txt.
extern const char* const suite_version;

/// The commit of the sources when this was built, with `+` behind it if tracked files had changes;
/// "unknown" of sources that are no clone.
extern const char* const suite_commit;

/// The compiler and what it built for: "GNU 12.2.0 for Windows x64".
extern const char* const suite_compiler;

}  // namespace cnp
