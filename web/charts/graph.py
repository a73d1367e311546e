"""The graph of a trace: parties as boxes in columns, hops as lines in the one line grammar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NODE_W, NODE_H = 164, 52
GAP_X, LANE_Y = 66, 106
TOP = 40
MAX_CHAINS = 3
MAX_LETTERS = 20

JSON = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """A party, or the weapon at the end (`end`)."""

    key: str
    x: int
    y: int
    title: str
    short: str
    note: str
    end: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A hop; `number` is its number in the table."""

    path: str
    tier: str
    number: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Graph:
    """What the template draws."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(chains: Sequence[JSON], *, end: tuple[str, str] | None = None) -> Graph | None:
    """Lay out the best chains of a stored trace answer; `end` is title and note of the specimen it was found in.

    A party stands in the lane of the first chain that names it, in the column of its furthest place in any chain.
    """
    shown = [chain["hops"] for chain in chains[:MAX_CHAINS] if chain["hops"]]
    if not shown:
        return None
    parties, column, lane = _places(shown)
    nodes = {key: _node(party, column[key], lane[key]) for key, party in parties.items()}
    edges: dict[tuple[str, str], Edge] = {}
    for chain_number, hops in enumerate(shown, start=1):
        for number, hop in enumerate(hops, start=1):
            pair = (hop["from"]["id"], hop["to"]["id"])
            edges.setdefault(pair, _edge(nodes[pair[0]], nodes[pair[1]], hop["tier"], _label(chain_number, number)))
    if end is not None:
        last = nodes[shown[0][-1]["to"]["id"]]
        found = Node("", _x(max(column.values()) + 1), last.y, end[0], _short(end[0]), end[1], end=True)
        nodes[""] = found
        edges["", ""] = _edge(last, found, "hypothetical", "?")
    width = max(node.x for node in nodes.values()) + NODE_W + 2
    height = max(node.y for node in nodes.values()) + NODE_H + 14
    return Graph(width, height, tuple(nodes.values()), tuple(edges.values()))


def _places(chains: Sequence[Sequence[JSON]]) -> tuple[dict[str, JSON], dict[str, int], dict[str, int]]:
    parties: dict[str, JSON] = {}
    column: dict[str, int] = {}
    lane: dict[str, int] = {}
    for number, hops in enumerate(chains):
        for place, party in enumerate([hops[0]["from"], *(hop["to"] for hop in hops)]):
            parties.setdefault(party["id"], party)
            lane.setdefault(party["id"], number)
            column[party["id"]] = max(column.get(party["id"], 0), place)
    return parties, column, _apart(column, lane)


def _apart(column: Mapping[str, int], lane: Mapping[str, int]) -> dict[str, int]:
    """Lanes such that no two boxes of one column share one."""
    taken: set[tuple[int, int]] = set()
    free: dict[str, int] = {}
    for key, wanted in lane.items():
        place = wanted
        while (column[key], place) in taken:
            place += 1
        taken.add((column[key], place))
        free[key] = place
    used = sorted(set(free.values()))
    return {key: used.index(place) for key, place in free.items()}


def _node(party: JSON, column: int, lane: int) -> Node:
    name = party["name"]
    return Node(party["id"], _x(column), TOP + lane * LANE_Y, name, _short(name), _note(party), end=False)


def _note(party: JSON) -> str:
    return " · ".join(part for part in (party["kind"], party["country"]) if part)


def _edge(start: Node, stop: Node, tier: str, number: str) -> Edge:
    middle = NODE_H // 2
    x1, y1, x2, y2 = start.x + NODE_W, start.y + middle, stop.x - 2, stop.y + middle
    if y1 == y2 and x2 > x1:
        neighbours = stop.x - start.x <= NODE_W + GAP_X
        if neighbours:
            return Edge(f"M{x1} {y1}H{x2}", tier, number, (x1 + x2) // 2, y1 - 22)
        dip = y1 + NODE_H
        return Edge(f"M{x1} {y1}C{x1 + 40} {dip} {x2 - 40} {dip} {x2} {y1}", tier, number, (x1 + x2) // 2, dip - 13)
    bend = max((x2 - x1) // 2, 30)
    path = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
    return Edge(path, tier, number, (x1 + x2) // 2, (y1 + y2) // 2)


def _label(chain: int, number: int) -> str:
    return str(number) if chain == 1 else f"{number}{'abc'[chain - 1]}"


def _x(column: int) -> int:
    return 2 + column * (NODE_W + GAP_X)


def _short(text: str) -> str:
    return text if len(text) <= MAX_LETTERS else f"{text[: MAX_LETTERS - 1].rstrip()}…"
