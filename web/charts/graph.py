"""The graph of a trace: parties as boxes in columns, hops as lines in the one line grammar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NODE_H, LANE_Y, TOP = 68, 116, 20
WIDTH = 1030
ROOMY_COLUMNS, ROOMY_GAP, TIGHT_GAP = 5, 62, 36
WIDEST, NARROWEST = 164, 112
LETTER = 7.4
"""Width of a letter of a name in the template's type."""
MAX_CHAINS = 3

JSON = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """A party, or the weapon at the end (`end`)."""

    key: str
    x: int
    y: int
    title: str
    lines: tuple[str, ...]
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
    node_width: int
    node_height: int
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
    columns = max(column.values()) + 1 + (end is not None)
    grid = _Grid.of(columns)
    nodes = {key: grid.node(key, party["name"], _note(party), column[key], lane[key]) for key, party in parties.items()}
    edges: dict[tuple[str, str], Edge] = {}
    for chain_number, hops in enumerate(shown, start=1):
        for number, hop in enumerate(hops, start=1):
            pair = (hop["from"]["id"], hop["to"]["id"])
            edges.setdefault(pair, grid.edge(nodes[pair[0]], nodes[pair[1]], hop["tier"], _label(chain_number, number)))
    if end is not None:
        last = nodes[shown[0][-1]["to"]["id"]]
        nodes[""] = grid.node("", end[0], end[1], columns - 1, lane[last.key], end=True)
        edges["", ""] = grid.edge(last, nodes[""], "hypothetical", "?")
    width = max(node.x for node in nodes.values()) + grid.node_width + 2
    height = max(node.y for node in nodes.values()) + NODE_H + 14
    return Graph(max(width, WIDTH), height, grid.node_width, NODE_H, tuple(nodes.values()), tuple(edges.values()))


@dataclass(frozen=True, slots=True)
class _Grid:
    node_width: int
    gap: int

    @classmethod
    def of(cls, columns: int) -> "_Grid":
        gap = ROOMY_GAP if columns <= ROOMY_COLUMNS else TIGHT_GAP
        room = (WIDTH - 4 - gap * (columns - 1)) // columns
        return cls(min(max(room, NARROWEST), WIDEST), gap)

    def node(self, key: str, name: str, note: str, column: int, lane: int, *, end: bool = False) -> Node:
        x, y = 2 + column * (self.node_width + self.gap), TOP + lane * LANE_Y
        letters = int((self.node_width - 18) / LETTER)
        return Node(key, x, y, f"{name} · {note}", _two_lines(name, letters), _cut(note, letters + 1), end)

    def edge(self, start: Node, stop: Node, tier: str, number: str) -> Edge:
        middle = NODE_H // 2
        x1, y1, x2, y2 = start.x + self.node_width, start.y + middle, stop.x - 2, stop.y + middle
        if y1 != y2 or x2 <= x1:
            bend = max((x2 - x1) // 2, 30)
            path = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
            return Edge(path, tier, number, (x1 + x2) // 2, (y1 + y2) // 2)
        if stop.x - start.x <= self.node_width + self.gap:
            return Edge(f"M{x1} {y1}H{x2}", tier, number, (x1 + x2) // 2, y1 - 20)
        dip = y1 + NODE_H
        return Edge(f"M{x1} {y1}C{x1 + 40} {dip} {x2 - 40} {dip} {x2} {y1}", tier, number, (x1 + x2) // 2, dip - 15)


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


def _note(party: JSON) -> str:
    return " · ".join(part for part in (party["kind"], party["country"]) if part)


def _label(chain: int, number: int) -> str:
    return str(number) if chain == 1 else f"{number}{'abc'[chain - 1]}"


def _two_lines(text: str, letters: int) -> tuple[str, ...]:
    if len(text) <= letters:
        return (text,)
    words, first = text.split(), ""
    while words and len(f"{first} {words[0]}".strip()) <= letters:
        first = f"{first} {words.pop(0)}".strip()
    return (first, _cut(" ".join(words), letters)) if first else (_cut(text, letters),)


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
