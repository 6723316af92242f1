"""What is measured: each program's work on one extract, as rows of one round.

A row: work, program, cpu (seconds for `amount` pieces), unit, and where known wall, peak_mib, note, agreement.
"""

import json
import shutil
from pathlib import Path

from measure import run

HERE = Path(__file__).resolve().parent
GRAPH, SEARCHES, NEAREST, POLYGONS, GAPS = (
    "extract → walking graph",
    "15-minute searches",
    "nearest venue of every vertex",
    "isochrone polygons",
    "extract → gap GeoJSON",
)
UNITS = {GRAPH: "graph", SEARCHES: "search", NEAREST: "pass", POLYGONS: "polygon", GAPS: "job"}
OURS = "circle"


class Programs:
    """Where the programs are."""

    def __init__(self, circle, export, peers):
        self.circle, self.export = circle, export
        self.cost, self.floors, self.libosmium = peers / "cost", peers / "floors", peers / "libosmium_graph"
        self.python = peers / "venv" / "bin" / "python"


class Round:
    """One round of all work on one extract."""

    def __init__(self, programs, extract, scratch, venues=None, limit=600, given_up=()):
        self.programs, self.extract, self.scratch, self.supplied = programs, Path(extract), Path(scratch), venues
        self.limit, self.given_up = limit, given_up
        self.graph, self.venues = self.scratch / "graph", self.scratch / "run" / "venues.geojson"
        self.rows, self.failures, self.sizes = [], [], {}

    def prepare(self):
        """Makes what every program needs: the venues that circle finds, and the arrays. Says whether it could."""
        self._coverage()
        if not self.failures:
            self._export()
        return not self.failures

    def steps(self):
        """The pieces of work; the caller shuffles or turns them, for no one depends on another of the same round."""
        forms = ("contracted", "uncontracted")
        return (
            [self._coverage, self._gaps, self._export, self._graph]
            + [self._floors_inflate, self._libosmium, self._fileinfo]
            + [lambda f=f: self._floors_search(f) for f in forms]
            + [lambda p=p, f=f: self._matrix_peer(p, f) for p in ("scipy", "routingkit", "pandana") for f in forms]
            + [self._valhalla]
        )

    # MARK: circle

    def _venue_options(self):
        return ["--venues", self.supplied, "--snap", 600] if self.supplied else []

    def _coverage(self):
        command = [
            self.programs.circle, "coverage", self.extract, "--threads", 1, "--cutoffs", 15, "--quiet", "--force",
            "--output", self.scratch / "run", *self._venue_options()]
        if self._run("circle coverage", command):
            record = json.loads((self.scratch / "run" / "run.json").read_text())
            polygons = len(json.loads((self.scratch / "run" / "isochrones.geojson").read_text())["features"])
            drawn, tiles = _stage_cpu(record, "isochrones"), _stage_cpu(record, "tiles")
            self._add(POLYGONS, OURS, drawn, polygons,
                      note="10 m field; search, homes reached and contours; obstacles' tiles apart")
            self._add(POLYGONS, "circle, tiles included", drawn + tiles, polygons, note="the field's obstacles as well")

    def _gaps(self):
        for threads in (1, 2):
            output = self.scratch / "gaps.geojson"
            outcome = self._run("circle gaps", [
                self.programs.circle, "gaps", self.extract, "--threads", threads, "--cutoffs", 15, "--quiet", "--force",
                "--output", output, *self._venue_options()])
            if outcome:
                self._add(GAPS, OURS if threads == 1 else "circle, 2 threads", outcome.cpu, 1, outcome,
                          note="homes, people, obstacles, names and causes too")

    def _export(self):
        outcome = self._run("export-graph", [
            self.programs.export, self.extract, self.graph, "--venues", self.venues, "--time-searches", 3])
        if outcome:
            engine = outcome.figures["engine"]
            self.sizes = {key: outcome.figures[key] for key in ("vertices", "edges", "arcs", "uncontractedVertices")}
            self.sizes |= {"settled_a_search": engine["settled"] / engine["searches"], "sources": engine["searches"]}
            self.sizes["nearest_sum"] = engine["nearestSum"]
            self._search_rows(OURS, engine["searchCost"]["cpu"], engine["searches"], engine["settled"],
                              engine.get("nearestCost", {}).get("cpu"), self.sizes["vertices"])

    def _graph(self):
        for threads in (1, 2):
            outcome = self._run("export-graph", [
                self.programs.export, self.extract, "--threads", threads, "--sources", 0])
            if outcome:
                self._add(GRAPH, OURS if threads == 1 else "circle, 2 threads", outcome.cpu, 1, outcome,
                          counts={key: outcome.figures[key] for key in ("vertices", "edges")},
                          note="squares crossed, components, Hilbert order, shape points")

    # MARK: floors

    def _floors_inflate(self):
        outcome = self._run("floors", [self.programs.floors, "inflate", self.extract, 5])
        if outcome:
            self._add(GRAPH, "libdeflate", outcome.figures["libdeflate_cpu"], 1, note="floor: inflates, reads nothing")
            self._add(GRAPH, "zlib", outcome.figures["zlib_cpu"], 1, note="floor: inflates, reads nothing")

    def _floors_search(self, form):
        counts = self.scratch / "reached.u32"
        outcome = self._run("floors", [
            self.programs.floors, "search", self.graph / form, self.graph / "sources.u32", self.graph / "venues.u32",
            15, 3, counts, self.sizes["vertices"]])
        if outcome:
            f = outcome.figures
            same = counts.read_bytes() == (self.graph / "reached.u32").read_bytes()
            agreement = {"agreeing": f["searches"] if same else 0, "asked": f["searches"]}
            if form == "contracted":
                agreement["nearest_sum"] = f["nearest_sum"]
            self._search_rows("C buckets" + _form(form), f["search_cpu"], f["searches"], f["settled"], f["nearest_cpu"],
                              f["vertices"], agreement, "textbook buckets as linked lists; no places inside edges, no compounds")

    # MARK: peers

    def _libosmium(self):
        outcome = self._run("libosmium_graph", [self.programs.libosmium, self.extract])
        if outcome:
            self._add(GRAPH, "libosmium, two passes", outcome.cpu, 1, outcome,
                      counts={key: outcome.figures[key] for key in ("vertices", "edges")},
                      note="no squares crossed, one-way walking, components, Hilbert order, shape points")

    def _fileinfo(self):
        outcome = self._run("osmium fileinfo -e", ["osmium", "fileinfo", "-e", "-j", "--no-progress", self.extract])
        if outcome:
            self._add(GRAPH, "osmium fileinfo -e", outcome.cpu, 1, outcome, note="decodes everything, builds nothing")

    def _matrix_peer(self, peer, form):
        outcome = self._run(f"{peer} {form}", [self.programs.python, HERE / f"{peer}_peer.py", self.graph, form])
        if not outcome:
            return
        f = outcome.figures
        name = {"scipy": "SciPy dijkstra", "routingkit": "RoutingKit CCH", "pandana": "pandana CH"}[peer] + _form(form)
        apart = f"{f['build_cpu']:.2f} s to prepare apart"
        notes = {
            "scipy": "given our arrays; vertices only, answers of n doubles",
            "routingkit": f"given our arrays; no bound: all vertices each time; {apart}",
            "pandana": f"given our arrays; vertices only, times rounded inside; {apart}",
        }
        agreement = {key: f[key] for key in ("agreeing", "asked", "nearest_sum") if key in f}
        self._search_rows(name, f["search_cpu"], f["searches"], f["settled"], f["nearest_cpu"], f["vertices"],
                          agreement, notes[peer])

    def _valhalla(self):
        """Builds tiles afresh, then searches on them, then the whole job from nothing."""
        script, files = HERE / "valhalla_peer.py", [self.extract, self.venues]
        for name in ("tiles", "whole"):
            folder = self.scratch / f"valhalla_{name}"
            shutil.rmtree(folder, ignore_errors=True)
            outcome = self._run(f"Valhalla {name}", [self.programs.python, script, name, *files, folder])
            if outcome and name == "tiles":
                self._add(GRAPH, "Valhalla tiles", outcome.cpu, 1, outcome, note="its own profile; tiles on disk")
            elif outcome:
                self._add(GAPS, "Valhalla + shapely", outcome.cpu, 1, outcome,
                          note="111 m raster; one union; no homes, people, causes")
        outcome = self._run("Valhalla searches", [
            self.programs.python, script, "searches", *files, self.scratch / "valhalla_tiles"])
        if outcome:
            f = outcome.figures
            self._add(POLYGONS, "Valhalla", f["polygon_cpu"], f["polygons"],
                      note="111 m raster, denoise and generalize 0")
            self._add(SEARCHES, "Valhalla isochrone", f["polygon_cpu"], f["polygons"],
                      note="from the venues; its only bounded search with a plain answer, contour included")
        outcome = self._run("Valhalla nearest", [
            self.programs.python, script, "nearest", *files, self.scratch / "valhalla_tiles"])
        if outcome:
            self._add(NEAREST, "Valhalla expansion", outcome.figures["nearest_cpu"], 1,
                      note="from all venues at once, up to 5 h; its own edges, as GeoJSON")

    # MARK: rows

    def _run(self, name, command):
        """Runs a program, but one that failed in an earlier round; None when there is no outcome."""
        if name in self.given_up:
            return None
        outcome = run(self.programs.cost, command, self.limit)
        if outcome.error:
            self.failures.append({"program": name, "error": outcome.error})
            return None
        return outcome

    def _search_rows(self, name, cpu, searches, settled, nearest_cpu, vertices, agreement=None, note=""):
        self._add(SEARCHES, name, cpu, searches, agreement=agreement, note=note, settled=settled)
        if nearest_cpu:
            self._add(NEAREST, name, nearest_cpu, 1, agreement=agreement, note=note, vertices=vertices)

    def _add(self, work, program, cpu, amount, outcome=None, **more):
        row = {"work": work, "program": program, "cpu": cpu, "amount": max(1, amount), **more}
        if outcome:
            row |= {"wall": outcome.wall, "peak_mib": outcome.peak_mib}
        self.rows.append({key: value for key, value in row.items() if value not in (None, "")})


def _form(form):
    return "" if form == "contracted" else ", every shape point"


def _stage_cpu(record, stage):
    """CPU seconds of a stage of a run with one thread; its wall seconds where the record has no CPU."""
    return record.get("stages", {}).get(stage, {}).get("cpu_s", record["timings_s"][stage])
