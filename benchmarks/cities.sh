#!/bin/bash
# Prints the table of benchmarks/cities.md: what `circle coverage` finds in real extracts, in which time and memory.
#
#   benchmarks/cities.sh [CIRCLE] > table.md
#
# Wants the extracts in ../shared/geodata and jq, Python 3 and GNU time; each figure of cost is the median of three runs.
set -euo pipefail
cd "$(dirname "$0")/.."
circle=${1:-.build/release/circle}
data=../shared/geodata
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

echo '| extract | homes: residential, inferred, estimated | museums, theatres, libraries tagged | venues merged | homes within 15 min | dwellings within 15 min | median walk | gaps | CPU s | wall s | peak MiB |'
echo '|---|---|---|---|---|---|---|---|---|---|---|'
for extract in monaco.osm.pbf helsinki.osm.pbf las_palmas.osm.pbf liechtenstein.osm.pbf anhui_north.osm.pbf \
  hangzhou_centre.osm.pbf tsinghua_beijing.osm; do
  options=()
  if [[ $extract == hangzhou* ]]; then
    options=(--venues "$data/venues/hangzhou_osm_named_venues.geojson" --venues-mode replace --snap 600)
  fi
  for run in 1 2 3; do
    /usr/bin/time --format '%U %S %e %M' --append --output "$scratch/$extract.cost" \
      "$circle" coverage "$data/extracts/$extract" ${options[@]+"${options[@]}"} --quiet --progress none \
      --output "$scratch/run" --force 2>/dev/null
  done
  places() { jq -r "[.places | to_entries[] | select(.key | test(\"$1\")) | .value] | add // 0" "$scratch/run/run.json"; }
  middle() { awk "{print $1}" "$scratch/$extract.cost" | sort -n | sed -n 2p; }
  homes="$(places '^homes_residential$'), $(places '^homes_inferred$'), $(places '^homes_estimated$')"
  tagged="$(places '^venues_museum_'), $(places '^venues_theatre_'), $(places '^venues_library_')"
  if (($(places '^venues_supplied$'))); then tagged="$(places '^venues_supplied$') supplied"; fi
  within=$(jq -r '.totals | .homes_covered / .homes * 1000 | round / 10' "$scratch/run/run.json")
  weight=$(jq -r '.totals.share * 1000 | round / 10' "$scratch/run/run.json")
  # A home without a way counts as farthest.
  median=$(python3 - "$scratch/run/homes.csv" <<'PYTHON'
import csv, statistics, sys
times = [int(row["milliseconds"] or 2**40) for row in csv.DictReader(open(sys.argv[1], encoding="utf-8"))]
print(f"{statistics.median(times) / 60000:.1f} min")
PYTHON
  )
  printf '| %s | %s | %s | %s | %s %% | %s %% | %s | %s | %.2f | %.2f | %.0f |\n' "${extract%%.*}" "$homes" "$tagged" \
    "$(places '^venues_after_merging$')" "$within" "$weight" "$median" \
    "$(jq -r .totals.gaps "$scratch/run/run.json")" "$(middle '$1 + $2')" "$(middle '$3')" "$(middle '$4 / 1024')"
done
