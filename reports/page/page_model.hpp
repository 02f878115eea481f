#pragma once

#include <compare>
#include <string>

namespace cnp {

/// What the page shows of the model whose walks a run may have, given by whoever knows it: a call
/// in one state of an instance, what it gives there, and the state of the instance after it.
struct model_transition {
  std::string from;   ///< `listening`, `connected-nonblocking`, `absent`: as steps are labelled.
  std::string call;   ///< `disconnect`, `opens`: the model's word.
  std::string to;     ///< A state, as `from`.
  std::string gives;  ///< The allowed outcomes in words.

  auto operator<=>(const model_transition&) const = default;
};

}  // namespace cnp
