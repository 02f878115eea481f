# Makes of the run on ReactOS (README.md beside this) what a suite says of it that knows the family.
# No outcome is changed: only how the kernel is called, and the verdicts that follow from that.
#
#   sed -E -f reports/baselines/reactos.sed all.jsonl > reactos.jsonl
#   cnp baseline reactos.jsonl --output reports/baselines/reactos-5.2.3790-x86.jsonl

# The suite of that day took every kernel but Wine for Windows.
1s/"family":"windows"/"family":"reactos"/
1s/"name":"Windows"/"name":"ReactOS (sources of June 2025)"/

# What it had recorded of Windows is recorded of ReactOS.
/"scenario":"nonblocking.first-after-disconnect"/ {
  s/windows\.first-after-disconnect-(overlapped|synchronous)/reactos.first-after-disconnect/g
  s/The page promises a nonzero return value for [^"]*|Expected to be the same as on overlapped handles: [^"]*/The page promises a nonzero return value for the first nonblocking call on an instance that was disconnected from a client; ReactOS answers as on every listening instance./g
  s/"place":"[^"]*"/"place":"reports\/kernels\/reactos.json:6-52"/
  # The call returned at once, which is all that this clause asks.
  s/"nonblocking.immediate":"known deviation"/"nonblocking.immediate":"conforms"/
}

# The flag that is not enforced had no record: it deviated, in 32 cells.
/"scenario":"instances.first-instance-flag"/ {
  s/"verdict":"deviates"/"verdict":"known deviation"/g
  s/"why":"server: CreateNamedPipe[^"]*"/"why":"reactos.first-instance-flag: FILE_FLAG_FIRST_PIPE_INSTANCE is not enforced: a second instance is created."/g
  s/("label":"name-taken".*"verdict":"known deviation"),"why"/\1,"recorded":{"id":"reactos.first-instance-flag","outcome":"nonzero","reason":"FILE_FLAG_FIRST_PIPE_INSTANCE is not enforced: a second instance is created.","place":"reports\/kernels\/reactos.json:53-70"},"why"/
}

# A function that is exported and refuses every mode was a suite error, in 12 cells.
/"scenario":"completion.skip-on-success"/ {
  s/"verdict":"suite error"/"verdict":"unsupported"/g
  s/"why":"server: SetFileCompletionNotificationModes[^"]*"/"why":"the kernel has no notification modes (SetFileCompletionNotificationModes gives ERROR_INVALID_PARAMETER)"/g
}
s/"why":"this kernel has no (GetNamedPipeClientProcessId|CancelIoEx|CancelSynchronousIo)"/"why":"kernel32.dll does not export \1"/

# The footer, counted anew; "insane" is called "implausible" by now.
$s/"insane"/"implausible"/
$s/"unsupported":876/"unsupported":888/
$s/"known deviation":226/"known deviation":258/
$s/"deviates":32/"deviates":0/
$s/"suite error":12/"suite error":0/
