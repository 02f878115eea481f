#include "harness/support/whole_file.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"

#include <chrono>
#include <fstream>
#include <ios>
#include <system_error>
#include <thread>

namespace cnp {

namespace {

/// Whether somebody else has the file open in a way that does not let it be replaced.
bool is_in_use([[maybe_unused]] const std::error_code& problem) {
#ifdef _WIN32
  constexpr int access_denied = 5;
  constexpr int sharing_violation = 32;
  return problem.value() == access_denied || problem.value() == sharing_violation ||
         problem == std::errc::permission_denied;
#else
  return false;
#endif
}

}  // namespace

std::error_code put_in_place(const std::filesystem::path& from,
                             const std::filesystem::path& target) {
  using std::chrono::steady_clock;
  const auto end = steady_clock::now() + std::chrono::seconds{1};
  std::error_code problem;
  do {
    std::filesystem::rename(from, target, problem);
    if (!problem || !is_in_use(problem)) {
      return problem;
    }
    std::this_thread::yield();
  } while (steady_clock::now() < end);
  return problem;
}

bool write_whole_file(const std::filesystem::path& target, std::string_view text) {
  std::filesystem::path partial = target;
  partial += ".partial";
  std::error_code problem;
  std::ofstream out(partial, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (out) {
    problem = put_in_place(partial, target);
  }
  if (out && !problem) {
    return true;
  }
  std::error_code ignored;
  std::filesystem::remove(partial, ignored);
  return false;
}

std::string read_whole_file(const std::filesystem::path& source, std::string_view kind,
                            std::size_t limit) {
  const std::string name = display(source);
  std::error_code problem;
  if (std::filesystem::is_directory(source, problem)) {
    throw input_error(name + ": a folder, where a file was expected");
  }
  std::ifstream in(source, std::ios::binary);
  if (!in) {
    throw input_error(name + ": the file can't be opened");
  }
  // One byte more than is allowed, so that the limit is noticed without reading all of a huge file.
  std::string text(limit + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) {
    throw input_error(name + ": the file can't be read");
  }
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > limit) {
    throw input_error(name + ": longer than the " + std::to_string(limit >> 20U) + " MiB that " +
                      std::string{kind} + " may have");
  }
  return text;
}

}  // namespace cnp
