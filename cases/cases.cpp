#include "cases/cases.hpp"

#include "cases/model/matrix.hpp"

#include <iterator>
#include <map>

namespace cnp {

const std::vector<scenario>& all_scenarios() {
  static const std::vector<scenario> all = [] {
    std::vector<scenario> every;
    for (const auto aspect_of : {
             &blocking_scenarios,
             &overlapped_scenarios,
             &client_first_scenarios,
             &reuse_scenarios,
             &mode_scenarios,
             &waiting_scenarios,
             &nonblocking_scenarios,
             &clients_scenarios,
             &parameters_scenarios,
             &null_overlapped_scenarios,
             &cancellation_scenarios,
             &completion_scenarios,
             &instances_scenarios,
             &app_container_scenarios,
             &example_scenarios,
             &requirements_scenarios,
             &matrix_scenarios,
         }) {
      std::vector<scenario> some = aspect_of();
      every.insert(every.end(), std::make_move_iterator(some.begin()),
                   std::make_move_iterator(some.end()));
    }
    return every;
  }();
  return all;
}

const std::vector<std::string>& clauses_of(const scenario& what) {
  static std::map<const scenario*, std::vector<std::string>> found;
  const auto [place, is_new] = found.try_emplace(&what);
  if (is_new) {
    place->second = clauses(what);
  }
  return place->second;
}

}  // namespace cnp
