"""Valhalla (pyvalhalla) on the extract itself: valhalla_peer.py TASK EXTRACT VENUES SCRATCH

Tasks: `tiles` builds its graph; on tiles built before, `searches` times isochrones, raw, from every venue, and
`nearest` the nearest venue; `whole` goes from the extract to gap polygons, everything included.

Its isochrone is its only bounded search with a plain answer, so it stands for searches and for polygons: contours of a
raster of about 111 m. Costs are not plain times (alleys, driveways and hiking paths weigh more).
"""

import json
import subprocess
import sys
from pathlib import Path

from peer import CUTOFF_MINUTES, SPEED_KMH, best_cpu_of, cpu_of, places, report

import valhalla

NEAREST_MINUTES = 300
PEDESTRIAN = {"pedestrian": {"walking_speed": SPEED_KMH}}


def configuration(scratch):
    """The configuration with its tiles in the scratch folder."""
    tiles = Path(scratch) / "tiles"
    tiles.mkdir(parents=True, exist_ok=True)
    config = valhalla.get_config(tile_extract="", tile_dir=str(tiles))
    config["mjolnir"]["concurrency"] = 1
    config["mjolnir"]["logging"] = {"type": ""}
    config["service_limits"]["isochrone"]["max_locations"] = 100_000
    config["service_limits"]["isochrone"]["max_time_contour"] = NEAREST_MINUTES
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


def nearest(actor, venues):
    """The times of its edges to the nearest venue, up to five hours, as GeoJSON: one expansion from all venues."""
    query = {
        "action": "isochrone", "locations": [{"lon": lon, "lat": lat} for lon, lat in venues], "costing": "pedestrian",
        "costing_options": PEDESTRIAN, "contours": [{"time": NEAREST_MINUTES}], "expansion_properties": ["duration"],
        "dedupe": True,
    }
    return actor.expansion(json.dumps(query))


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


def main(task, extract, venue_file, scratch):
    venues = places(venue_file)
    if task == "tiles":
        build_tiles(extract, scratch)
        return report()
    if task == "whole":
        actor = valhalla.Actor(build_tiles(extract, scratch))
        return report(union_square_degrees=gaps(isochrones(actor, venues), scratch))
    if task == "nearest":
        # A new actor for each: the second expansion of one crashes (3.9.1).
        actors = [valhalla.Actor(configuration(scratch)) for _ in range(3)]
        return report(nearest_cpu=min(cpu_of(lambda a=a: nearest(a, venues))[0] for a in actors))
    actor = valhalla.Actor(configuration(scratch))
    polygon_cpu, polygons = best_cpu_of(lambda: isochrones(actor, venues))
    points = sum(
        len(ring) for text in polygons if text for f in json.loads(text)["features"]
        for ring in f["geometry"]["coordinates"])
    report(polygon_cpu=polygon_cpu, polygons=sum(p is not None for p in polygons), points=points)


main(*sys.argv[1:])
