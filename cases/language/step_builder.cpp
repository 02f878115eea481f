#include "cases/language/step_builder.hpp"

#include "cases/registry/catalogue.hpp"
#include "cases/registry/clauses.hpp"

#include <algorithm>

namespace cnp {

step_builder::step_builder(actor who, call_for made_call) : what_(std::move(made_call)) {
  step_.who = who;
}

/// The first mistake is the one to be told of.
void step_builder::complain(std::string mistake) {
  if (step_.mistake.empty()) {
    step_.mistake = std::move(mistake);
  }
}

void step_builder::outcomes(std::vector<outcome> allowed) {
  if (allowed.empty()) {
    complain("allows no outcome at all");
  }
  step_.allowed = std::move(allowed);
}

step_builder step_builder::on(std::uint8_t thread) && {
  step_.who.thread = thread;
  return std::move(*this);
}

step_builder step_builder::gives(outcome one) && {
  return std::move(*this).gives(std::vector{std::move(one)});
}

step_builder step_builder::gives(std::vector<outcome> allowed) && {
  outcomes(std::move(allowed));
  says_so_ = true;
  return std::move(*this);
}

step_builder step_builder::arranges(outcome one) && {
  outcomes({std::move(one)});
  return std::move(*this);
}

step_builder step_builder::sanely(std::vector<outcome> sane) && {
  outcomes(std::move(sane));
  step_.known = grade::unspecified;
  return std::move(*this);
}

step_builder step_builder::proves(const char* clause) && {
  return std::move(*this).proves(clause_ids{clause});
}

step_builder step_builder::proves(const clause_ids& ids) && {
  for (const std::string& id : ids) {
    if (find_clause(id) == nullptr) {
      complain("proves '" + id + "', which is no clause of the registry");
    }
  }
  if (!ids.empty() && step_.known != grade::unspecified) {
    step_.known = grade::documented;
  }
  step_.proves.insert(step_.proves.end(), ids.begin(), ids.end());
  return std::move(*this);
}

step_builder step_builder::catalogue(int number) && {
  step_.catalogue = number;
  const catalogue_line* entry = find_catalogue(number);
  if (entry == nullptr) {
    complain("names line " + std::to_string(number) + " of the catalogue, which has no such line");
  } else if (step_.known == grade::arrangement) {
    step_.known = entry->grade == catalogue_grade::certain ? grade::certain : grade::likely;
  }
  return std::move(*this);
}

step_builder step_builder::likely(int number) && {
  step_builder graded = std::move(*this).catalogue(number);
  if (graded.step_.known == grade::certain) {
    graded.step_.known = grade::likely;
  }
  return graded;
}

step_builder step_builder::named(std::string label) && {
  step_.label = std::move(label);
  return std::move(*this);
}

step_builder step_builder::because(std::string reason) && {
  step_.because = std::move(reason);
  return std::move(*this);
}

step_builder step_builder::races() && {
  step_.races = true;
  return std::move(*this);
}

step_builder step_builder::begins() && {
  step_.part = phase::begin;
  return std::move(*this);
}

step_builder step_builder::finishes() && {
  step_.part = phase::finish;
  return std::move(*this);
}

step_builder step_builder::only(cell_test test) && {
  only_.push_back(std::move(test));
  return std::move(*this);
}

step_builder step_builder::unless(cell_test test) && {
  return std::move(*this).only(std::not_fn(std::move(test)));
}

script step_builder::expand(const cell& the_cell) const {
  if (!std::ranges::all_of(only_, [&the_cell](const cell_test& test) { return test(the_cell); })) {
    return {};
  }
  step_builder made = *this;
  step& one = made.step_;
  one.what = what_.in(the_cell);
  if (says_so_ && one.known == grade::arrangement) {
    made.complain("says .gives() but names no .proves(...) nor .catalogue(...): add one, or use "
                  ".sanely(...) where nobody says, or .arranges(...) where it is not under test");
  }
  if (one.allowed.empty()) {
    one.allowed = {one.part == phase::begin ? under_way() : worked(one.what)};
  }
  return {std::move(one)};
}

step_builder::operator step_source() const {
  return [held = *this](const cell& the_cell) { return held.expand(the_cell); };
}

step_builder server(call_for made_call) {
  return {actor{.process = 0, .thread = 0}, std::move(made_call)};
}

step_builder client(std::uint8_t n, call_for made_call) {
  return {actor{.process = n, .thread = 0}, std::move(made_call)};
}

step_source when(cell_test test, step_source steps) {
  return [test = std::move(test), steps = std::move(steps)](const cell& the_cell) {
    return test(the_cell) ? steps.expand(the_cell) : script{};
  };
}

step_source unless(cell_test test, step_source steps) {
  return when(std::not_fn(std::move(test)), std::move(steps));
}

}  // namespace cnp
