"""How closely a record's part number names the part that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Q

from provenance.partnumbers.facts.building import built
from provenance.partnumbers.makers import known_makers
from provenance.partnumbers.normalise import canonical, plain
from provenance.tracing.types import Naming

SHORTEST_BASE = 5
SHORTEST_FAMILY = 6
LONGEST_KEY = 80
LAST = "\U0010ffff"
PACKING = frozenset({"TR", "T", "R", "RL", "REEL", "TAPE", "TAPEREEL", "CT", "TUBE", "TRAY"})
"""What is written behind a number to say how the parts are packed."""


@dataclass(frozen=True, slots=True)
class Bases:
    """What a maker's numbers are without package, grade and packing: as a catalogue has it, else by its scheme.

    ``maker``: its name in the reference data. ``listed``: bases by canonical number.
    """

    maker: str = ""
    listed: Mapping[str, str] = field(default_factory=dict)

    def of(self, number: str) -> str:
        """Return the canonical base of a number; empty where nobody knows how it is built."""
        listed = self.listed.get(canonical(number))
        if listed:
            return canonical(listed)
        makers = known_makers()
        found = built(number, makers.named(self.maker) or self.maker, makers)
        return canonical(found.base) if found else ""


def naming(recorded: str, asked: str, bases: Bases = Bases()) -> Naming | None:
    """Return EXACT, BASE or FAMILY; None when the record names another part.

    BASE: one number is the other's base, or the other but for its packing. FAMILY: both have one base, but order
    different packages or grades; or one begins the other, whose rest begins with no digit, and nobody knows how the
    maker builds its numbers: OMAPL1 of OMAPL1DZKB456, never LM317 of LM3171.
    """
    key, wanted = canonical(recorded), canonical(asked)
    if key == wanted:
        return Naming.EXACT if key else None
    short, long = sorted((plain(asked), plain(recorded)), key=len)
    begins = len(short) >= SHORTEST_BASE and long.startswith(short)
    if begins and long[len(short) :] in PACKING:
        return Naming.BASE
    ours, theirs = bases.of(asked), bases.of(recorded)
    if (ours == key or theirs == wanted) and len(key) >= SHORTEST_BASE:
        return Naming.BASE
    if ours and theirs:
        return Naming.FAMILY if ours == theirs else None
    if begins and not long[len(short)].isdigit() and len(short) >= SHORTEST_FAMILY:
        return Naming.FAMILY
    return None


def may_name(part_number: str, field: str = "canonical", base: str = "") -> Q:
    """Return the condition on a column of canonical numbers that every row passes which `naming` could accept.

    ``base``: the part's canonical base, where known. Conditions that both databases answer from an index. An empty
    number fits nothing.
    """
    keys, beginning = _keys(part_number, base)
    return Q(**{f"{field}__in": keys}) | _begins(field, beginning) if keys else Q(pk__in=[])


def named_like(part_number: str, column: str, base: str = "") -> tuple[str, list[Any]]:
    """Return the same condition written out, with its values, for `queries.statements.read`."""
    keys, beginning = _keys(part_number, base)
    if not keys:
        return "FALSE", []
    return f"({column} = ANY(%s) OR {column} ~>=~ %s AND {column} ~<~ %s)", [keys, beginning, beginning + LAST]


def _keys(part_number: str, base: str) -> tuple[list[str], str]:
    """The number with what it may begin with, and what those that it begins begin with; nothing for an empty one."""
    key = canonical(part_number)
    shorter = [key[:length] for length in range(SHORTEST_BASE, len(key))]
    return [*shorter, key] if key else [], base if len(base) >= SHORTEST_BASE else key


def _begins(field: str, beginning: str) -> Q:
    """PostgreSQL answers a LIKE from an index of patterns, SQLite a range from any."""
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": beginning})
    return Q(**{f"{field}__gte": beginning, f"{field}__lt": beginning + LAST})
