"""Makes `web/static/web/field/outlines.js`: the outlines of Ukraine's regions for the map of the field app.

The lines come from the npm package `@dkkoval/react-ua-map` 0.1.3 (Apache-2.0), whose bundle holds them as TopoJSON.
Neighbours share their lines there, so each line is made simpler once and both sides still meet.

Use: npm pack @dkkoval/react-ua-map@0.1.3 && tar xzf dkkoval-react-ua-map-0.1.3.tgz
     python tools/outline_map.py package/dist/esm/index.js web/static/web/field/outlines.js
"""

import json
import re
import sys
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

Point = tuple[float, float]

CODES = {
    **{"CK": "UA-71", "CH": "UA-74", "CV": "UA-77", "KR": "UA-43", "DP": "UA-12", "DT": "UA-14", "IF": "UA-26"},
    **{"KK": "UA-63", "KS": "UA-65", "KM": "UA-68", "KV": "UA-32", "KC": "UA-30", "KH": "UA-35", "LH": "UA-09"},
    **{"LV": "UA-46", "MY": "UA-48", "OD": "UA-51", "PL": "UA-53", "RV": "UA-56", "SC": "UA-40", "SM": "UA-59"},
    **{"TP": "UA-61", "ZK": "UA-21", "VI": "UA-05", "VO": "UA-07", "ZP": "UA-23", "ZT": "UA-18"},
}
"""The package's codes of regions -> ISO 3166-2."""
WEST, NORTH, UNITS = 22.0, 52.5, 100
"""The map's corner in degrees, and its units in a degree of latitude; map.js has the same figures."""
NARROWING = cos(radians(48.5))
TOLERANCE = 1.6
"""How far, in units of the map (about a kilometre), a line may leave its course."""


def topology(bundle: str) -> dict[str, Any]:
    """The four variables of the bundle that make a TopoJSON object."""
    found = {}
    for name in ("transform", "objects", "arcs"):
        literal = re.search(rf"^var {name} = (.*?^[}}\]]);$", bundle, re.MULTILINE | re.DOTALL)
        if literal is None:
            raise SystemExit(f"no variable {name} in the bundle")
        found[name] = json.loads(re.sub(r"^(\s*)(\w+):", r'\1"\2":', literal[1], flags=re.MULTILINE))
    return found


def lines(shape: dict[str, Any]) -> list[list[Point]]:
    """Every arc in the map's units, made simpler."""
    (east, north), (west, south) = shape["transform"]["scale"], shape["transform"]["translate"]
    made = []
    for arc in shape["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            longitude, latitude = x * east + west, y * north + south
            points.append(((longitude - WEST) * NARROWING * UNITS, (NORTH - latitude) * UNITS))
        made.append(simpler(points))
    return made


def simpler(points: list[Point]) -> list[Point]:
    """Douglas and Peucker: the ends, and what leaves the line between them by more than the tolerance."""
    if len(points) < 3:
        return points
    first, last = points[0], points[-1]
    far, at = max((off(point, first, last), at) for at, point in enumerate(points[1:-1], 1))
    if far <= TOLERANCE:
        return [first, last]
    return simpler(points[: at + 1])[:-1] + simpler(points[at:])


def off(point: Point, first: Point, last: Point) -> float:
    """How far a point is from a line; from the first end when the line is closed."""
    length = hypot(last[0] - first[0], last[1] - first[1])
    if length == 0:
        return hypot(point[0] - first[0], point[1] - first[1])
    cross = (last[0] - first[0]) * (first[1] - point[1]) - (first[0] - point[0]) * (last[1] - first[1])
    return abs(cross) / length


def path(rings: list[list[int]], arcs: list[list[Point]]) -> str:
    """The rings as an SVG path with relative steps in whole units."""
    drawn = []
    for ring in rings:
        points: list[Point] = []
        for number in ring:
            points += arcs[number] if number >= 0 else arcs[~number][::-1]
        corners = [(round(x), round(y)) for x, y in points]
        steps = [
            f"{after[0] - before[0]} {after[1] - before[1]}" for before, after in pairwise(corners) if after != before
        ]
        if len(steps) > 2:
            drawn.append(f"M{corners[0][0]} {corners[0][1]}l{' '.join(steps)}z".replace(" -", "-"))
    return "".join(drawn)


def main(bundle: Path, target: Path) -> None:
    """Write the module."""
    shape = topology(bundle.read_text())
    arcs = lines(shape)
    rows = {}
    for region in shape["objects"]["ukraine"]["geometries"]:
        polygons = region["arcs"] if region["type"] == "MultiPolygon" else [region["arcs"]]
        rows[CODES[region["properties"]["code"]]] = path([ring for polygon in polygons for ring in polygon], arcs)
    body = "".join(f'  "{code}": "{drawn}",\n' for code, drawn in sorted(rows.items()))
    says = "// Outlines of Ukraine's regions, made by tools/outline_map.py; source and licence in NOTICE.\n"
    target.write_text(f"{says}export const OUTLINES = {{\n{body}}};\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
