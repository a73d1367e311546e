"""Found parts as plain JSON and back, for the short time that they may be kept."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from provenance.partsearch.types import FoundPart, Seller, Standing

JSON = dict[str, Any]


def stored(parts: Sequence[FoundPart]) -> list[JSON]:
    """Plain values."""
    return [asdict(part) for part in parts]


def restored(rows: Sequence[JSON]) -> tuple[FoundPart, ...]:
    """The parts of `stored`."""
    return tuple(_part(row) for row in rows)


def _part(row: JSON) -> FoundPart:
    sellers = tuple(Seller(one["name"], one["country"], Standing(one["standing"])) for one in row["sellers"])
    return FoundPart(**row | {"sellers": sellers, "other_numbers": tuple(row["other_numbers"])})
