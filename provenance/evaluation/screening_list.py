"""The list that a screening is measured on, and its aliases held out one fold after another."""

import csv
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

COLUMNS = ("name", "aliases")
MOST_FOLDS = 12


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity. `number`: its place in the list; the even half was looked at while the engine was made."""

    number: int
    name: str
    aliases: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Name and aliases."""
        return self.name, *self.aliases


class UnusableList(ValueError):
    """`code`: no_columns, no_entities."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_entities(lines: Iterable[str]) -> list[Entity]:
    """The entities of a CSV with the columns name and aliases (separated by `;`). Raises UnusableList."""
    reader = csv.DictReader(lines)
    if not set(COLUMNS) <= {(field or "").strip() for field in reader.fieldnames or ()}:
        raise UnusableList("no_columns")
    found: list[Entity] = []
    for row in reader:
        name, *aliases = (part.strip() for part in ((row["name"] or ""), *(row["aliases"] or "").split(";")))
        if name:
            found.append(Entity(len(found), name, tuple(dict.fromkeys(alias for alias in aliases if alias))))
    if not found:
        raise UnusableList("no_entities")
    return found


def folds(entities: list[Entity], seed: int) -> Iterator[dict[int, str]]:
    """Which alias of which entity is held out together: at most one of an entity at a time, every alias once."""
    order = {
        each.number: random.Random(f"{seed}-{each.number}").sample(each.aliases, len(each.aliases))  # noqa: S311
        for each in entities
    }
    for place in range(min(MOST_FOLDS, max(map(len, order.values()), default=0))):
        yield {number: aliases[place] for number, aliases in order.items() if place < len(aliases)}
