"""Valhalla (pyvalhalla) on the extract itself: valhalla_peer.py TASK EXTRACT VENUES SCRATCH [GRAPH]

Tasks: `tiles` builds its graph; `searches` times isochrones, raw, from every venue, and a matrix sample, on tiles built
before; `whole` goes from the extract to gap polygons, everything included.

Its isochrone is its only bounded search with a plain answer, so it stands for searches and for polygons: contours of a
raster of about 111 m. Costs are not plain times (alleys, driveways and hiking paths weigh more).
"""

import json
import os
import subprocess
import sys

from peer import CUTOFF_MINUTES, SPEED_KMH, Clock, places, report

import valhalla
from pathlib import Path

PEDESTRIAN = {"pedestrian": {"walking_speed": SPEED_KMH}}


def configuration(scratch):
    """The configuration with its tiles in the scratch folder."""
    tiles = Path(scratch) / "tiles"
    tiles.mkdir(parents=True, exist_ok=True)
    config = valhalla.get_config(tile_extract="", tile_dir=str(tiles))
    config["mjolnir"]["concurrency"] = 1
    config["mjolnir"]["logging"] = {"type": ""}
    config["service_limits"]["pedestrian"]["max_matrix_location_pairs"] = 1_000_000
    config["service_limits"]["pedestrian"]["max_matrix_distance"] = 100_000.0
    return config


def build_tiles(extract, scratch):
    """Builds tiles by the program that comes with the wheel."""
    config = configuration(scratch)
    file = Path(scratch) / "valhalla.json"
    file.write_text(json.dumps(config))
    program = Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
    subprocess.run([program, "-c", file, "-j", "1", extract], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return config


def isochrones(actor, venues):
    """One polygon feature a venue as bytes or text of JSON; None where it finds no street."""
    results = []
    for lon, lat in venues:
        query = {
            "locations": [{"lon": lon, "lat": lat}], "costing": "pedestrian", "costing_options": PEDESTRIAN,
            "contours": [{"time": CUTOFF_MINUTES}], "polygons": True, "denoise": 0, "generalize": 0,
        }
        try:
            results.append(actor.isochrone(json.dumps(query)))
        except RuntimeError:
            results.append(None)
    return results


def matrix_sample(actor, venues, graph_folder):
    """Seconds of CPU for each venue × sampled vertex pair."""
    from peer import Graph

    graph = Graph(graph_folder)
    chosen = graph.sources[:100]
    targets = [{"lon": graph.longitudes[v], "lat": graph.latitudes[v]} for v in chosen]
    sources = [{"lon": lon, "lat": lat} for lon, lat in venues]
    query = {"sources": sources, "targets": targets, "costing": "pedestrian", "costing_options": PEDESTRIAN}
    with Clock() as clock:
        try:
            actor.matrix(json.dumps(query))
        except RuntimeError as error:
            return {"matrix_error": str(error)}
    return {"matrix_cpu": clock.cpu, "matrix_pairs": len(sources) * len(targets), "matrix_targets": len(targets),
            "vertices": graph.vertex_count}


def gaps(polygons, scratch):
    """The box of all polygons without their union, written as GeoJSON; the area in square degrees."""
    from shapely import box, total_bounds, union_all
    from shapely.geometry import mapping, shape

    shapes = [shape(f["geometry"]) for text in polygons if text for f in json.loads(text)["features"]]
    union = union_all([s if s.is_valid else s.buffer(0) for s in shapes])
    rest = box(*total_bounds(union)).difference(union)
    features = [
        {"type": "Feature", "properties": {}, "geometry": mapping(part)}
        for part in getattr(rest, "geoms", [rest])
    ]
    (Path(scratch) / "gaps.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return union.area


def main(task, extract, venue_file, scratch, *graph):
    venues = places(venue_file)
    if task == "tiles":
        build_tiles(extract, scratch)
        return report()
    if task == "whole":
        actor = valhalla.Actor(build_tiles(extract, scratch))
        return report(union_square_degrees=gaps(isochrones(actor, venues), scratch))
    actor = valhalla.Actor(configuration(scratch))
    isochrones(actor, venues[:1])
    with Clock() as clock:
        polygons = isochrones(actor, venues)
    points = sum(
        len(ring) for text in polygons if text for f in json.loads(text)["features"]
        for ring in f["geometry"]["coordinates"])
    figures = matrix_sample(actor, venues, *graph) if graph else {}
    report(venues=len(venues), polygons=sum(p is not None for p in polygons), polygon_cpu=clock.cpu, points=points,
           **figures)


main(*sys.argv[1:])
