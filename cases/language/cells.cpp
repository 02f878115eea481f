#include "cases/language/cells.hpp"

namespace cnp {

bool is_synchronous(const cell& in) {
  return in.handle == handle_kind::synchronous;
}
bool is_overlapped(const cell& in) {
  return in.handle == handle_kind::overlapped;
}
bool is_nonblocking(const cell& in) {
  return in.wait == wait_mode::nonblocking;
}
bool is_reused(const cell& in) {
  return in.instance == instance_age::reused;
}
bool calls_by_name(const cell& in) {
  return in.how == client_how::call_named_pipe;
}

bool blocks_its_thread(const cell& in) {
  return !is_nonblocking(in) && (is_synchronous(in) || in.lp == overlapped_kind::null);
}

bool leaves_a_request(const cell& in) {
  return !is_nonblocking(in) && !blocks_its_thread(in);
}

bool is_fitting(const cell& in) {
  return is_synchronous(in) == (in.lp == overlapped_kind::null);
}

}  // namespace cnp
