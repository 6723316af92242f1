"""SciPy's Dijkstra on our graph: scipy_peer.py GRAPH [contracted|uncontracted]

Bounded by `limit=` and, for the nearest venue, `min_only=`. Blocks of sources, as many as keep the matrix of answers
in the cache, were 1-2 times as fast as single calls. Answers are floats; no OpenStreetMap, places or polygons.
"""

import sys

from peer import CUTOFF_MINUTES, Clock, Graph, agreement, report

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

graph = Graph(*sys.argv[1:3])
limit = CUTOFF_MINUTES * 60_000
with Clock() as building:
    matrix = csr_array(
        (graph.times.astype(np.float64), (graph.tails, graph.heads)), shape=(graph.vertex_count, graph.vertex_count)
    )
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
best = None
for block in (1, 16):
    counts, settled = [], 0
    with Clock() as searching:
        for start in range(0, len(graph.sources), block):
            times = dijkstra(matrix, indices=graph.sources[start : start + block].astype(np.int32), limit=limit)
            reached = np.isfinite(times)
            settled += int(reached.sum())
            counts.append(reached[:, : graph.junction_count].sum(axis=1))
    best = min(best or searching.cpu, searching.cpu)
with Clock() as nearing:
    nearest = dijkstra(matrix, indices=graph.venues.astype(np.int32), min_only=True)
junction_times = nearest[: graph.junction_count]
report(
    searches=len(graph.sources),
    search_cpu=best,
    settled=settled,
    nearest_cpu=nearing.cpu,
    build_cpu=building.cpu,
    vertices=graph.vertex_count,
    **agreement(graph, np.concatenate(counts), int(junction_times[np.isfinite(junction_times)].sum())),
)
