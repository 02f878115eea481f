#include "tools/cnp/run/session.hpp"

#include "cases/registry/clauses.hpp"
#include "fixtures/client_service.hpp"
#include "harness/support/assertion.hpp"
#include "harness/support/build_info.hpp"
#include "harness/win32/child_process.hpp"
#include "harness/win32/kernel.hpp"
#include "tools/cnp/run/again.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <utility>

namespace cnp {

namespace {

using std::chrono::steady_clock;

/// The one whose cells a crash of this process may interrupt.
session* the_session = nullptr;

[[noreturn]] void end_process() {
  ::TerminateProcess(::GetCurrentProcess(), static_cast<UINT>(exit_code::ended));
  std::abort();
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_s(&parts, &now);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), size};
}

/// The client program that was asked for; empty for the suite's own.
std::wstring client_program(const run_options& options) {
  return options.client.empty() ? std::wstring()
                                : std::filesystem::absolute(path_of(options.client)).wstring();
}

pool_options pool_setup(const run_options& options, std::function<void()> on_stuck) {
  pool_options setup;
  setup.client_program = client_program(options);
  setup.limits = time_limits{}.scaled(options.patience);
  setup.api = &kernel_of(options);
  setup.client_defect = options.client_defect;
  if (!options.pipe_prefix.empty()) {
    setup.pipe_prefix.assign(options.pipe_prefix.begin(), options.pipe_prefix.end());
  }
  setup.on_stuck = std::move(on_stuck);
  return setup;
}

}  // namespace

std::int64_t milliseconds_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

const kernel_api& kernel_of(const run_options& options) {
  return options.defect.empty() ? running_kernel() : *seeded_defect(options.defect.c_str());
}

run_header header_of(const run_options& options) {
  run_header header;
  header.commit = suite_commit;
  header.started = utc_now();
  header.kernel = identify_kernel();
  const std::string clients = architecture_of(client_program(options));
  if (!options.client.empty() && clients != header.kernel.process_architecture) {
    header.kernel.client_architecture = clients;
  }
  header.options = options.words;
  header.strict = options.strict;
  return header;
}

session::session(const run_options& options)
    : options_(options), header_(header_of(options)),
      recorded_(recorded_deviations(options.deviations)),
      began_ms_(options.began_ms == 0 ? milliseconds_now() : options.began_ms),
      budget_(options.hang_limit), writer_(path_of(options.run_file), header_,
                                           [this](const cell_record& found) {
                                             done_.insert(found.key);
                                             budget_.add(found);
                                           }),
      pool_(pool_setup(options,
                       [this] {
                         conclude_and_end(ending::hung, "cancelling it did not end it; its process "
                                                        "was ended");
                       })),
      interpreter_(pool_, [this](std::size_t index, const step& one, const observation& seen) {
        return judge_next(index, one, seen);
      }) {
  end_with_starter();  // The supervisor; its job does the same where there are jobs.
  pool_.require_client();
  the_session = this;
  ::SetUnhandledExceptionFilter(&session::on_crash);
}

bool session::judge_next(std::size_t index, const step& one, const observation& seen) {
  const std::string_view id =
      now_.manner->recorded_as.empty() ? now_.cell->what->id : now_.manner->recorded_as;
  const finding recorded = find(recorded_, header_.kernel, id, now_.axes, one, seen.seen);
  now_.judged.resize(index);  // What an execution gave that was not the last counts no more.
  now_.judged.push_back(judge_step(one, seen, recorded, &find_clause));
  return now_.judged.back().goes_on;
}

cell_record session::record_of(const execution& performed) {
  const auto took = steady_clock::now() - now_.began;
  now_.judged.resize(std::min(now_.judged.size(), performed.seen.size()));
  const cell_judgement judged = judge(now_.steps, performed, std::move(now_.judged), &find_clause);
  cell_record record =
      make_record(*now_.cell->what, now_.cell->where, now_.steps, performed, judged, took);
  record.key = now_.cell->key;
  return record;
}

cell_record session::perform(const selected_cell& one, const cell_manner& manner) {
  assertion_context(one.key);
  now_ = {.cell = &one,
          .manner = &manner,
          .steps = expand(*one.what, one.where),
          .axes = words(one.where)};
  now_.began = steady_clock::now();
  if (const std::string why = budget_.spent(one.what->id); !why.empty() && !manner.is_trial()) {
    return record_of({.how = ending::not_performed, .why = why});
  }
  for (std::uint32_t left = options_.repeat; left != 0 && !is_stuck(); --left) {
    now_.began = steady_clock::now();
    now_.so_often.add(record_of(interpreter_.perform(*one.what, now_.steps)));
  }
  assertion_context({});
  cell_record record = now_.so_often.finish();
  if (!manner.is_trial()) {
    budget_.add(record);
  }
  return record;
}

void session::write(const cell_record& record) {
  const held_run held = interpreter_.hold();
  writer_.add(record);
}

std::string session::text_of(const cell_record& record, const cell_notes& notes) const {
  cell_notes with_again = notes;
  if (notes.again.empty()) {
    with_again.again = again_words(options_, record.key);
  }
  return cell_text(record, header_.kernel, all_clauses(), terminal_style(options_.strict),
                   with_again);
}

void session::end_if_stuck() const {
  if (is_stuck()) {
    end_process();
  }
}

void session::finish() {
  run_footer footer;
  footer.milliseconds = static_cast<double>(milliseconds_now() - began_ms_);
  footer.peak_memory_kib = peak_memory_kib();
  writer_.finish(footer);
}

/// Concludes the current cell in place of the thread that is stuck in it or has crashed, and ends
/// the process: nothing else is left to do.
void session::conclude_and_end(ending how, const std::string& why, std::uint32_t exception) {
  const held_run held = interpreter_.hold();
  if (held.steps == nullptr) {
    end_process();
  }
  if (now_.manner->is_trial()) {
    print(std::string(now_.manner->last_words));
    end_process();
  }
  execution performed = held.so_far;
  const std::size_t at = performed.seen.size();
  const bool is_over = at >= held.steps->size() || performed.how != ending::complete;
  if (!is_over) {
    observation& last = performed.seen.emplace_back();
    last.seen.how = how == ending::hung ? completion::hung : completion::process_ended;
    last.seen.value = exception;
    last.remark = why;
    (void)judge_next(at, held.steps->at(at), last);
  }
  performed.how = how;
  performed.why =
      is_over ? "closing the handles of the server, when the cell was over: " + why : why;
  performed.hung_step = is_over ? std::optional(no_step) : std::nullopt;
  now_.so_often.add(record_of(performed));
  const cell_record record = now_.so_often.finish();
  writer_.add(record);
  if (!options_.records_only && !options_.json) {
    // A run explains it at its end, with the others; a walk does so as they come.
    print(now_.manner->again.empty() ? failure_line(record, terminal_style(options_.strict))
                                     : text_of(record, {.again = now_.manner->again}));
  }
  end_process();
}

LONG WINAPI session::on_crash(EXCEPTION_POINTERS* crash) {
  the_session->conclude_and_end(ending::crashed,
                                "an exception in the suite's own process, which is the server",
                                crash->ExceptionRecord->ExceptionCode);
}

}  // namespace cnp
