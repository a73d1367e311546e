"""Rows of a made world as a customs office writes them: names, codes and goods in many ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np

from provenance.management.benchmarking.tracing_cast import Cast, Numbers, Part
from provenance.management.benchmarking.tracing_rows import WRONG, Rows
from provenance.management.benchmarking.tracing_worlds import DAYS, START, World

SHIPMENT_COLUMNS = (
    "row_id",
    "date",
    "seller",
    "seller_country",
    "buyer",
    "buyer_country",
    "dispatch_country",
    "origin_country",
    "hs_code",
    "description",
    "quantity",
    "unit",
    "value_usd",
    "source",
)
SOURCES = ("made-customs-east", "made-customs-west", "made-customs-south")
_GENERAL = (
    "ELECTRONIC INTEGRATED CIRCUITS",
    "Integrated circuits",
    "Electronic components",
    "ELECTRONIC COMPONENTS, NOT FOR MILITARY USE",
    "Monolithic integrated circuits, new",
    "Semiconductor devices",
    "ИНТЕГРАЛЬНЫЕ МИКРОСХЕМЫ",
    "Компоненты электронные, новые",
    "PARTS FOR COMMUNICATION EQUIPMENT",
    "Goods as per contract",
)
_WITH_CATEGORY = ("{category}", "{category}, new", "ELECTRONIC COMPONENT: {category}", "{category} FOR CIVIL USE")
_WITH_PART = (
    "{category} {part}",
    "{part}",
    "INTEGRATED CIRCUIT {part} {maker}",
    "МИКРОСХЕМА {part}",
    "{maker} {part} {category}, NEW",
    "ELECTRONIC COMPONENTS: {category}, P/N {part}",
)
_OTHER = ("Machinery parts", "Equipment for data processing", "COMMUNICATION DEVICES", "Electrical apparatus, new")
_MISPLACED = ("847330", "853400", "854290", "853890")
_CODE_STYLES = ("{0}", "{0}9000", "{1}.{2}")


class Writer:
    """Writes the rows of one world; what a name or a code may look like is prepared once."""

    def __init__(self, made: World, people: Cast) -> None:
        self._world, self._people = made, people
        self._days = [(START + timedelta(days=number)).isoformat() for number in range(DAYS + 1000)]
        self._names = [(name.usual, *name.others) for name in people.names]
        self._makers = [people.names[maker].usual.split()[0] for maker in range(len(people.authorised))]

    def lines(self, rows: Rows, letter: str, start: int) -> Iterator[Sequence[str | int]]:
        """Yield the cells of each row, numbered from `start`."""
        dice = np.random.default_rng([self._world.seed, start, ord(letter)])
        count = len(rows)
        written = self._sides(count, dice)
        values = np.round(rows["quantity"] * rows["price"].astype(float), 2)
        silent = dice.random(count) < self._world.no_value
        cells = zip(
            rows["seller"].tolist(),
            rows["buyer"].tolist(),
            *(side.tolist() for side in written),
            rows["day"].tolist(),
            rows["good"].tolist(),
            rows["code"].tolist(),
            rows["names"].tolist(),
            rows["quantity"].tolist(),
            ["" if quiet else f"{value:.2f}" for value, quiet in zip(values.tolist(), silent.tolist(), strict=True)],
            dice.integers(0, 60, count).tolist(),
            (dice.random(count) < self._world.stray_numbers).tolist(),
            strict=True,
        )
        countries, names, days = self._people.countries, self._names, self._days
        for number, row in enumerate(cells, start):
            seller, buyer, sold, bought, day, good, code, named, quantity, value, any_, stray = row
            text = self._description(good, named, any_)
            yield (
                f"{letter}{number:08}",
                days[day],
                names[seller][sold],
                countries[seller],
                names[buyer][bought],
                countries[buyer],
                countries[seller],
                self._origin(good),
                self._code(good, code, any_),
                f"{text}, CONTRACT NR{any_}{number % 9973:04}/{day % 28:02}" if stray else text,
                quantity,
                "pcs",
                value,
                SOURCES[any_ % 3],
            )

    def _sides(self, count: int, dice: np.random.Generator) -> tuple[Numbers, Numbers]:
        """Which of its four ways each row writes its seller's and its buyer's name; at most one of them is unusual."""
        unusual = np.where(dice.random(count) < self._world.misspelt, dice.integers(1, 4, count), 0)
        of_seller = dice.random(count) < 0.5
        return np.where(of_seller, unusual, 0), np.where(of_seller, 0, unusual)

    def _description(self, good: int, named: int, any_: int) -> str:
        if good >= len(self._people.parts):
            return _OTHER[any_ % len(_OTHER)]
        part = self._people.parts[good]
        if named:
            facts = {"part": _written(part, named), "maker": self._makers[part.maker], "category": part.category}
            return _WITH_PART[any_ % len(_WITH_PART)].format(**facts)
        if any_ % 3:
            return _GENERAL[any_ % len(_GENERAL)]
        return _WITH_CATEGORY[any_ % len(_WITH_CATEGORY)].format(category=part.category.upper())

    def _origin(self, good: int) -> str:
        if good >= len(self._people.parts):
            return "CN"
        return self._people.countries[self._people.parts[good].maker]

    def _code(self, good: int, code: int, any_: int) -> str:
        parts = self._people.parts
        if good >= len(parts):
            found = self._people.other_codes[good - len(parts)]
        elif code == WRONG:
            found = _MISPLACED[any_ % len(_MISPLACED)]
        else:
            found = parts[good].codes[code % len(parts[good].codes)]
        return _CODE_STYLES[any_ % len(_CODE_STYLES)].format(found, found[:4], found[4:])


def _written(part: Part, way: int) -> str:
    """Its number exactly, its base alone, on a reel, in small letters."""
    return (part.number, part.base, f"{part.number}-TR", part.number.lower())[way - 1]
