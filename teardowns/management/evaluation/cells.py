"""Figures as short texts, and rows of them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from provenance.management.evaluation.cells import NOTHING
from provenance.management.evaluation.cells import share as share_with_interval

JSON = dict[str, Any]
NAME_WIDTH = 50
CELL_WIDTH = 12


def row(name: str, told: str) -> str:
    """A name and what is told of it."""
    return f"{name:<{NAME_WIDTH}} {told}".rstrip()


def cells(name: str, values: Sequence[str]) -> str:
    """A name and one value for each column."""
    return row(name, "".join(f"{value:>{CELL_WIDTH}}" for value in values))


def number(value: float | None) -> str:
    """A number without needless digits."""
    return NOTHING if value is None else f"{value:g}"


def percent(share: JSON) -> str:
    """A share without its counts."""
    return NOTHING if share["percent"] is None else f"{share['percent']:.0f} %"


def share(told: JSON) -> str:
    """A share with its counts and its 95 % interval."""
    return share_with_interval(told, digits=0)


def group_name(code: str) -> str:
    """The name of a group (`figures.groups_of`); its value stays as the label file has it."""
    kind, _separator, value = code.partition(" ")
    names = {
        "rotation": _("turned by {value} degrees"),
        "difficulty": _("difficulty: {value}"),
        "kind": _("kind of photo: {value}"),
        "easy": _("easy close-ups"),
    }
    return names.get(kind, code).format(value=value)
