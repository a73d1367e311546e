"""Whose a brand was, from when to when: maker then, owner at a sale, owner now. Pure; parties are any keys.

Of many purchases only the year is known. On a day in that year both the old and the new owner are possible, and both
are told: a guess would put a find at the wrong door.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ownership:
    """`owner` bought `brand` on a day from `earliest` to `latest` and kept it to its last day, `end`.

    Both days None: not known, taken as always. No `end`: it still owns it.
    """

    brand: Hashable
    owner: Hashable
    earliest: date | None = None
    latest: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """A time in which a brand had the same owners: `owners` from its own to the last one; none: it was nobody's.

    It began on a day from `began` to `surely_since` (None: as far back as known) and ended on a day from `surely_until`
    to `until` (None: it lasts).
    """

    owners: tuple[Hashable, ...]
    began: date | None
    surely_since: date | None
    surely_until: date | None
    until: date | None

    def possible(self, first: date, last: date) -> bool:
        """Whether it may have lasted on some day from `first` to `last`."""
        return (self.began or date.min) <= last and first <= (self.until or date.max)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A change of owners between two days; None: before anything that is known."""

    earliest: date | None
    latest: date | None
    known: tuple[Ownership, ...]


def tenures(brand: Hashable, ownerships: Iterable[Ownership]) -> tuple[Tenure, ...]:
    """The owners of a brand through time, oldest first, without gap. A ring of owners is cut where it closes."""
    held = tuple(ownerships)
    turns = _turns(held)
    spans: list[tuple[tuple[Hashable, ...], _Turn]] = []
    for turn in turns:
        owners = _line(brand, turn.known)
        if not spans or spans[-1][0] != owners:
            spans.append((owners, turn))
    ends = [*(turn for _, turn in spans[1:]), None]
    return tuple(
        Tenure(
            owners=owners,
            began=turn.earliest,
            surely_since=turn.latest,
            surely_until=_before(after.earliest) if after else None,
            until=_before(after.latest) if after else None,
        )
        for (owners, turn), after in zip(spans, ends, strict=True)
    )


def owned_between(known: Sequence[Tenure], first: date | None, last: date | None) -> tuple[Tenure, ...]:
    """The tenures that are possible on some day of an interval with open ends; several: it cannot be told which."""
    return tuple(tenure for tenure in known if tenure.possible(first or date.min, last or date.max))


def _turns(held: Sequence[Ownership]) -> list[_Turn]:
    """Every change, in time; the first is the beginning, with the ownerships of which no beginning is known."""
    starts = {(one.earliest, one.latest or one.earliest) for one in held if one.earliest}
    ends = {(one.end + _DAY, one.end + _DAY) for one in held if one.end and one.end < date.max}
    days = sorted({pair for pair in starts | ends if pair[0] and pair[1]}, key=lambda pair: (pair[1], pair[0]))
    always = tuple(one for one in held if not one.earliest)
    return [_Turn(None, None, always), *(_Turn(first, last, _on(held, last)) for first, last in days)]


def _on(held: Sequence[Ownership], day: date | None) -> tuple[Ownership, ...]:
    if day is None:
        return ()
    return tuple(
        one for one in held if (one.latest or one.earliest or date.min) <= day and (one.end is None or day <= one.end)
    )


def _line(brand: Hashable, held: Sequence[Ownership]) -> tuple[Hashable, ...]:
    """The brand's owner, that one's owner and so on; of several owners of one brand the latest buyer."""
    owner = {one.brand: one.owner for one in sorted(held, key=lambda one: one.latest or one.earliest or date.min)}
    line: list[Hashable] = []
    at = brand
    while at in owner and owner[at] not in (brand, *line):
        at = owner[at]
        line.append(at)
    return tuple(line)


def _before(day: date | None) -> date | None:
    return day - _DAY if day and day > date.min else day
