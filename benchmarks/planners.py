#!/usr/bin/env python3
"""Times the planners' commands on a prepared city as whole processes, and prints a table.

usage: benchmarks/planners.py EXTRACT --at LON,LAT [--circle .build/release/circle] [--runs 21]

Medians of interleaved runs; CPU is user and system of the process. `--version` is what starting alone costs.
"""
import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time


def once(command):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall * 1000, cpu * 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extract")
    parser.add_argument("--at", required=True)
    parser.add_argument("--circle", default=".build/release/circle")
    parser.add_argument("--runs", type=int, default=21)
    arguments = parser.parse_args()
    circle, place = arguments.circle, f"--at={arguments.at}"
    with tempfile.TemporaryDirectory() as folder:
        city, output = os.path.join(folder, "city.circle"), os.path.join(folder, "site.geojson")
        building = once([circle, "build", arguments.extract, "--output", city, "--quiet"])
        commands = {
            "circle --version": [circle, "--version"],
            "site": [circle, "site", city, place, "--quiet"],
            "site, isochrones written": [circle, "site", city, place, "--quiet", "--output", output, "--force"],
            "explain": [circle, "explain", city, place, "--quiet"],
            "plan --add 10, every street corner": [circle, "plan", city, "--add", "10", "--quiet"],
            "coverage totals and gaps": [circle, "gaps", city, "--quiet", "--output", output, "--force"],
        }
        times = {name: [] for name in commands}
        for _ in range(arguments.runs):
            for name, command in commands.items():
                times[name].append(once(command))
        print(f"{os.path.basename(arguments.extract)}: {os.path.getsize(arguments.extract):,} bytes; "
              f"city {os.path.getsize(city):,} bytes, built in {building[0] / 1000:.2f} s, {building[1] / 1000:.2f} s of CPU; "
              f"{arguments.runs} runs, load {os.getloadavg()[0]:.1f}\n")
        print("| command | wall ms, median | fastest | slowest | CPU ms, median |\n|---|---|---|---|---|")
        for name, found in times.items():
            wall, cpu = [one[0] for one in found], [one[1] for one in found]
            print(f"| {name} | {statistics.median(wall):.0f} | {min(wall):.0f} | {max(wall):.0f} | {statistics.median(cpu):.0f} |")


if __name__ == "__main__":
    sys.exit(main())
