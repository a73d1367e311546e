"""How a maker's word may be used, field by field, and who may read it on a day. Pure.

A field is open, or only a lead for our analysts, or sealed; and that for good, or until a day, after which it is open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LAST_TO_END = timedelta(hours=12)
"""A day ends here when it has ended everywhere on earth (UTC-12): nobody's day is opened while it still runs."""
LAST_DAY = date(2200, 12, 31)
"""The latest day that terms can name; what stays closed longer stays closed for good."""
FAR = timedelta(days=50 * 365)
"""Who closes a field for longer than this may have mistaken the year."""
_UNTIL = re.compile(r"(\w+)(?:\s+until\s+(\d{4}-\d{2}-\d{2}))?", re.IGNORECASE)


class Use(StrEnum):
    """What may be done with a field.

    `open`: anything, also as evidence. `leads`: our analysts may follow it and nobody else sees it; it is never
    evidence. `sealed`: nobody but the answerer sees it and nothing is done with it.
    """

    OPEN = "open"
    LEADS = "leads"
    SEALED = "sealed"


class Audience(StrEnum):
    """Who reads: the answering maker, our analysts, enforcement, a dossier (whatever leaves the house), all others."""

    OWN = "own"
    DESK = "desk"
    ENFORCEMENT = "enforcement"
    DOSSIER = "dossier"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Terms:
    """The use of one field. `until`: the last day on which it holds; the day after, the field is open."""

    use: Use = Use.SEALED
    until: date | None = None

    def __str__(self) -> str:
        return f"{self.use} until {self.until.isoformat()}" if self.until else str(self.use)


OPEN = Terms(Use.OPEN)


class NotTerms(ValueError):
    """This text says no terms."""


class TooLate(NotTerms):
    """These terms name a day after `LAST_DAY`."""


class Over(NotTerms):
    """These terms end on a day that is over: what they close would be open at once."""


def terms_of(text: str) -> Terms:
    """Terms as text, `leads until 2027-01-31`. Raises NotTerms, TooLate. Open until a day is open."""
    found = _UNTIL.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        use, until = Use(found[1].casefold()), date.fromisoformat(found[2]) if found[2] else None
    except ValueError:
        raise NotTerms(text[:40]) from None
    if until is not None and until > LAST_DAY:
        raise TooLate(text[:40])
    return Terms(use, None if use is Use.OPEN else until)


def new_terms(text: str, day: date) -> Terms:
    """Terms that somebody says now; `day` is `day_of` now. Raises NotTerms, TooLate, Over."""
    terms = terms_of(text)
    if terms.until is not None and terms.until < day:
        raise Over(text[:40])
    return terms


def as_of(terms: Terms, day: date) -> Terms:
    """What terms come to on a day: open, once their last day is over."""
    return OPEN if terms.until is not None and terms.until < day else terms


def day_of(now: datetime) -> date:
    """The day by which terms are judged. `now`: an aware time in UTC."""
    return (now - LAST_TO_END).date()


def visible(use: Use, until: date | None, audience: Audience, day: date) -> bool:
    """Whether this audience may read a field on this day. The one rule; whoever shows a field asks it."""
    if audience is Audience.OWN or use is Use.OPEN or (until is not None and day > until):
        return True
    return use is Use.LEADS and audience is Audience.DESK


def is_evidence(use: Use, until: date | None, day: date) -> bool:
    """Whether a field may become evidence on this day: only what everybody may read."""
    return visible(use, until, Audience.OTHERS, day)


def stricter(one: Terms, other: Terms) -> Terms:
    """Terms at least as strict as both, on every day and for everybody."""
    closed = [terms for terms in (one, other) if terms.use is not Use.OPEN]
    if not closed:
        return OPEN
    use = Use.SEALED if any(terms.use is Use.SEALED for terms in closed) else Use.LEADS
    days = [terms.until for terms in closed]
    return Terms(use, None if None in days else max(day for day in days if day))


def opens_on(terms: Mapping[str, Terms], day: date) -> date | None:
    """The next day after `day` on which one of these fields opens; None when none will."""
    last = [one.until for one in terms.values() if one.until and one.use is not Use.OPEN]
    days = [until + timedelta(days=1) for until in last if until < date.max]
    return min((opening for opening in days if opening > day), default=None)
