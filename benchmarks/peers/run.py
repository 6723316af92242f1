#!/usr/bin/env python3
"""Runs circle and its peers on the same extracts and prints one table of ratios.

    benchmarks/peers/run.py --peers DIR --circle BIN --export BIN --extracts FILE... --output DIR [--picture FILE]

DIR of --peers is what setup.sh made, or is made by it now. Every round runs everything once, in an order that turns
from round to round, so that a busy minute of the machine falls on all alike; a program that fails is not tried again.
Writes peers.json (raw rounds), peers.md and the picture.
"""

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import picture
import table
from work import Programs, Round


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, required=True, help="folder of setup.sh, which runs if it is new")
    parser.add_argument("--circle", type=Path, required=True, help="release build of circle")
    parser.add_argument("--export", type=Path, help="release build of export-graph (default: beside --bench)")
    parser.add_argument("--bench", type=Path, help="release build of circle-bench: only to find export-graph beside it")
    parser.add_argument("--extracts", type=Path, nargs="+", required=True, help=".osm.pbf files")
    parser.add_argument("--venues", action="append", default=[], metavar="EXTRACT=FILE",
                        help="venues for an extract that has none, by the name of its file")
    parser.add_argument("--runs", type=int, default=3, help="rounds (default 3)")
    parser.add_argument("--limit", type=float, default=300, help="seconds for one program before it is stopped (300)")
    parser.add_argument("--output", type=Path, required=True, help="folder for peers.json and peers.md")
    parser.add_argument("--picture", type=Path, help="SVG of the ratios of the first extract")
    parser.add_argument("--commit", help="what is measured (default: as git says)")
    options = parser.parse_args()
    if not options.export:
        if not options.bench:
            parser.error("name export-graph by --export, or circle-bench beside it by --bench")
        options.export = options.bench.parent / "export-graph"
    return options


def measure(options, extract, scratch):
    """All rounds of one extract; None where circle cannot start."""
    supplied = dict(pair.split("=", 1) for pair in options.venues).get(extract.name)
    programs = Programs(options.circle.resolve(), options.export.resolve(), options.peers.resolve())
    first = Round(programs, extract.resolve(), scratch, supplied)
    name = extract.name.split(".")[0]
    if not first.prepare():
        print(f"{name}: left out: {first.failures[0]['program']}: {first.failures[0]['error']}", file=sys.stderr)
        return None
    rounds, failures, sizes = [], {}, first.sizes
    for number in range(options.runs):
        current = Round(programs, extract.resolve(), scratch, supplied, options.limit, set(failures))
        current.sizes = sizes
        steps = current.steps()
        turn = number * len(steps) // options.runs
        for step in steps[turn:] + steps[:turn]:
            step()
        print(f"{name}: round {number + 1} of {options.runs}", file=sys.stderr)
        rounds.append(current.rows)
        failures |= {failure["program"]: failure for failure in current.failures}
    venues = len(json.loads(first.venues.read_text())["features"])
    return {
        "name": name, "bytes": extract.stat().st_size, "venues": venues, "sizes": sizes,
        "rows": table.summarise(rounds), "failures": list(failures.values()), "rounds": rounds,
    }


def machine():
    processor = platform.processor()
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                processor = line.split(":", 1)[1].strip()
                break
    except OSError:
        pass
    return {"processor": processor, "cores": os.cpu_count(), "system": f"{platform.system()} {platform.release()}"}


def commit():
    try:
        return subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=Path(__file__).parent, capture_output=True, text=True,
            check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def main():
    options = arguments()
    options.output.mkdir(parents=True, exist_ok=True)
    if not (options.peers / "versions.txt").exists():
        subprocess.run([Path(__file__).resolve().parent / "setup.sh", options.peers], check=True, stdout=sys.stderr)
    report = {
        "date": datetime.date.today().isoformat(), "commit": options.commit or commit(), "runs": options.runs,
        "machine": machine(), "versions": (options.peers / "versions.txt").read_text().split(), "extracts": [],
    }
    for extract in options.extracts:
        with tempfile.TemporaryDirectory(prefix="peers-") as scratch:
            if measured := measure(options, extract, Path(scratch)):
                report["extracts"].append(measured)
        # After each extract, so that a long run that is stopped leaves what it has.
        (options.output / "peers.json").write_text(json.dumps(report, indent=1))
        (options.output / "peers.md").write_text(table.markdown(report))
    print(table.markdown(report))
    if options.picture and report["extracts"]:
        options.picture.write_text(picture.draw(report["extracts"][0]), encoding="utf-8")
    if not table.is_agreed(report):
        sys.exit("run.py: programs that search the same graph do not reach the same vertices")


main()
