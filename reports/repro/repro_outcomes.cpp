// The outcomes of a reproduction, as conditions of the program.

#include "harness/support/text.hpp"
#include "reports/repro/repro_parts.hpp"
#include "reports/repro/repro_text.hpp"

#include <cstdint>

namespace cnp {

namespace {

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
         : code.has_error   ? filled("!$ && error == $", code.worked, error_constant(allowed.error))
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

}  // namespace

std::string repro_condition(const std::vector<outcome>& allowed, const repro_call& code) {
  std::vector<std::string> all;
  for (const outcome& each : allowed) {
    if (each.how == completion::returned) {
      all.push_back(condition(each, code));
    }
  }
  if (all.size() > 1) {
    for (std::string& each : all) {
      each = each.find(" && ") == std::string::npos ? each : '(' + each + ')';
    }
  }
  return all.empty() ? "false" : join(all, " || ");
}

}  // namespace cnp
