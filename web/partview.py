"""What the page of a part shows: its occurrences, the trace of one component, the day of a name check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from provenance.models import PartyKind, Trace, TraceState
from provenance.queries.tracing import with_sentences
from teardowns.models import Identification, Specimen
from teardowns.queries.page_parties import NameCheck, listings_of, name_checks, parties_by_public_id
from web import dates, names
from web.charts.axis import Axis, Span, axis
from web.charts.graph import Graph, graph

JSON = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ShownHop:
    """A hop as a row of the table; `number` is the one on the graph's line."""

    number: str
    origin: JSON
    destination: JSON
    tier: str
    evidence: Sequence[JSON]
    earliest: date | None
    latest: date | None
    quantity: int | None
    listed: Sequence[JSON]
    reasons: Sequence[JSON]


@dataclass(frozen=True, slots=True)
class ShownChain:
    """A chain as a block of the table."""

    rank: int
    tier: str
    hops: list[ShownHop]
    reasons: Sequence[JSON]


@dataclass(frozen=True, slots=True)
class ShownTrace:
    """A trace in the language of the moment. Without an answer only `state` says something."""

    state: str
    owner: JSON | None
    chains: list[ShownChain]
    gaps: Sequence[JSON]
    graph: Graph | None
    axis: Axis | None
    checks: list[NameCheck]
    asof: date | None


def shown_trace(
    judged: Identification | None, asof: date | None, *, controls: Sequence[Span] = ()
) -> ShownTrace | None:
    """The trace of one confirmed component, or None when none was asked for; `controls` go onto its time axis."""
    trace = judged.trace if judged else None
    if judged is None or trace is None:
        return None
    answer = with_sentences(trace.answer) if trace.state == TraceState.DONE else {}
    chains = [_translated(chain) for chain in answer.get("chains", [])]
    day = asof or _first_day(chains) or trace.recovered_on
    parties = _parties(chains)
    specimen = judged.component.teardown.specimen
    return ShownTrace(
        state=trace.state,
        owner=answer.get("owner"),
        chains=[_chain(chain) for chain in chains],
        gaps=answer.get("gaps", []),
        graph=graph(chains, end=_end(specimen)),
        axis=axis(_spans(judged, trace, chains, parties, controls), asof=day),
        checks=name_checks(parties, day) if day else [],
        asof=day,
    )


def _translated(chain: JSON) -> JSON:
    hops = [{**hop, "from": _party(hop["from"]), "to": _party(hop["to"])} for hop in chain["hops"]]
    return {**chain, "hops": hops}


def _party(party: JSON) -> JSON:
    kind = party["kind"]
    label = str(PartyKind(kind).label) if kind in PartyKind.values else kind
    return {**party, "kind": label, "country": names.country(party["country"])}


def _chain(chain: JSON) -> ShownChain:
    letter = "" if chain["rank"] == 1 else "abcdefghij"[min(chain["rank"], 10) - 1]
    hops = [_hop(hop, f"{number}{letter}") for number, hop in enumerate(chain["hops"], start=1)]
    return ShownChain(chain["rank"], chain["tier"], hops, chain["reasons"])


def _hop(hop: JSON, number: str) -> ShownHop:
    return ShownHop(
        number=number,
        origin=hop["from"],
        destination=hop["to"],
        tier=hop["tier"],
        evidence=hop["evidence"],
        earliest=_date(hop["earliest"]),
        latest=_date(hop["latest"]),
        quantity=hop["quantity"],
        listed=hop["listed"],
        reasons=hop["reasons"],
    )


def _spans(
    judged: Identification, trace: Trace, chains: Sequence[JSON], parties: Sequence[str], controls: Sequence[Span]
) -> list[Span]:
    spans: list[Span] = []
    if trace.made_earliest or trace.made_latest:
        made = dates.interval(trace.made_earliest, trace.made_latest)
        label = _("%(interval)s, from date code %(code)s") % {"interval": made, "code": judged.date_code or "–"}
        spans.append(Span(_("Made"), _("date code"), label, trace.made_earliest, trace.made_latest, "made"))
    spans += controls
    known = parties_by_public_id(parties)
    spans += [
        Span(_("Listings"), listing.jurisdiction, _listing_label(listing), listing.start, listing.end, "soft")
        for listing in listings_of(party.pk for party in known.values())
    ]
    spans += [_moved(hop, number) for chain in chains[:1] for number, hop in enumerate(chain["hops"], start=1)]
    if trace.recovered_on:
        specimen = judged.component.teardown.specimen
        label = f"{specimen.label}, {dates.at_precision(trace.recovered_on, specimen.recovered_precision)}"
        spans.append(Span(_("Recovered"), _("specimen"), label, trace.recovered_on, trace.recovered_on, "documented"))
    return spans


def _listing_label(listing: Any) -> str:
    return f"{listing.party.name} · {dates.interval(listing.start, listing.end)}"


def _moved(hop: JSON, number: int) -> Span:
    earliest, latest = _date(hop["earliest"]), _date(hop["latest"])
    quantity = _("%(n)s pcs") % {"n": hop["quantity"]} if hop["quantity"] else _("quantity not known")
    label = f"{dates.interval(earliest, latest)} · {quantity}"
    return Span(_("Hops"), _("hop %(n)d") % {"n": number}, label, earliest, latest, hop["tier"])


def _first_day(chains: Sequence[JSON]) -> date | None:
    days = [_date(hop["latest"]) for chain in chains[:1] for hop in chain["hops"]]
    return next((day for day in reversed(days) if day), None)


def _parties(chains: Sequence[JSON]) -> list[str]:
    found = [party["id"] for chain in chains for hop in chain["hops"] for party in (hop["from"], hop["to"])]
    return list(dict.fromkeys(found))


def _end(specimen: Specimen) -> tuple[str, str]:
    return _("Specimen %(label)s") % {"label": specimen.label}, names.weapon(specimen.weapon_model)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
