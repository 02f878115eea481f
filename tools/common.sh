# shellcheck shell=bash
# What the scripts in tools/ share. Sourced, never run.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
name=${0##*/}

# die SENTENCE: what can't be done, and status 2.
die() {
  printf 'tools/%s: %s\n' "$name" "$1" >&2
  exit 2
}

say() {
  printf '%s\n' "$1" >&2
}

# help_text FILE: what stands at a script's beginning.
help_text() {
  sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$1"
}

# --help of the script that sources this: its beginning, and the options of the program that it
# starts, where that is built already. Nothing is set up for it.
if [[ ${1:-} == --help || ${1:-} == -h ]]; then
  help_text "$0"
  programs=$root/build/${CNP_PRESET:-wine}/bin
  case $name in
    run) program=("$programs/cnp.exe" run) ;;
    bench) program=("$programs/cnp-bench.exe") ;;
    *) exit 0 ;;
  esac
  [[ -e ${program[0]} ]] || exit 0
  printf '\n'
  exec "$root/tools/wine" "${program[@]}" --help
fi

# logged LOG COMMAND...: runs it without standard input, output to LOG; on a terminal the last line
# is shown as it comes.
logged() {
  local log=$1 status
  shift
  if [[ ! -t 2 ]]; then
    "$@" </dev/null >>"$log" 2>&1
    return
  fi
  local width
  width=$(tput cols 2>/dev/null || echo 80)
  set +e
  "$@" </dev/null 2>&1 | tee -a "$log" | while IFS= read -r line; do
    line=${line//[$'\r\t\e']/ }
    printf '\r\e[K  %s' "${line:0:width-4}" >&2
  done
  status=${PIPESTATUS[0]}
  set -e
  printf '\r\e[K' >&2
  return "$status"
}

# hold LOCKFILE: two of these scripts at once take turns; released by `release`, which must come
# before any Wine process is started, because it would keep the lock.
hold() {
  mkdir -p -- "${1%/*}" || die "the folder ${1%/*} can't be made; is the checkout writable?"
  exec {held}>"$1" || die "$1 can't be written; is the checkout writable?"
  if ! flock --nonblock "$held"; then
    say "Waiting for another build in this checkout"
    flock "$held"
  fi
}

release() {
  exec {held}>&-
}

# set_up PRESET: the machine, for a preset whose programs run under Wine.
set_up() {
  local also=()
  case $1 in
    wine-clang*) also=(clang) ;;
    wine-x86) also=(x86) ;;
  esac
  "$root/tools/setup" wine "${also[@]}"
}

# build_configure PRESET: configures build/PRESET, when that was not done, or the presets or what
# they take from the environment changed.
build_configure() {
  local preset=$1 folder=$root/build/$1 key fresh=()
  # The lock file is beside the folder, which CMake must find empty or its own.
  hold "$folder.lock"
  key="$root $(cksum <"$root/CMakePresets.json") ${CNP_WARNINGS_AS_ERRORS:-}"
  if [[ ! -e $folder/build.ninja || $(cat "$folder/cnp-configured" 2>/dev/null) != "$key" ]]; then
    # A cache of another checkout (the folder was moved or copied) can't be used.
    [[ -e $folder/CMakeCache.txt ]] && fresh=(--fresh)
    say "Configuring build/$preset"
    (cd -- "$root" && logged "$folder.log" cmake --preset "$preset" "${fresh[@]}") ||
      die "configuring build/$preset failed; see $folder.log"
    printf '%s' "$key" >"$folder/cnp-configured"
  fi
  release
}

# build PRESET [TARGET...]: configures and builds; silent when there is nothing to do. Everything
# goes to standard error: standard output belongs to the program that is run afterwards.
build() {
  local preset=$1 folder=$root/build/$1
  shift
  local targets=("$@")
  build_configure "$preset"
  hold "$folder.lock"
  # Every build asks for the commit; only what comes beside it is worth a word.
  local plan built
  plan=$(ninja -C "$folder" -n "${targets[@]}" 2>&1 | grep -e 'Building' -e 'error:' | grep -v build_info) || :
  [[ -z $plan ]] || say "Building ${targets[*]:-everything} in build/$preset"
  built=$(
    [[ -z $plan ]] || exec >&2
    cmake --build "$folder" ${targets[@]+--target "${targets[@]}"} </dev/null
  ) || {
    say "$built"
    die "building in build/$preset failed; the compiler's messages are above"
  }
  release
}
