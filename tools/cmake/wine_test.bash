#!/usr/bin/env bash
# What tools/wine does with a program of 32 bits, if its Wine does not run such, on Ctrl-C, and when the
# wineserver dies in the middle of a run: it says so within seconds, ends with status 3, and leaves no
# process. In a prefix of its own, so that no other run dies with it.
#
#   wine_test.bash PROGRAM FOLDER
#
#   PROGRAM  cnp.exe, with the client beside it
#   FOLDER   where the prefix is made, of what is in the build's own; emptied first
set -euo pipefail

program=$1
folder=$2
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
original=${CNP_WINEPREFIX:-$root/build/wine-prefix}
export CNP_WINEPREFIX=$folder/prefix

fail() {
  printf '%s\n' "$1" "--- output:" "$(tail -n 5 -- "$folder/out")" "--- errors:" "$(<"$folder/err")"
  exit 1
}

# The processes of a session, the name of which is in $session.
session_processes() {
  grep -Flsxz -- "CNP_WINE_SESSION=$session" /proc/[0-9]*/environ || :
}

# within SECONDS COMMAND...: whether it succeeds in that time.
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    read -r -t 0.1 <> <(:) || :
  done
}

# Whether a client of the run is there.
has_client() {
  session_processes | while IFS=/ read -r _ _ process _; do
    grep -qsz 'cnp-client\.exe' "/proc/$process/cmdline" && echo "$process"
  done | grep -q .
}

rm -rf -- "$folder"
mkdir -p -- "$CNP_WINEPREFIX"
CNP_WINEPREFIX=$original "$root/tools/wine" cmd.exe /c exit </dev/null >/dev/null 2>&1
cp -a -- "$original/dosdevices" "$original"/*.reg "$original/.update-timestamp" "$CNP_WINEPREFIX"
ln -s -- "$original/drive_c" "$CNP_WINEPREFIX/drive_c"
: >"$CNP_WINEPREFIX/cnp-ready"

# What is not run must not look like a pass.
if [[ ! -e $original/drive_c/windows/syswow64/ntdll.dll ]]; then
  printf 'MZ PE\0\0\x4c\x01 and so on' >"$folder/of-32-bits.exe"
  status=0
  "$root/tools/wine" "$folder/of-32-bits.exe" >"$folder/out" 2>"$folder/err" || status=$?
  [[ $status == 2 && $(<"$folder/err") == 'tools/wine: this Wine has no 32-bit half, '* ]] ||
    fail "a program of 32 bits ended with status $status"
fi

# It never ends by itself: the first call hangs, and nothing else limits it.
"$root/tools/wine" "$program" run --scenario reuse.stale-client-closed --patience 1000 \
  --seeded-defect connect-stuck --run-file "$folder/run.jsonl" >"$folder/out" 2>"$folder/err" &
run=$!
trap 'kill "$run" 2>/dev/null || :' EXIT
has_session() { [[ -e $CNP_WINEPREFIX/cnp-session ]]; }
within 60 has_session || fail 'no session has begun'
session=$(<"$CNP_WINEPREFIX/cnp-session")
within 60 has_client || fail 'the run has started no client'

WINEPREFIX=$CNP_WINEPREFIX wineserver -k9
has_ended() { ! kill -0 "$run" 2>/dev/null; }
within 10 has_ended || fail 'the run goes on, 10 s after its server was killed'
status=0
wait "$run" || status=$?
[[ $status == 3 ]] || fail "the run ended with status $status instead of 3"
[[ $(<"$folder/err") == *'the wineserver died while'*'says nothing about the kernel' ]] ||
  fail 'the run does not say what happened'
is_over() { [[ -z $(session_processes) ]]; }
within 10 is_over || fail "processes were left: $(session_processes)"

# Ctrl-C at a terminal goes to all of the script's processes: the run ends, and keeps what it did.
set -m # (So that it has a process group of its own.)
"$root/tools/wine" "$program" run --aspect reuse --run-file "$folder/ended.jsonl" \
  >"$folder/out" 2>"$folder/err" &
run=$!
has_cells() { [[ $(wc -l 2>/dev/null <"$folder/ended.jsonl.partial") -gt 20 ]]; }
within 60 has_cells || fail 'the run to be interrupted performs no cells'
kill -INT -- "-$run"
within 20 has_ended || fail 'the run goes on, 20 s after Ctrl-C'
status=0
wait "$run" || status=$?
[[ $status == 130 ]] || fail "the interrupted run ended with status $status instead of 130"
[[ $(<"$folder/err") == *'interrupted after '*' cells, which are kept in '* ]] ||
  fail 'the interrupted run does not say what it kept'
[[ $(tail -n 1 "$folder/ended.jsonl.interrupted") == *'"complete":false'* ]] ||
  fail 'the interrupted run left no footer that says so'
