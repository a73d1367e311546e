"""The graph of a trace: parties as boxes in columns, hops as lines in the one line grammar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TOP, LANE_GAP = 20, 48
WIDTH = 1030
ROOMY_COLUMNS, ROOMY_GAP, TIGHT_GAP = 5, 62, 36
WIDEST, NARROWEST = 164, 112
LETTER, NOTE_LETTER = 7.9, 7.0
"""Width of a letter of a name and of a note in the template's type."""
NAME_H, NOTE_H = 18, 16
ABOVE, BETWEEN, BELOW = 20, 20, 10
"""From the edge to the first line of the name, from its last one to the first note, from the last note to the edge."""
MAX_CHAINS = 3

JSON = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """A party, or the weapon at the end (`end`). `notes` say what it is and where, the first at `notes_y`."""

    key: str
    x: int
    y: int
    title: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    notes_y: int
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
    """Lay out the best chains of a trace answer in words; `end` is title and note of the specimen it was found in.

    A party stands in the lane of the first chain that names it, in the column of its furthest place in any chain.
    """
    shown = [chain["hops"] for chain in chains[:MAX_CHAINS] if chain["hops"]]
    if not shown:
        return None
    parties, column, lane = _places(shown)
    columns = max(column.values()) + 1 + (end is not None)
    node_width, gap = _widths(columns)
    boxes = {
        key: _Box.of(party["name"], (party["kind"], party["country"]), node_width) for key, party in parties.items()
    }
    if end is not None:
        boxes[""] = _Box.of(end[0], end[1:], node_width)
    grid = _Grid(node_width, max(box.height for box in boxes.values()), gap)
    nodes = {key: grid.node(key, boxes[key], column[key], lane[key]) for key in parties}
    edges: dict[tuple[str, str], Edge] = {}
    for chain_number, hops in enumerate(shown, start=1):
        for number, hop in enumerate(hops, start=1):
            pair = (hop["from"]["id"], hop["to"]["id"])
            edges.setdefault(pair, grid.edge(nodes[pair[0]], nodes[pair[1]], hop["tier"], _label(chain_number, number)))
    if end is not None:
        last = nodes[shown[0][-1]["to"]["id"]]
        nodes[""] = grid.node("", boxes[""], columns - 1, lane[last.key], end=True)
        edges["", ""] = grid.edge(last, nodes[""], "hypothetical", "?")
    width = max(node.x for node in nodes.values()) + grid.node_width + 2
    height = max(node.y for node in nodes.values()) + grid.node_height + 14
    return Graph(
        max(width, WIDTH), height, grid.node_width, grid.node_height, tuple(nodes.values()), tuple(edges.values())
    )


@dataclass(frozen=True, slots=True)
class _Box:
    """The text of one box, broken into lines."""

    title: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]

    @classmethod
    def of(cls, name: str, notes: Sequence[str], width: int) -> "_Box":
        told = " · ".join(note for note in notes if note)
        return cls(
            f"{name} · {told}",
            _two_lines(name, int((width - 18) / LETTER)),
            _notes(notes, told, int((width - 18) / NOTE_LETTER)),
        )

    @property
    def height(self) -> int:
        names, notes = NAME_H * (len(self.lines) - 1), NOTE_H * (len(self.notes) - 1)
        return ABOVE + names + BETWEEN + notes + BELOW


@dataclass(frozen=True, slots=True)
class _Grid:
    node_width: int
    node_height: int
    gap: int

    def node(self, key: str, box: _Box, column: int, lane: int, *, end: bool = False) -> Node:
        x, y = 2 + column * (self.node_width + self.gap), TOP + lane * (self.node_height + LANE_GAP)
        notes_y = self.node_height - BELOW - NOTE_H * (len(box.notes) - 1)
        return Node(key, x, y, box.title, box.lines, box.notes, notes_y, end)

    def edge(self, start: Node, stop: Node, tier: str, number: str) -> Edge:
        middle = self.node_height // 2
        x1, y1, x2, y2 = start.x + self.node_width, start.y + middle, stop.x - 2, stop.y + middle
        if y1 != y2 or x2 <= x1:
            bend = max((x2 - x1) // 2, 30)
            path = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
            return Edge(path, tier, number, (x1 + x2) // 2, (y1 + y2) // 2)
        if stop.x - start.x <= self.node_width + self.gap:
            return Edge(f"M{x1} {y1}H{x2}", tier, number, (x1 + x2) // 2, y1 - 20)
        dip = y1 + self.node_height
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


def _widths(columns: int) -> tuple[int, int]:
    """Width of a box, and of the gap between two."""
    gap = ROOMY_GAP if columns <= ROOMY_COLUMNS else TIGHT_GAP
    room = (WIDTH - 4 - gap * (columns - 1)) // columns
    return min(max(room, NARROWEST), WIDEST), gap


def _notes(notes: Sequence[str], told: str, letters: int) -> tuple[str, ...]:
    """All on one line where they fit, else each on a line of its own, or two."""
    if len(told) <= letters:
        return (told,)
    return tuple(line for note in notes if note for line in _two_lines(note, letters))


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
