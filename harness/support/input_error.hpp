#pragma once

#include <stdexcept>
#include <string>

namespace cnp {

/// An input or a path of the user's that can't be used: one sentence that names the thing (the file
/// and line first, where there is one). Command lines print it as it is and end with exit status 2.
class input_error : public std::runtime_error {
 public:
  explicit input_error(const std::string& sentence) : std::runtime_error(sentence) {}
};

}  // namespace cnp
