"""The time axis of one chain: making, controls, exits, listings, hops, recovery; and what was in force on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from provenance.models import Trace
from provenance.timeline_words import EXITS, describe_condition
from web import dates, names
from web.chainview import ShownChain, day_of
from web.charts.axis import Axis, Span, axis

JSON = dict[str, Any]
LONGEST = 56


@dataclass(frozen=True, slots=True)
class Control:
    """A control on a day. `only_if`: what a person has to check before it applies."""

    name: str
    jurisdiction: str
    since: str
    only_if: str


def question_of(trace: Trace | None) -> JSON:
    """What a trace asks, in the form of an answer: it stands on the axis before there is one."""
    if trace is None:
        return {}
    days = (trace.made_earliest, trace.made_latest, trace.recovered_on)
    first, last, recovered = (day.isoformat() if day else None for day in days)
    return {"made": [first, last], "recovered": recovered}


def chain_spans(answer: JSON, chain: ShownChain | None, recovered: str, *, code: str = "") -> list[Span]:
    """What stands on the axis, in bands; `recovered` says what was recovered and when, `code` is the date code."""
    events = answer.get("events", ())
    parties = {party["id"] for hop in chain.hops for party in (hop.origin, hop.destination)} if chain else set()
    first, last = (day_of(day) for day in answer.get("made", (None, None)))
    found = day_of(answer.get("recovered"))
    return [
        *([Span(_("Made"), _("date code"), _made(first, last, code), first, last, "made")] if first or last else ()),
        *_controls(events),
        *_events(events, "exit", _("Exits")),
        *_events([one for one in events if one["party"] in parties], "listing", _("Listings")),
        *(_moved(hop) for hop in (chain.hops if chain else ()) if hop.earliest or hop.latest),
        *([Span(_("Recovered"), _("specimen"), recovered, found, found, "documented")] if found else ()),
    ]


def chain_axis(spans: Sequence[Span], asof: date | None) -> Axis | None:
    """The spans laid out, with the day that is asked about."""
    return axis(spans, asof=asof)


def controls_on(answer: JSON, day: date) -> list[Control]:
    """The controls that were in force on a day for goods like this part."""
    return [
        Control(
            name=f"{one['name']}, {one['detail']}",
            jurisdiction=names.country(one["jurisdiction"]),
            since=dates.day(day_of(one["first"])),
            only_if=describe_condition(one["condition"]),
        )
        for one in answer.get("events", ())
        if one["kind"] == "control" and _stands(one, day)
    ]


def _made(first: date | None, last: date | None, code: str) -> str:
    when = dates.interval(first, last)
    return _("%(interval)s, from date code %(code)s") % {"interval": when, "code": code} if code else when


def _stands(event: JSON, day: date) -> bool:
    first, last = day_of(event["first_latest"] or event["first"]), day_of(event["last"])
    return first is not None and first <= day and (last is None or day <= last)


def _events(events: Sequence[JSON], kind: str, band: str) -> Iterator[Span]:
    for one in events:
        if one["kind"] != kind:
            continue
        first, latest, last = (day_of(one[name]) for name in ("first", "first_latest", "last"))
        if kind == "exit":
            said = f"{one['party_name']}: {EXITS.get(one['detail'], one['detail'])}"
            last, style = latest or first, "documented"
        else:
            said, style = one["party_name"], "soft"
        when = dates.interval(first, latest if kind == "exit" else last)
        label = f"{_cut(said)} · {when if first or last else _('since when is not said')}"
        yield Span(band, one["jurisdiction"], label, first, last, style)


def _controls(events: Sequence[JSON]) -> Iterator[Span]:
    """One bar a jurisdiction: since the first of its measures that may reach the goods. Each stands in the table."""
    by_jurisdiction: dict[str, list[JSON]] = {}
    for one in events:
        if one["kind"] == "control":
            by_jurisdiction.setdefault(one["jurisdiction"], []).append(one)
    for where, own in by_jurisdiction.items():
        first = min((day for one in own if (day := day_of(one["first"]))), default=None)
        ends = [day_of(one["last"]) for one in own]
        last = None if None in ends else max(day for day in ends if day)
        counted = ngettext("%(n)d control, if it applies", "%(n)d controls, if they apply", len(own)) % {"n": len(own)}
        since = _("the first from %(day)s") % {"day": dates.day(first)} if first else _("since when is not said")
        yield Span(_("Controls"), where, f"{counted} · {since}", first, last, "soft")


def _moved(hop: Any) -> Span:
    quantity = _("%(n)s pcs") % {"n": hop.quantity} if hop.quantity else _("quantity not known")
    label = f"{dates.interval(hop.earliest, hop.latest)} · {quantity}"
    return Span(_("Hops"), _("hop %(n)s") % {"n": hop.number}, label, hop.earliest, hop.latest, hop.tier)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
