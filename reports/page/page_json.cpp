#include "reports/page/page_json.hpp"

#include "reports/text/markup.hpp"

namespace cnp {

std::string script_json(std::string_view json) {
  return substituted(json, {{'<', "\\u003c"}, {'>', "\\u003e"}, {'&', "\\u0026"}});
}

std::int64_t numbered_values::number(std::string_view value) {
  const auto found = numbers_.find(value);
  if (found != numbers_.end()) {
    return found->second;
  }
  const auto next = static_cast<std::int64_t>(all_.size());
  const auto added = numbers_.emplace(std::string{value}, next).first;
  all_.emplace_back(added->first);
  return next;
}

}  // namespace cnp
