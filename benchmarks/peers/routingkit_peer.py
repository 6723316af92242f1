"""RoutingKit's customizable contraction hierarchy (pyroutingkit) on our graph: routingkit_peer.py GRAPH [contracted|uncontracted]

It has no bound: a search is one row of a matrix from the sources to all vertices, of which those within the cutoff
count. Ordering and customization are not in the times of searches. No OpenStreetMap, places or polygons.
"""

import sys

from peer import CUTOFF_MINUTES, Clock, Graph, agreement, report

import numpy as np
from pyroutingkit import CCHMetric, CCHTopology, INF_WEIGHT

graph = Graph(*sys.argv[1:3])
limit = CUTOFF_MINUTES * 60_000
with Clock() as building:
    topology = CCHTopology()
    topology.build(
        graph.tails,
        graph.heads,
        graph.latitudes.astype(np.float32),
        graph.longitudes.astype(np.float32),
        graph.vertex_count,
    )
    metric = CCHMetric(topology)
    metric.customize(graph.times)
everything = np.arange(graph.vertex_count, dtype=np.uint32)
counts, settled = [], 0
block = 50
# A sample of the sources: every search costs the same, for none is bounded.
sources = graph.sources[:200]
with Clock() as searching:
    for start in range(0, len(sources), block):
        times = metric.distances_many_to_many(sources[start : start + block], everything)
        reached = np.asarray(times).reshape(-1, graph.vertex_count) <= limit
        settled += int(reached.sum())
        counts.append(reached[:, : graph.junction_count].sum(axis=1))
with Clock() as nearing:
    times = np.asarray(metric.distances_many_to_many(graph.venues, everything)).reshape(-1, graph.vertex_count)
    nearest = times.min(axis=0)
junction_times = nearest[: graph.junction_count]
report(
    searches=len(sources),
    search_cpu=searching.cpu,
    settled=settled,
    nearest_cpu=nearing.cpu,
    build_cpu=building.cpu,
    vertices=graph.vertex_count,
    **agreement(
        graph, np.concatenate(counts), int(junction_times[junction_times < INF_WEIGHT].astype(np.int64).sum())
    ),
)
