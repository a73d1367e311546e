"""Whose hands an exhibit passed through, and what does not fit (pure). Told, never refused: papers err, so do we."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Doubt(StrEnum):
    """What does not fit in a hand-over."""

    NOT_HOLDER = "not_holder"
    """Handed over by somebody to whom nobody had handed it."""
    SIGNED_TWICE = "signed_twice"
    """The same two people signed the same passage before, or signed this one again with other strokes."""
    UNSIGNED_FROM = "unsigned_from"
    UNSIGNED_TO = "unsigned_to"
    SAME_PERSON = "same_person"
    NO_NAME = "no_name"
    """Giver or taker did not say who they are: nobody knows whether it fits the rest."""
    NO_TIME = "no_time"
    """The phone told no time: its place in the order is that of its arrival."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One hand-over of one exhibit. `at` by the phone's clock, `received_at` by the server's."""

    giver: str
    taker: str
    at: datetime | None
    received_at: datetime
    signed_from: bool
    signed_to: bool
    signed_again: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage in its place in the order, and what does not fit. `index`: in the sequence that was given."""

    index: int
    doubts: tuple[Doubt, ...]


def judged(passages: Sequence[Passage]) -> list[Judged]:
    """The passages in the order in which the phones say that they happened, each with its doubts."""
    order = sorted(range(len(passages)), key=lambda index: _moment(passages[index]))
    holder: str | None = None
    before: set[tuple[str, str]] = set()
    result = []
    for index in order:
        passage = passages[index]
        pair = _name(passage.giver), _name(passage.taker)
        doubts = _own(passage)
        if holder and pair[0] and pair[0] != holder:
            # The same passage once more is no second holder's.
            doubts.append(Doubt.SIGNED_TWICE if pair in before and pair[1] == holder else Doubt.NOT_HOLDER)
        if passage.signed_again and Doubt.SIGNED_TWICE not in doubts:
            doubts.append(Doubt.SIGNED_TWICE)
        holder = pair[1]
        before.add(pair)
        result.append(Judged(index, tuple(doubts)))
    return result


def _own(passage: Passage) -> list[Doubt]:
    checks = (
        (Doubt.UNSIGNED_FROM, not passage.signed_from),
        (Doubt.UNSIGNED_TO, not passage.signed_to),
        (Doubt.SAME_PERSON, bool(_name(passage.giver)) and _name(passage.giver) == _name(passage.taker)),
        (Doubt.NO_NAME, not _name(passage.giver) or not _name(passage.taker)),
        (Doubt.NO_TIME, passage.at is None),
    )
    return [doubt for doubt, holds in checks if holds]


def _moment(passage: Passage) -> tuple[datetime, datetime]:
    return passage.at or passage.received_at, passage.received_at


def _name(name: str) -> str:
    return " ".join(name.casefold().split())
