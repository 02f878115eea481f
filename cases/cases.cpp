#include "cases/cases.hpp"

#include "cases/aspects.hpp"
#include "cases/model/matrix.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace cnp {

const std::vector<scenario>& all_scenarios() {
  static const std::vector<scenario> all = [] {
    std::vector<scenario> every;
    for (const auto aspect_of : cases::every_aspect) {
      std::ranges::move(aspect_of(), std::back_inserter(every));
    }
    std::ranges::move(matrix_scenarios(), std::back_inserter(every));
    return every;
  }();
  return all;
}

const std::vector<std::string>& clauses_of(const scenario& the_scenario) {
  static std::map<const scenario*, std::vector<std::string>> found;
  const auto [place, is_new] = found.try_emplace(&the_scenario);
  if (is_new) {
    place->second = clauses(the_scenario);
  }
  return place->second;
}

}  // namespace cnp
