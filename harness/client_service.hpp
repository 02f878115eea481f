#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cnp {

/// How a client answers. Others than `proper` are seeded defects of the client program itself, for
/// tests that must see the suite replace it.
enum class client_manner : std::uint8_t {
  proper,
  wrong,  ///< `answers-wrongly`: every third answer is bytes that are no answer.
  late,   ///< `answers-late`: it does not give its third answer while anybody waits for it.
};
/// The manner that a seeded defect of a client names; nothing if it names none.
[[nodiscard]] std::optional<client_manner> seeded_manner(std::string_view name);
/// The names that `seeded_manner` knows, separated by `, `.
[[nodiscard]] const char* seeded_manners();

/// The whole of the client program: maps the shared memory named on the command line, answers, and
/// performs calls until its owner is gone. Returns the process's exit status: 0 when told to end, 2
/// with one sentence on standard error for a command line, a protocol or a message that cannot be
/// used.
int serve_as_client(int argument_count, char** arguments);

}  // namespace cnp
