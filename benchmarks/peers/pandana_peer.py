"""pandana's contraction hierarchy on our graph: pandana_peer.py GRAPH [contracted|uncontracted]

Searches by one call of `nodes_in_range` over many sources, the way it is meant; nearest venues by `nearest_pois`, which
needs a bound: a day here. Weights are seconds, kept inside as whole milliseconds. No polygons.
"""

import contextlib
import io
import sys

from peer import CUTOFF_MINUTES, Clock, Graph, agreement, report

import numpy as np
import pandas as pd

with contextlib.redirect_stdout(io.StringIO()):
    import pandana

    graph = Graph(*sys.argv[1:3])
    with Clock() as building:
        network = pandana.Network(
            pd.Series(graph.longitudes),
            pd.Series(graph.latitudes),
            pd.Series(graph.tails.astype(np.int64)),
            pd.Series(graph.heads.astype(np.int64)),
            pd.DataFrame({"seconds": graph.times / 1000.0}),
            twoway=False,
        )
    sources = graph.sources[:200].astype(np.int64)
    with Clock() as searching:
        reached = network.nodes_in_range(sources.tolist(), CUTOFF_MINUTES * 60)
    network.set_pois(
        "venues", 86_400, 1, pd.Series(graph.longitudes[graph.venues]), pd.Series(graph.latitudes[graph.venues])
    )
    with Clock() as nearing:
        nearest = network.nearest_pois(86_400, "venues", num_pois=1)
junctions = reached[reached["destination"] < graph.junction_count]
counts = junctions.groupby("source").size().reindex(sources).fillna(0).to_numpy()
seconds = nearest[1].to_numpy()[: graph.junction_count]
report(
    searches=len(sources),
    search_cpu=searching.cpu,
    settled=len(reached),
    nearest_cpu=nearing.cpu,
    build_cpu=building.cpu,
    vertices=graph.vertex_count,
    **agreement(graph, counts, int(round(seconds[seconds < 86_400].sum() * 1000))),
)
