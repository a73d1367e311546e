"""A made world as files: parts, relations and shipments as the imports read them, and the truth beside them."""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from provenance.management.benchmarking.tracing_cast import Cast, cast
from provenance.management.benchmarking.tracing_chains import Chain
from provenance.management.benchmarking.tracing_planting import plant
from provenance.management.benchmarking.tracing_rows import ROW, Rows, ordinary, unnamed_by_chance
from provenance.management.benchmarking.tracing_truth import Planted, Truth, save
from provenance.management.benchmarking.tracing_worlds import DAYS, START, World, world
from provenance.management.benchmarking.tracing_writing import SHIPMENT_COLUMNS, Writer

PARTS, RELATIONS, SHIPMENTS, LATER, TRUTH = "parts.csv", "relations.csv", "shipments-{}.csv", "later.csv", "truth.json"
BLOCK = 200_000
ROWS_A_FILE = 1_000_000
DRAWN_AT_ONCE = 1_000_000
LAST_DECOY = 61
"""Days after its recovery by which a chain's last decoy has gone."""
RELATIONS_SOURCE = "made-world-relations"


Lines = Callable[[Rows, str, int], Iterator[Sequence[str | int]]]


def write_world(made: World, folder: Path) -> None:
    """Write the five files of a world into a folder."""
    people = cast(made)
    chains, planted = plant(made, people)
    rows = _rows(made, people, planted)
    later = ordinary(made, people, made.later, seed=3, late=True)
    later["names"] = 0
    _parts(people, folder / PARTS)
    _relations(made, people, folder / RELATIONS)
    writer = Writer(made, people)
    files = [(SHIPMENTS.format(n + 1), n * ROWS_A_FILE) for n in range(-(-len(rows) // ROWS_A_FILE))]
    for name, start in files:
        _shipments(writer.lines, rows, "S", range(start, min(start + ROWS_A_FILE, len(rows))), folder / name)
    _shipments(writer.lines, later, "L", range(len(later)), folder / LATER)
    questions = [_question(chain, people) for chain in chains]
    save(Truth(questions, _controls(made, people, chains, planted), len(rows), len(later)), folder / TRUTH)


def shipment_files(folder: Path) -> list[Path]:
    """The files of a world's shipments, the oldest first."""
    return sorted(folder.glob(SHIPMENTS.format("*")), key=lambda path: int(path.stem.split("-")[1]))


def _shipments(lines: Lines, rows: Rows, letter: str, places: range, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(SHIPMENT_COLUMNS)
        for start in range(places.start, places.stop, BLOCK):
            table.writerows(lines(rows[start : min(start + BLOCK, places.stop)], letter, start))


def _rows(made: World, people: Cast, planted: Rows) -> Rows:
    """All rows by day, as an office hands them out."""
    usual = np.zeros(0, ROW)
    seed = 100
    while missing := max(0, made.shipments - len(planted) - len(usual)):
        usual = np.concatenate([usual, ordinary(made, people, min(missing, DRAWN_AT_ONCE), seed)])
        seed += 1
    rows = np.concatenate([unnamed_by_chance(usual, planted, people), planted])
    return rows[np.argsort(rows["day"], kind="stable")]


def _parts(people: Cast, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("mpn", "manufacturer", "category", "base"))
        table.writerows((p.number, people.names[p.maker].usual, p.category, p.base) for p in people.parts)


def _relations(made: World, people: Cast, path: Path) -> None:
    dice = random.Random(made.seed)  # noqa: S311
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("party", "relation", "other_party", "from", "to", "territory", "source"))
        for maker, own in enumerate(people.authorised):
            for distributor in own.tolist():
                if dice.random() < made.told_relations:
                    names = people.names[distributor].usual, people.names[maker].usual
                    table.writerow(
                        (names[0], "authorised_distributor_of", names[1], "2010-01-01", "", "", RELATIONS_SOURCE)
                    )


def day_of(number: int) -> date:
    """The calendar day of a world's day."""
    return START + timedelta(days=number)


def _question(chain: Chain, people: Cast) -> Planted:
    part = people.parts[chain.good]
    hands = (chain.hops[0].seller, *(hop.buyer for hop in chain.hops))
    return Planted(
        chain.kind,
        part.number,
        people.names[part.maker].usual,
        (day_of(chain.made), day_of(chain.made + 6)),
        day_of(chain.recovered),
        tuple((people.names[hand].usual, people.countries[hand]) for hand in hands),
    )


def _controls(made: World, people: Cast, chains: Sequence[Chain], rows: Rows) -> list[Planted]:
    """Questions without a planted chain: half of parts with none, no decoy either, half made after their own."""
    dice = random.Random(made.seed + 1)  # noqa: S311
    planted = set(people.bases[rows["good"]].tolist())
    free = [place for place, base in enumerate(people.bases.tolist()) if base not in planted]
    found = [
        _control("nothing_planted", people, place, dice.randrange(DAYS - 400), dice)
        for place in _some(free, made.controls // 2, dice)
    ]
    last = {chain.good: chain.recovered + LAST_DECOY for chain in chains}
    others = [good for good, day in last.items() if day < DAYS - 30]
    after = _some(others, made.controls - len(found), dice)
    return [*found, *(_control("planted_earlier", people, good, last[good], dice) for good in after)]


def _some(goods: Iterable[int], count: int, dice: random.Random) -> list[int]:
    """So many of them, in any order; again from the first when they are too few."""
    order = list(goods)
    dice.shuffle(order)
    return [order[place % len(order)] for place in range(count)] if order else []


def _control(kind: str, people: Cast, good: int, made: int, dice: random.Random) -> Planted:
    part = people.parts[good]
    recovered = made + dice.randrange(200, 700)
    maker = people.names[part.maker].usual
    return Planted(kind, part.number, maker, (day_of(made), day_of(made + 6)), day_of(recovered))


if __name__ == "__main__":
    write_world(world(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])), Path(sys.argv[4]))
