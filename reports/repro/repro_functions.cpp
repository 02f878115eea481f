// The functions of a reproduction: one for each process and thread of the cell, and `main`. The
// first process goes through all steps in order, and lets the others make theirs.

#include "harness/support/assertion.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/text.hpp"
#include "reports/repro/repro_parts.hpp"
#include "reports/repro/repro_text.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>
#include <variant>

namespace cnp {

namespace {

constexpr actor first_actor{};

[[nodiscard]] bool may_be(const step& one, completion how) {
  return std::ranges::find(one.allowed, how, &outcome::how) != one.allowed.end();
}

/// `server`, `server_thread_2`, `client_1`: the function of an actor.
[[nodiscard]] std::string name_of(actor who) {
  return replaced(describe(who), " ", "_");
}

[[nodiscard]] std::string thread_variable(actor who) {
  return filled("thread_$", who.thread + 1U);
}

/// The process of a client, as an argument more.
[[nodiscard]] std::string client_argument(actor who) {
  return who.process == 0 ? std::string{} : filled(", clients[$]", who.process);
}

/// A remark behind what the first process does about a step of another actor.
[[nodiscard]] std::string remark_of(const step& one) {
  return filled("  // $: $", describe(one.who), function_name(one.what));
}

/// `ERROR_NO_DATA`, or the number where MinGW-w64's winerror.h may lack the name.
[[nodiscard]] std::string error_constant(std::uint32_t code) {
  const std::string text = error_text(code);
  const bool named = text.starts_with("ERROR_") || text.starts_with("WAIT_");
  return named && code != static_cast<std::uint32_t>(error::not_supported_in_app_container)
             ? text.substr(0, text.find(" ("))
             : std::to_string(code);
}

/// What a call says about its value: `!ok && error == ERROR_NO_DATA`.
[[nodiscard]] std::string value_condition(const outcome& allowed, const repro_call& code) {
  if (allowed.kind == value_kind::wait) {
    const std::string name = describe(waited(static_cast<wait_result>(allowed.value)));
    return "waited == " + name.substr(0, name.find('/'));
  }
  return allowed.value != 0 ? code.worked
         : code.has_error && allowed.error != any_error
             ? filled("!$ && error == $", code.worked, error_constant(allowed.error))
             : '!' + code.worked;
}

[[nodiscard]] std::string condition(const outcome& allowed, const repro_call& code) {
  std::string all = value_condition(allowed, code);
  if (!code.asked.overlapped.empty()) {
    if (allowed.internal) {
      all += filled(" && internal($) == $", code.asked.overlapped, hex(*allowed.internal));
    }
    if (allowed.event_signaled) {
      all += filled(" && $signaled($)", *allowed.event_signaled ? "" : "!", code.asked.event);
    }
    if (allowed.handle_signaled) {
      all += filled(" && $signaled($)", *allowed.handle_signaled ? "" : "!", code.pipe);
    }
  }
  if (allowed.bytes) {
    all += filled(" && $ == $", code.bytes, *allowed.bytes);
  }
  if (allowed.mode) {
    all += filled(" && mode == $", *allowed.mode);
  }
  if (allowed.data) {
    all += filled(" && $ == $", code.data, cpp_literal(*allowed.data));
  }
  return all;
}

/// The condition under which a call gave one of the allowed outcomes.
[[nodiscard]] std::string condition(const std::vector<outcome>& allowed, const repro_call& code) {
  std::vector<std::string> all;
  for (const outcome& each : allowed) {
    if (each.how == completion::returned) {
      all.push_back(condition(each, code));
    }
  }
  if (all.size() > 1) {
    for (std::string& each : all) {
      each = filled(each.find(" && ") == std::string::npos ? "$" : "($)", each);
    }
  }
  return all.empty() ? "false" : join(all, " || ");
}

/// What a call gave, told by one of the program's functions.
[[nodiscard]] std::string told(std::string_view by, std::size_t number, const step& one,
                               const repro_call& code) {
  return filled("$($, $, $);\n", by, number, code.gave, condition(one.allowed, code));
}

/// A process's handles and requests, and what a function needs to hold what calls give.
[[nodiscard]] std::vector<std::string> variables_of(const repro_process& process,
                                                    std::string_view storage) {
  std::vector<std::string> all;
  for (unsigned at = 0; at != slot_count; ++at) {
    all.push_back(filled("HANDLE h$ = nullptr;\n", at));
  }
  for (const auto& [place, issued] : process.requests) {
    for (const repro_request& one : issued) {
      // The kernel may write it for as long as the request is pending.
      all.push_back(filled("$OVERLAPPED ${};\n", storage, one.overlapped));
      if (!one.event.empty()) {
        all.push_back(filled("HANDLE $ = nullptr;\n", one.event));
      }
    }
  }
  return all;
}

/// Writes the functions, step by step.
class function_writer {
 public:
  function_writer(const script& steps, std::string cell_key)
      : steps_(steps), key_(std::move(cell_key)), processes_(cnp::processes(steps)) {
    for (std::size_t n = 0; n != processes_.size(); ++n) {
      bodies_[actor{.process = static_cast<std::uint8_t>(n), .thread = 0}];
    }
    for (std::size_t at = 0; at != steps.size(); ++at) {
      write(at + 1, steps[at]);
    }
  }

  [[nodiscard]] repro_functions functions() const;

 private:
  void write(std::size_t number, const step& one);
  void write_whole(std::size_t number, const step& one);
  void write_begin(std::size_t number, const step& one);
  void write_finish(std::size_t number, const step& one);
  void write_end_of_process(std::size_t number, const step& one);
  void write_end_of_thread(std::size_t number, const step& one);

  /// What this actor does next.
  void add(actor who, const std::string& text) {
    std::string& body = bodies_[who];
    body += filled("$$$", body.empty() ? "" : "\n",
                   who == first_actor ? std::exchange(because_, {}) : std::string{}, text);
  }
  void refuse_if(bool refused, std::size_t number, const step& one, std::string_view why) const {
    if (refused) {
      throw input_error(filled("the cell $ can't be written out: step $, $: $, $", key_, number,
                               describe(one.who), describe(one.what), why));
    }
  }
  [[nodiscard]] bool has_threads() const {
    return std::ranges::any_of(bodies_, [](const auto& each) { return each.first.thread != 0; });
  }
  [[nodiscard]] std::string with_handles(const std::string& text, const repro_call& code,
                                         actor who);
  [[nodiscard]] std::string function(actor who, std::string body) const;
  [[nodiscard]] std::string main_function(const std::string& actors) const;

  const script& steps_;
  std::string key_;
  std::vector<repro_process> processes_;
  std::map<actor, std::string> bodies_;  ///< Without indentation.
  std::string because_;                  ///< A comment on the step that is being written.
  std::map<actor, repro_call> begun_;    ///< What an actor began last.
  std::set<actor> over_;                 ///< Threads and processes that have ended.
};

/// The text, in a block if it declares something, and before it the handles in it that another
/// process has put into this one.
std::string function_writer::with_handles(const std::string& text, const repro_call& code,
                                          actor who) {
  std::string assignments;
  std::erase_if(processes_.at(who.process).handed_over, [&](const auto& given) {
    const bool taken = mentions(text, filled("h$", given.first));
    if (taken) {
      assignments += filled("h$ = handed_over($, $);  // By step $.\n", given.first, who.process,
                            given.first, given.second);
    }
    return taken;
  });
  const bool block = code.declares && text.starts_with(code.before);
  return filled(block ? "{\n$$}\n" : "$$", assignments, text);
}

void function_writer::write_whole(std::size_t number, const step& one) {
  const repro_call code = repro_code(one, processes_.at(one.who.process));
  const bool is_first = one.who == first_actor;
  const std::string text =
      code.before + code.lines + told(is_first ? "gave" : "made", number, one, code);
  add(one.who,
      filled("$($);\n$", is_first ? "now" : "turn", number, with_handles(text, code, one.who)));
  if (!is_first) {
    add(first_actor, filled("must($$);$\n", number, client_argument(one.who), remark_of(one)));
  }
}

void function_writer::write_begin(std::size_t number, const step& one) {
  refuse_if(one.who == first_actor, number, one, "is begun by the thread that has to go on");
  CNP_ASSERT(may_be(one, completion::in_progress),
             filled("step $ begins a call, and must allow that it is under way", number));
  const repro_call code = repro_code(one, processes_.at(one.who.process));
  const std::string calls = filled("SetEvent(event(\"calls\", $));\n$", number, code.lines);
  const bool seen_from_here = one.who.process == 0 && !code.sign.empty();
  const std::string text =
      seen_from_here ? calls + told("returned", number, one, code) : code.before + calls;
  add(one.who, filled("turn($);  // The call is expected to block.\n$", number,
                      with_handles(text, code, one.who)));
  // The event has to be there before the thread that looks at it lets this one go.
  add(first_actor, filled("$begins($, $);$\n", seen_from_here ? code.before : std::string{}, number,
                          seen_from_here ? code.sign : "nullptr", remark_of(one)));
  begun_[one.who] = code;
}

void function_writer::write_finish(std::size_t number, const step& one) {
  add(one.who, filled("turn($);  // It has returned.\n$", number,
                      told("made", number, one, begun_.at(one.who))));
  const std::string client = client_argument(one.who);
  add(first_actor, may_be(one, completion::in_progress)
                       ? filled("if (!let($$)) {$, its end\ngave($, \"under way\", true);\n}\n",
                                number, client, remark_of(one), number)
                       : filled("must($$);$, its end\n", number, client, remark_of(one)));
}

void function_writer::write_end_of_process(std::size_t number, const step& one) {
  refuse_if(one.who.process == 0, number, one, "ends the process that has to tell what was seen");
  const auto* exits = std::get_if<exit_process>(&one.what);
  // One that is killed must not leave by itself before.
  add(one.who, exits == nullptr ? "stay();\n" : filled("turn($);\nend($);\n", number, exits->code));
  std::vector<std::string> codes;
  for (const outcome& each : one.allowed) {
    if (each.how == completion::process_ended) {
      codes.push_back(filled("code == $", each.value));
    }
  }
  add(first_actor,
      filled("now($);$\n$code = exit_code(clients[$]);\n"
             "gave($, \"process ended with \" + std::to_string(code), $);\n",
             number, remark_of(one),
             exits == nullptr ? filled("TerminateProcess(clients[$], 1);\n", one.who.process)
                              : filled("SetEvent(event(\"turn\", $));\n", number),
             one.who.process, number, join(codes, " || ")));
  over_.insert(one.who);
}

void function_writer::write_end_of_thread(std::size_t number, const step& one) {
  refuse_if(one.who.thread == 0 || one.who.process != 0, number, one,
            "ends the thread that has to go on");
  add(one.who, filled("turn($);\n", number));
  add(first_actor,
      filled("now($);$\nSetEvent(event(\"turn\", $));\n"
             "waited = WaitForSingleObject($, limit);\n"
             "gave($, wait_result(waited, GetLastError()), waited == WAIT_OBJECT_0);\n",
             number, remark_of(one), number, thread_variable(one.who), number));
  over_.insert(one.who);
}

void function_writer::write(std::size_t number, const step& one) {
  const bool ends_process = std::holds_alternative<exit_process>(one.what) ||
                            std::holds_alternative<kill_process>(one.what);
  CNP_ASSERT(one.who.process == 0 || one.who.thread == 0,
             filled("step $ is made by a second thread of a client", number));
  refuse_if(over_.contains(one.who), number, one, "comes after its thread has ended");
  refuse_if(!ends_process && may_be(one, completion::process_ended), number, one,
            "is expected to end its process");
  because_ = one.because.empty()
                 ? std::string{}
                 : cpp_comment("", one.because + (one.because.ends_with('.') ? "" : "."));
  if (ends_process) {
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

std::string function_writer::function(actor who, std::string body) const {
  std::vector<std::string> variables;
  if (who.process != 0 || !has_threads()) {
    variables = variables_of(processes_.at(who.process), "static ");
  }
  for (const char* result : {"bool ok = false;\n", "DWORD error = 0;\n", "DWORD waited = 0;\n",
                             "DWORD bytes = 0;\n", "DWORD mode = 0;\n", "DWORD code = 0;\n",
                             "ULONG id = 0;\n", "ULONG_PTR key = 0;\n", "std::string reading;\n",
                             "OVERLAPPED* packet = nullptr;\n", "char buffer[512] = \"\";\n"}) {
    variables.emplace_back(result);
  }
  const std::string mine = needed_declarations(variables, body);
  const bool stays = who != first_actor && !over_.contains(who);
  body = filled("$$$$$", mine, mine.empty() ? "" : "\n", body, stays ? "stay();\n" : "",
                who.thread != 0 ? "return 0;\n" : "");
  return filled(who.thread != 0 ? "\nDWORD WINAPI $(void*) {\n$}\n" : "\nvoid $() {\n$}\n",
                name_of(who), cpp_body(body));
}

std::string function_writer::main_function(const std::string& actors) const {
  const bool has_clients = processes_.size() > 1;
  const bool shares = mentions(actors, "shared") || mentions(actors, "process_name") ||
                      mentions(actors, "handed_over");
  const bool documented =
      std::ranges::find(steps_, grade::documented, &step::known) != steps_.end();
  std::vector<std::string> functions;
  std::string clients;
  std::string threads;
  if (mentions(actors, thread_variable(first_actor))) {
    threads = filled("$ = OpenThread(THREAD_ALL_ACCESS, FALSE, GetCurrentThreadId());\n",
                     thread_variable(first_actor));
  }
  for (const auto& [who, body] : bodies_) {
    if (who.thread != 0) {
      threads += filled("$ = CreateThread(nullptr, 0, $, nullptr, 0, nullptr);\n",
                        thread_variable(who), name_of(who));
      continue;
    }
    functions.push_back(name_of(who));
    clients += who == first_actor ? std::string{} : filled("start_client($);\n", who.process);
  }
  const std::string as_client = filled(R"(if (count == 4) {  // A client: `client n owner`.
void (*const processes[])() = {$};
const int n = std::atoi(words[2]);
owner = static_cast<DWORD>(std::strtoul(words[3], nullptr, 10));
$SetEvent(event("ready", n));
processes[n]();
return 2;
}
)",
                                       join(functions, ", "), shares ? "share(n);\n" : "");
  const std::string body =
      filled(R"($owner = GetCurrentProcessId();
std::printf("%s\n", $);
print_kernel();
$$$moved_on = CreateEventW(nullptr, FALSE, FALSE, nullptr);
CreateThread(nullptr, 0, watch, nullptr, 0, nullptr);
server();
std::printf("AS $: every step gave what is expected.\n");
end(0);
)",
             has_clients ? as_client : std::string{}, cpp_literal(key_),
             shares ? "share(0);\n" : "", clients, threads, documented ? "DOCUMENTED" : "EXPECTED");
  return filled("\nint main($) {\n$}\n", has_clients ? "int count, char** words" : "",
                cpp_body(body));
}

repro_functions function_writer::functions() const {
  std::string of_server;
  std::string of_clients;
  for (const auto& [who, body] : bodies_) {
    (who.process == 0 ? of_server : of_clients) += function(who, body);
  }
  const std::string main = main_function(of_server + of_clients);
  std::vector<std::string> variables;
  if (has_threads()) {
    variables = variables_of(processes_.front(), "");
  }
  for (const auto& [who, body] : bodies_) {
    if (who.process == 0) {
      variables.push_back(filled("HANDLE $ = nullptr;\n", thread_variable(who)));
    }
  }
  const std::string globals = needed_declarations(variables, of_server + main);
  if (!has_threads()) {
    return {.actors = (globals.empty() ? "" : "\n") + globals + of_server + of_clients,
            .main = main};
  }
  // Clients come first where the server's variables are global: theirs have the same names.
  return {.actors = of_clients +
                    "\n// The server's handles and requests: its threads share them.\n" + globals +
                    of_server,
          .main = main};
}

}  // namespace

repro_functions functions_of(const script& steps, const std::string& cell_key) {
  return function_writer(steps, cell_key).functions();
}

}  // namespace cnp
