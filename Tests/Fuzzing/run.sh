#!/bin/bash
# Fuzzing and sanitizers; README.md tells more.
#
#   Tests/Fuzzing/run.sh fuzz [TARGET…]     each target (or those named) for SECONDS seconds (60)
#   Tests/Fuzzing/run.sh try TARGET FILE…   tries inputs again, such as those kept in .build/found
#   Tests/Fuzzing/run.sh address [FILTER]   the test suite (or a part) under the address sanitizer
#   Tests/Fuzzing/run.sh thread [FILTER]    the same under the thread sanitizer
#   Tests/Fuzzing/run.sh                    all of it: fuzz, address, thread
#
# SECONDS_EACH=60 seconds a target; SANITIZE=fuzzer without the address sanitizer, which is twice as fast;
# CORPUS=folder keeps what was learnt from one run to the next. Ends with 1 when anything was found.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
seconds=${SECONDS_EACH:-60}
sanitize=${SANITIZE:-address,fuzzer}
corpus=${CORPUS:-$here/.build/corpus}
shared=$root/../shared/hostile/seeds
# A trap of Swift's would start the backtracer, which hangs under the sanitizers; XCTest leaks by itself.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0
export TSAN_OPTIONS="suppressions=$here/thread.supp:history_size=4:second_deadlock_stack=1"

# One scratch folder a set of sanitizers: their objects do not mix.
scratch() { echo "$here/.build-${1//,/-}"; }

build() {
  local flags=(-c release --package-path "$here" --scratch-path "$(scratch "$sanitize")")
  swift build "${flags[@]}" -Xswiftc "-sanitize=$sanitize" -Xswiftc -enable-testing || exit 1
  program=$(scratch "$sanitize")/release/circle-fuzz
}

fuzz() {
  build
  local status=0 targets=("$@") folders limits
  ((${#targets[@]})) || targets=(pbf block blob header xml city geojson boundary csv crs)
  "$program" seeds "$here/.build/seeds"
  mkdir -p "$here/.build/found" "$here/.build/logs"
  for target in "${targets[@]}"; do
    mkdir -p "$corpus/$target"
    folders=("$corpus/$target" "$here/.build/seeds/$target")
    for more in "$shared/$target" $([[ $target == pbf ]] && echo "$shared/file") \
      $([[ $target == city ]] && echo "$shared/block") $([[ $target == boundary ]] && echo "$shared/geojson"); do
      [[ -d $more ]] && folders+=("$more")
    done
    limits=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb="${LIMIT_MIB:-512}" -max_len=4096)
    "$program" "$target" "${limits[@]}" -print_final_stats=1 -artifact_prefix="$here/.build/found/$target-" \
      -dict="$here/osm.dict" "${folders[@]}" >"$here/.build/logs/$target" 2>&1 || status=1
    # The line that proves that the engine's code is counted, the last line of progress, and what was found.
    printf '%-9s' "$target"
    grep -aoE '[0-9]+ inline 8-bit counters' "$here/.build/logs/$target" | head -1 | tr '\n' ' '
    grep -aoE 'cov: [0-9]+ ft: [0-9]+' "$here/.build/logs/$target" | tail -1 | tr '\n' ' '
    grep -aoE 'number_of_executed_units: [0-9]+' "$here/.build/logs/$target" | tr '\n' ' '
    echo
    grep -aE '==== VIOLATED|Fatal error|^SUMMARY' -A1 "$here/.build/logs/$target" | head -4
  done
  return $status
}

suite() {
  local kind=$1 filter=()
  [[ -n ${2:-} ]] && filter=(--filter "$2")
  cd "$root" && swift test -c release -Xswiftc -enable-testing --sanitize="$kind" --scratch-path "$root/.build-$kind" \
    "${filter[@]}"
}

case ${1:-all} in
fuzz) shift && fuzz "$@" ;;
try) build && "$program" "${@:2}" ;;
address | thread) suite "$@" ;;
all)
  status=0
  fuzz || status=1
  suite address || status=1
  suite thread || status=1
  exit $status
  ;;
*) sed -n '2,13p' "$0" && exit 2 ;;
esac
