// A reproduction: its heading, the table of the steps, and what the program is put together of.

#include "reports/repro/repro.hpp"

#include "harness/support/input_error.hpp"
#include "reports/repro/repro_parts.hpp"
#include "reports/repro/repro_text.hpp"
#include "reports/text/layout.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <variant>

namespace cnp {

namespace {

/// Who says what a step has to give: `basis` of program/first.hpp.
[[nodiscard]] std::string_view basis_of(grade known) {
  return known == grade::arrangement   ? "needed"
         : known == grade::documented  ? "documented"
         : known == grade::unspecified ? "sane"
                                       : "known";
}

/// What a step may give, in words. A state that is read has no last error.
[[nodiscard]] std::string allowed_text(const step& one) {
  return replaced(describe(one.allowed), "0/ERROR_SUCCESS (0)", "0");
}

/// The step that the cell is about: the last that is evidence for a clause of the scenario's own
/// name, else the last judged ConnectNamedPipe, else the last judged call.
[[nodiscard]] const step* subject(const scenario& of, const script& steps) {
  const auto rank = [&](const step& one) {
    const bool judged = one.known != grade::arrangement && one.part != phase::begin;
    const bool own = std::ranges::find(one.proves, of.id) != one.proves.end();
    return !judged ? 0 : own ? 3 : std::holds_alternative<connect_pipe>(one.what) ? 2 : 1;
  };
  const auto last = std::ranges::max_element(steps.rbegin(), steps.rend(), {}, rank);
  return last == steps.rend() || rank(*last) == 0 ? nullptr : &*last;
}

[[nodiscard]] std::string expectation(const scenario& of, const script& steps,
                                      std::optional<std::size_t> differing) {
  // A walk is about all of its steps, unless one is known to differ.
  if (!differing && !of.over.walk.empty()) {
    return "every step gives what the table below says.";
  }
  const step* about = differing ? &steps.at(*differing) : subject(of, steps);
  return about == nullptr
             ? "every step works."
             : filled("step $, $: $ gives $.", about - steps.data() + 1, describe(about->who),
                      describe(about->what), allowed_text(*about));
}

[[nodiscard]] std::string quoted_sources(const script& steps, const repro_quotes& quotes) {
  std::string text;
  std::set<std::string> seen;
  std::set<int> lines;
  for (const step& one : steps) {
    for (const std::string& id : one.proves) {
      const auto quoted = std::ranges::find(quotes.clauses, id, &clause::id);
      if (quoted != quotes.clauses.end() && seen.insert(id).second) {
        text += cpp_comment("Page:", std::string{quoted->says} + " [" + id + ']');
      }
    }
  }
  if (!quotes.page.empty()) {
    text += cpp_comment(text.empty() ? "Page:" : " ", quotes.page);
  }
  for (const step& one : steps) {
    if (one.catalogue != 0 && quotes.known && lines.insert(one.catalogue).second) {
      text += cpp_comment("Known:", quotes.known(one.catalogue));
    }
  }
  return text;
}

[[nodiscard]] std::string heading(const scenario& of, const std::string& cell_key,
                                  const script& steps, const repro_quotes& quotes) {
  return cpp_comment("", cell_key) + "//\n" + cpp_comment("Shows:", of.says) +
         quoted_sources(steps, quotes) + "//\n" +
         cpp_comment("Compile:", "cl /std:c++17 /EHsc /W4 /permissive- repro.cpp") +
         cpp_comment(
             "or:",
             "x86_64-w64-mingw32-g++ -std=c++17 -Wall -Wextra -static repro.cpp -o repro.exe") +
         cpp_comment("Run:", "repro.exe: it prints every step, and the verdict on the last line.") +
         cpp_comment("Exit:", "0: as expected; 1: otherwise, or a step hung; 2: the case could not "
                              "be arranged.") +
         "//\n" + cpp_comment("Expected:", expectation(of, steps, quotes.about)) + '\n';
}

/// What the parts of a program have to know of the script: see program/first.hpp.
[[nodiscard]] std::vector<std::string> own_declarations(const script& steps) {
  constexpr std::size_t widest = 48;
  std::size_t width = 0;
  std::string table;
  for (const step& one : steps) {
    const std::string_view part = one.part == phase::begin    ? ", begun"
                                  : one.part == phase::finish ? ", its end"
                                                              : "";
    width = std::max(width, std::min(widest, columns(describe(one.what))));
    table += cpp_statement(filled("    {$, $, $, $},", cpp_literal(describe(one.who)),
                                  cpp_literal(filled("$$", describe(one.what), part)),
                                  cpp_literal(allowed_text(one)), basis_of(one.known)),
                           1) +
             '\n';
  }
  return {
      filled("\n// The steps, in order: who makes which call, what it has to give, and who says "
             "so.\nconst step steps[] = {\n$};\n",
             table),
      filled("\nconstexpr int call_width = $;\n", width),
      filled("\nconstexpr int process_count = $;  // The server and its clients.\n",
             processes(steps)),
      filled("\nconstexpr int slot_count = $;  // Handles of a process.\n", slot_count)};
}

void check_placements(const scenario& of, const script& steps, const std::string& cell_key) {
  for (std::size_t at = 0; at != steps.size(); ++at) {
    const step& one = steps[at];
    if (in_app_container(placement_of(of, one.who.process))) {
      throw input_error(filled("the cell $ can't be written out: step $, $: $, is made in an app "
                               "container, which one program can't set up",
                               cell_key, at + 1, describe(one.who), describe(one.what)));
    }
  }
}

}  // namespace

std::string repro_source(const scenario& of, const cell& in, const script& steps,
                         const repro_quotes& quotes) {
  const std::string cell_key = key(of, in);
  check_placements(of, steps, cell_key);
  const repro_functions functions = functions_of(steps, cell_key);
  std::vector<std::string> parts = own_declarations(steps);
  std::ranges::copy(program_parts(), std::back_inserter(parts));
  return heading(of, cell_key, steps, quotes) + program_head() +
         needed_declarations(parts, functions.actors + functions.main) + functions.actors +
         "\n}  // namespace\n" + functions.main;
}

}  // namespace cnp
