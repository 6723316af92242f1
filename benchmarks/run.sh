#!/bin/bash
# Measures everything and writes benchmarks/results/DATE-COMMIT.{json,md}.
#
#   benchmarks/run.sh [EXTRACT…]
#
# Without extracts: geodata/monaco.osm.pbf and every extract in ../shared/geodata/extracts. RUNS (7), THREADS (all) and
# SEARCHES (2000) may be set. Runs the peers too when PEERS names a folder, which is set up if it is new, and compares
# with the latest earlier report of results/ that this machine wrote.
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

if [[ -n ${PEERS:-} ]]; then
  swift build -c release --package-path benchmarks --product export-graph
  # Peers and floors read PBF only.
  pbf=()
  for extract in "${extracts[@]}"; do [[ $extract == *.pbf ]] && pbf+=("$extract"); done
  benchmarks/peers/run.py --peers "$PEERS" --circle "$circle" --bench "$bench" --extracts "${pbf[@]}" \
    --output "$results" --picture "$results/peers.svg"
else
  echo 'peers not run: PEERS=DIR benchmarks/run.sh sets them up in DIR and runs them too' >&2
fi
