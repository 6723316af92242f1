#!/bin/bash
# Prints the table of benchmarks/plan.md: how near `circle plan` comes to the proven optimum, and what it takes.
#
#   benchmarks/plan.sh [CIRCLE] > table.md
#
# Wants the extracts in ../shared/geodata, a solver (`apt-get install coinor-cbc`), jq and GNU time; seconds are the median
# of three runs without the solver, every street corner a candidate.
set -euo pipefail
cd "$(dirname "$0")/.."
circle=${1:-.build/release/circle}
data=../shared/geodata/extracts
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

echo '| city | limit | sites | corners tried, useful | covered before | by plan | proven bound | optimum | plan under it, of what it adds | proven by | CPU s | wall s |'
echo '|---|---|---|---|---|---|---|---|---|---|---|---|'
for case in monaco.osm.pbf:15 monaco.osm.pbf:8 las_palmas.osm.pbf:15 las_palmas.osm.pbf:10; do
  extract=${case%:*} minutes=${case#*:}
  for sites in 1 3 5 10; do
    rm -f "$scratch/cost"
    for run in 1 2 3; do
      /usr/bin/time --format '%U %S %e' --append --output "$scratch/cost" \
        "$circle" plan "$data/$extract" --add "$sites" --minutes "$minutes" --json --quiet --progress none \
        >"$scratch/plan.json" 2>/dev/null
    done
    "$circle" plan "$data/$extract" --add "$sites" --minutes "$minutes" --json --quiet --progress none --exact \
      >"$scratch/exact.json" 2>/dev/null
    cost=$(awk '{print $1 + $2, $3}' "$scratch/cost" | sort -n | sed -n 2p)
    jq -rs --arg city "${extract%%.*}" --arg minutes "$minutes" --arg sites "$sites" --arg cost "$cost" '
      def covered: .dwellings_covered // .people_covered;
      def percent: . * 10000 | round / 100 | tostring + " %";
      .[0] as $plan | .[1] as $exact
      | ($exact.after | covered) as $best | ($plan.after | covered) as $found | ($plan.before | covered) as $before
      | [$city, $minutes + " min", $sites, "\($plan.candidates), \($plan.candidates_useful)",
         ($plan.before.share | percent), ($plan.after.share | percent), ($plan.bound.share | percent),
         ($exact.after.share | percent),
         (if $best > $before then ($best - $found) / ($best - $before) else 0 end | percent),
         ($exact.bound.proven_by // "open")] + ($cost | split(" "))
      | "| " + join(" | ") + " |"' "$scratch/plan.json" "$scratch/exact.json"
  done
done
