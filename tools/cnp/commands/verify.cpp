// `cnp verify`: its options. What they do is in tools/cnp/run/.

#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/run/options.hpp"
#include "tools/cnp/shared/selection.hpp"

namespace cnp {

namespace {

exit_code verify_command(const verify_options& given) {
  verify_options options = given;
  options.how.wanted.part = take_share_from_environment();
  return verify_cells(options);
}

}  // namespace

void add_verify(program& to) {
  const auto [command, options] = add_command<verify_options>(
      to, "verify", "Perform cells many times, and name what is not the same", &verify_command);
  options.how.run_file = "cnp-verify.jsonl";
  options.how.words = to.words;  // (For the run file's header.)
  add_selection(command, options.how.wanted);
  add_value(command, "--times", "N", options.times,
            "How often each cell is performed in one process, one after the other")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  add_value(command, "--restarts", "N", options.restarts,
            "How often after that in a process that is started anew for all cells")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  add_performing_options(command, options.how);
  add_json(command, options.json, "What differs in JSON, for programs");
  command.footer(
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
}

}  // namespace cnp
