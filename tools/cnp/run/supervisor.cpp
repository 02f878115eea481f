#include "tools/cnp/run/supervisor.hpp"

#include "cases/registry/clauses.hpp"
#include "fixtures/client_service.hpp"
#include "harness/support/input_error.hpp"
#include "harness/win32/child_process.hpp"
#include "harness/win32/command_line.hpp"
#include "harness/win32/deadline.hpp"
#include "harness/win32/handle.hpp"
#include "harness/win32/interruption.hpp"
#include "harness/win32/kernel_api.hpp"
#include "reports/analysis/counts.hpp"
#include "reports/analysis/failure.hpp"
#include "reports/run/run_file.hpp"
#include "reports/text/cell_text.hpp"
#include "reports/text/run_result_json.hpp"
#include "reports/text/run_text.hpp"
#include "tools/cnp/run/again.hpp"
#include "tools/cnp/run/session.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/model_coverage.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/started.hpp"
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

/// How a worker came to its end.
enum class worker_end : std::uint8_t { by_itself, silent, interrupted };

/// Waits for the end of a worker, as long as records come and nobody interrupts it. If it has not
/// ended by itself, it is ended.
worker_end end_of(HANDLE worker, const interruption& stop, const run_options& options) {
  const double factor = std::max(1.0, options.patience) * options.repeat;
  const auto silence = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::milliseconds{options.silence_ms} * factor);
  for (std::uintmax_t known = 0;;) {
    const int ended = wait_until_either(worker, stop.came(), deadline::in(silence));
    if (ended == 0) {
      return worker_end::by_itself;
    }
    std::error_code missing;
    const std::uintmax_t size = fs::file_size(partial_of(options.run_file), missing);
    if (ended == 1 || missing || size == known) {
      ::TerminateProcess(worker, static_cast<UINT>(exit_code::suite_error));
      (void)wait_until(worker, deadline::in(time_limits{}.grace));
      return ended == 1 ? worker_end::interrupted : worker_end::silent;
    }
    known = size;
  }
}

exit_code run_one_worker(const std::vector<std::string>& words, HANDLE job,
                         const interruption& stop, const run_options& options) {
  const child_process worker = start_process({.program = own_program(),
                                              .arguments = quoted_command_line(words),
                                              .same_output = true,
                                              .job = job,
                                              .kernel = &kernel_of(options)});
  switch (end_of(worker.process.get(), stop, options)) {
  case worker_end::silent:
    std::fprintf(stderr,
                 "cnp: the process that runs the cells has left no record for too long, and "
                 "was ended\n");
    return exit_code::suite_error;
  case worker_end::interrupted:
    return exit_code::interrupted;
  case worker_end::by_itself:
    break;
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

/// Keeps what an interrupted run did, and says where.
void keep_interrupted(const run_options& options, std::int64_t began_ms) {
  if (shows_progress()) {
    print("\r\x1b[K");  // The worker's.
  }
  const std::string kept = options.run_file + interrupted_suffix;
  std::error_code problem;
  if (!options.records_only) {
    fs::rename(partial_of(options.run_file), partial_of(kept), problem);
  }
  if (problem || options.records_only) {
    remove_partial(options.run_file);
    std::fprintf(stderr, "cnp: interrupted; nothing is kept\n");
    return;
  }
  std::size_t cells = 0;
  run_writer writer(path_of(kept), header_of(options), [&cells](const cell_record&) { ++cells; });
  run_footer footer{.complete = false};
  footer.milliseconds = static_cast<double>(milliseconds_now() - began_ms);
  (void)writer.finish(footer);
  std::fprintf(stderr,
               "cnp: interrupted after %zu cells, which are kept in %s (for compare, coverage, "
               "findings and record)\n",
               cells, kept.c_str());
}

/// How many clients of the pool answered wrongly or late and were replaced; empty for none.
std::string replaced_line(std::uint32_t count) {
  return count == 0   ? ""
         : count == 1 ? "1 client process answered wrongly or late and was replaced.\n"
                      : std::to_string(count) +
                            " client processes answered wrongly or late and were replaced.\n";
}

/// What a run file comes to.
struct told_run {
  explicit told_run(const run_options& options) : failed(options.strict) {}

  void add(const cell_record& record) {
    all.add(record);
    (void)failed.add(record);
    walked.add(record);
  }

  run_counts all;
  failures failed;
  model_coverage walked;
};

exit_code status_of(const told_run& told, const model_coverage::result& executed,
                    const run_options& options) {
  const auto worst = told.all.all().worst(options.strict);
  if (!worst && options.wanted.part == share{}) {
    return exit_code::suite_error;  // (With more shards than cells, some get none.)
  }
  const exit_code ends = worst ? exit_status(*worst, options.strict) : exit_code::fine;
  // A cell that the suite could not carry out leaves a gap too, and says nothing of the kernel.
  return executed.falls_short && ends != exit_code::suite_error ? exit_code::nonconformance : ends;
}

/// All tables of a run, each with an empty line before it, and one behind them.
std::string tables_text(const run_counts& all, const text_style& how) {
  std::string text;
  for (const std::string& table : {refusal_table(all, how), not_performed_table(all, how),
                                   clause_table(all, all_clauses(), how), scenario_table(all, how),
                                   silent_table(all, how), deviation_table(all, how)}) {
    text += table.empty() ? "" : "\n" + table;
  }
  return text + "\n";
}

/// The command to type next.
std::string next_line(const run_options& options, const failures& failed, const run_counts& all) {
  if (failed.groups().empty()) {
    return "Next: " + cnp_command() + " report " + shell_word(options.run_file) +
           " --output page.html\n";
  }
  const cell_record& first = failed.groups().front().example;
  std::string text = "Next: " + cnp_command() + " explain " + first.key + "\n" + "      " +
                     cnp_command() + " repro " + first.key + " --output repro.cpp\n";
  if (all.all().of(verdict::recovered) != 0) {
    text += "      (What recovered fails until its record is deleted.)\n";
  }
  return text;
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
  const interruption stop;
  std::vector<std::string> words = options.words;
  words.insert(words.end(), worker_words.begin(), worker_words.end());
  const std::int64_t began_ms = milliseconds_now();
  words.insert(words.end(), {"--began", std::to_string(began_ms)});
  const fs::path target = path_of(options.run_file);
  const auto older = mark_of(target);
  std::uintmax_t size_before = 0;
  return begin_anew(options.run_file, [&] {
    for (;;) {
      const exit_code status = run_one_worker(words, job.get(), stop, options);
      if (status == exit_code::interrupted) {
        keep_interrupted(options, began_ms);
        return status;
      }
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

void tell_interrupted(const run_options& options, telling much) {
  run_options kept = options;
  kept.run_file += interrupted_suffix;
  std::error_code missing;
  if (fs::exists(path_of(kept.run_file), missing)) {
    (void)tell_result(kept, much);
  }
}

exit_code tell_result(const run_options& options, telling much) {
  run_reader reader(path_of(options.run_file), reading::heads, interrupted::taken);
  told_run told(options);
  text_style how = terminal_style(options.strict);
  how.all_clauses = selects_all(options.wanted);
  how.unfolded = options.all;
  const kernel_identity& kernel = reader.header().kernel;
  const auto again = [&options](const cell_record& cell) { return again_words(options, cell.key); };
  const bool explains = much != telling::sums && !options.json;
  while (const cell_record* record = reader.next()) {
    told.add(*record);
    if (explains && options.all && !passes(record->is, options.strict)) {
      print('\n' + cell_text(*record, kernel, all_clauses(), how, {.again = again(*record)}));
    }
  }
  const model_coverage::result executed = told.walked.conclude();
  const exit_code ends = status_of(told, executed, options);
  if (options.json) {
    print(run_result_json(
        {.header = reader.header(),
         .footer = reader.footer(),
         .all = told.all,
         .failed = told.failed,
         .run_file = options.run_file,
         .exit_status = static_cast<int>(reader.footer().complete ? ends : exit_code::interrupted),
         .again = again},
        all_clauses()));
    return ends;
  }
  if (explains && !options.all && !told.failed.groups().empty()) {
    print('\n' + failures_text(told.failed.groups(), kernel, all_clauses(), how, again));
  }
  if (much == telling::all) {
    print(tables_text(told.all, how) + (executed.text.empty() ? "" : executed.text + "\n"));
  }
  // Told in a short result too: what was left out is no part of what the counts say.
  const std::string left_out = much == telling::all ? "" : not_performed_table(told.all, how);
  print(left_out + summary_line(reader.footer(), how) +
        replaced_line(reader.footer().clients_replaced));
  if (much == telling::all) {
    print(share_line(options, !executed.text.empty()));
  }
  if (!options.brief) {
    print("Run file: " + options.run_file + "\n" +
          (explains ? next_line(options, told.failed, told.all) : std::string{}));
  }
  if (executed.falls_short) {
    std::fprintf(stderr, "cnp: %s\n", model_coverage::sentence);
  }
  return ends;
}

}  // namespace cnp
