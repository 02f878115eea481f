#include "harness/engine/process_pool.hpp"

#include "harness/support/assertion.hpp"
#include "harness/support/exit_code.hpp"
#include "harness/support/input_error.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/child_process.hpp"
#include "harness/win32/kernel.hpp"
#include "harness/win32/utf8.hpp"

#include <algorithm>
#include <utility>

namespace cnp {

namespace {

pool_options completed(pool_options options) {
  if (options.client_program.empty()) {
    options.client_program = beside_own_program(L"cnp-client.exe");
  }
  if (options.api == nullptr) {
    options.api = &running_kernel();
  }
  if (!options.on_stuck) {
    options.on_stuck = [] {
      ::TerminateProcess(::GetCurrentProcess(), static_cast<UINT>(exit_code::ended));
    };
  }
  return options;
}

bool needs_container(const scenario& the_scenario, std::uint8_t processes) {
  for (std::uint8_t process = 0; process < processes; ++process) {
    if (in_app_container(placement_of(the_scenario, process))) {
      return true;
    }
  }
  return false;
}

}  // namespace

process_pool::process_pool(pool_options options)
    : options_(completed(std::move(options))),
      shared_(shared_memory::create(options_.limits.operation, options_.pipe_prefix)),
      job_(make_killing_job()),
      guard_(
          options_.limits, [this] { local_->cancel_first_thread(); }, options_.on_stuck),
      local_(std::make_unique<local_process>(*options_.api, shared_, options_.limits, guard_)) {}

std::unique_ptr<remote_process> process_pool::start(std::uint8_t seat, placement the_placement) {
  const client_start how{.program = options_.client_program,
                         .job = job_.get(),
                         .limits = options_.limits,
                         .kernel = options_.api,
                         .defect = options_.client_defect};
  return std::make_unique<remote_process>(how, shared_, seat, the_placement);
}

void process_pool::make_ready(std::uint8_t which, placement the_placement) {
  auto& place = remote_.at(which);
  if (place && (!place->alive() || place->where() != the_placement)) {
    place.reset();
  }
  if (place) {
    return;
  }
  if (!lack_.empty()) {
    throw unsupported_error(lack_);
  }
  const auto seat = static_cast<std::uint8_t>(shared_.seat(which));
  const bool is_client = which != 0 && the_placement == placement::ordinary;
  if (is_client && spare_ && spare_->alive()) {
    place = std::move(spare_);
    spare_seat_ = seat;
  } else {
    place = start(seat, the_placement);
  }
  place->play(which);
  place->await_start();
  if (is_client && started_.at(which) && !spare_) {
    spare_ = start(spare_seat_, placement::ordinary);
  }
  started_.at(which) = true;
}

void process_pool::require_client() {
  const std::wstring& program = options_.client_program;
  lack_ = lack_for(program);
  if (!lack_.empty()) {
    return;
  }
  try {
    make_ready(1, placement::ordinary);
  } catch (const arrangement_error& why) {
    const std::string its = architecture_of(program);
    if (its == unknown_architecture || its == architecture_of(own_program())) {
      throw input_error("the client program cannot be started: " + narrowed(program) + " (" +
                        why.what() + ")");
    }
    lack_ = "this kernel does not start the client program, which is for " + its + " (" +
            why.what() + ")";
  }
}

void process_pool::begin_cell(const scenario& the_scenario, std::uint8_t processes) {
  guard_.cell(true);
  shared_->cell.fetch_add(1);
  shared_->in_app_container = needs_container(the_scenario, processes) ? 1 : 0;
  local_server_ = the_scenario.server == placement::ordinary;
  taking_part_ = processes;
  for (std::uint8_t which = local_server_ ? 1 : 0; which < processes; ++which) {
    make_ready(which, placement_of(the_scenario, which));
  }
  if (local_server_) {
    shared_->process_ids[0] = ::GetCurrentProcessId();
  }
}

cell_end process_pool::end_cell(const std::vector<std::uint8_t>& returning) {
  cell_end end;
  const deadline limit = deadline::in(options_.limits.operation);
  // All at once: they close their handles side by side. Processes in a call come back when the
  // server end is closed.
  for (std::uint8_t which = 1; which < taking_part_; ++which) {
    if (remote_.at(which)) {
      remote_.at(which)->ask_to_reset();
    }
  }
  if (!local_->reset(limit)) {
    end.stuck.push_back({.process = 0, .closes = true});
  }
  // Those whose calls have to come back are looked at last, when the others have closed their ends.
  for (const bool returns : {false, true}) {
    for (std::uint8_t which = 0; which < taking_part_; ++which) {
      const bool one_of_them = std::ranges::find(returning, which) != returning.end();
      if (one_of_them == returns) {
        clean(which, returns, limit, end);
      }
    }
  }
  taking_part_ = 0;
  guard_.cell(false);
  return end;
}

void process_pool::clean(std::uint8_t which, bool returns, deadline limit, cell_end& end) {
  auto& place = remote_.at(which);
  if (!place) {
    return;
  }
  // A server in a process of its own is there to be lost: it serves one cell.
  if (which == 0) {
    place.reset();
    return;
  }
  const bool was_ended = !place->alive() && !place->has_failed();  // As its script, or itself, did.
  // Whether others are clean says whether they could have kept its call.
  const bool others_are_clean = end.replaced == 0 && end.stuck.empty();
  if (was_ended || ((!returns || place->comes_back(limit)) && place->reset(limit))) {
    return;
  }
  if (place->is_in_kernel() && (place->is_closing() || (returns && others_are_clean))) {
    end.stuck.push_back({.process = which, .closes = place->is_closing()});
  } else {
    ++end.replaced;
  }
  place.reset();
}

process_link& process_pool::process(std::uint8_t which) {
  if (which == 0 && local_server_) {
    return *local_;
  }
  CNP_ASSERT(which < process_count && remote_.at(which),
             "the script names " + describe(actor{.process = which, .thread = 0}) +
                 ", which takes no part in it");
  return *remote_.at(which);
}

}  // namespace cnp
