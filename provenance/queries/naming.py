"""How closely a record's part number names the part that is asked for."""

from __future__ import annotations

from django.db.models import Q

from provenance.partnumbers.normalise import canonical, plain
from provenance.tracing.types import Naming

SHORTEST_FAMILY = 6
BASE_SHARE = 0.5
LONGEST_KEY = 80


def naming(recorded: str, asked: str) -> Naming | None:
    """Return EXACT, BASE or FAMILY; None when the record names another part.

    One number is the base of the other when it begins it and the rest begins with no digit: LM317 is the base
    of LM317T, never of LM3171. A base of less than half the length is a family only: OMAPL1 of OMAPL1DZKB456.
    """
    ours, theirs = plain(asked), plain(recorded)
    if canonical(recorded) == canonical(asked):
        return Naming.EXACT
    short, long = sorted((ours, theirs), key=len)
    rest = long[len(short) :]
    if not long.startswith(short) or rest[:1].isdigit():
        return None
    if len(short) >= BASE_SHARE * len(long):
        return Naming.BASE if len(short) >= SHORTEST_FAMILY - 1 else None
    return Naming.FAMILY if len(short) >= SHORTEST_FAMILY else None


def may_name(part_number: str, field: str = "part_canonical") -> Q:
    """Return the condition on a column of canonical numbers that every row passes which `naming` could accept.

    A range instead of a LIKE, so that both databases use the index. An empty number fits nothing.
    """
    key = canonical(part_number)
    if not key:
        return Q(pk__in=[])
    bases = [key[:length] for length in range(SHORTEST_FAMILY - 1, len(key))]
    longer = {f"{field}__gte": key, f"{field}__lte": key.ljust(LONGEST_KEY, "Z")}
    return Q(**{f"{field}__in": [*bases, key]}) | Q(**longer)
