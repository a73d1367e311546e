"""What the pieces of a line are for, as the templates show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from provenance.marking_words import role_name
from provenance.partnumbers.normalise import clean_line
from provenance.partnumbers.types import Reason, Role
from provenance.reasons import describe

LIKELY = 700
"""Thousandths from which a role is named without "perhaps"."""


@dataclass(frozen=True, slots=True)
class OtherRole:
    """What a piece may be for instead."""

    name: str
    percent: int


@dataclass(frozen=True, slots=True)
class ShownRole:
    """A piece of a line with its likeliest role, why it has it, and what else it may be for."""

    text: str
    role: str
    name: str
    percent: int
    likely: bool
    says: str
    others: tuple[OtherRole, ...]


def roles_in(stored: Sequence[Mapping[str, Any]], line: str) -> tuple[ShownRole, ...]:
    """The pieces of a line (as read) from stored roles, left to right; nothing where none are stored for it."""
    cleaned = clean_line(line)
    own = {(one["start"], one["role"]): one for one in stored if one["line"] == cleaned}
    return tuple(_shown(list(piece)) for _start, piece in groupby(own.values(), key=lambda one: one["start"]))


def named(roles: Sequence[ShownRole]) -> str:
    """The roles of a line in words, each once, with "perhaps" where none of its pieces is likely to have it."""
    likely = {one.name for one in roles if one.likely}
    return ", ".join(
        name if name in likely else _("perhaps %(role)s") % {"role": name}
        for name in dict.fromkeys(one.name for one in roles)
    )


def carry_number(roles: Sequence[ShownRole]) -> bool:
    """Whether a piece is most likely the part number or belongs to it."""
    return any(one.role == Role.PART_NUMBER for one in roles)


def _shown(piece: Sequence[Mapping[str, Any]]) -> ShownRole:
    best, *others = piece
    return ShownRole(
        text=best["text"],
        role=best["role"],
        name=role_name(best["role"]),
        percent=_percent(best),
        likely=best["probability"] >= LIKELY,
        says=describe(Reason("note", best["says"]["code"], best["says"]["params"])),
        others=tuple(OtherRole(role_name(one["role"]), _percent(one)) for one in others),
    )


def _percent(stored: Mapping[str, Any]) -> int:
    return round(int(stored["probability"]) / 10)
