"""Figures as short texts, and rows of them."""

from typing import Any

JSON = dict[str, Any]
NAME_WIDTH = 66
NOTHING = "-"


def row(name: str, told: str) -> str:
    """A name and what is told of it."""
    return f"{name:<{NAME_WIDTH}} {told}"


def share(told: JSON, *, digits: int = 1) -> str:
    """A share (`provenance.evaluation.shares`) with its counts and its 95 % interval, that to so many digits."""
    if told["percent"] is None:
        return NOTHING
    low, high = (f"{told[end]:.{digits}f}" for end in ("low", "high"))
    return f"{told['percent']:5.1f} % ({told['hits']}/{told['of']}, {low}-{high})"
