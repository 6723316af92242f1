"""The ratios of one extract as bars on a logarithmic scale, plain SVG."""

from math import ceil, log10
from xml.sax.saxutils import escape

from work import GAPS, GRAPH, NEAREST, OURS, POLYGONS, SEARCHES

FLOORS = ("libdeflate", "zlib", "C buckets")
LEFT, WIDTH, BAR, GAP = 250, 430, 16, 6


def draw(extract):
    """Bars: CPU of each program as a multiple of ours. Variants of our own are left out."""
    rows = [r for r in extract["rows"] if "times_ours" in r and not r["program"].startswith(OURS)]
    decades = max(1, ceil(max((log10(max(1.0, r["times_ours"]["median"])) for r in rows), default=1)))
    parts, y = [], 46
    for work in (GRAPH, SEARCHES, NEAREST, POLYGONS, GAPS):
        group = sorted((r for r in rows if r["work"] == work), key=lambda r: r["times_ours"]["median"])
        if not group:
            continue
        y += 12
        parts.append(f'<text x="8" y="{y}" font-weight="bold">{escape(work)}</text>')
        y += 8
        for row in group:
            parts += _bar(row, y, decades)
            y += BAR + GAP
        y += 8
    grid = [_line(_x(10**d, decades), y, 10**d) for d in range(decades + 1)]
    total = LEFT + WIDTH + 70
    return "\n".join(
        [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total} {y + 28}" width="{total}" height="{y + 28}" '
         'font-family="sans-serif" font-size="12">',
         f'<rect width="{total}" height="{y + 28}" fill="#ffffff"/>',
         f'<text x="8" y="20" font-size="14">CPU of other programs as a multiple of circle’s: '
         f'{escape(extract["name"])}</text>',
         '<text x="8" y="37" fill="#666666">logarithmic; grey: floors that do less; 1 is circle itself</text>',
         *grid, *parts, "</svg>", ""])


def _x(ratio, decades):
    return LEFT + WIDTH * min(1.0, max(0.0, log10(max(ratio, 0.1)) / decades))


def _line(x, bottom, label):
    return (f'<line x1="{x:.1f}" y1="46" x2="{x:.1f}" y2="{bottom}" stroke="#dddddd"/>'
            f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle" fill="#666666">{label}×</text>')


def _bar(row, y, decades):
    ratio = row["times_ours"]["median"]
    colour = "#9a9a9a" if row["program"].startswith(FLOORS) else "#2f6f9f"
    end = max(_x(ratio, decades), LEFT + 1)
    label = f"{ratio:,.0f}×" if ratio >= 10 else f"{ratio:.2g}×"
    return [
        f'<text x="{LEFT - 8}" y="{y + 12}" text-anchor="end">{escape(row["program"])}</text>',
        f'<rect x="{LEFT}" y="{y}" width="{end - LEFT:.1f}" height="{BAR}" fill="{colour}"/>',
        f'<text x="{end + 5:.1f}" y="{y + 12}">{label}</text>',
    ]
