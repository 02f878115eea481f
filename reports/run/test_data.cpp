#include "reports/run/test_data.hpp"

#include "harness/support/assertion.hpp"
#include "reports/run/merge.hpp"
#include "reports/run/repetition.hpp"
#include "reports/run/run_file.hpp"

#include <fstream>
#include <utility>

namespace cnp::test {

std::string replaced(std::string text, const std::string& part, const std::string& by) {
  const std::size_t at = text.find(part);
  CNP_ASSERT(at != std::string::npos, "nothing to replace: " + part);
  return text.replace(at, part.size(), by);
}

kernel_identity wine(const std::string& version) {
  return {.family = "wine",
          .version = version,
          .name = "Wine " + version,
          .architecture = "x64",
          .process_architecture = "x64",
          .modules = {{"ntdll.dll", "10.0.19041.1"}},
          .host = "Linux 6.1.0"};
}

step connect_step(grade known) {
  return {.who = {},
          .what = connect_pipe{},
          .allowed = {zero(error::no_data)},
          .known = known,
          .proves = {"clause.one"},
          .label = "server.ConnectNamedPipe"};
}

step create_step() {
  return {
      .who = {}, .what = create_pipe{}, .allowed = {nonzero()}, .label = "server.CreateNamedPipe"};
}

observation saw(const outcome& the_outcome) {
  return {.seen = the_outcome};
}

deviation stale_deviation() {
  return {.id = "wine.stale",
          .family = "wine",
          .versions = version_range::parse(">=8.0 <=10.0"),
          .scenario = "reuse.stale",
          .step = "server.ConnectNamedPipe",
          .seen = zero(error::pipe_connected),
          .reason = "It does not notice the close.",
          .evidence = {"seen"},
          .file = "reports/kernels/wine.json",
          .first_line = 12,
          .last_line = 25};
}

run_header header() {
  return {.commit = "0123abc",
          .started = "2026-11-23T12:34:56Z",
          .kernel = wine(),
          .options = {"--filter", "reuse"}};
}

cell_record record(const std::string& key, verdict is) {
  return record(key, is,
                is == verdict::conforms ? zero(error::no_data) : zero(error::pipe_connected));
}

cell_record record(const std::string& key, verdict is, const outcome& seen) {
  step_record create{.label = "server.CreateNamedPipe",
                     .actor = "server",
                     .call = "CreateNamedPipe(h0)",
                     .allowed = "nonzero",
                     .seen = "nonzero",
                     .result = nonzero()};
  step_record connect{.label = "server.ConnectNamedPipe",
                      .actor = "server",
                      .call = "ConnectNamedPipe(h0, NULL)",
                      .allowed = "0/ERROR_NO_DATA (232)",
                      .seen = describe(seen),
                      .result = seen,
                      .known = grade::documented,
                      .proves = {"clause.one"},
                      .ticket_before = 3,
                      .ticket_after = 4,
                      .microseconds = 12.5,
                      .is = is};
  return {.scenario = key.substr(0, key.find('/')),
          .key = key,
          .aspect = key.substr(0, key.find('.')),
          .axes = {{"handle", "overlapped"}, {"wait", "nonblocking"}},
          .is = is,
          .clauses = {{"clause.one", is}},
          .script_steps = 2,
          .steps = {std::move(create), std::move(connect)},
          .microseconds = 40.25};
}

cell_record repeated(const std::vector<cell_record>& executions) {
  repeated_cell all;
  for (const cell_record& one : executions) {
    all.add(one);
  }
  return all.finish();
}

void write_huge(const std::filesystem::path& file) {
  write_text(file, to_line(header()) + '\n');
  // By seeking: filesystem::resize_file crashes under Wine, in what MinGW-w64 makes of it.
  std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
  out.seekp((std::streamoff{1} << 30) - 1);
  out.put('\n');
  CNP_ASSERT(out.good(), "this file system has no sparse files");
}

std::filesystem::path write_cells(const std::filesystem::path& file,
                                  const std::vector<cell_record>& cells, const run_header& head) {
  write_run(file, {.header = head, .cells = cells, .footer = {.milliseconds = 10}});
  return file;
}

}  // namespace cnp::test
