#!/usr/bin/env python3
"""Time and memory of every stage against the size of the city.

    swift build -c release
    swift build -c release --package-path benchmarks --product generate-city
    benchmarks/scaling.py --folder /scratch/cities --output benchmarks/scaling

Writes seeded cities into the folder, runs `circle coverage` on each, and prints and writes OUTPUT.md (table, fitted
exponents), OUTPUT.svg (curves) and OUTPUT.json (raw runs). The exponent b of seconds = a * nodes^b is fitted by least
squares on logarithms, from 100,000 nodes up; an exponent over 1.1 is flagged, since n log n comes to 1.07 to 1.09 there.
Cities that are in the folder already are used again; nothing else is left there. Wants Python 3.9 and no package.
"""

import argparse
import json
import math
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import time

SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000]
FIT_FROM = 100_000
STEEP = 1.1
# A stage shorter than this is noise and not fitted, in seconds.
SHORTEST = 0.004
COLOURS = ["#1b6ca8", "#d1495b", "#66a182", "#edae49", "#8d5a97", "#00798c", "#b5651d", "#5c677d", "#111111"]

CITIES = """## The cities

`generate-city` writes a city of any size from 5,000 nodes up, the same bytes for the same seed, in bounded memory (10
million nodes: 8 seconds of one processor, 38 MiB) and beside the extract space for another copy of it:

    swift build -c release --package-path benchmarks --product generate-city
    benchmarks/.build/release/generate-city --nodes 1000000 --seed 7 --output /scratch/city.osm.pbf

The extract of 100 MB with 1,400 venues, without metadata, is

    benchmarks/.build/release/generate-city --nodes 15400000 --seed 7 --venues 1400 --output /scratch/large.osm.pbf

Streets, paths, buildings, walls, trees, venues and relations come in about the proportions of Las Palmas: 122 ways and
7 relations a thousand nodes, there 140 and 8; 6.5 bytes a node against 7.3 (8.5 with its times of change),
3.6 shape pieces a street edge against 3.8. Ids are mixed as in real extracts: one node in eleven was added in another
era than its neighbours, and lies elsewhere in the file. Not like Las Palmas: there are no mountains, hardly any street
is cut off, more homes are known to be homes (most of its buildings say only `yes`), and nothing is broken.
"""


def arguments():
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description="Time and memory of every stage against the size of the city.")
    parser.add_argument("--circle", default=str(root / ".build/release/circle"))
    parser.add_argument("--generator", default=str(root / "benchmarks/.build/release/generate-city"))
    parser.add_argument("--folder", required=True, help="scratch folder for cities and outputs")
    parser.add_argument("--output", required=True, help="path of the results without its ending")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="nodes, separated by commas")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--runs", type=int, default=3, help="runs of each size up to a million, larger ones run once; the least counts")
    parser.add_argument("--threads", type=int, default=0, help="threads of circle (default: all processors)")
    parser.add_argument("--title", default="Scaling")
    return parser.parse_args()


def city(options, nodes):
    """The extract of a city: written when it is not there."""
    path = os.path.join(options.folder, f"city-{nodes}-{options.seed}.osm.pbf")
    if not os.path.exists(path):
        part = path + ".new"
        command = [options.generator, "--nodes", str(nodes), "--seed", str(options.seed), "--output", part]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        os.rename(part, path)
    return path


def run(options, extract):
    """One run of the whole job: seconds of each stage, of the process, its memory, and what was found."""
    output = os.path.join(options.folder, "run")
    shutil.rmtree(output, ignore_errors=True)
    command = [options.circle, "coverage", extract, "--quiet", "--progress", "none", "--output", output]
    if options.threads:
        command += ["--threads", str(options.threads)]
    start = time.monotonic()
    child = subprocess.Popen(command)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - start
    if child.returncode:
        sys.exit(f"{' '.join(command)}: status {child.returncode}")
    with open(os.path.join(output, "run.json"), encoding="utf-8") as file:
        record = json.load(file)
    shutil.rmtree(output)
    # Processor seconds where the program tells them, wall seconds where it does not.
    stages = {}
    for name, value in record.get("stages", record["timings_s"]).items():
        stages[name] = value["cpu_s"] if isinstance(value, dict) else value
    return {
        "stages": stages,
        "cpu": usage.ru_utime + usage.ru_stime,
        "wall": wall,
        "memory_mib": usage.ru_maxrss / 1024,
        "nodes": record["reading"]["nodes_read"],
        "edges": record["streets"]["edges"],
        "venues": record["places"]["venues_after_merging"],
        "homes": record["totals"]["homes"],
        "bytes": os.path.getsize(extract),
        "clock": "processor" if "stages" in record else "wall",
    }


def least(runs):
    """The runs of one size as one: the least of each time and of memory."""
    best = dict(runs[0])
    for key in ("cpu", "wall", "memory_mib"):
        best[key] = min(run[key] for run in runs)
    best["stages"] = {name: min(run["stages"][name] for run in runs) for name in runs[0]["stages"]}
    return best


def exponent(points):
    """The slope of a line through the logarithms, or None for fewer than two points."""
    logs = [(math.log(x), math.log(y)) for x, y in points if x >= FIT_FROM * 0.85 and y >= SHORTEST]
    if len(logs) < 2:
        return None
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    spread = sum((x - mean_x) ** 2 for x, _ in logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / spread


def curves(results):
    """Every curve by its name: (nodes, value)."""
    table = {name: [(r["nodes"], r["stages"][name]) for r in results] for name in results[0]["stages"]}
    table["whole job, processor"] = [(r["nodes"], r["cpu"]) for r in results]
    table["whole job, wall"] = [(r["nodes"], r["wall"]) for r in results]
    table["peak memory, MiB"] = [(r["nodes"], r["memory_mib"]) for r in results]
    return table


def short(nodes):
    return f"{nodes / 1e6:.3g} M" if nodes >= 9.5e5 else f"{nodes / 1e3:.3g} k"


def seconds(value):
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def markdown(options, results):
    clock = results[0]["clock"]
    lines = [f"# {options.title}", ""]
    lines += [
        f"Seeded cities (`generate-city --seed {options.seed}`) through `circle coverage` with all outputs; the least of "
        f"{options.runs} runs (one from 3 M up); stages in {clock} seconds; {options.threads or os.cpu_count()} threads on "
        f"{processor()}. The exponent is that of nodes, fitted from {FIT_FROM:,} nodes up; **bold** where it is over "
        f"{STEEP}. `benchmarks/scaling.py` makes this page again.",
        "",
    ]
    lines.append("| | " + " | ".join(short(r["nodes"]) for r in results) + " | exponent |")
    lines.append("|---" * (len(results) + 2) + "|")
    for label, key in (("MB", "bytes"), ("street edges", "edges"), ("venues", "venues"), ("homes", "homes")):
        values = [f"{r[key] / 1e6:.3g}" if key == "bytes" else f"{r[key]:,}" for r in results]
        lines.append(f"| {label} | " + " | ".join(values) + " | |")
    steep = []
    for name, points in curves(results).items():
        slope = exponent(points)
        text = "" if slope is None else f"{slope:.2f}"
        if slope is not None and slope > STEEP:
            steep.append(name)
            text = f"**{text}**"
        values = [f"{y:.0f}" if name.startswith("peak") else seconds(y) for _, y in points]
        lines.append(f"| {name} | " + " | ".join(values) + f" | {text} |")
    lines += ["", "Over the limit: " + (", ".join(steep) if steep else "none") + "."]
    lines += ["", f"![Seconds against nodes]({pathlib.Path(options.output).name}.svg)", "", CITIES]
    return "\n".join(lines), steep


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def picture(results):
    """The curves of all stages on logarithmic axes as SVG."""
    table = {k: v for k, v in curves(results).items() if not k.startswith(("peak", "whole job, wall"))}
    width, height, left, top, right, bottom = 860, 560, 70, 20, 190, 50
    xs = [x for points in table.values() for x, _ in points]
    ys = [max(y, 0.001) for points in table.values() for _, y in points]
    low_x, high_x = math.log10(min(xs)), math.log10(max(xs))
    low_y, high_y = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
    place_x = lambda x: left + (math.log10(x) - low_x) / max(high_x - low_x, 0.1) * (width - left - right)
    place_y = lambda y: height - bottom - (math.log10(max(y, 0.001)) - low_y) / (high_y - low_y) * (height - top - bottom)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" '
        f'font-size="13"><rect width="{width}" height="{height}" fill="white"/>'
    ]
    for power in range(low_y, high_y + 1):
        y = place_y(10.0**power)
        parts.append(f'<path d="M{left} {y:.1f}H{width - right}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0 ** power:g} s</text>')
    for result in results:
        x = place_x(result["nodes"])
        parts.append(f'<path d="M{x:.1f} {top}V{height - bottom}" stroke="#eee"/>')
        parts.append(f'<text x="{x:.1f}" y="{height - bottom + 18}" text-anchor="middle">{short(result["nodes"])}</text>')
    parts.append(f'<text x="{(left + width - right) / 2}" y="{height - 10}" text-anchor="middle">nodes</text>')
    # Labels at the curves' ends, pushed apart.
    ends = sorted((place_y(points[-1][1]), name) for name, points in table.items())
    labels, last = {}, -100.0
    for y, name in ends:
        last = labels[name] = max(y, last + 16)
    for index, (name, points) in enumerate(table.items()):
        colour = COLOURS[index % len(COLOURS)]
        dashes = ' stroke-dasharray="6 4"' if name.startswith("whole") else ""
        path = " ".join(f"{place_x(x):.1f},{place_y(y):.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>')
        slope = exponent(points)
        text = name if slope is None else f"{name}: {slope:.2f}"
        parts.append(f'<text x="{width - right + 8}" y="{labels[name] + 4:.1f}" fill="{colour}">{text}</text>')
    return "\n".join(parts + ["</svg>", ""])


def main():
    options = arguments()
    os.makedirs(options.folder, exist_ok=True)
    results, raw = [], []
    for nodes in map(int, options.sizes.split(",")):
        extract = city(options, nodes)
        runs = [run(options, extract) for _ in range(options.runs if nodes <= 1_000_000 else 1)]
        raw += runs
        results.append(least(runs))
        print(f"{short(nodes)} nodes: {results[-1]['wall']:.2f} s, {results[-1]['memory_mib']:.0f} MiB", file=sys.stderr)
    page, steep = markdown(options, results)
    for ending, text in (("md", page), ("svg", picture(results)), ("json", json.dumps(raw, indent=1) + "\n")):
        with open(f"{options.output}.{ending}", "w", encoding="utf-8") as file:
            file.write(text)
    print(page)
    sys.exit(1 if steep else 0)


main()
