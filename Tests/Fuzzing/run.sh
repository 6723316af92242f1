#!/bin/bash
# Fuzzing and sanitizers; README.md tells more.
#
#   Tests/Fuzzing/run.sh fuzz [TARGET…]     each target (or those named) for SECONDS_EACH seconds (60)
#   Tests/Fuzzing/run.sh again [TARGET…]    all inputs that fuzzing has kept, under the address sanitizer
#   Tests/Fuzzing/run.sh try TARGET FILE…   tries inputs again, such as those in .build/found
#   Tests/Fuzzing/run.sh address [FILTER]   the test suite (or a part) under the address sanitizer
#   Tests/Fuzzing/run.sh thread [FILTER]    the same under the thread sanitizer
#   Tests/Fuzzing/run.sh                    all of it: fuzz, again, address, thread
#
# CORPUS=folder keeps what was learnt from one run to the next. Ends with 1 when anything was found. Fuzzing under the
# address sanitizer is ten times slower, so it sees what the plain one has found worth keeping.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
seconds=${SECONDS_EACH:-60}
corpus=${CORPUS:-$here/.build/corpus}
shared=$root/../shared/hostile/seeds
# A trap of Swift's would start the backtracer, which hangs under the sanitizers; XCTest leaks by itself.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16
export TSAN_OPTIONS="suppressions=$here/thread.supp:history_size=4:second_deadlock_stack=1"

# One scratch folder a set of sanitizers: their objects do not mix.
build() {
  local scratch=$here/.build-${1//,/-}
  swift build -c release --package-path "$here" --scratch-path "$scratch" -Xswiftc "-sanitize=$1" \
    -Xswiftc -enable-testing || exit 1
  program=$scratch/release/circle-fuzz
}

# fuzz SANITIZERS LIMIT_MIB OPTION TIMEOUT TARGET…
fuzz() {
  build "$1"
  local status=0 limits=(-rss_limit_mb="$2" -max_len=4096 "$3" -timeout="$4") targets=("${@:5}") folders
  ((${#targets[@]})) || targets=(pbf block blob header xml city geojson boundary csv crs hours rule profile raster people areas prepared)
  "$program" seeds "$here/.build/seeds"
  mkdir -p "$here/.build/found" "$here/.build/logs"
  for target in "${targets[@]}"; do
    local log=$here/.build/logs/$target
    mkdir -p "$corpus/$target"
    folders=("$corpus/$target" "$here/.build/seeds/$target")
    for more in "$shared/$target" $([[ $target == pbf ]] && echo "$shared/file") \
      $([[ $target == city ]] && echo "$shared/block") $([[ $target == boundary ]] && echo "$shared/geojson"); do
      [[ -d $more ]] && folders+=("$more")
    done
    "$program" "$target" "${limits[@]}" -print_final_stats=1 -artifact_prefix="$here/.build/found/$target-" \
      -dict="$here/osm.dict" "${folders[@]}" >"$log" 2>&1 || status=1
    # The line that proves that the engine's code is counted, the last line of progress, and what was found.
    printf '%-9s' "$target"
    grep -aoE '[0-9]+ inline 8-bit counters' "$log" | head -1 | tr '\n' ' '
    grep -aoE 'cov: [0-9]+ ft: [0-9]+' "$log" | tail -1 | tr '\n' ' '
    grep -aoE 'number_of_executed_units: [0-9]+' "$log" | tr '\n' ' '
    echo
    grep -aE '==== VIOLATED|Fatal error|^SUMMARY' -A1 "$log" | head -4
  done
  return $status
}

suite() {
  local kind=$1 filter=()
  [[ -n ${2:-} ]] && filter=(--filter "$2")
  # Some tests limit memory or files so tightly that a sanitizer could not live: they skip themselves.
  cd "$root" && CIRCLE_SANITIZER=$kind swift test -c release -Xswiftc -enable-testing --sanitize="$kind" --scratch-path "$root/.build-$kind" \
    "${filter[@]}"
}

plain() { fuzz fuzzer 512 -max_total_time="$seconds" 10 "$@"; }
again() { fuzz address,fuzzer 1024 -runs=0 60 "$@"; }

case ${1:-all} in
fuzz) plain "${@:2}" ;;
again) again "${@:2}" ;;
try) build fuzzer && "$program" "${@:2}" ;;
address | thread) suite "$@" ;;
all)
  status=0
  plain || status=1
  again || status=1
  suite address || status=1
  suite thread || status=1
  exit $status
  ;;
*) sed -n '2,14p' "$0" && exit 2 ;;
esac
