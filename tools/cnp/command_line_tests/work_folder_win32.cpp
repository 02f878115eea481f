#include "harness/win32/arrangement.hpp"
#include "harness/win32/child_process.hpp"
#include "harness/win32/command_line.hpp"
#include "harness/win32/deadline.hpp"
#include "harness/win32/utf8.hpp"
#include "tools/cnp/command_line_tests/work_folder.hpp"

namespace cnp {

namespace fs = std::filesystem;

namespace {

file_handle new_file(fs::path beside, const char* ending) {
  beside += ending;
  file_handle file(::CreateFileW(beside.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ,
                                 nullptr, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
  arrange(static_cast<bool>(file), "CreateFile");
  return file;
}

}  // namespace

int status_of(const std::vector<std::string>& words, const fs::path& folder,
              std::chrono::seconds limit) {
  // (Not NUL, which a C runtime takes for a terminal.)
  const file_handle nothing = new_file(folder, ".in");
  const file_handle output = new_file(folder, ".out");
  const file_handle errors = new_file(folder, ".err");
  // Its end ends everything that the program has started.
  const object_handle job = make_killing_job();
  const child_process child =
      start_process({.program = widened(words.front()),
                     .arguments = quoted_command_line({words.begin() + 1, words.end()}),
                     .folder = folder.wstring(),
                     .input = nothing.get(),
                     .output = output.get(),
                     .errors = errors.get(),
                     .job = job.get()});
  DWORD status = 0;
  const bool ended = wait_until(child.process.get(), deadline::in(limit));
  ::GetExitCodeProcess(child.process.get(), &status);
  return ended ? static_cast<int>(status) : -1;
}

std::string cnp_program() {
  return narrowed(beside_own_program(L"cnp.exe"));
}

}  // namespace cnp
