"""Turns the rows of all rounds into figures with their spread, and those into Markdown."""

from measure import spread
from work import GAPS, GRAPH, NEAREST, OURS, POLYGONS, SEARCHES, UNITS


def summarise(rounds):
    """One entry for each work and program: cost of one piece, and how many times ours that is, paired by round."""
    summary = {}
    for rows in rounds:
        ours = {row["work"]: row["cpu"] / row["amount"] for row in rows if row["program"] == OURS}
        for row in rows:
            empty = {"costs": [], "ratios": [], "walls": [], "peaks": []}
            entry = summary.setdefault((row["work"], row["program"]), empty)
            cost = row["cpu"] / row["amount"]
            entry["costs"].append(cost)
            if ours.get(row["work"]):
                entry["ratios"].append(cost / ours[row["work"]])
            for key, name in (("walls", "wall"), ("peaks", "peak_mib")):
                if name in row:
                    entry[key].append(row[name])
            entry["last"] = row
    return [_entry(work, program, entry) for (work, program), entry in summary.items()]


def _entry(work, program, entry):
    result = {"work": work, "program": program, "unit": UNITS[work], "cpu_s": spread(entry["costs"])}
    if entry["ratios"]:
        result["times_ours"] = spread(entry["ratios"])
    if entry["walls"]:
        result["wall_s"] = spread(entry["walls"])
    if entry["peaks"]:
        result["peak_mib"] = spread(entry["peaks"])
    last = entry["last"]
    for key in ("counts", "agreement", "note", "vertices"):
        if key in last:
            result[key] = last[key]
    if "settled" in last:
        result["ns_a_settled_vertex"] = result["cpu_s"]["median"] * 1e9 * last["amount"] / max(1, last["settled"])
    return result


def markdown(report):
    """The tables of all extracts."""
    machine = report["machine"]
    lines = [
        f"Peers beside circle, {report['date']}, commit {report['commit']}: {machine['processor']}, {machine['cores']}"
        f" cores, {machine['system']}; medians of {report['runs']} interleaved rounds, CPU seconds of one thread each;"
        " *times ours* is the median of the ratios taken round by round, with lowest and highest.",
        "",
        f"Versions: {', '.join(report['versions'])}.",
    ]
    for extract in report["extracts"]:
        lines += ["", f"## {extract['name']}", "", _sizes(extract), ""]
        for failure in extract["failures"]:
            lines += [f"Failed: {failure['program']}: {failure['error']}", ""]
        for work in (GRAPH, SEARCHES, NEAREST, POLYGONS, GAPS):
            rows = [row for row in extract["rows"] if row["work"] == work]
            if rows:
                lines += _table(work, rows, extract)
    return "\n".join(lines) + "\n"


def _sizes(extract):
    sizes = extract["sizes"]
    return (
        f"{extract['bytes'] / 1e6:.1f} MB; {sizes['vertices']:,} vertices, {sizes['edges']:,} edges contracted,"
        f" {sizes['uncontractedVertices']:,} vertices with every shape point; {extract['venues']} venues;"
        f" {sizes['sources']:,} random sources that reach {sizes['settled_a_search']:.0f} vertices each on average."
    )


def _table(work, rows, extract):
    is_process = work in (GRAPH, GAPS)
    head = {
        GRAPH: "| program | CPU ms | times ours | wall ms | peak MiB | vertices, edges | differs in |",
        SEARCHES: "| program | searches a CPU-second | times ours | ns a settled vertex | same reach | differs in |",
        NEAREST: "| program | CPU ms | times ours | ms a million vertices | same times | differs in |",
        POLYGONS: "| program | polygons a CPU-second | times ours | CPU ms | differs in |",
        GAPS: "| program | CPU ms | times ours | wall ms | peak MiB | differs in |",
    }[work]
    lines = [f"**{work[0].upper()}{work[1:]}**", "", head, "|" + "---|" * (head.count("|") - 1)]
    for row in sorted(rows, key=lambda row: (row["program"] != OURS, row["cpu_s"]["median"])):
        cpu = row["cpu_s"]["median"]
        figure = f"{1 / cpu:,.0f}" if work in (SEARCHES, POLYGONS) else f"{cpu * 1e3:,.2f}"
        cells = [row["program"], figure, _ratio(row)]
        if is_process:
            cells += [_median(row, "wall_s", 1e3), _median(row, "peak_mib", 1)]
        if work == GRAPH:
            cells.append(", ".join(f"{value:,}" for value in row.get("counts", {}).values()))
        if work == SEARCHES:
            nanoseconds = row.get("ns_a_settled_vertex")
            cells += [f"{nanoseconds:.0f}" if nanoseconds else "", _reach(row)]
        if work == NEAREST:
            cells += [f"{cpu * 1e9 / row['vertices']:.0f}" if "vertices" in row else "", _nearest(row, extract)]
        if work == POLYGONS:
            cells.append(f"{cpu * 1e3:.2f}")
        lines.append("| " + " | ".join(cells + [row.get("note", "")]) + " |")
    return lines + [""]


def _ratio(row):
    if "times_ours" not in row or row["program"] == OURS:
        return ""
    ratio = row["times_ours"]
    return f"{_short(ratio['median'])} ({_short(ratio['low'])}–{_short(ratio['high'])})"


def _short(value):
    return f"{value:,.0f}" if value >= 20 else f"{value:.1f}" if value >= 2 else f"{value:.2f}"


def _median(row, key, scale):
    return f"{row[key]['median'] * scale:,.0f}" if key in row else ""


def _reach(row):
    agreement = row.get("agreement")
    return f"{agreement['agreeing']} of {agreement['asked']}" if agreement else ""


def _nearest(row, extract):
    """Whether the sum of all times is ours, to the rounding of floats."""
    total, ours = row.get("agreement", {}).get("nearest_sum"), extract["sizes"]["nearest_sum"]
    if total is None:
        return ""
    difference = abs(total - ours) / max(1, ours)
    return "yes" if difference < 1e-5 else f"sum {difference:.1e} off"


def is_agreed(report):
    """Whether all that search the same arrays reach the same vertices; pandana rounds, so it may differ at the edge."""
    return all(
        row["agreement"]["agreeing"] == row["agreement"]["asked"]
        for extract in report["extracts"] for row in extract["rows"]
        if "asked" in row.get("agreement", {}) and not row["program"].startswith("pandana")
    )
