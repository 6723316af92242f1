"""pandana's contraction hierarchy on our graph: pandana_peer.py GRAPH [contracted|uncontracted]

Searches by one call of `nodes_in_range` over many sources, the way it is meant; nearest venues by `nearest_pois`, which
needs a bound: three days here. Weights are seconds, kept inside as whole milliseconds. No polygons.
"""

import sys

from peer import CUTOFF_MINUTES, Graph, agreement, best_cpu_of, cpu_of, report

import numpy as np
import pandana
import pandas as pd

# Seconds; longer than any walk in these extracts.
LONGEST = 3 * 86_400
graph = Graph(*sys.argv[1:3])


def make_network(tails, heads):
    """The graph with its arcs from the first to the second."""
    return pandana.Network(
        pd.Series(graph.longitudes),
        pd.Series(graph.latitudes),
        pd.Series(tails.astype(np.int64)),
        pd.Series(heads.astype(np.int64)),
        pd.DataFrame({"seconds": graph.times / 1000.0}),
        twoway=False,
    )


build_cpu, network = cpu_of(lambda: make_network(graph.tails, graph.heads))
# A sample of the sources; each once, for the answer is one table of all pairs.
sources = graph.sources[:200].astype(np.int64)
distinct = np.unique(sources)
search_cpu, reached = best_cpu_of(lambda: network.nodes_in_range(distinct.tolist(), CUTOFF_MINUTES * 60))
junctions = reached[reached["destination"] < graph.junction_count]
counts = junctions.groupby("source").size().reindex(sources).fillna(0).to_numpy()
# It walks from the vertex to the venue, and our arcs lead from the venue outwards.
network = make_network(graph.heads, graph.tails)
network.set_pois(
    "venues", LONGEST, 1, pd.Series(graph.longitudes[graph.venues]), pd.Series(graph.latitudes[graph.venues])
)
nearest_cpu, nearest = best_cpu_of(lambda: network.nearest_pois(LONGEST, "venues", num_pois=1))
seconds = nearest[1].to_numpy()[: graph.junction_count]
report(
    searches=len(distinct),
    search_cpu=search_cpu,
    settled=len(reached),
    nearest_cpu=nearest_cpu,
    build_cpu=build_cpu,
    vertices=graph.vertex_count,
    **agreement(graph, counts, int(round(seconds[seconds < LONGEST].sum() * 1000))),
)
