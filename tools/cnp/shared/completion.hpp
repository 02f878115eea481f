#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

namespace cnp {

/// The ids that a word may be completed to, asked for only when they are needed.
struct completion_ids {
  std::function<std::vector<std::string>()> scenarios;
  std::function<std::vector<std::string>()> clauses;
  /// The keys of a scenario's cells; none for a scenario that there is not.
  std::function<std::vector<std::string>(const std::string& scenario)> cells;
  std::function<std::vector<std::string>()> aspects;
  /// Seeded defects of the server's kernel, or also those of clients.
  std::function<std::vector<std::string>(bool of_clients)> defects;
  std::function<std::vector<std::string>()> deviations;  ///< Recorded ones.
};

/// The shells for which there is code.
[[nodiscard]] const std::vector<std::string>& completion_shells();

/// What the word `partial` of a command line may become, behind the words `before` it (without the
/// program's name): commands, options, ids. Of cells only the scenario is named until there is a
/// slash: `reuse.new-instance/`. Empty where a file is wanted, which the shell completes better.
/// Pure.
[[nodiscard]] std::vector<std::string> completions_of(const CLI::App& app,
                                                      const std::vector<std::string>& before,
                                                      const std::string& partial,
                                                      const completion_ids& ids);

/// The code by which a shell asks for them. Throws `input_error` for any
/// other.
[[nodiscard]] std::string completion_code(const std::string& shell);

}  // namespace cnp
