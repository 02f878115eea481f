#pragma once

#include "harness/win32/local_information.hpp"
#include "harness/win32/pending_io.hpp"
#include "harness/win32/system_function.hpp"
#include "harness/win32/windows.hpp"

namespace cnp {

/// The functions of the kernel that scenarios call, as one table: the only way by which the harness
/// reaches what is under test, in the server and in the client processes. A test of the suite hands
/// the executor a table with one entry replaced, and so puts a faulty kernel in its place.
struct kernel_api {
  decltype(&::CreateNamedPipeW) create_named_pipe = &::CreateNamedPipeW;
  decltype(&::ConnectNamedPipe) connect_named_pipe = &::ConnectNamedPipe;
  decltype(&::DisconnectNamedPipe) disconnect_named_pipe = &::DisconnectNamedPipe;
  decltype(&::SetNamedPipeHandleState) set_named_pipe_handle_state = &::SetNamedPipeHandleState;
  decltype(&::GetNamedPipeHandleStateW) get_named_pipe_handle_state = &::GetNamedPipeHandleStateW;
  decltype(&::GetNamedPipeInfo) get_named_pipe_info = &::GetNamedPipeInfo;
  decltype(&::cnp::query_local_information) query_local_information =
      &::cnp::query_local_information;
  decltype(&::PeekNamedPipe) peek_named_pipe = &::PeekNamedPipe;
  decltype(&::GetNamedPipeClientProcessId) get_named_pipe_client_process_id =
      &::GetNamedPipeClientProcessId;
  decltype(&::CreateFileW) create_file = &::CreateFileW;
  decltype(&::CallNamedPipeW) call_named_pipe = &::CallNamedPipeW;
  decltype(&::WaitNamedPipeW) wait_named_pipe = &::WaitNamedPipeW;
  decltype(&::GetFileAttributesW) get_file_attributes = &::GetFileAttributesW;
  decltype(&::WriteFile) write_file = &::WriteFile;
  decltype(&::ReadFile) read_file = &::ReadFile;
  decltype(&::CloseHandle) close_handle = &::CloseHandle;
  decltype(&::DuplicateHandle) duplicate_handle = &::DuplicateHandle;
  decltype(&::GetOverlappedResult) get_overlapped_result = &::GetOverlappedResult;
  /// Null on a kernel older than Windows 8, which does not export it.
  decltype(&::GetOverlappedResultEx) get_overlapped_result_ex =
      system_function<decltype(&::GetOverlappedResultEx)>("kernel32.dll", "GetOverlappedResultEx");
  decltype(&::FlushFileBuffers) flush_file_buffers = &::FlushFileBuffers;
  decltype(&::CancelIo) cancel_io = &::CancelIo;
  decltype(&::CancelIoEx) cancel_io_ex = &::CancelIoEx;
  decltype(&::CancelSynchronousIo) cancel_synchronous_io = &::CancelSynchronousIo;
  decltype(&::QueueUserAPC) queue_user_apc = &::QueueUserAPC;
  decltype(&::SleepEx) sleep_ex = &::SleepEx;
  decltype(&::WaitForSingleObject) wait_for_single_object = &::WaitForSingleObject;
  decltype(&::WaitForSingleObjectEx) wait_for_single_object_ex = &::WaitForSingleObjectEx;
  decltype(&::WaitForMultipleObjects) wait_for_multiple_objects = &::WaitForMultipleObjects;
  decltype(&::CreateIoCompletionPort) create_io_completion_port = &::CreateIoCompletionPort;
  decltype(&::GetQueuedCompletionStatus) get_queued_completion_status =
      &::GetQueuedCompletionStatus;
  decltype(&::SetFileCompletionNotificationModes) set_file_completion_notification_modes =
      &::SetFileCompletionNotificationModes;
  decltype(&::cnp::has_pending_io) has_pending_io = &::cnp::has_pending_io;
};

/// The kernel as it is.
[[nodiscard]] const kernel_api& running_kernel();

/// A table in which one function misbehaves in a named way, for tests that must see the suite fail:
/// `connect-succeeds` (ConnectNamedPipe always returns nonzero), `connect-hangs` (it never returns
/// unless it is cancelled), `connect-stuck` (nor when it is cancelled), `connect-wrong-error`,
/// `connect-silent` (fails without setting last error), `connect-wears-out` (the wrong error, but
/// only after two calls of DisconnectNamedPipe that succeeded), `connect-now-and-then` (the wrong
/// error in every seventh call), `open-fails`, `lost-peer-hangs` (ReadFile and CallNamedPipe do not
/// come back once the other end is gone), `close-hangs`, `crash` (access violation). Null for an
/// unknown name. The table lives as long as the process.
[[nodiscard]] const kernel_api* seeded_defect(const char* name);
/// The names that `seeded_defect` knows, separated by `, `.
[[nodiscard]] const char* seeded_defects();

}  // namespace cnp
