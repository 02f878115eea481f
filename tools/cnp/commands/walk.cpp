// `cnp walk`: its options. What it does is in tools/cnp/run/.

#include "cases/model/random_paths.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/run/options.hpp"

#include <optional>
#include <random>
#include <string>

namespace cnp {

namespace {

/// As it is typed.
struct walk_request {
  walk_options walk;
  std::optional<std::string> seed;
  std::optional<std::string> worker;  ///< The seed that a supervisor tells.
};

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

exit_code walk_command(const program& in, const walk_request& given) {
  walk_options options = given.walk;
  options.with.worker = given.worker.has_value();
  options.seed = given.worker ? read_seed(*given.worker)
                 : given.seed ? read_seed(*given.seed)
                              : any_seed();
  options.with.words = in.users_words();
  return run_walks(options);
}

}  // namespace

void add_walk(program& to) {
  const auto [command, options] = add_command<walk_request>(
      to, "walk", "Walk through the model at random, by a seed",
      [&to](const walk_request& given) { return walk_command(to, given); });
  walk_options& walk = options.walk;
  walk.with.run_file = "cnp-walk.jsonl";
  add_value(command, "--walks", "N", walk.walks, "How many walks")
      ->check(CLI::Range(1U, most_random_walks))
      ->capture_default_str();
  add_value(command, "--length", "L", walk.length, "How many calls each has")
      ->check(CLI::Range(1U, static_cast<unsigned>(longest_random_path)))
      ->capture_default_str();
  add_value(command, "--seed", "SEED", options.seed,
            "Decimal, or hexadecimal behind 0x; default: any");
  add_performing_options(command, walk.with);
  command.add_option("--worker", options.worker)->group("");
  command.add_option("--began", walk.with.began_ms)->group("");
}

}  // namespace cnp
