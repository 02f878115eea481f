// A reproduction: the layout of the generated program. Its calls are written by repro_calls.cpp,
// and repro_helpers.cpp has the pieces that are copied.

#include "reports/repro/repro.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/text.hpp"
#include "reports/repro/repro_parts.hpp"
#include "reports/text/layout.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <variant>

namespace cnp {

namespace {

constexpr std::size_t repro_columns = 100;

/// Words as a comment whose first line begins with a label.
[[nodiscard]] std::string comment(const std::string& label, const std::string& words) {
  const std::string lead = label.empty() ? std::string{} : label + ' ';
  const std::string text =
      lead + flow(split_words(printable(words)), " ", label.empty() ? 0 : 11, repro_columns - 6);
  std::string lines = "// ";
  for (const char one : text) {
    lines += one;
    if (one == '\n') {
      lines += "// ";
    }
  }
  return lines + '\n';
}

/// A label as wide as all of them, so that what follows is aligned.
[[nodiscard]] std::string comment_label(std::string_view label) {
  return padded(label, 10);
}

/// `server`, `server_thread_2`, `client_1`: the function of an actor.
[[nodiscard]] std::string actor_function(actor who) {
  std::string name = describe(who);
  std::ranges::replace(name, ' ', '_');
  return name;
}

[[nodiscard]] bool may_be(const step& one, completion how) {
  return std::ranges::any_of(one.allowed, [how](const outcome& each) { return each.how == how; });
}

[[nodiscard]] std::string basis_of(grade known) {
  switch (known) {
  case grade::arrangement:
    return "needed";
  case grade::documented:
    return "documented";
  case grade::certain:
  case grade::likely:
    return "known";
  case grade::unspecified:
    break;
  }
  return "sane";
}

/// Writes the functions of the actors, step by step.
class repro_writer {
 public:
  repro_writer(const script& steps, std::string key) : steps_(steps), key_(std::move(key)) {
    const std::size_t count = processes(steps);
    processes_.resize(count);
    bodies_[actor{}];
    for (std::size_t n = 1; n < count; ++n) {
      bodies_[actor{.process = static_cast<std::uint8_t>(n), .thread = 0}];
    }
    for (std::size_t at = 0; at != steps.size(); ++at) {
      write(at + 1, steps[at]);
    }
  }

  /// Everything between the table of the steps and the end.
  [[nodiscard]] std::string program() const;

 private:
  using lines = std::vector<std::string>;

  void write(std::size_t number, const step& one);
  void write_whole(std::size_t number, const step& one);
  void write_begin(std::size_t number, const step& one);
  void write_finish(std::size_t number, const step& one);
  void write_end_of_process(std::size_t number, const step& one);
  void write_end_of_thread(std::size_t number, const step& one);

  [[noreturn]] void refuse(std::size_t number, const step& one, const std::string& why) const {
    throw input_error("the cell " + key_ + " can't be written out: step " + std::to_string(number) +
                      ", " + describe(one.who) + ": " + describe(one.what) + ", " + why);
  }
  [[nodiscard]] lines& main_body() { return bodies_[actor{}]; }
  [[nodiscard]] bool has_threads() const {
    return std::ranges::any_of(bodies_, [](const auto& each) { return each.first.thread != 0; });
  }
  [[nodiscard]] std::string calls(const repro_call& code, std::size_t number, const step& one);
  [[nodiscard]] std::string taken_over(const std::string& text, const step& one);
  [[nodiscard]] std::string variables(const repro_process& of, bool global) const;
  [[nodiscard]] std::string function(actor who, const lines& body) const;
  [[nodiscard]] std::string main_function(const std::string& functions) const;

  const script& steps_;
  std::string key_;
  std::vector<repro_process> processes_;
  std::map<actor, lines> bodies_;       ///< Without indentation; a line may be several.
  std::map<actor, std::string> begun_;  ///< What the begun call of an actor gave, an expression.
  std::set<actor> over_;                ///< Threads and processes that have ended.
};

/// An argument of the functions that let another actor make its step.
[[nodiscard]] std::string process_of(actor who) {
  return who.process == 0 ? std::string{} : "clients[" + std::to_string(who.process) + "]";
}

[[nodiscard]] std::string invoked(const std::string& function, std::size_t number,
                                  const std::string& more = {}) {
  return function + '(' + std::to_string(number) + (more.empty() ? "" : ", " + more) + ')';
}

[[nodiscard]] std::string remark_of(const step& one) {
  return "  // " + describe(one.who) + ": " + std::string{function_name(one.what)};
}

/// Whether the line is a declaration, which needs a block around it.
[[nodiscard]] bool declares(const std::string& line) {
  return std::ranges::any_of(std::vector<std::string_view>{"const ", "char ", "wchar_t ",
                                                           "OVERLAPPED ", "HANDLE ",
                                                           "OSVERSIONINFOW "},
                             [&](std::string_view type) { return line.starts_with(type); });
}

/// The call, its preparation and the reading of what it gave, without a block.
std::string repro_writer::calls(const repro_call& code, std::size_t number, const step& one) {
  std::string text;
  if (one.part == phase::begin) {
    text += "SetEvent(event(\"calls\", " + std::to_string(number) + "));\n";
  }
  const bool reads_error = std::ranges::any_of(code.lines, [](const std::string& line) {
    return line.find("GetLastError") != std::string::npos;
  });
  if (reads_error) {
    text += "SetLastError(poison);\n";
  }
  for (const std::string& line : code.lines) {
    text += line + '\n';
  }
  return text;
}

/// Assignments for the handles that another process has put into this one and that `text` uses.
std::string repro_writer::taken_over(const std::string& text, const step& one) {
  repro_process& mine = processes_.at(one.who.process);
  std::string assignments;
  for (auto at = mine.handed_over.begin(); at != mine.handed_over.end();) {
    const std::string name = "h" + std::to_string(at->first);
    if (text.find(name) == std::string::npos) {
      ++at;
      continue;
    }
    assignments += name + " = handed_over(" + std::to_string(one.who.process) + ", " +
                   std::to_string(at->first) + ");  // By step " + std::to_string(at->second) +
                   ".\n";
    at = mine.handed_over.erase(at);
  }
  return assignments;
}

/// Declarations are kept to the step that needs them.
[[nodiscard]] std::string in_block(const std::string& text, bool block) {
  return block ? "{\n" + text + "}\n" : text;
}

[[nodiscard]] std::string together(const std::vector<std::string>& lines) {
  return lines.empty() ? std::string{} : join(lines, "\n") + '\n';
}

void repro_writer::write_whole(std::size_t number, const step& one) {
  repro_process& mine = processes_.at(one.who.process);
  const repro_call code = repro_code(one, number, mine);
  const bool first = one.who == actor{};
  std::string text = together(code.before) + calls(code, number, one) +
                     invoked("gave", number, code.gave + ", " + repro_condition(one, mine)) + ";\n";
  text = in_block(taken_over(text, one) + text, std::ranges::any_of(code.before, declares));
  bodies_[one.who].push_back(invoked(first ? "now" : "turn", number) + ";\n" + text);
  if (!first) {
    main_body().push_back(invoked("must", number, process_of(one.who)) + ';' + remark_of(one) +
                          '\n');
  }
}

void repro_writer::write_begin(std::size_t number, const step& one) {
  if (one.who == actor{}) {
    refuse(number, one, "is begun by the thread that has to go on");
  }
  if (!may_be(one, completion::in_progress)) {
    refuse(number, one, "is begun but must not be under way");
  }
  repro_process& mine = processes_.at(one.who.process);
  const repro_call code = repro_code(one, number, mine);
  const bool seen_from_here = one.who.process == 0 && !code.sign.empty();
  std::string text = calls(code, number, one);
  std::string prepared;
  if (seen_from_here) {
    // The event has to be there before the thread that looks at it lets this one go.
    prepared = together(code.before);
    text += invoked("returned", number, code.gave + ", " + repro_condition(one, mine)) + ";\n";
  } else {
    text = together(code.before) + text;
  }
  const bool block = !seen_from_here && std::ranges::any_of(code.before, declares);
  bodies_[one.who].push_back(invoked("turn", number) + ";  // The call is expected to block.\n" +
                             in_block(taken_over(text, one) + text, block));
  main_body().push_back(prepared +
                        invoked("begins", number, seen_from_here ? code.sign : "nullptr") + ';' +
                        remark_of(one) + '\n');
  begun_[one.who] = code.gave;
}

void repro_writer::write_finish(std::size_t number, const step& one) {
  const repro_process& mine = processes_.at(one.who.process);
  bodies_[one.who].push_back(
      invoked("turn", number) + ";  // It has returned.\n" +
      invoked("gave", number, begun_[one.who] + ", " + repro_condition(one, mine)) + ";\n");
  const std::string let = process_of(one.who);
  const std::string remark = remark_of(one) + ", its end\n";
  if (may_be(one, completion::in_progress)) {
    main_body().push_back("if (!" + invoked("let", number, let) + ") {" + remark +
                          invoked("gave", number, "\"under way\", true") + ";\n}\n");
  } else {
    main_body().push_back(invoked("must", number, let) + ';' + remark);
  }
}

void repro_writer::write_end_of_process(std::size_t number, const step& one) {
  if (one.who.process == 0) {
    refuse(number, one, "ends the process that has to tell what was seen");
  }
  const std::string process = process_of(one.who);
  std::string text = invoked("now", number) + ';' + remark_of(one) + '\n';
  if (const auto* exits = std::get_if<exit_process>(&one.what)) {
    bodies_[one.who].push_back(invoked("turn", number) + ";\nend(" + std::to_string(exits->code) +
                               ");\n");
    text += "SetEvent(event(\"turn\", " + std::to_string(number) + "));\n";
  } else {
    // It must not leave by itself before.
    bodies_[one.who].push_back("stay();\n");
    text += "TerminateProcess(" + process + ", 1);\n";
  }
  std::vector<std::string> codes;
  for (const outcome& each : one.allowed) {
    if (each.how == completion::process_ended) {
      codes.push_back("code == " + std::to_string(each.value));
    }
  }
  text += "code = exit_code(" + process + ");\n" +
          invoked("gave", number,
                  "\"process ended with \" + std::to_string(code), " + join(codes, " || ")) +
          ";\n";
  main_body().push_back(text);
  over_.insert(one.who);
}

void repro_writer::write_end_of_thread(std::size_t number, const step& one) {
  if (one.who.thread == 0 || one.who.process != 0) {
    refuse(number, one, "ends the thread that has to go on");
  }
  bodies_[one.who].push_back(invoked("turn", number) + ";\n");
  main_body().push_back(
      invoked("now", number) + ';' + remark_of(one) + '\n' + "SetEvent(event(\"turn\", " +
      std::to_string(number) + "));\n" + "waited = WaitForSingleObject(thread_" +
      std::to_string(one.who.thread + 1U) + ", limit);\n" +
      invoked("gave", number, "wait_result(waited, GetLastError()), waited == WAIT_OBJECT_0") +
      ";\n");
  over_.insert(one.who);
}

void repro_writer::write(std::size_t number, const step& one) {
  if (over_.contains(one.who)) {
    refuse(number, one, "comes after its thread has ended");
  }
  if (one.who.process != 0 && one.who.thread != 0) {
    refuse(number, one, "is made by a second thread of a client");
  }
  const bool ends = std::holds_alternative<exit_process>(one.what) ||
                    std::holds_alternative<kill_process>(one.what);
  if (!ends && may_be(one, completion::process_ended)) {
    refuse(number, one, "is expected to end its process");
  }
  if (!one.because.empty()) {
    main_body().push_back(
        comment("", one.because.ends_with('.') ? one.because : one.because + '.'));
  }
  if (ends) {
    write_end_of_process(number, one);
  } else if (std::holds_alternative<exit_thread>(one.what)) {
    write_end_of_thread(number, one);
  } else if (one.part == phase::begin) {
    write_begin(number, one);
  } else if (one.part == phase::finish) {
    write_finish(number, one);
  } else {
    write_whole(number, one);
  }
  if (const auto* gives = std::get_if<duplicate_handle>(&one.what)) {
    processes_.at(gives->to_process).handed_over[gives->to_slot] = number;
  }
}

/// The declarations of a process's handles and requests.
std::string repro_writer::variables(const repro_process& of, bool global) const {
  std::string text;
  for (std::size_t at = 0; at != of.handles.size(); ++at) {
    if (of.handles.at(at)) {
      text += "HANDLE h" + std::to_string(at) + " = nullptr;\n";
    }
  }
  for (const repro_request& one : of.requests) {
    // The kernel may write it for as long as the request is pending.
    text += (global ? "" : "static ") + std::string{"OVERLAPPED "} + one.overlapped + "{};\n";
    if (!one.event.empty()) {
      text += "HANDLE " + one.event + " = nullptr;\n";
    }
  }
  return text;
}

/// What a function of the generated program needs to hold what calls give.
[[nodiscard]] std::string results(const std::string& body) {
  static const std::vector<std::pair<std::string_view, std::string_view>> all{
      {"ok = ", "bool ok = false;\n"},
      {"error = ", "DWORD error = 0;\n"},
      {"waited = ", "DWORD waited = 0;\n"},
      {"bytes", "DWORD bytes = 0;\n"},
      {"&mode", "DWORD mode = 0;\n"},
      {"code = ", "DWORD code = 0;\n"},
      {"&id", "ULONG id = 0;\n"},
      {"&key", "ULONG_PTR key = 0;\n"},
      {"&reading", "std::string reading;\n"},
      {"&packet", "OVERLAPPED* packet = nullptr;\n"},
      {"buffer", "char buffer[512] = \"\";\n"},
  };
  std::string text;
  for (const auto& [used, declaration] : all) {
    if (body.find(used) != std::string::npos) {
      text += declaration;
    }
  }
  return text;
}

/// The text with every line indented by its blocks and broken to the width.
[[nodiscard]] std::string indented(const std::string& text) {
  std::string result;
  std::size_t depth = 2;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    line.erase(0, line.find_first_not_of(' '));
    if (line == "}") {
      depth -= 2;
    }
    const bool whole = line.empty() || line.starts_with("//");
    result += (whole ? std::string(line.empty() ? 0 : depth, ' ') + line
                     : cpp_statement(std::string(depth, ' ') + line, depth)) +
              '\n';
    if (line.ends_with('{') || line.find("{  //") != std::string::npos) {
      depth += 2;
    }
  }
  return result;
}

std::string repro_writer::function(actor who, const lines& body) const {
  const std::string steps = join(body, "\n");
  const bool thread = who.thread != 0;
  std::string text = has_threads() && who.process == 0
                         ? std::string{}
                         : variables(processes_.at(who.process), false);
  text += results(steps);
  text += (text.empty() ? "" : "\n") + steps;
  if (who != actor{} && !over_.contains(who)) {
    text += "stay();\n";
  }
  if (thread) {
    text += "return 0;\n";
  }
  return "\n" +
         (thread ? "DWORD WINAPI " + actor_function(who) + "(void*) {\n"
                 : "void " + actor_function(who) + "() {\n") +
         indented(text) + "}\n";
}

std::string repro_writer::main_function(const std::string& functions) const {
  const std::size_t count = processes_.size();
  const bool shares = functions.find("shared->") != std::string::npos ||
                      functions.find("process_name(") != std::string::npos ||
                      functions.find("handed_over(") != std::string::npos;
  const std::string own_thread =
      functions.find("thread_1,") != std::string::npos ||
              functions.find("(thread_1)") != std::string::npos
          ? "thread_1 = OpenThread(THREAD_ALL_ACCESS, FALSE, GetCurrentThreadId());\n"
          : "";
  std::string text;
  if (count > 1) {
    std::vector<std::string> all{"server"};
    for (std::size_t n = 1; n != count; ++n) {
      all.push_back("client_" + std::to_string(n));
    }
    text += "void (*const processes[])() = {" + join(all, ", ") +
            "};\n"
            "if (count == 4) {  // A client: `client n owner`.\n"
            "owner = static_cast<DWORD>(std::strtoul(words[3], nullptr, 10));\n"
            "SetEvent(event(\"ready\", std::atoi(words[2])));\n";
    text += shares ? "share();\n" : "";
    text += "processes[std::atoi(words[2])]();\nreturn 2;\n}\n";
  }
  text += "owner = GetCurrentProcessId();\n";
  text += "std::printf(\"%s\\n\", " + cpp_literal(key_) + ");\nprint_kernel();\n";
  text += shares ? "share();\nshared->process[0] = owner;\n" : "";
  for (std::size_t n = 1; n != count; ++n) {
    text += "start_client(" + std::to_string(n) + ");\n";
  }
  text += own_thread;
  for (const auto& [who, body] : bodies_) {
    if (who.thread != 0) {
      text += "thread_" + std::to_string(who.thread + 1U) + " = CreateThread(nullptr, 0, " +
              actor_function(who) + ", nullptr, 0, nullptr);\n";
    }
  }
  text += "moved_on = CreateEventW(nullptr, FALSE, FALSE, nullptr);\n"
          "CreateThread(nullptr, 0, watch, nullptr, 0, nullptr);\n";
  const bool documented =
      std::ranges::any_of(steps_, [](const step& one) { return one.known == grade::documented; });
  text += std::string{count > 1 ? "processes[0]" : "server"} + "();\nstd::printf(\"" +
          std::string{documented ? "AS DOCUMENTED" : "AS EXPECTED"} +
          ": every step gave what is expected.\\n\");\nend(0);\n";
  return std::string{"\nint main("} + (count > 1 ? "int count, char** words" : "") + ") {\n" +
         indented(text) + "}\n";
}

std::string replaced(std::string text, std::string_view what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    text.replace(at, what.size(), with);
    at += with.size();
  }
  return text;
}

std::string repro_writer::program() const {
  std::string of_server;
  std::string of_clients;
  for (const auto& [who, body] : bodies_) {
    (who.process == 0 ? of_server : of_clients) += function(who, body);
  }
  const std::string functions = of_server + of_clients;
  const std::string main_text = main_function(functions);
  std::string globals;
  if (has_threads()) {
    globals = "\n// The server's handles and requests: its threads share them.\n" +
              variables(processes_.front(), true);
    for (const auto& [who, body] : bodies_) {
      if (who.thread != 0) {
        globals += "HANDLE thread_" + std::to_string(who.thread + 1U) + " = nullptr;\n";
      }
    }
  }
  if (main_text.find("thread_1 = ") != std::string::npos) {
    globals += (globals.empty() ? "\n" : "") + std::string{"HANDLE thread_1 = nullptr;\n"};
  }
  std::size_t widest = 0;
  for (const step& one : steps_) {
    widest = std::max(widest, std::min<std::size_t>(48, columns(describe(one.what))));
  }
  const bool alone = bodies_.size() <= 1;
  std::string text = repro_helpers(functions + main_text);
  const bool shares = text.find("shared_memory") != std::string::npos;
  text = replaced(std::move(text), "@WIDTH@", std::to_string(widest));
  text = replaced(std::move(text), "@DONE@", alone ? "" : "  SetEvent(event(\"done\", number));\n");
  text = replaced(std::move(text), "@SHARE_ID@",
                  shares ? "\n  shared->process[n] = child.dwProcessId;" : "");
  text = replaced(std::move(text), "@PROCESSES@", std::to_string(processes_.size()));
  text = replaced(std::move(text), "@SLOTS@", std::to_string(slot_count));
  // Clients come first where the server's variables are global: theirs have the same names.
  return text + (has_threads() ? of_clients + globals + of_server : globals + functions) +
         "\n}  // namespace\n" + main_text;
}

/// The step that the cell is about: the last that is evidence for a clause of the scenario's own
/// name, else the last judged ConnectNamedPipe, else the last judged call.
[[nodiscard]] const step* subject(const scenario& what, const script& steps) {
  const step* found = nullptr;
  int best = 0;
  for (const step& one : steps) {
    const bool judged = one.known != grade::arrangement && one.part != phase::begin;
    const bool own = std::ranges::find(one.proves, what.id) != one.proves.end();
    const int rank = !judged ? 0 : own ? 3 : std::holds_alternative<connect_pipe>(one.what) ? 2 : 1;
    if (rank != 0 && rank >= best) {
      best = rank;
      found = &one;
    }
  }
  return found;
}

[[nodiscard]] std::string expectation(const scenario& what, const script& steps,
                                      std::optional<std::size_t> differing) {
  // A walk is about all of its steps, unless one is known to differ.
  if (!differing && !what.over.walk.empty()) {
    return comment(comment_label("Expected:"), "every step gives what the table below says.");
  }
  const step* about = differing ? &steps.at(*differing) : subject(what, steps);
  if (about == nullptr) {
    return comment(comment_label("Expected:"), "every step works.");
  }
  const auto number = static_cast<std::size_t>(about - steps.data()) + 1;
  return comment(comment_label("Expected:"),
                 "step " + std::to_string(number) + ", " + describe(about->who) + ": " +
                     describe(about->what) + " gives " + repro_allowed(*about) + ".");
}

[[nodiscard]] std::string quoted_sources(const script& steps, const repro_quotes& quotes) {
  std::string text;
  std::set<std::string> seen;
  std::set<int> lines;
  for (const step& one : steps) {
    for (const std::string& id : one.proves) {
      const auto quoted = std::ranges::find(quotes.clauses, id, &clause::id);
      if (quoted != quotes.clauses.end() && seen.insert(id).second) {
        text += comment(comment_label("Page:"), std::string{quoted->says} + " [" + id + ']');
      }
    }
  }
  if (!quotes.page.empty()) {
    text += comment(comment_label(text.empty() ? "Page:" : ""), quotes.page);
  }
  for (const step& one : steps) {
    if (one.catalogue != 0 && quotes.known && lines.insert(one.catalogue).second) {
      text += comment(comment_label("Known:"), quotes.known(one.catalogue));
    }
  }
  return text;
}

[[nodiscard]] std::string heading(const scenario& what, const std::string& cell_key,
                                  const script& steps, const repro_quotes& quotes) {
  std::string text = comment("", cell_key) + "//\n";
  text += comment(comment_label("Shows:"), what.says);
  text += quoted_sources(steps, quotes);
  text += "//\n";
  text += comment(comment_label("Compile:"), "cl /std:c++17 /EHsc /W4 /permissive- repro.cpp");
  text += comment(comment_label("or:"),
                  "x86_64-w64-mingw32-g++ -std=c++17 -Wall -Wextra -static repro.cpp -o repro.exe");
  text += comment(comment_label("Run:"),
                  "repro.exe: it prints every step, and the verdict on the last line.");
  text += comment(comment_label("Exit:"),
                  "0: as expected; 1: otherwise, or a step hung; 2: the case could not be "
                  "arranged.");
  text += "//\n" + expectation(what, steps, quotes.about);
  return text;
}

[[nodiscard]] std::string step_table(const script& steps) {
  std::string text = "\n// The steps, in order: who makes which call, what it has to give, and who "
                     "says so.\nconst step steps[] = {\n";
  for (const step& one : steps) {
    const std::string part = one.part == phase::begin    ? ", begun"
                             : one.part == phase::finish ? ", its end"
                                                         : "";
    text += cpp_statement("    {" + cpp_literal(describe(one.who)) + ", " +
                              cpp_literal(describe(one.what) + part) + ", " +
                              cpp_literal(repro_allowed(one)) + ", " + basis_of(one.known) + "},",
                          1) +
            '\n';
  }
  return text + "};\n";
}

constexpr std::string_view repro_prologue = R"code(
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

enum basis { needed, documented, known, sane };
struct step {
  const char* who;
  const char* call;
  const char* expected;
  basis by;
};
)code";

constexpr std::string_view repro_constants = R"code(
constexpr DWORD limit = 10000;        // Milliseconds that a step may take.
constexpr DWORD poison = 0x20C0FFEE;  // Last error before each call: shows that a call set none.
DWORD owner = 0;                      // The first process's id: a part of every name.
)code";

void check_placements(const scenario& what, const script& steps, const std::string& cell_key) {
  const auto in_app_container = [](placement where) {
    return where == placement::app_container || where == placement::other_container;
  };
  for (std::size_t at = 0; at != steps.size(); ++at) {
    const std::size_t process = steps[at].who.process;
    const placement where = process == 0                     ? what.server
                            : process <= what.clients.size() ? what.clients[process - 1]
                                                             : placement::ordinary;
    if (in_app_container(where)) {
      throw input_error("the cell " + cell_key + " can't be written out: step " +
                        std::to_string(at + 1) + ", " + describe(steps[at].who) + ": " +
                        describe(steps[at].what) +
                        ", is made in an app container, which one program can't set up");
    }
  }
}

}  // namespace

std::string cpp_literal(std::string_view bytes) {
  constexpr std::string_view digits = "01234567";
  std::string text = "\"";
  for (const char one : bytes) {
    const auto number = static_cast<unsigned char>(one);
    if (one == '"' || one == '\\') {
      text += '\\';
      text += one;
    } else if (number < 0x20 || number >= 0x7F) {
      text += '\\';
      text += digits[number >> 6U];
      text += digits[(number >> 3U) & 7U];
      text += digits[number & 7U];
    } else {
      text += one;
    }
  }
  return text + '"';
}

std::string cpp_statement(const std::string& text, std::size_t indent) {
  std::vector<std::string> parts(1);
  bool literal = false;
  for (std::size_t at = 0; at != text.size(); ++at) {
    const char one = text[at];
    parts.back() += one;
    if (one == '"' && (at == 0 || text[at - 1] != '\\')) {
      literal = !literal;
    }
    const std::string_view tail = std::string_view{text}.substr(0, at + 1);
    if (!literal && (tail.ends_with(", ") || tail.ends_with(" && ") || tail.ends_with(" || "))) {
      parts.emplace_back();
    }
  }
  std::string result;
  std::size_t column = 0;
  for (const std::string& part : parts) {
    const std::size_t needs = part.size() - (part.ends_with(' ') ? 1 : 0);
    if (column != 0 && column + needs > repro_columns) {
      result.erase(result.find_last_not_of(' ') + 1);
      result += '\n' + std::string(indent + 4, ' ');
      column = indent + 4;
    }
    result += part;
    column += part.size();
  }
  return result;
}

std::string repro_source(const scenario& what, const cell& where, const script& steps,
                         const repro_quotes& quotes) {
  const std::string cell_key = key(what, where);
  check_placements(what, steps, cell_key);
  const repro_writer written(steps, cell_key);
  return heading(what, cell_key, steps, quotes) +
         "\n#ifndef _WIN32_WINNT\n#define _WIN32_WINNT 0x0A00\n#endif\n#include " +
         "<windows.h>\n" + std::string{repro_prologue} + step_table(steps) +
         std::string{repro_constants} + written.program();
}

}  // namespace cnp
