"""RoutingKit's customizable contraction hierarchy (pyroutingkit) on our graph:

    routingkit_peer.py GRAPH [contracted|uncontracted]

It has no bound: a search is one row of a matrix from the sources to all vertices, of which those within the cutoff
count. Ordering and customization are not in the times of searches. No OpenStreetMap, places or polygons.
"""

import sys

from peer import CUTOFF_MINUTES, Graph, agreement, best_cpu_of, cpu_of, report

import numpy as np
from pyroutingkit import CCHMetric, CCHTopology, INF_WEIGHT

graph = Graph(*sys.argv[1:3])
everything = np.arange(graph.vertex_count, dtype=np.uint32)
# A sample of the sources: every search costs the same, for none is bounded.
sources = graph.sources[:200]


def make_metric():
    """Orders by inertial flow, contracts, and customizes to our times."""
    topology = CCHTopology()
    coordinates = graph.latitudes.astype(np.float32), graph.longitudes.astype(np.float32)
    topology.build(graph.tails, graph.heads, *coordinates, graph.vertex_count)
    metric = CCHMetric(topology)
    metric.customize(graph.times)
    return metric


def times_from(vertices):
    """Milliseconds to all vertices, a row for each source."""
    return np.asarray(metric.distances_many_to_many(vertices, everything)).reshape(-1, graph.vertex_count)


def search_all():
    """Searches from all sources, several a call; vertices reached in all, junctions reached by source."""
    settled, counts = 0, []
    block = max(1, min(50, 5_000_000 // graph.vertex_count))
    for start in range(0, len(sources), block):
        reached = times_from(sources[start : start + block]) <= CUTOFF_MINUTES * 60_000
        settled += int(reached.sum())
        counts.append(reached[:, : graph.junction_count].sum(axis=1))
    return settled, np.concatenate(counts)


def nearest_of_all():
    """Milliseconds from the nearest venue to all vertices."""
    nearest = np.full(graph.vertex_count, INF_WEIGHT, dtype=np.uint32)
    block = max(1, 50_000_000 // graph.vertex_count)
    for start in range(0, len(graph.venues), block):
        np.minimum(nearest, times_from(graph.venues[start : start + block]).min(axis=0), out=nearest)
    return nearest


build_cpu, metric = cpu_of(make_metric)
search_cpu, (settled, counts) = best_cpu_of(search_all)
nearest_cpu, nearest = best_cpu_of(nearest_of_all)
junction_times = nearest[: graph.junction_count]
report(
    searches=len(sources),
    search_cpu=search_cpu,
    settled=settled,
    nearest_cpu=nearest_cpu,
    build_cpu=build_cpu,
    vertices=graph.vertex_count,
    **agreement(graph, counts, int(junction_times[junction_times < INF_WEIGHT].astype(np.int64).sum())),
)
