#pragma once

namespace cnp {

/// The whole of the client program: maps the shared memory named on the command line, answers, and
/// performs calls until its owner is gone. Returns the process's exit status: 0 when told to end, 2
/// with one sentence on standard error for a command line, a protocol or a message that cannot be
/// used.
int serve_as_client(int argument_count, char** arguments);

}  // namespace cnp
