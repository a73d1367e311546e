"""Verdicts of one chain as a table: an event a row, by jurisdiction; a hop a column."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext

from provenance.timeline_words import EVENTS, VERDICTS
from web import dates, names
from web.chainview import ShownChain, day_of

JSON = dict[str, Any]
KINDS = tuple(EVENTS)
LISTING = "listing"


@dataclass(frozen=True, slots=True)
class Cell:
    """How one hop stands to an event, as a code, a word and a sentence; all empty where it does not concern it."""

    hop: str
    verdict: str = ""
    word: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event. Days in words, empty where not known; `only_if`: what a person has to check."""

    kind: str
    name: str
    party: str
    since: str
    until: str
    version: str
    only_if: str
    source: str
    checked: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class VerdictTable:
    """The hops that are judged, the events by jurisdiction, those with listings first; name, source and how far it was
    checked of each control and exit.
    """

    hops: tuple[str, ...]
    jurisdictions: tuple[tuple[str, tuple[EventRow, ...]], ...]
    sources: tuple[tuple[str, str, str], ...]


def verdict_table(chain: ShownChain) -> VerdictTable | None:
    """The table of a chain; None where nothing was judged."""
    if not chain.verdicts:
        return None
    judged = sorted({one["hop"] for one in chain.verdicts})
    hops = {place: chain.hops[place - 1].number for place in judged if place <= len(chain.hops)}
    listing = {_jurisdiction(one) for one in chain.verdicts if one["event"] == LISTING}
    ordered = sorted(chain.verdicts, key=lambda one: (_jurisdiction(one) not in listing, _jurisdiction(one)))
    rows = [(names.country(where), tuple(_rows(own, hops))) for where, own in groupby(ordered, key=_jurisdiction)]
    sources = dict.fromkeys(
        (row.name, row.source, row.checked) for _where, own in rows for row in own if row.source or row.checked
    )
    return VerdictTable(tuple(hops.values()), tuple(rows), tuple(sources))


def _rows(verdicts: Iterable[JSON], hops: dict[int, str]) -> Iterable[EventRow]:
    events: dict[tuple[str, ...], dict[int, JSON]] = {}
    for one in verdicts:
        key = tuple(str(one.get(name) or "") for name in ("event", "date", "list", "party", "to"))
        events.setdefault(key, {})[one["hop"]] = one
    for _key, by_hop in sorted(events.items(), key=lambda item: (KINDS.index(item[0][0]), item[0][1])):
        first = next(iter(by_hop.values()))
        yield EventRow(
            kind=str(EVENTS[first["event"]]),
            name=first["list"] or "",
            party=first["party"] if first["party"] != first["list"] else "",
            since=_days(first["date"]),
            until=_days(first.get("to")),
            version=first["version"] or "",
            only_if=first.get("condition") or "",
            source=first.get("source") or "",
            checked=first.get("checked") or "",
            cells=tuple(_cell(by_hop.get(place), number) for place, number in hops.items()),
        )


def _cell(judged: JSON | None, number: str) -> Cell:
    if judged is None:
        return Cell(number)
    verdict = judged["verdict"]
    ended = verdict == "after" and judged.get("in_force") == "no"
    return Cell(number, verdict, gettext("after its end") if ended else str(VERDICTS[verdict]), judged["text"])


def _days(stored: str | None) -> str:
    """A day, or an ISO 8601-2 interval, in words; empty where nothing is known."""
    first, _slash, last = (stored or "").partition("/")
    days = [day_of(text) if text not in ("", "..") else None for text in (first, last or first)]
    return dates.interval(*days) if any(days) else ""


_jurisdiction = itemgetter("jurisdiction")
