# Which functions the programs import: none that came after the Windows on which a release says that
# they start. What came later is looked up at run time (harness/win32/kernel_api.hpp).
#
#   cmake "-DIMPORTS=objdump;-p" "-DON_NT_5_2=cnp.exe;..." "-DON_WINDOWS_7=cnp-bench.exe;..." -P
#         imports.cmake
#
#   IMPORTS        the command that names a program's imports: objdump -p, dumpbin /imports
#   ON_NT_5_2      programs that start on NT 5.2 (Windows Server 2003) and later
#   ON_WINDOWS_7   those that start on Windows 7 and later
#
# The lists are of functions that came with Windows Vista or 7, and later, by Microsoft's pages
# ("Minimum supported client") and the versions in ReactOS's dll/win32/kernel32/kernel32.spec: those
# that this suite, a C++ library or winpthreads may come to use. They have an example that they must
# catch.
cmake_minimum_required(VERSION 3.25)

set(after_7
    "CreateFile2;FlsGetValue2;GetOverlappedResultEx;GetSystemTimePreciseAsFileTime"
    "GetThreadDescription;IsWow64Process2;SetThreadDescription;WaitOnAddress"
    "WakeByAddress[A-Za-z]*;(Create|Delete|Derive|Get)AppContainer[A-Za-z]*")
set(after_5_2
    "CancelIoEx;CancelSynchronousIo;CreateEventEx[AW];CreateMutexEx[AW]"
    "CreateSemaphoreEx[AW];CreateSymbolicLink[AW];CreateThreadpool[A-Za-z]*"
    "CreateWaitableTimerEx[AW];DeleteProcThreadAttributeList"
    "GetFileInformationByHandleEx;GetFinalPathNameByHandle[AW]"
    "GetNamedPipe(Client|Server)(ComputerName[AW]|ProcessId|SessionId)"
    "GetQueuedCompletionStatusEx"
    "GetThreadId;GetTickCount64;InitializeConditionVariable;InitializeCriticalSectionEx"
    "InitializeProcThreadAttributeList;InitializeSRWLock;InitOnce[A-Za-z]*"
    "K32[A-Za-z]*;LCMapStringEx;LocaleNameToLCID;QueryFullProcessImageName[AW]"
    "QueryThreadCycleTime;(Acquire|Release|TryAcquire)SRWLock[A-Za-z]*"
    "SetFileCompletionNotificationModes;SetFileInformationByHandle"
    "SetThreadpool[A-Za-z]*;SleepConditionVariable(CS|SRW);SubmitThreadpoolWork"
    "UpdateProcThreadAttribute;WakeAllConditionVariable"
    "WakeConditionVariable;RegDeleteKeyEx[AW];RegGetValue[AW]" ${after_7})
list(JOIN after_7 "|" after_7)
list(JOIN after_5_2 "|" after_5_2)
# Debian's winpthreads takes it in pthread_cond_timedwait and its kin. A program that has to start
# before Vista is built with another winpthreads.
set(allowed GetTickCount64)

# found(OUT text later): the names in a table of imports that are on the list.
function(found out text later)
  set(names "")
  # A line is: address, hint, name; dumpbin's has no address.
  string(REGEX MATCHALL "[0-9A-Fa-f]+[ \t]+([0-9]+[ \t]+)?[A-Za-z_][A-Za-z0-9_]*" lines "${text}")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE ".*[ \t]" "" name "${line}")
    if(name MATCHES "^(${later})$" AND NOT name IN_LIST allowed)
      list(APPEND names ${name})
    endif()
  endforeach()
  set(${out} "${names}" PARENT_SCOPE)
endfunction()

found(caught "\t3d49b0\t  102  CancelIoEx\n\t3d49c0\t  103  CancelIo\n\t3d49d0\t  9  GetTickCount64\n"
      "${after_5_2}")
if(NOT caught STREQUAL "CancelIoEx")
  message(FATAL_ERROR "of the example CancelIoEx had to be found and nothing else, not: ${caught}")
endif()
found(caught "      5E CancelIoEx\n     606 WaitOnAddress\n" "${after_7}")
if(NOT caught STREQUAL "WaitOnAddress")
  message(FATAL_ERROR "of the example WaitOnAddress had to be found and nothing else, not: ${caught}")
endif()
set(wrong "")
function(check later oldest)
  foreach(program IN LISTS ARGN)
    execute_process(COMMAND ${IMPORTS} "${program}" OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
    if(NOT text MATCHES "ConnectNamedPipe|CreateProcess|CreateFile")
      message(FATAL_ERROR "${program}: no imports were read; did the tool's output change?")
    endif()
    # What objdump tells of the program's own functions takes long to look through.
    string(FIND "${text}" "The Function Table" end)
    string(SUBSTRING "${text}" 0 ${end} text)
    found(names "${text}" "${later}")
    foreach(name IN LISTS names)
      string(APPEND wrong "\n${program} imports ${name}, which ${oldest} lacks")
    endforeach()
  endforeach()
  set(wrong "${wrong}" PARENT_SCOPE)
endfunction()
check("${after_5_2}" "NT 5.2" ${ON_NT_5_2})
check("${after_7}" "Windows 7" ${ON_WINDOWS_7})
if(wrong)
  message(FATAL_ERROR "Where a function is lacking the program does not start: look it up at run "
                      "time (harness/win32/kernel_api.hpp)${wrong}")
endif()
