#pragma once

#include "harness/win32/local_information.hpp"
#include "harness/win32/pending_io.hpp"
#include "harness/win32/system_function.hpp"
#include "harness/win32/windows.hpp"

#include <psapi.h>

namespace cnp {

/// The functions of the kernel that scenarios call, as one table: the only way by which the harness
/// reaches what is under test, in the server and in the client processes. A test of the suite hands
/// the executor a table with one entry replaced, and so puts a faulty kernel in its place.
///
/// What came after NT 5.2 (Windows Server 2003) is looked up by its name, so that the programs
/// start there too, and is null where the kernel does not export it. `unit.imports` holds the
/// programs' imports against that.
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
      later<decltype(&::GetNamedPipeClientProcessId)>("GetNamedPipeClientProcessId");
  decltype(&::CreateFileW) create_file = &::CreateFileW;
  decltype(&::CallNamedPipeW) call_named_pipe = &::CallNamedPipeW;
  decltype(&::WaitNamedPipeW) wait_named_pipe = &::WaitNamedPipeW;
  decltype(&::GetFileAttributesW) get_file_attributes = &::GetFileAttributesW;
  decltype(&::WriteFile) write_file = &::WriteFile;
  decltype(&::ReadFile) read_file = &::ReadFile;
  decltype(&::CloseHandle) close_handle = &::CloseHandle;
  decltype(&::DuplicateHandle) duplicate_handle = &::DuplicateHandle;
  decltype(&::GetOverlappedResult) get_overlapped_result = &::GetOverlappedResult;
  decltype(&::GetOverlappedResultEx) get_overlapped_result_ex =
      later<decltype(&::GetOverlappedResultEx)>("GetOverlappedResultEx");
  decltype(&::FlushFileBuffers) flush_file_buffers = &::FlushFileBuffers;
  decltype(&::CancelIo) cancel_io = &::CancelIo;
  decltype(&::CancelIoEx) cancel_io_ex = later<decltype(&::CancelIoEx)>("CancelIoEx");
  decltype(&::CancelSynchronousIo) cancel_synchronous_io =
      later<decltype(&::CancelSynchronousIo)>("CancelSynchronousIo");
  decltype(&::QueueUserAPC) queue_user_apc = &::QueueUserAPC;
  decltype(&::SleepEx) sleep_ex = &::SleepEx;
  decltype(&::WaitForSingleObject) wait_for_single_object = &::WaitForSingleObject;
  decltype(&::WaitForSingleObjectEx) wait_for_single_object_ex = &::WaitForSingleObjectEx;
  decltype(&::WaitForMultipleObjects) wait_for_multiple_objects = &::WaitForMultipleObjects;
  decltype(&::CreateIoCompletionPort) create_io_completion_port = &::CreateIoCompletionPort;
  decltype(&::GetQueuedCompletionStatus) get_queued_completion_status =
      &::GetQueuedCompletionStatus;
  decltype(&::SetFileCompletionNotificationModes) set_file_completion_notification_modes =
      later<decltype(&::SetFileCompletionNotificationModes)>("SetFileCompletionNotificationModes");
  decltype(&::cnp::has_pending_io) has_pending_io = &::cnp::has_pending_io;

  // What the harness itself needs, and does without where it is missing.
  decltype(&::InitializeProcThreadAttributeList) initialize_attribute_list =
      later<decltype(&::InitializeProcThreadAttributeList)>("InitializeProcThreadAttributeList");
  decltype(&::UpdateProcThreadAttribute) update_attribute =
      later<decltype(&::UpdateProcThreadAttribute)>("UpdateProcThreadAttribute");
  decltype(&::DeleteProcThreadAttributeList) delete_attribute_list =
      later<decltype(&::DeleteProcThreadAttributeList)>("DeleteProcThreadAttributeList");
  decltype(&::AssignProcessToJobObject) assign_process_to_job_object = &::AssignProcessToJobObject;
  decltype(&::GetTickCount64) get_tick_count_64 =
      later<decltype(&::GetTickCount64)>("GetTickCount64");
  decltype(&::K32GetProcessMemoryInfo) get_process_memory_info =
      later<decltype(&::K32GetProcessMemoryInfo)>("K32GetProcessMemoryInfo");

 private:
  template <class Function>
  static Function later(const char* name) {
    return system_function<Function>("kernel32.dll", name);
  }
};

/// The kernel as it is.
[[nodiscard]] const kernel_api& running_kernel();

/// A table in which one function misbehaves in a named way, for tests that must see the suite fail:
/// `connect-succeeds` (ConnectNamedPipe always returns nonzero), `connect-hangs` (it never returns
/// unless it is cancelled), `connect-stuck` (nor when it is cancelled), `connect-wrong-error`,
/// `connect-silent` (fails without setting last error), `connect-wears-out` (the wrong error, but
/// only after two calls of DisconnectNamedPipe that succeeded), `connect-now-and-then` (the wrong
/// error in every seventh call), `connect-no-data` (232 where 535 is due), `crash` (access
/// violation), `lost-peer-hangs` (ReadFile and CallNamedPipe do not come back once the other end is
/// gone), `close-hangs`, `lacks-later-functions` (what NT 5.2 does not export is null, and no
/// process can be put into a job, as on ReactOS); `create-fails`, `open-fails`, `disconnect-fails`,
/// `wait-fails`, `set-mode-fails` (the function does nothing and fails with an error that no pipe
/// gives). Null for an unknown name. The table lives as long as the process.
[[nodiscard]] const kernel_api* seeded_defect(const char* name);
/// The names that `seeded_defect` knows, separated by `, `.
[[nodiscard]] const char* seeded_defects();

}  // namespace cnp
