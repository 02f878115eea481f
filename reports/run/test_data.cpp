#include "reports/run/test_data.hpp"

#include "harness/support/assertion.hpp"

#include <atomic>
#include <chrono>
#include <fstream>
#include <iterator>
#include <system_error>

namespace cnp::test {

scratch_folder::scratch_folder() {
  // Test programs run side by side, so the name has the time and a number in it, and
  // create_directory has the last word on whether it is new.
  static std::atomic<unsigned> number{0};
  do {
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    path_ = std::filesystem::temp_directory_path() /
            ("cnp-reports-" + std::to_string(now) + '-' + std::to_string(++number));
  } while (!std::filesystem::create_directory(path_));
}

scratch_folder::~scratch_folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path scratch_folder::operator/(std::string_view name) const {
  return path_ / name;
}

std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_text(const std::filesystem::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary) << text;
}

std::string replaced(std::string text, const std::string& part, const std::string& by) {
  const std::size_t at = text.find(part);
  CNP_ASSERT(at != std::string::npos, "nothing to replace: " + part);
  return text.replace(at, part.size(), by);
}

kernel_identity wine(const std::string& version) {
  kernel_identity kernel;
  kernel.family = "wine";
  kernel.version = version;
  kernel.name = "Wine " + version;
  kernel.architecture = "x64";
  kernel.process_architecture = "x64";
  kernel.modules = {{"ntdll.dll", "10.0.19041.1"}};
  kernel.host = "Linux 6.1.0";
  return kernel;
}

step connect_step(grade known) {
  step one;
  one.what = connect_pipe{};
  one.allowed = {zero(error::no_data)};
  one.known = known;
  one.proves = {"clause.one"};
  one.label = "server.ConnectNamedPipe";
  return one;
}

step create_step() {
  step one;
  one.what = create_pipe{};
  one.allowed = {nonzero()};
  one.label = "server.CreateNamedPipe";
  return one;
}

observation saw(const outcome& the_outcome) {
  observation one;
  one.seen = the_outcome;
  return one;
}

deviation stale_deviation() {
  deviation one;
  one.id = "wine.stale";
  one.family = "wine";
  one.versions = version_range::parse(">=8.0 <=10.0");
  one.scenario = "reuse.stale";
  one.step = "server.ConnectNamedPipe";
  one.seen = zero(error::pipe_connected);
  one.reason = "It does not notice the close.";
  one.evidence = {"seen"};
  one.file = "reports/kernels/wine.json";
  one.first_line = 12;
  one.last_line = 25;
  return one;
}

run_header header() {
  run_header made;
  made.commit = "0123abc";
  made.started = "2026-11-23T12:34:56Z";
  made.kernel = wine();
  made.options = {"--filter", "reuse"};
  return made;
}

std::string failed_assertion(const std::function<void()>& function) {
  const assertion_handler before = on_failed_assertion(
      [](const assertion_failure& failure) { throw assertion_failure(failure); });
  std::string sentence = "(no assertion failed)";
  try {
    function();
  } catch (const assertion_failure& failure) {
    sentence = failure.what;
  }
  on_failed_assertion(before);
  return sentence;
}

cell_record record(const std::string& key, verdict is) {
  cell_record made;
  made.key = key;
  made.scenario = key.substr(0, key.find('/'));
  made.aspect = key.substr(0, key.find('.'));
  made.axes = {{"handle", "overlapped"}, {"wait", "nonblocking"}};
  made.is = is;
  made.clauses = {{"clause.one", is}};
  made.script_steps = 2;
  step_record create;
  create.label = "server.CreateNamedPipe";
  create.actor = "server";
  create.call = "CreateNamedPipe(h0)";
  create.allowed = create.seen = "nonzero";
  create.result = nonzero();
  step_record connect = create;
  connect.label = "server.ConnectNamedPipe";
  connect.call = "ConnectNamedPipe(h0, NULL)";
  connect.allowed = "0/ERROR_NO_DATA (232)";
  connect.result = is == verdict::conforms ? zero(error::no_data) : zero(error::pipe_connected);
  connect.seen = describe(connect.result);
  connect.known = grade::documented;
  connect.proves = {"clause.one"};
  connect.ticket_before = 3;
  connect.ticket_after = 4;
  connect.microseconds = 12.5;
  connect.is = is;
  made.steps = {create, connect};
  made.microseconds = 40.25;
  return made;
}

}  // namespace cnp::test
