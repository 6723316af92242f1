#!/bin/bash
# Drives the page of `circle serve` in headless Chromium: builds the programs, fetches the browser's driver for Python and
# the map's library, serves an extract on a free port of this machine, checks, and ends the server.
#
#   Tests/PlannerMapPage/run.sh [EXTRACT [OPTIONS OF check.py]]
#
# Wants chromium, chromium-driver and fonts-noto-cjk (Debian) and Python 3.11. PROGRAMS names a folder that holds both
# programs already.
set -euo pipefail
cd "$(dirname "$0")/../.."
extract=${1:-geodata/monaco.osm.pbf}
shift || true

for program in chromium chromedriver; do
  command -v "$program" >/dev/null || { echo "no $program; apt-get install chromium chromium-driver fonts-noto-cjk" >&2; exit 1; }
done
if [[ -z "${PROGRAMS:-}" ]]; then
  for product in circle circle-map; do swift build -c release --product "$product"; done
fi
programs=${PROGRAMS:-.build/release}
scratch=$(mktemp -d)
server=
trap '[[ -z "$server" ]] || kill "$server" 2>/dev/null || true; rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/python"
"$scratch/python/bin/pip" install --quiet -r Tests/PlannerMapPage/requirements.txt
# The package and its digest as `circle serve --help` names them, whose lines are broken anywhere.
requirement=$("$programs/circle-map" --help | tr -s '\n ' ' ' | grep -o "roadstyle==[^']*" | head -n 1)
echo "$requirement" >"$scratch/map.txt"
"$scratch/python/bin/pip" install --quiet --no-deps --require-hashes --target "$scratch/map" -r "$scratch/map.txt"
"$programs/circle" serve "$extract" --port 0 --vendor "$scratch/map/roadstyle/vendor" >"$scratch/address" &
server=$!
for _ in $(seq 300); do
  if [[ -s "$scratch/address" ]]; then break; fi
  kill -0 "$server"
  sleep 0.2
done
"$scratch/python/bin/python" Tests/PlannerMapPage/check.py "$(head -n 1 "$scratch/address")" "$@"
