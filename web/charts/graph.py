"""The graph of a trace: parties as boxes in columns, hops as lines in the one line grammar, gaps as dashed boxes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

TOP, LANE_GAP = 20, 48
WIDTH = 1030
ROOMY_COLUMNS, ROOMY_GAP, TIGHT_GAP = 5, 62, 36
WIDEST, NARROWEST = 164, 112
LETTER, NOTE_LETTER = 7.9, 7.0
"""Width of a letter of a name and of a note in the template's type."""
NAME_H, NOTE_H = 18, 16
NAME_LINES, GAP_LINES = 3, 6
DIP = 30
"""How far below the boxes a line passes that leaves some out."""
ABOVE, BETWEEN, BELOW = 20, 20, 10
"""From the edge to the first line of the name, from its last one to the first note, from the last note to the edge."""

Kind = Literal["party", "gap", "end"]


@dataclass(frozen=True, slots=True)
class Stop:
    """What stands in a box: a party, a gap, or the weapon at the end. `href` is where it leads, empty for nowhere."""

    key: str
    name: str
    notes: tuple[str, ...] = ()
    href: str = ""
    kind: Kind = "party"


@dataclass(frozen=True, slots=True)
class Step:
    """One hop of a way; `number` is its number in the table, `said` the row of the table in words."""

    origin: Stop
    destination: Stop
    tier: str
    number: str = ""
    href: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A box; the first of `notes` stands at `notes_y`."""

    stop: Stop
    x: int
    y: int
    title: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    notes_y: int

    @property
    def order(self) -> tuple[int, int]:
        """From left to right, from above."""
        return self.x, self.y


@dataclass(frozen=True, slots=True)
class Edge:
    """A line; `start` and `stop` are the keys of its boxes."""

    step: Step
    path: str
    x: int
    y: int

    @property
    def start(self) -> str:
        """The box it leaves."""
        return self.step.origin.key

    @property
    def stop(self) -> str:
        """The box it reaches."""
        return self.step.destination.key


@dataclass(frozen=True, slots=True)
class Graph:
    """What the template draws."""

    width: int
    height: int
    node_width: int
    node_height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(ways: Sequence[Sequence[Step]]) -> Graph | None:
    """Lay out ways, the first one on top; None where there is none.

    A box stands in the lane of the first way that has it, in the column of its furthest place in any way. Two ways
    that share a hop share its line, with the number of the first.
    """
    shown = [way for way in ways if way]
    if not shown:
        return None
    stops, column, lane = _places(shown)
    node_width, gap = _widths(max(column.values()) + 1)
    boxes = {key: _Box.of(stop, node_width) for key, stop in stops.items()}
    grid = _Grid(node_width, max(box.height for box in boxes.values()), gap)
    nodes = {key: grid.node(stops[key], boxes[key], column[key], lane[key]) for key in stops}
    edges = tuple(grid.edge(nodes[one.origin.key], nodes[one.destination.key], one) for one in _once(shown))
    width = max(node.x for node in nodes.values()) + grid.node_width + 2
    height = max(max(node.y for node in nodes.values()) + grid.node_height, *(edge.y + 11 for edge in edges)) + 14
    return Graph(max(width, WIDTH), height, grid.node_width, grid.node_height, tuple(nodes.values()), edges)


@dataclass(frozen=True, slots=True)
class _Box:
    """The text of one box, broken into lines."""

    title: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]

    @classmethod
    def of(cls, stop: Stop, width: int) -> "_Box":
        told = " · ".join(note for note in stop.notes if note)
        letters = int((width - 18) / NOTE_LETTER)
        if stop.kind == "gap":
            return cls(stop.name, _lines(stop.name, letters, most=GAP_LINES), ())
        return cls(
            f"{stop.name} · {told}" if told else stop.name,
            _lines(stop.name, int((width - 18) / LETTER), most=NAME_LINES),
            _notes(stop.notes, told, letters),
        )

    @property
    def height(self) -> int:
        names, notes = NAME_H * (len(self.lines) - 1), NOTE_H * max(len(self.notes) - 1, 0)
        return ABOVE + names + BETWEEN + notes + BELOW


@dataclass(frozen=True, slots=True)
class _Grid:
    node_width: int
    node_height: int
    gap: int

    def node(self, stop: Stop, box: _Box, column: int, lane: int) -> Node:
        x, y = 2 + column * (self.node_width + self.gap), TOP + lane * (self.node_height + LANE_GAP)
        notes_y = self.node_height - BELOW - NOTE_H * (len(box.notes) - 1)
        return Node(stop, x, y, box.title, box.lines, box.notes, notes_y)

    def edge(self, start: Node, stop: Node, step: Step) -> Edge:
        middle = self.node_height // 2
        x1, y1, x2, y2 = start.x + self.node_width, start.y + middle, stop.x - 2, stop.y + middle
        if y1 != y2 or x2 <= x1:
            bend = max((x2 - x1) // 2, 30)
            path = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
            return Edge(step, path, (x1 + x2) // 2, (y1 + y2) // 2)
        if stop.x - start.x <= self.node_width + self.gap:
            return Edge(step, f"M{x1} {y1}H{x2}", (x1 + x2) // 2, y1 - 20)
        lowest = y1 + middle + DIP
        control = y1 + (lowest - y1) * 4 // 3  # a cubic whose ends are level comes three quarters of the way
        return Edge(step, f"M{x1} {y1}C{x1 + 40} {control} {x2 - 40} {control} {x2} {y1}", (x1 + x2) // 2, lowest)


def _once(ways: Iterable[Sequence[Step]]) -> Iterable[Step]:
    """Each pair of boxes once; the words of hops that share a line stand together."""
    found: dict[tuple[str, str], Step] = {}
    for step in (step for way in ways for step in way):
        pair = (step.origin.key, step.destination.key)
        first = found.get(pair)
        found[pair] = replace(first, said=f"{first.said} {step.said}".strip()) if first else step
    return found.values()


def _places(ways: Sequence[Sequence[Step]]) -> tuple[dict[str, Stop], dict[str, int], dict[str, int]]:
    stops: dict[str, Stop] = {}
    column: dict[str, int] = {}
    lane: dict[str, int] = {}
    for number, way in enumerate(ways):
        for place, stop in enumerate([way[0].origin, *(step.destination for step in way)]):
            stops.setdefault(stop.key, stop)
            lane.setdefault(stop.key, number)
            column[stop.key] = max(column.get(stop.key, 0), place)
    return stops, column, _apart(column, lane)


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
    return tuple(line for note in notes if note for line in _lines(note, letters))


def _lines(text: str, letters: int, *, most: int = 2) -> tuple[str, ...]:
    """The text in at most so many lines, broken between words, the last one cut."""
    if len(text) <= letters or most == 1:
        return (_cut(text, letters),)
    words, first = text.split(), ""
    while words and len(f"{first} {words[0]}".strip()) <= letters:
        first = f"{first} {words.pop(0)}".strip()
    return (first, *_lines(" ".join(words), letters, most=most - 1)) if first else (_cut(text, letters),)


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
