#include "tools/cnp/run/supervisor.hpp"

#include "cases/registry/clauses.hpp"
#include "fixtures/client_service.hpp"
#include "harness/support/input_error.hpp"
#include "harness/win32/child_process.hpp"
#include "harness/win32/command_line.hpp"
#include "harness/win32/deadline.hpp"
#include "harness/win32/handle.hpp"
#include "harness/win32/kernel_api.hpp"
#include "reports/analysis/counts.hpp"
#include "reports/run/run_file.hpp"
#include "reports/text/clause_table.hpp"
#include "reports/text/run_text.hpp"
#include "tools/cnp/run/session.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/model_coverage.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>

namespace cnp {

namespace {

namespace fs = std::filesystem;

fs::path partial_of(const std::string& run_file) {
  return path_of(run_file + ".partial");
}

/// Waits for the end of a worker, as long as records come. False if they no longer did and it was
/// ended.
bool ends_by_itself(HANDLE worker, const run_options& options) {
  const double factor = std::max(1.0, options.patience) * options.repeat;
  const auto silence = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::milliseconds{options.silence_ms} * factor);
  for (std::uintmax_t known = 0;;) {
    if (wait_until(worker, deadline::in(silence))) {
      return true;
    }
    std::error_code missing;
    const std::uintmax_t size = fs::file_size(partial_of(options.run_file), missing);
    if (missing || size == known) {
      ::TerminateProcess(worker, static_cast<UINT>(exit_code::suite_error));
      (void)wait_until(worker, deadline::in(time_limits{}.grace));
      return false;
    }
    known = size;
  }
}

exit_code run_one_worker(const std::vector<std::string>& words, HANDLE job,
                         const run_options& options) {
  const child_process worker = start_process({.program = own_program(),
                                              .arguments = quoted_command_line(words),
                                              .same_output = true,
                                              .job = job,
                                              .kernel = &kernel_of(options)});
  if (!ends_by_itself(worker.process.get(), options)) {
    std::fprintf(stderr,
                 "cnp: the process that runs the cells has left no record for too long, and "
                 "was ended\n");
    return exit_code::suite_error;
  }
  return static_cast<exit_code>(exit_status(worker.process.get()));
}

/// What tells a file from another that takes its place: its number on the volume, since the new
/// one is made beside the old one, and, where numbers are nothing to go by, when it was written.
using file_mark = std::array<DWORD, 4>;

/// All zero for a file that is not there. Not by filesystem::last_write_time, which counts whole
/// seconds in what MinGW-w64 makes of it: a run can be over within one.
file_mark mark_of(const fs::path& file) {
  constexpr DWORD anyone = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  const file_handle opened(::CreateFileW(file.wstring().c_str(), FILE_READ_ATTRIBUTES, anyone,
                                         nullptr, OPEN_EXISTING, 0, nullptr));
  BY_HANDLE_FILE_INFORMATION found{};
  if (!opened || ::GetFileInformationByHandle(opened.get(), &found) == FALSE) {
    return {};
  }
  return {found.nFileIndexHigh, found.nFileIndexLow, found.ftLastWriteTime.dwHighDateTime,
          found.ftLastWriteTime.dwLowDateTime};
}

exit_code lost_worker(exit_code status) {
  if (status == exit_code::suite_error) {
    std::fprintf(stderr, "cnp: suite error: the process that runs the cells ended by an error of "
                         "the suite, see above; that says nothing about the kernel\n");
  } else {
    std::fprintf(stderr,
                 "cnp: suite error: the process that runs the cells ended with status 0x%08X and "
                 "left no record of the cell it was in\n",
                 static_cast<unsigned>(status));
  }
  return exit_code::suite_error;
}

/// How many clients of the pool answered wrongly or late and were replaced; empty for none.
std::string replaced_line(std::uint32_t count) {
  return count == 0   ? ""
         : count == 1 ? "1 client process answered wrongly or late and was replaced.\n"
                      : std::to_string(count) +
                            " client processes answered wrongly or late and were replaced.\n";
}

/// Whose results these are, where several runs share the cells.
std::string share_line(const run_options& options, bool has_walks) {
  const share part = options.wanted.part;
  if (part == share{}) {
    return {};
  }
  std::string text = "Shard " + std::to_string(part.index) + " of " + std::to_string(part.of) +
                     " (the first is 0): the other cells are those of other runs.";
  if (has_walks) {
    text += " What these have executed of the model\nis counted when 'cnp merge' joins the run "
            "files of all shards.";
  }
  return text + "\n";
}

}  // namespace

void check_performing(const run_options& options) {
  const auto check = [](const std::string& name, bool is_known, const std::string& known) {
    if (!name.empty() && !is_known) {
      throw input_error("no seeded defect is called '" + name + "'; there are " + known);
    }
  };
  const auto of_kernel = [](const std::string& name) {
    return seeded_defect(name.c_str()) != nullptr;
  };
  check(options.defect, of_kernel(options.defect), seeded_defects());
  check(options.client_defect,
        of_kernel(options.client_defect) || from_word<client_fault>(options.client_defect),
        std::string(seeded_defects()) + ", " + seeded_client_faults());
  (void)recorded_deviations(options.deviations);
}

void remove_partial(const std::string& run_file) {
  std::error_code ignored;
  fs::remove(partial_of(run_file), ignored);
}

exit_code begin_anew(const std::string& run_file, const std::function<exit_code()>& perform) {
  remove_partial(run_file);
  try {
    const exit_code ended = perform();
    if (ended == exit_code::input_error) {
      remove_partial(run_file);
    }
    return ended;
  } catch (const input_error&) {
    remove_partial(run_file);
    throw;
  }
}

exit_code supervise(const run_options& options, const std::vector<std::string>& worker_words) {
  const object_handle job = make_killing_job();
  std::vector<std::string> words = options.words;
  words.insert(words.end(), worker_words.begin(), worker_words.end());
  words.insert(words.end(), {"--began", std::to_string(milliseconds_now())});
  const fs::path target = path_of(options.run_file);
  const auto older = mark_of(target);
  std::uintmax_t size_before = 0;
  return begin_anew(options.run_file, [&] {
    for (;;) {
      const exit_code status = run_one_worker(words, job.get(), options);
      if (status == exit_code::input_error) {
        return status;
      }
      // One that says "fine" without having completed the file was ended by something else.
      if ((status == exit_code::fine || status == exit_code::nonconformance) &&
          mark_of(target) != older) {
        return status;
      }
      std::error_code missing;
      const std::uintmax_t size = fs::file_size(partial_of(options.run_file), missing);
      if (status != exit_code::ended || missing || size <= size_before) {
        return lost_worker(status);
      }
      size_before = size;
      std::fprintf(stderr,
                   "cnp: the process that runs the cells had to be ended; going on in a new one\n");
    }
  });
}

exit_code tell_result(const run_options& options, bool with_tables) {
  run_reader reader(path_of(options.run_file), reading::heads);
  run_counts all;
  model_coverage walked;
  while (const cell_record* record = reader.next()) {
    all.add(*record);
    walked.add(*record);
  }
  const model_coverage::result executed = walked.conclude();
  text_style how = terminal_style(options.strict);
  how.all_clauses = selects_all(options.wanted);
  // Told in a short result too: what was left out is no part of what the counts say.
  const std::string left_out = not_performed_table(all, how);
  if (with_tables) {
    print("\n" + clause_table(all, all_clauses(), how));
    for (const std::string& table :
         {refusal_table(all, how), left_out, deviation_table(all, how)}) {
      print(table.empty() ? "" : "\n" + table);
    }
    print("\n");
    print(executed.text.empty() ? "" : executed.text + "\n");
  }
  print((with_tables ? "" : left_out) + summary_line(reader.footer(), how) +
        replaced_line(reader.footer().clients_replaced));
  if (with_tables) {
    print(share_line(options, !executed.text.empty()));
  }
  if (!options.brief) {
    print("Run file: " + options.run_file + "\n");
  }
  const auto worst = all.all().worst(options.strict);
  if (!worst && options.wanted.part == share{}) {
    return exit_code::suite_error;  // (With more shards than cells, some get none.)
  }
  const exit_code ends = worst ? exit_status(*worst, options.strict) : exit_code::fine;
  if (executed.falls_short) {
    std::fprintf(stderr, "cnp: %s\n", model_coverage::sentence);
    // A cell that the suite could not carry out leaves a gap too, and says nothing of the kernel.
    return ends == exit_code::suite_error ? ends : exit_code::nonconformance;
  }
  return ends;
}

}  // namespace cnp
