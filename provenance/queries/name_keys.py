"""Which parties bear a name, whatever its spelling: by the key that is kept beside each name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from provenance.models import Party, PartyName

Value = TypeVar("Value")
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Bearer:
    """A party that bears a name; `own`: it is its name, not another one."""

    party: int
    country: str
    kind: str
    own: bool


def parties_by_key(keys: Iterable[str]) -> Mapping[str, list[Bearer]]:
    """The bearers of names with these keys (`provenance.name_key.stored_key`), own names first."""
    found: dict[str, list[Bearer]] = {}
    for some in batches(sorted({key for key in keys if key})):
        rows = Party.objects.filter(name_key__in=some).order_by("pk").values_list("name_key", "pk", "country", "kind")
        for key, party, country, kind in rows:
            found.setdefault(key, []).append(Bearer(party, country, kind, own=True))
        others = PartyName.objects.filter(name_key__in=some).order_by("pk")
        for key, party, country, kind in others.values_list("name_key", "party_id", "party__country", "party__kind"):
            known = found.setdefault(key, [])
            if all(one.party != party for one in known):
                known.append(Bearer(party, country, kind, own=False))
    return found


def batches(values: Sequence[Value], size: int = BATCH) -> Iterator[Sequence[Value]]:
    """Some at a time: SQLite takes 32,766 values a statement."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
