#!/usr/bin/env bash
# What .ci/release and .ci/conformance do: the notes of a release, and the action. The releases are
# files here, and `gh` is a stand-in; the runs are real ones, of a cell.
#
#   ci_test.bash CNP FOLDER
#
#   CNP     the program, as a command
#   FOLDER  where everything goes; emptied first
set -euo pipefail
cnp=$1
folder=$2
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
rm -rf -- "$folder"
mkdir -p -- "$folder/bin"
cd -- "$folder"
unset "${!GITHUB_@}" "${!RUNNER_@}" "${!CNP_VERSION@}"
cell=nonblocking.listening/synchronous-nonblocking-at-creation-null-byte-duplex

# try NAME STATUS PATTERN COMMAND...: it ends with this status, and its output matches.
try() {
  local name=$1 expected=$2 pattern=$3 status=0
  shift 3
  "$@" >"$name.out" 2>&1 </dev/null || status=$?
  [[ $status == "$expected" ]] && grep -qE -- "$pattern" "$name.out" && return
  printf '%s: status %s instead of %s, or nothing matches "%s":\n' "$name" "$status" "$expected" "$pattern"
  cat -- "$name.out"
  exit 1
}

# action NAME STATUS PATTERN VARIABLE=VALUE...: what the action runs, on a cell.
action() {
  local name=$1 status=$2 pattern=$3
  shift 3
  try "$name" "$status" "$pattern" env CNP_FOLDER="$name" CNP_FILTER="$cell" "$@" "$root/.ci/conformance"
}

mkdir sources
printf 'project(\n  x\n  VERSION 1.2.3\n  LANGUAGES CXX)\n' >sources/CMakeLists.txt
printf '# Changes\n\n## Unreleased\n\n- new\n\n## 1.2.3 - 2026-12-01\n\n- old\n\n## 1.2.2\n\n- older\n' \
  >sources/CHANGELOG.md
try notes 0 '^- old$' "$root/.ci/release" v1.2.3 sources
[[ $(<notes.out) == '- old' ]] || { cat notes.out; exit 1; }
try no-tag 2 'a release.s tag is vX.Y.Z, not 1.2.3$' "$root/.ci/release" 1.2.3 sources
try other-version 2 'v1.2.4 is not the version of .* which is 1.2.3$' "$root/.ci/release" v1.2.4 sources
sed -i 's/## 1.2.3.*/## 1.2.30/' sources/CHANGELOG.md
try no-notes 2 'has no section "## 1.2.3", or it is empty$' "$root/.ci/release" v1.2.3 sources

# A program with a defect, and one that is called as a release's is.
cat >bin/faulty <<SCRIPT
#!/usr/bin/env bash
[[ \$1 != run ]] || set -- "\$@" --seeded-defect connect-wrong-error
exec $cnp "\$@"
SCRIPT
printf '#!/usr/bin/env bash\nexec %s "$@"\n' "$cnp" >bin/good
# The one run on main, the seventh, left what the first run below does.
cat >bin/gh <<'SCRIPT'
#!/usr/bin/env bash
case "$1 $2 $3" in
  "run list --repo") [[ $* != *"--branch main"* ]] || echo 7 ;;
  "run download 7") mkdir -p "${@: -1}" && cp good/run.jsonl "${@: -1}" ;;
  *) exit 1 ;;
esac
SCRIPT
chmod +x bin/*
export PATH=$PWD/bin:$PATH GITHUB_REPOSITORY=o/n GITHUB_WORKFLOW=w CNP_ARTIFACT=results

# What the action says by variables is what the script reads.
while read -r variable; do
  grep -q "^#   $variable " "$root/.ci/conformance" ||
    { echo "the action sets $variable, of which .ci/conformance says nothing"; exit 1; }
done < <(grep -o 'CNP_[A-Z_]*' "$root/.github/actions/conformance/action.yml")

action good 0 '^verdict=conforms$' CNP_PROGRAM="$cnp"
[[ -f good/run.html ]] || { echo 'there is no page'; exit 1; }
action jobs 0 '^verdict=conforms$' CNP_PROGRAM="$cnp" CNP_JOBS=2 CNP_PAGE=false \
  CNP_BASELINE=good/run.jsonl
[[ ! -f jobs/run.html ]] || { echo 'there is a page, which nobody wanted'; exit 1; }
action faulty 1 '^verdict=nonconformance$' CNP_PROGRAM="'$PWD/bin/faulty'" \
  CNP_BASELINE=good/run.jsonl
[[ -f faulty/findings/findings.md ]] || { echo 'there are no findings'; exit 1; }
action worse 1 '^verdict=regression$' CNP_PROGRAM="$cnp" CNP_RUN_FILE=faulty/run.jsonl CNP_BASELINE=last
action first 0 'no successful run on other left results yet' CNP_PROGRAM="$cnp" \
  CNP_RUN_FILE=good/run.jsonl CNP_BASELINE=last CNP_BRANCH=other
grep -q '^::error' worse.out || { echo 'nothing is annotated'; exit 1; }
action named 0 'baselines/wine-10\.0\.jsonl' CNP_PROGRAM="$cnp" CNP_BASELINE=wine-10.0
action no-baseline 2 'there is no baseline wine-7.0: it is a run file, last, or one of these: .*wine-8.0$' \
  CNP_PROGRAM="$cnp" CNP_BASELINE=wine-7.0
grep -q '^verdict=bad-input$' no-baseline.out || { echo 'there is no verdict'; exit 1; }
action no-number 2 'jobs is a number from 1 to 99, not many$' CNP_PROGRAM="$cnp" CNP_JOBS=many
action no-filter 2 'the suite refused its options, see the log$' CNP_PROGRAM="$cnp" CNP_FILTER=no-such-word
action no-run 3 '^verdict=suite-error$' CNP_PROGRAM="$cnp" CNP_RUN_FILE=missing/run.jsonl
action no-version 2 'a version is X.Y.Z or source, not new$' CNP_VERSION=new

if ! command -v curl >/dev/null; then
  echo 'There is no curl: no release was fetched.'
  exit
fi
name=connectnamedpipe-conformance-1.2.3-windows-x64
# The program is a script here, which starts the real one by the Wine that was chosen for it.
wine="env CNP_WINE=${CNP_WINE:-} bash"
mkdir -p "$name/baselines" releases/v1.2.3
cp bin/good "$name/cnp.exe"
cp "$root/reports/baselines/wine-8.0.jsonl" "$name/baselines"
cmake -E tar cf "releases/v1.2.3/$name.zip" --format=zip "$name"
(cd releases/v1.2.3 && sha256sum -- *.zip >SHA256SUMS)
action fetched 0 '^verdict=conforms$' CNP_RELEASES="file://${PWD// /%20}/releases" CNP_WINE="$wine" CNP_REF=v1.2.3
echo >>"releases/v1.2.3/$name.zip"
action spoilt 2 'zip is not what SHA256SUMS of release 1.2.3 says$' \
  CNP_RELEASES="file://${PWD// /%20}/releases" CNP_WINE="$wine" CNP_VERSION=1.2.3
action gone 2 'release 1.2.4 could not be fetched' CNP_RELEASES="file://${PWD// /%20}/releases" CNP_VERSION=1.2.4
