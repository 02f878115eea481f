#include "tools/cnp/shared/seeded_defects.hpp"

#include <algorithm>
#include <array>

namespace cnp {

namespace {

constexpr std::array faults{
    seeded_fault{"connect-succeeds", "ConnectNamedPipe returns nonzero, and does nothing."},
    seeded_fault{"connect-hangs", "ConnectNamedPipe does not return until it is cancelled."},
    seeded_fault{"connect-stuck", "ConnectNamedPipe does not return, not even when cancelled."},
    seeded_fault{"connect-wrong-error", "ConnectNamedPipe gives 0/ERROR_BAD_PIPE."},
    seeded_fault{"connect-silent", "ConnectNamedPipe fails without setting the last error."},
    seeded_fault{"connect-late",
                 "ConnectNamedPipe without lpOverlapped is made only when a client has come."},
    seeded_fault{"connect-late-in-turn", "The same, in every other call."},
    seeded_fault{"connect-wears-out",
                 "ConnectNamedPipe gives the wrong error once DisconnectNamedPipe has succeeded "
                 "twice."},
    seeded_fault{"connect-now-and-then", "Every seventh ConnectNamedPipe gives the wrong error."},
    seeded_fault{"connect-no-data",
                 "ConnectNamedPipe gives 0/ERROR_NO_DATA where 0/ERROR_PIPE_CONNECTED is due."},
    seeded_fault{"create-fails", "CreateNamedPipe fails, with an error that no pipe gives."},
    seeded_fault{"open-fails", "CreateFile fails, with an error that no pipe gives."},
    seeded_fault{"disconnect-fails",
                 "DisconnectNamedPipe fails, with an error that no pipe gives."},
    seeded_fault{"wait-fails", "WaitNamedPipe fails, with an error that no pipe gives."},
    seeded_fault{"set-mode-fails",
                 "SetNamedPipeHandleState fails, with an error that no pipe gives."},
    seeded_fault{"lost-peer-hangs",
                 "ReadFile and CallNamedPipe do not come back once the other end is gone."},
    seeded_fault{"close-hangs", "CloseHandle does not come back."},
    seeded_fault{"crash",
                 "ConnectNamedPipe raises an access violation in the suite's own process."},
    seeded_fault{"lacks-later-functions",
                 "The kernel has only the functions of NT 5.2, and puts no process into a job."},
    seeded_fault{"answers-wrongly", "Every third answer of a client is bytes that are none.", true},
    seeded_fault{"answers-late", "A client does not give its third answer in time.", true},
};

}  // namespace

std::span<const seeded_fault> seeded_faults() {
  return faults;
}

const seeded_fault* find_seeded_fault(std::string_view name) {
  const auto found = std::ranges::find(faults, name, &seeded_fault::name);
  return found == faults.end() ? nullptr : &*found;
}

std::vector<std::string> seeded_fault_names(bool of_clients) {
  std::vector<std::string> names;
  for (const seeded_fault& one : faults) {
    if (of_clients || !one.only_of_clients) {
      names.emplace_back(one.name);
    }
  }
  return names;
}

}  // namespace cnp
