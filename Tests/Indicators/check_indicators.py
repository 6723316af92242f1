#!/usr/bin/env python3
"""Computes the indicators of a run anew from its GeoPackage's homes, and compares.

    check_indicators.py RUN.gpkg

Plain Python, formulas written by persons rather than by groups: every home counts by its weight, membership in areas
comes from a ray through the polygons. Ends with status 1 and the first differences when a figure is off.
"""
import math
import sqlite3
import struct
import sys


def polygons(blob):
    """The rings of a GeoPackage geometry's polygons, exteriors and holes alike (even-odd)."""
    if blob is None:
        return []
    envelope = {0: 0, 1: 32}[blob[3] >> 1 & 7]
    place = 8 + envelope

    def take(form):
        nonlocal place
        value = struct.unpack_from("<" + form, blob, place)
        place += struct.calcsize("<" + form)
        return value

    order, kind, count = take("BII")
    assert (order, kind) == (1, 6), (order, kind)
    rings = []
    for _ in range(count):
        order, kind, parts = take("BII")
        assert (order, kind) == (1, 3)
        for _ in range(parts):
            (points,) = take("I")
            flat = take(f"{2 * points}d")
            rings.append(list(zip(flat[::2], flat[1::2])))
    return rings


def point(blob):
    assert blob[3] >> 1 & 7 == 0
    return struct.unpack_from("<dd", blob, 13)


def inside(rings, x, y):
    odd = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:]):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                odd = not odd
    return odd


def figures(homes, limit):
    """Every figure of some homes: (weight, milliseconds or None, venues within)."""
    people = sum(w for w, _, _ in homes)
    if not people:
        return {}
    gap = lambda t: 1.0 if t is None else min(1.0, max(0.0, (t - limit) / limit))
    beyond = sum(w for w, t, _ in homes if t is None or t > limit)
    walked = [(w, t) for w, t, _ in homes if t is not None]
    seen = sum(w * n for w, _, n in homes)
    found = {
        "share": 1 - beyond / people,
        "beyond": beyond,
        "fgt0": beyond / people,
        "fgt1": sum(w * gap(t) for w, t, _ in homes) / people,
        "fgt2": sum(w * gap(t) ** 2 for w, t, _ in homes) / people,
        "mean_minutes": sum(w * t for w, t in walked) / sum(w for w, _ in walked) / 60000 if walked else None,
        "mean_venues": seen / people,
        "gini": None, "theil": None, "palma": None,
    }
    if seen:
        mean = seen / people
        values = sorted({n for _, _, n in homes})
        held = {n: sum(w for w, _, m in homes if m == n) for n in values}
        # The mean difference of all pairs.
        found["gini"] = sum(held[a] * held[b] * abs(a - b) for a in values for b in values) / (2 * people**2 * mean)
        found["theil"] = sum(w / people * n / mean * math.log(n / mean) for w, _, n in homes if n)

        def first(part, order):
            left, sum_ = part * people, 0.0
            for n in order:
                taken = min(left, held[n])
                sum_, left = sum_ + taken * n, left - taken
            return sum_ / (part * people)

        worst = first(0.4, values)
        found["palma"] = first(0.1, values[::-1]) / worst if worst > 0 else None
    return found


def main(path):
    base = sqlite3.connect(path)
    run = dict(base.execute("SELECT name, value FROM run"))
    limit, unit = float(run["limit_minutes"]) * 60000, run["weight_unit"]
    homes, places = [], []
    for geometry, weight, time, venues in base.execute(
        f'SELECT geom, "{unit}", milliseconds, venues_within FROM homes ORDER BY fid'
    ):
        homes.append((weight, time, venues))
        places.append(point(geometry))
    differences, compared = [], 0

    def compare(what, ours, theirs, digits):
        nonlocal compared
        compared += 1
        # Weights are written with three decimals, figures with four.
        near = theirs is None if ours is None else theirs is not None and abs(ours - theirs) <= (
            0.6 * 10**-digits + 1e-6 * abs(ours))
        if not near:
            differences.append(f"{what}: {ours} here, {theirs} there")

    stated = {(i, s, k): v for i, s, k, v in base.execute("SELECT indicator, scope, kind, value FROM indicators")}
    whole = figures(homes, limit)
    for ours, theirs, digits in [
        ("share", "coverage", 4), ("beyond", "beyond", 1), ("fgt0", "fgt0", 4), ("fgt1", "fgt1", 4), ("fgt2", "fgt2", 4),
        ("mean_minutes", "mean_walk", 1), ("mean_venues", "mean_venues", 4), ("gini", "gini", 4), ("theil", "theil", 4),
        ("palma", "palma", 4),
    ]:
        compare(f"whole {theirs}", whole.get(ours), stated[theirs, "all", ""], digits)

    columns = ["share", "fgt0", "fgt1", "fgt2", "mean_minutes", "mean_venues", "gini", "theil", "palma"]
    layers = {}
    for row in base.execute(
        f'SELECT geom, id, layer, homes, "{unit}", venues, {", ".join(columns)} FROM areas WHERE geom NOTNULL ORDER BY fid'
    ):
        rings = polygons(row[0])
        own = [h for h, (x, y) in zip(homes, places) if inside(rings, x, y)]
        if len(own) != row[3]:
            # Overlapping areas of supplied layers count each home once: compared by the sums only.
            print(f"note: {row[1]} holds {len(own)} homes, {row[3]} are counted there")
            continue
        found = figures(own, limit)
        for name, value in zip(columns, row[6:]):
            compare(f"{row[1]} {name}", found.get(name), value, 1 if name == "mean_minutes" else 4)
        layers.setdefault(row[2], []).append((sum(w for w, _, _ in own), row[5], own))
    for layer, areas in layers.items():
        people, venues = sum(p for p, _, _ in areas), sum(v for _, v, _ in areas)
        if people and venues and (("distribution", layer, "") in stated):
            likeness = 1 - sum(abs(v / venues - p / people) for p, v, _ in areas) / 2
            compare(f"{layer} distribution", likeness, stated["distribution", layer, ""], 4)
        if whole.get("theil") is not None and (("theil_within", layer, "") in stated):
            compare(f"{layer} theil split", whole["theil"],
                    stated["theil_between", layer, ""] + stated["theil_within", layer, ""], 3.5)
    print(f"{len(homes)} homes, {compared} figures compared, {len(differences)} differ")
    for line in differences[:20]:
        print(line)
    return 1 if differences or compared < 10 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
