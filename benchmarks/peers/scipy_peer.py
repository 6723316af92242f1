"""SciPy's Dijkstra on our graph: scipy_peer.py GRAPH [contracted|uncontracted]

Bounded by `limit=` and, for the nearest venue, `min_only=`. Searches go one a call or 16 a call, whichever is faster
(1-2 times). Answers are floats; no OpenStreetMap, places or polygons.
"""

import sys

from peer import CUTOFF_MINUTES, Graph, agreement, best_cpu_of, cpu_of, report

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

graph = Graph(*sys.argv[1:3])
venues, sources = graph.venues.astype(np.int32), graph.sources.astype(np.int32)


def make_matrix():
    """The arcs as compressed rows with the 32-bit indices that dijkstra works on."""
    ends = (graph.tails.astype(np.int32), graph.heads.astype(np.int32))
    return csr_array((graph.times.astype(np.float64), ends), shape=(graph.vertex_count, graph.vertex_count))


def search_all(block):
    """Searches from all sources, so many a call; vertices reached in all, junctions reached by source."""
    settled, counts = 0, []
    for start in range(0, len(sources), block):
        times = dijkstra(matrix, indices=sources[start : start + block], limit=CUTOFF_MINUTES * 60_000)
        reached = np.isfinite(times)
        settled += int(reached.sum())
        counts.append(reached[:, : graph.junction_count].sum(axis=1))
    return settled, np.concatenate(counts)


build_cpu, matrix = cpu_of(make_matrix)
search_cpu, (settled, counts) = min((best_cpu_of(lambda: search_all(block)) for block in (1, 16)), key=lambda o: o[0])
nearest_cpu, nearest = best_cpu_of(lambda: dijkstra(matrix, indices=venues, min_only=True))
junction_times = nearest[: graph.junction_count]
report(
    searches=len(sources),
    search_cpu=search_cpu,
    settled=settled,
    nearest_cpu=nearest_cpu,
    build_cpu=build_cpu,
    vertices=graph.vertex_count,
    **agreement(graph, counts, int(junction_times[np.isfinite(junction_times)].sum())),
)
