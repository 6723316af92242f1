#!/bin/bash
# Measures everything and writes benchmarks/results/DATE-COMMIT.{json,md}.
#
#   benchmarks/run.sh [EXTRACT…]
#
# Without extracts: geodata/monaco.osm.pbf and every extract in ../shared/geodata/extracts. RUNS (7), THREADS (all) and
# SEARCHES (2000) may be set. Runs the peers too when benchmarks/peers/setup.sh has set them up in PEERS (a folder), and
# compares with the latest earlier report of results/ that this machine wrote.
set -euo pipefail
cd "$(dirname "$0")/.."

extracts=("$@")
if ((${#extracts[@]} == 0)); then
  extracts=(geodata/monaco.osm.pbf)
  for extract in ../shared/geodata/extracts/*.osm{,.pbf,.gz,.bz2}; do
    # Monaco is there twice, and histories are refused.
    [[ -f $extract && $extract != */monaco.osm.pbf ]] && extracts+=("$extract")
  done
fi

swift build -c release --product circle
swift build -c release --package-path benchmarks --product circle-bench
circle=$PWD/.build/release/circle
bench=$PWD/benchmarks/.build/release/circle-bench
results=benchmarks/results
mkdir -p "$results"
earlier=$(find "$results" -maxdepth 1 -name '*.json' ! -name '*peers*' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)

options=(--runs "${RUNS:-7}" --searches "${SEARCHES:-2000}" --circle "$circle" --output "$results")
[[ -n ${THREADS:-} ]] && options+=(--threads "$THREADS")
"$bench" stages "${extracts[@]}" "${options[@]}"

latest=$(find "$results" -maxdepth 1 -name '*.json' ! -name '*peers*' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)
if [[ -n $earlier && $earlier != "$latest" ]]; then
  "$bench" compare "$earlier" "$latest" || echo 'no comparison with the earlier report' >&2
fi

if [[ -n ${PEERS:-} && -x $PEERS/bin/python3 && -f benchmarks/peers/run.py ]]; then
  "$PEERS/bin/python3" benchmarks/peers/run.py --circle "$circle" --bench "$bench" \
    --extracts "${extracts[@]}" --output "$results"
else
  echo 'peers not run: benchmarks/peers/setup.sh DIR sets them up, then PEERS=DIR benchmarks/run.sh' >&2
fi
