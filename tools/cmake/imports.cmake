# Which functions the programs for Windows import: none that NT 5.2 (Windows Server 2003) lacks, so
# that they start on every kernel since. What came later is looked up at run time
# (harness/win32/kernel_api.hpp).
#
#   cmake -DOBJDUMP=objdump -DCNP=cnp.exe -DCLIENT=cnp-client.exe -P imports.cmake
#
# The list is of functions that came with Windows Vista or later, by Microsoft's pages ("Minimum
# supported client") and the versions in ReactOS's dll/win32/kernel32/kernel32.spec: those that this
# suite, libstdc++ or winpthreads may come to use. It has an example that it must catch.
cmake_minimum_required(VERSION 3.25)

set(later
    "CancelIoEx;CancelSynchronousIo;CreateEventEx[AW];CreateFile2;CreateMutexEx[AW]"
    "CreateSemaphoreEx[AW];CreateSymbolicLink[AW];CreateThreadpool[A-Za-z]*"
    "CreateWaitableTimerEx[AW];DeleteProcThreadAttributeList;FlsGetValue2"
    "GetFileInformationByHandleEx;GetFinalPathNameByHandle[AW]"
    "GetNamedPipe(Client|Server)(ComputerName[AW]|ProcessId|SessionId);GetOverlappedResultEx"
    "GetQueuedCompletionStatusEx;GetSystemTimePreciseAsFileTime;GetThreadDescription"
    "GetThreadId;GetTickCount64;InitializeConditionVariable;InitializeCriticalSectionEx"
    "InitializeProcThreadAttributeList;InitializeSRWLock;InitOnce[A-Za-z]*;IsWow64Process2"
    "K32[A-Za-z]*;LCMapStringEx;LocaleNameToLCID;QueryFullProcessImageName[AW]"
    "QueryThreadCycleTime;(Acquire|Release|TryAcquire)SRWLock[A-Za-z]*"
    "SetFileCompletionNotificationModes;SetFileInformationByHandle;SetThreadDescription"
    "SetThreadpool[A-Za-z]*;SleepConditionVariable(CS|SRW);SubmitThreadpoolWork"
    "UpdateProcThreadAttribute;WaitOnAddress;WakeAllConditionVariable;WakeByAddress[A-Za-z]*"
    "WakeConditionVariable;RegDeleteKeyEx[AW];RegGetValue[AW]"
    "(Create|Delete|Derive|Get)AppContainer[A-Za-z]*")
list(JOIN later "|" later)
# Debian's winpthreads takes it in pthread_cond_timedwait and its kin. A program that has to start
# before Vista is built with another winpthreads.
set(allowed GetTickCount64)

# found(OUT text): the names in objdump's tables of imports that are on the list.
function(found out text)
  set(names "")
  # A line is: address, ordinal, name.
  string(REGEX MATCHALL "[0-9a-f]+[ \t]+[0-9]+[ \t]+[A-Za-z_][A-Za-z0-9_]*" lines "${text}")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE ".*[ \t]" "" name "${line}")
    if(name MATCHES "^(${later})$" AND NOT name IN_LIST allowed)
      list(APPEND names ${name})
    endif()
  endforeach()
  set(${out} "${names}" PARENT_SCOPE)
endfunction()

found(caught "\t3d49b0\t  102  CancelIoEx\n\t3d49c0\t  103  CancelIo\n\t3d49d0\t  9  GetTickCount64\n")
if(NOT caught STREQUAL "CancelIoEx")
  message(FATAL_ERROR "of the example CancelIoEx had to be found and nothing else, not: ${caught}")
endif()
set(wrong "")
foreach(program IN ITEMS "${CNP}" "${CLIENT}")
  execute_process(COMMAND "${OBJDUMP}" -p "${program}" OUTPUT_VARIABLE text
                  COMMAND_ERROR_IS_FATAL ANY)
  if(NOT text MATCHES "ConnectNamedPipe|CreateProcess|CreateFile")
    message(FATAL_ERROR "${program}: no imports were read; did objdump's output change?")
  endif()
  found(names "${text}")
  foreach(name IN LISTS names)
    string(APPEND wrong "\n${program} imports ${name}")
  endforeach()
endforeach()
if(wrong)
  message(FATAL_ERROR "NT 5.2 lacks what is imported, so the program does not start there: "
                      "look it up at run time (harness/win32/kernel_api.hpp)${wrong}")
endif()
