#include "tools/cnp/shared/share.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"

#include <charconv>
#include <cstdlib>
#include <limits>

namespace cnp {

namespace {

constexpr const char* total_name = "GTEST_TOTAL_SHARDS";
constexpr const char* index_name = "GTEST_SHARD_INDEX";

std::uint32_t number_of(const char* name, const std::string& text) {
  std::uint32_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, value);
  if (problem != std::errc{} || stop != end) {
    throw input_error(std::string(name) + " is '" + printable(text) +
                      "', which is no number of shards from 0 to " +
                      std::to_string(std::numeric_limits<std::uint32_t>::max()));
  }
  return value;
}

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

void remove_variable(const char* name) {
#ifdef _WIN32
  // Unlike SetEnvironmentVariable this changes what std::getenv sees, which is what GoogleTest
  // asks.
  (void)::_putenv((std::string(name) + '=').c_str());
#else
  ::unsetenv(name);
#endif
}

}  // namespace

share parse_share(const std::optional<std::string>& total,
                  const std::optional<std::string>& index) {
  if (!total && !index) {
    return {};
  }
  if (!total || !index) {
    throw input_error(std::string(total ? total_name : index_name) + " is set and " +
                      (total ? index_name : total_name) + " is not: a share needs both");
  }
  const share found{.index = number_of(index_name, *index), .of = number_of(total_name, *total)};
  if (found.of == 0) {
    throw input_error(std::string(total_name) + " is 0: there is at least one shard");
  }
  if (found.index >= found.of) {
    throw input_error(std::string(index_name) + " is " + *index + ", which is none of the " +
                      *total + " shards: they are numbered from 0 to " +
                      std::to_string(found.of - 1));
  }
  return found;
}

share parse_share(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) {
    throw input_error("'" + printable(text) + "' is no share; one is written like 2/5");
  }
  return parse_share(text.substr(slash + 1), text.substr(0, slash));
}

std::string describe(share which) {
  return std::to_string(which.index) + '/' + std::to_string(which.of);
}

share take_share_from_environment() {
  const share found = parse_share(variable(total_name), variable(index_name));
  remove_variable(total_name);
  remove_variable(index_name);
  return found;
}

}  // namespace cnp
