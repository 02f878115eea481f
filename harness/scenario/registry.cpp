#include "harness/scenario/registry.hpp"

namespace cnp {

std::string sources_text(const catalogue_line& line) {
  std::string text;
  for (const std::string_view source : line.sources) {
    text.append(text.empty() || source.empty() ? "" : "; ").append(source);
  }
  return text;
}

std::string catalogue_text(const catalogue_line& line) {
  const std::string sources = sources_text(line);
  return std::string{line.says} + (sources.empty() ? "" : " (" + sources + ")");
}

}  // namespace cnp
