#!/bin/bash
# Installs the peers of circle into DIR and builds the floors there; versions are pinned in requirements.txt.
#
#   benchmarks/peers/setup.sh DIR
#
# Takes osmium-tool and the headers of libosmium, libdeflate and zlib from apt where they are missing (as root), and
# Python packages from PyPI into DIR/venv. PYTHON names a Python 3.12 or newer if none is found.
set -euo pipefail
if (($# != 1)); then
  echo "usage: setup.sh DIR" >&2
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
target=$(cd "$1" && pwd)

packages=(osmium-tool libosmium2-dev libprotozero-dev libdeflate-dev zlib1g-dev libbz2-dev libexpat1-dev g++ gcc)
missing=()
for package in "${packages[@]}"; do
  dpkg-query --show --showformat '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
    missing+=("$package")
done
if ((${#missing[@]})); then
  apt-get install --yes --no-install-recommends "${missing[@]}" >/dev/null ||
    { apt-get update >/dev/null && apt-get install --yes --no-install-recommends "${missing[@]}" >/dev/null; }
fi

# The first Python that is new enough; pyenv keeps its own off the path.
python=
for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 \
  "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[2-9].*/bin/python3; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [[ -z $python ]]; then
  echo "setup.sh: no Python 3.12 or newer; name one as PYTHON=…" >&2
  exit 1
fi
[[ -x $target/venv/bin/python ]] || "$python" -m venv "$target/venv"
"$target/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: \
  --requirement "$here/requirements.txt"

cc -O3 -march=native -Wall -Wextra -I"$here/../Sources/CFloors/include" "$here/floors.c" \
  "$here"/../Sources/CFloors/*.c -ldeflate -lz -o "$target/floors"
cc -O2 -Wall -Wextra "$here/cost.c" -o "$target/cost"
c++ -O3 -march=native -std=c++17 -Wall -Wextra "$here/libosmium_graph.cpp" -lz -lbz2 -lexpat -lpthread \
  -o "$target/libosmium_graph"

{
  "$target/venv/bin/pip" list --disable-pip-version-check --format=freeze |
    grep -E '^(numpy|scipy|pandas|pandana|pyroutingkit|shapely|pyvalhalla)=='
  dpkg-query --show --showformat '${Package}==${Version}\n' osmium-tool libosmium2-dev libdeflate-dev zlib1g-dev g++
  "$target/venv/bin/python" -c 'import sys; print("python==" + sys.version.split()[0])'
} >"$target/versions.txt"
echo "set up in $target: $(tr '\n' ' ' <"$target/versions.txt")"
