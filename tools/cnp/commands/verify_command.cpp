// `cnp verify`: its options. What they do is in run_verify.cpp.

#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/run/verify_options.hpp"
#include "tools/cnp/shared/selection.hpp"

#include <memory>
#include <utility>

namespace cnp {

namespace {

/// The words are for the run file's header.
exit_code verify_command(const verify_options& options) {
  verify_options chosen = options;
  chosen.how.wanted.part = take_share_from_environment();
  return verify_cells(chosen);
}

}  // namespace

void add_verify(program& to) {
  CLI::App* command =
      to.app.add_subcommand("verify", "Perform cells many times, and name what is not the same");
  auto options = std::make_shared<verify_options>();
  options->how.run_file = "cnp-verify.jsonl";
  options->how.words = to.words;
  add_selection(*command, options->how.wanted);
  command
      ->add_option("--times", options->times,
                   "How often each cell is performed in one process, one after the other")
      ->type_name("N")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command
      ->add_option("--restarts", options->restarts,
                   "How often after that in a process that is started anew for all cells")
      ->type_name("N")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  add_performing_options(*command, options->how);
  command->add_flag("--json", options->json, "What differs in JSON, for programs");
  command->footer(
      "For example, whether what is checked of reuse is the same each time, and only quickly:\n"
      "  cnp verify --filter reuse.\n"
      "  cnp verify --filter reuse. --times 3 --restarts 1\n\n"
      "A cell that gives another outcome or verdict once is flaky: it is named, with each outcome\n"
      "and how often there was which. What is a race by its nature may give several outcomes of\n"
      "one verdict. The run file has each cell once, by its worst execution, and all outcomes:\n"
      "  cnp compare reports/baselines/wine-8.0.jsonl cnp-verify.jsonl\n"
      "  cnp report cnp-verify.jsonl --output page.html\n"
      "call them flaky too, and a baseline made of it knows what may vary.\n\n"
      "The exit status is 0 if everything is the same each time and as expected, 1 if something "
      "is\n"
      "flaky or fails, 2 if nothing could be done, 3 if the suite failed, 77 if this kernel lacks\n"
      "what every cell needs.");
  choose(to, *command, std::move(options), &verify_command);
}

}  // namespace cnp
