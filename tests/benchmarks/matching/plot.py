"""The reliability plot: a panel for each pair of lists, as SVG written by hand.

A point is a tenth of the scale of confidence: to the right how confident partnerhub is, upwards how
many of these pairs are true. On the diagonal both agree. The larger the point, the more pairs.
"""

import math
from typing import Any
from xml.sax.saxutils import escape

SIDE, GAP, COLUMNS, TOP = 190, 56, 3, 34
FEW = 20
STYLE = (
    "text{font:12px sans-serif;fill:#333}.title{font-weight:bold}.small{font-size:10px;fill:#666}"
    ".frame{fill:#fafafa;stroke:#ccc}.even{stroke:#bbb;stroke-dasharray:4 4}"
    ".line{fill:none;stroke:#2563a8;stroke-width:1.5}.many{fill:#2563a8;fill-opacity:.75}"
    ".few{fill:#fff;stroke:#2563a8}"
)


def reliability(panels: dict[str, dict[str, Any]]) -> str:
    """Draw the bins of each pair of lists."""
    columns = min(COLUMNS, max(1, len(panels)))
    rows = math.ceil(len(panels) / columns)
    width = columns * (SIDE + GAP) + GAP // 2
    height = rows * (SIDE + GAP + TOP)
    drawn = [
        f'<g transform="translate({GAP + number % columns * (SIDE + GAP)},'
        f'{TOP + number // columns * (SIDE + GAP + TOP)})">{_panel(name, found)}</g>'
        for number, (name, found) in enumerate(panels.items())
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">\n'
        "<title>Confidence and truth, by list</title>\n"
        f'<style>{STYLE}</style>\n<rect width="100%" height="100%" fill="#fff"/>\n'
        + "\n".join(drawn)
        + "\n</svg>\n"
    )


def _panel(name: str, found: dict[str, Any]) -> str:
    """Draw one square from 0 to 1."""
    points = [
        (_at(row["confidence"]), SIDE - _at(row["true"]), row["pairs"]) for row in found["bins"]
    ]
    line = " ".join(f"{x},{y}" for x, y, pairs in points if pairs >= FEW)
    dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="{2 + math.log10(pairs):.1f}" '
        f'class="{"many" if pairs >= FEW else "few"}"><title>{pairs:,} pairs</title></circle>'
        for x, y, pairs in points
    )
    ticks = "".join(
        f'<text class="small" x="{_at(t)}" y="{SIDE + 14}" text-anchor="middle">{t:g}</text>'
        f'<text class="small" x="-6" y="{SIDE - _at(t) + 4}" text-anchor="end">{t:g}</text>'
        for t in (0, 0.5, 1)
    )
    half = SIDE / 2
    return (
        f'<text class="title" x="0" y="-10">{escape(name)}</text>'
        f'<text class="small" x="{SIDE}" y="-10" text-anchor="end">'
        f"error {found['calibration']:.3f}</text>"
        f'<rect class="frame" width="{SIDE}" height="{SIDE}"/>'
        f'<line class="even" x1="0" y1="{SIDE}" x2="{SIDE}" y2="0"/>'
        f'<polyline class="line" points="{line}"/>{dots}{ticks}'
        f'<text class="small" x="{half}" y="{SIDE + 28}" text-anchor="middle">confidence</text>'
        f'<text class="small" transform="translate(-28,{half}) rotate(-90)" '
        'text-anchor="middle">true</text>'
    )


def _at(share: float) -> float:
    """Place a share on a side."""
    return round(share * SIDE, 1)
