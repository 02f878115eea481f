#include "harness/scenario/registry.hpp"

#include "harness/support/text.hpp"

#include <set>
#include <vector>

namespace cnp {

std::string sources_text(const catalogue_line& line) {
  std::string text;
  for (const catalogue_source& source : line.sources) {
    text.append(text.empty() || source.name.empty() ? "" : "; ").append(source.name);
  }
  return text;
}

std::string seen_text(const catalogue_line& line) {
  std::set<witness> seen;
  for (const catalogue_source& source : line.sources) {
    if (!source.name.empty()) {
      seen.insert(source.seen);
    }
  }
  // Wine alone is "only"; beside others it adds nothing.
  if (seen.size() > 1) {
    seen.erase(witness::wine);
  }
  std::vector<std::string> words;
  words.reserve(seen.size());
  for (const witness one : seen) {
    words.emplace_back(word(one));
  }
  return join(words, ", ");
}

std::string catalogue_text(const catalogue_line& line) {
  const std::string sources = sources_text(line);
  return std::string{line.says} +
         (sources.empty() ? "" : " (" + sources + ". Seen: " + seen_text(line) + ")");
}

}  // namespace cnp
