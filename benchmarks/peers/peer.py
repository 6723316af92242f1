"""What the peers' programs share: the arrays that `export-graph` wrote, clocks, and the line of JSON they print."""

import json
import os
import resource
import sys
import time

CUTOFF_MINUTES = 15
SPEED_KMH = 4.8

# One thread each, set before numpy and pandana read it.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"


class Graph:
    """The street graph: numpy arrays, arcs sorted by tail and head, of parallel arcs only the shortest.

    Contracted, or with every shape point a vertex: the form that a peer would make of the extract by itself. Junctions
    have the same numbers in both, below `junction_count`.
    """

    def __init__(self, folder, form="contracted"):
        import numpy as np

        first = np.fromfile(f"{folder}/{form}/first_arc.u32", dtype="<u4")
        heads = np.fromfile(f"{folder}/{form}/head.u32", dtype="<u4")
        times = np.fromfile(f"{folder}/{form}/time.u32", dtype="<u4")
        lonlat = np.fromfile(f"{folder}/{form}/lonlat.i32", dtype="<i4").reshape(-1, 2)
        self.junction_count = os.path.getsize(f"{folder}/contracted/first_arc.u32") // 4 - 1
        self.folder = folder
        self.vertex_count = len(first) - 1
        tails = np.repeat(np.arange(self.vertex_count, dtype=np.uint32), np.diff(first.astype(np.int64)))
        order = np.lexsort((times, heads, tails))
        tails, heads, times = tails[order], heads[order], times[order]
        keep = tails != heads
        keep[1:] &= (tails[1:] != tails[:-1]) | (heads[1:] != heads[:-1])
        self.tails, self.heads, self.times = tails[keep], heads[keep], times[keep]
        self.longitudes = lonlat[:, 0] * 1e-7
        self.latitudes = lonlat[:, 1] * 1e-7
        self.sources = np.fromfile(f"{folder}/sources.u32", dtype="<u4")
        self.venues = np.fromfile(f"{folder}/venues.u32", dtype="<u4")


class Clock:
    """CPU and wall seconds of the block under `with`; CPU of all threads."""

    def __enter__(self):
        self._cpu, self._wall = time.process_time(), time.perf_counter()
        return self

    def __exit__(self, *_):
        self.cpu = time.process_time() - self._cpu
        self.wall = time.perf_counter() - self._wall


def places(geojson):
    """Longitude and latitude of the points of a GeoJSON file: the venues."""
    with open(geojson, encoding="utf-8") as file:
        features = json.load(file)["features"]
    return [tuple(f["geometry"]["coordinates"][:2]) for f in features if f["geometry"]["type"] == "Point"]


def agreement(graph, counts, nearest_sum):
    """How many sources reach as many junctions as ours do (`reached.u32`), of how many asked; None where unknown."""
    import numpy as np

    try:
        ours = np.fromfile(f"{graph.folder}/reached.u32", dtype="<u4")
    except OSError:
        return {}
    return {"agreeing": int((ours[: len(counts)] == counts).sum()), "asked": len(counts), "nearest_sum": nearest_sum}


def report(**figures):
    """Prints the figures as a line of JSON, the peak memory of this process among them."""
    figures["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump(figures, sys.stdout)
    print()
