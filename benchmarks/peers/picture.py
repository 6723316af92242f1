"""The ratios of one extract as bars on a logarithmic scale, plain SVG."""

from math import ceil, floor, log10
from xml.sax.saxutils import escape

from work import GAPS, GRAPH, NEAREST, OURS, POLYGONS, SEARCHES

FLOORS = ("libdeflate", "zlib", "C buckets")
LEFT, WIDTH, RIGHT, BAR, GAP = 240, 430, 70, 16, 6


def draw(extract):
    """Bars: CPU of each program as a multiple of ours. Variants of our own are left out."""
    rows = [row for row in extract["rows"] if "times_ours" in row and not row["program"].startswith(OURS)]
    scale = Scale([row["times_ours"]["median"] for row in rows])
    parts, y = [], 52
    for work in (GRAPH, SEARCHES, NEAREST, POLYGONS, GAPS):
        group = sorted((row for row in rows if row["work"] == work), key=lambda row: row["times_ours"]["median"])
        if not group:
            continue
        y += 12
        parts.append(f'<text x="8" y="{y}" font-weight="bold">{escape(work)}</text>')
        y += 8
        for row in group:
            parts += _bar(row, y, scale)
            y += BAR + GAP
        y += 8
    width, height = LEFT + WIDTH + RIGHT, y + 28
    title = f"CPU of other programs as a multiple of circle’s: {extract['name']}"
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="12" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="8" y="20" font-size="14">{escape(title)}</text>',
        '<text x="8" y="37" fill="#666666">one thread each, logarithmic; grey: bare C, which does less</text>',
        *[_line(scale.x(10.0**d), y, d) for d in range(scale.low, scale.high + 1)], *parts, "</svg>", "",
    ])


class Scale:
    """Ratios to places, by decades."""

    def __init__(self, ratios):
        logarithms = [log10(ratio) for ratio in ratios] or [0.0]
        self.low = min(0, floor(min(logarithms)))
        self.high = max(1, ceil(max(logarithms)))

    def x(self, ratio):
        return LEFT + WIDTH * (log10(ratio) - self.low) / (self.high - self.low)


def _line(x, bottom, decade):
    label = f"{10**decade:,}" if decade >= 0 else f"{10.0**decade:g}"
    colour = "#888888" if decade == 0 else "#dddddd"
    return (f'<line x1="{x:.1f}" y1="46" x2="{x:.1f}" y2="{bottom}" stroke="{colour}"/>'
            f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle" fill="#666666">{label}×</text>')


def _bar(row, y, scale):
    ratio = row["times_ours"]["median"]
    colour = "#9a9a9a" if row["program"].startswith(FLOORS) else "#2f6f9f" if ratio >= 1 else "#b5542f"
    start, end = sorted((scale.x(1), scale.x(ratio)))
    label = f"{ratio:,.0f}×" if ratio >= 10 else f"{ratio:.2g}×"
    return [
        f'<text x="{LEFT - 8}" y="{y + 12}" text-anchor="end">{escape(row["program"])}</text>',
        f'<rect x="{start:.1f}" y="{y}" width="{max(1, end - start):.1f}" height="{BAR}" fill="{colour}"/>',
        f'<text x="{end + 5:.1f}" y="{y + 12}">{label}</text>',
    ]
