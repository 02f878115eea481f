// `cnp walk`: its options. What it does is in run_walks.cpp.

#include "cases/model/random_paths.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/run/walk_options.hpp"

#include <algorithm>
#include <memory>
#include <random>
#include <string>

namespace cnp {

namespace {

constexpr std::uint32_t most_random_walks = 1'000'000;

std::uint64_t read_seed(const std::string& text) {
  const auto seed = parse_seed(text);
  if (!seed) {
    throw input_error("'" + printable(text) +
                      "' is no seed: that is a decimal number, or 0x and hexadecimal digits, of at "
                      "most 64 bits");
  }
  return *seed;
}

std::uint64_t any_seed() {
  std::random_device device;
  return (std::uint64_t{device()} << 32U) | device();
}

}  // namespace

void add_walk(program& to) {
  CLI::App* command = to.app.add_subcommand("walk", "Walk through the model at random, by a seed");
  auto options = std::make_shared<walk_options>();
  auto seed = std::make_shared<std::string>();
  options->with.run_file = "cnp-walk.jsonl";
  command->add_option("--walks", options->walks, "How many walks")
      ->type_name("N")
      ->check(CLI::Range(1U, most_random_walks))
      ->capture_default_str();
  command->add_option("--length", options->length, "How many calls each has")
      ->type_name("L")
      ->check(CLI::Range(1U, static_cast<unsigned>(longest_random_path)))
      ->capture_default_str();
  const CLI::Option* given =
      command->add_option("--seed", *seed, "Decimal, or hexadecimal behind 0x; default: any")
          ->type_name("SEED");
  add_performing_options(*command, options->with);
  auto worker = std::make_shared<std::string>();
  command->add_option("--worker", *worker)->group("");
  command->add_option("--began", options->with.began_ms)->group("");
  command->callback([&to, given, options, seed, worker] {
    to.chosen = [&to, given, options, seed, worker] {
      options->with.worker = !worker->empty();
      options->seed = options->with.worker  ? read_seed(*worker)
                      : given->count() == 0 ? any_seed()
                                            : read_seed(*seed);
      // The words that a supervisor adds for its worker come last.
      options->with.words.assign(to.words.begin(),
                                 std::find(to.words.begin(), to.words.end(), "--worker"));
      return run_walks(*options);
    };
  });
}

}  // namespace cnp
