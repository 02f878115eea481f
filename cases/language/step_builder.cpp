#include "cases/language/step_builder.hpp"

#include "cases/registry/catalogue.hpp"

#include <iterator>
#include <stdexcept>
#include <variant>

namespace cnp {

namespace {

grade grade_of(int catalogue_line) {
  const auto* entry = find_catalogue(catalogue_line);
  if (entry == nullptr) {
    throw std::logic_error("the catalogue has no line " + std::to_string(catalogue_line));
  }
  return entry->grade == catalogue_grade::certain ? grade::certain : grade::likely;
}

}  // namespace

step_builder::step_builder(actor who, call_for what) : what_(std::move(what)) {
  step_.who = who;
}

step_builder step_builder::on(std::uint8_t thread) && {
  step_.who.thread = thread;
  return std::move(*this);
}

step_builder step_builder::gives(outcome one) && {
  return std::move(*this).gives(std::vector{std::move(one)});
}

step_builder step_builder::gives(std::vector<outcome> allowed) && {
  step_.allowed = std::move(allowed);
  explicit_outcome_ = true;
  return std::move(*this);
}

step_builder step_builder::sanely(std::vector<outcome> sane) && {
  step_.allowed = std::move(sane);
  step_.known = grade::unspecified;
  explicit_outcome_ = true;
  return std::move(*this);
}

step_builder step_builder::proves(const char* clause) && {
  return std::move(*this).proves(std::vector<std::string>{clause});
}

step_builder step_builder::proves(std::vector<std::string> ids) && {
  if (!ids.empty() && step_.known != grade::unspecified) {
    step_.known = grade::documented;
  }
  step_.proves.insert(step_.proves.end(), ids.begin(), ids.end());
  return std::move(*this);
}

step_builder step_builder::catalogue(int number) && {
  step_.catalogue = number;
  if (step_.known == grade::arrangement) {
    step_.known = grade_of(number);
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

step_builder step_builder::races() && {
  step_.races = true;
  return std::move(*this);
}

step_builder step_builder::because(std::string reason) && {
  step_.because = std::move(reason);
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

step_builder step_builder::only(std::function<bool(const cell&)> in) && {
  only_ = std::move(in);
  return std::move(*this);
}

script step_builder::expand(const cell& where) const {
  if (only_ && !only_(where)) {
    return {};
  }
  step concrete = step_;
  concrete.what = what_.in(where);
  if (!explicit_outcome_) {
    concrete.allowed = {concrete.part == phase::begin ? under_way() : worked(concrete.what)};
  }
  return {concrete};
}

step_builder::operator step_source() const {
  return std::function<script(const cell&)>(
      [held = *this](const cell& where) { return held.expand(where); });
}

step_builder server(call_for what) {
  return {actor{.process = 0, .thread = 0}, std::move(what)};
}

step_builder client(std::uint8_t n, call_for what) {
  return {actor{.process = n, .thread = 0}, std::move(what)};
}

script joined(const cell& where, const std::vector<step_source>& parts) {
  script all;
  for (const step_source& part : parts) {
    script some = part.expand(where);
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  }
  return all;
}

outcome signaled_by(waiter by) {
  switch (by) {
  case waiter::sleep_ex:
    return waited(wait_result::io_completion);
  case waiter::polling:
    return nonzero();
  default:
    return waited(wait_result::object_0);
  }
}

outcome worked(const call& what) {
  if (const auto* waits = std::get_if<wait_request>(&what)) {
    return signaled_by(waits->by);
  }
  if (std::holds_alternative<wait_handle>(what)) {
    return waited(wait_result::object_0);
  }
  if (const auto* exits = std::get_if<exit_process>(&what)) {
    return ended(exits->code);
  }
  if (std::holds_alternative<kill_process>(what)) {
    return ended(1);
  }
  return nonzero();
}

}  // namespace cnp
