#!/usr/bin/env python3
"""What several walkers and several rules cost beside one; the goal is twice the time for five and three in one run.

    benchmarks/walkers.py CIRCLE EXTRACT [--runs 7] [--threads 1] [--dem FILE]

Runs the whole job of each kind in turn, so that a busy machine disturbs all alike, and prints medians as a Markdown
table: processor seconds and wall seconds of the process, its peak memory, and both over those of one walker.
"""

import argparse
import os
import statistics
import subprocess
import tempfile
import time

FIVE = "standard,older,child,pushchair,wheelchair"
RULES = ["zj-1plus2", "gb50180", "zj-1plus2-metres"]


def jobs(dem):
    rules = [word for rule in RULES for word in ("--rule", rule)]
    kinds = {
        "one walker": [],
        "five walkers": ["--profiles", FIVE],
        "three rules": rules,
        "five walkers and three rules": ["--profiles", FIVE, *rules],
        "one walker with a band": ["--profile", "older", "--band"],
    }
    if dem:
        kinds["one walker over heights"] = ["--dem", dem]
    return kinds


def run(circle, extract, options, threads):
    """Processor seconds, wall seconds and peak MiB of one run; what it writes is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        command = [circle, "coverage", extract, *options, "--threads", str(threads), "--quiet", "--progress", "none"]
        start = time.monotonic()
        with open(os.path.join(folder, "messages"), "w+") as messages:
            process = subprocess.Popen(command + ["--output", os.path.join(folder, "run")], stderr=messages)
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            messages.seek(0)
            if process.returncode != 0:
                raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}: {messages.read()}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("circle")
    parser.add_argument("extract")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--dem")
    asked = parser.parse_args()
    kinds = jobs(asked.dem)
    found = {kind: [] for kind in kinds}
    for _ in range(asked.runs):
        for kind, options in kinds.items():
            found[kind].append(run(asked.circle, asked.extract, options, asked.threads))
    medians = {kind: [statistics.median(column) for column in zip(*runs)] for kind, runs in found.items()}
    one = medians["one walker"]
    print(f"{os.path.basename(asked.extract)}, {asked.runs} runs, {asked.threads} thread(s)\n")
    print("| job | CPU s | over one | wall s | over one | peak MiB |\n|---|---|---|---|---|---|")
    for kind, (cpu, wall, peak) in medians.items():
        print(f"| {kind} | {cpu:.3f} | {cpu / one[0]:.2f} × | {wall:.3f} | {wall / one[1]:.2f} × | {peak:.0f} |")


if __name__ == "__main__":
    main()
