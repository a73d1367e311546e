"""The chains of a stored answer as pages show them: hops with links to what they rest on, and their graph."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from provenance.models import PartyKind
from provenance.trace_words import describe_tier
from teardowns.models import Identification
from teardowns.queries.chain_page import Papers
from web import dates, names
from web.charts.graph import Graph, Step, Stop, graph
from web.rows import row_address

JSON = dict[str, Any]
DRAWN = 3
"""Chains in one graph; the others are in the tables only."""
END = "end"
GAP = "nothing_between"
LIKELY_NAME = "name_taken_for"


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """Something that a hop rests on: what it is, its reference, where it is shown."""

    kind: str
    reference: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownHop:
    """A hop as a row of the table; `number` is the one on the graph's line, `anchor` the row's id.

    `territory`: where the relation on which it rests holds, as its source writes it.
    """

    number: str
    anchor: str
    origin: JSON
    destination: JSON
    kind: str
    tier: str
    evidence: Sequence[JSON]
    records: tuple[ShownRecord, ...]
    earliest: date | None
    latest: date | None
    quantity: int | None
    deliveries: int
    listed: Sequence[JSON]
    origin_listed: Sequence[JSON]
    reasons: Sequence[JSON]
    territory: str = ""

    @property
    def said(self) -> str:
        """The row in one sentence, for who hears the graph."""
        hop = {
            "number": self.number,
            "tier": describe_tier(self.tier),
            "seller": self.origin["name"],
            "buyer": self.destination["name"],
            "when": dates.interval(self.earliest, self.latest),
        }
        return _("Hop %(number)s, %(tier)s: %(seller)s to %(buyer)s, %(when)s.") % hop


@dataclass(frozen=True, slots=True)
class ShownChain:
    """A chain as a block of the table. `margin`: points to the next chain, None for the last one."""

    rank: int
    tier: str
    hops: list[ShownHop]
    reasons: Sequence[JSON]
    points: float
    margin: float | None
    complete: bool
    possible_route: bool
    hypotheses: Sequence[JSON]
    verdicts: Sequence[JSON]


@dataclass(frozen=True, slots=True)
class ShownGap:
    """Something that is missing. `ask`: whom to ask, where somebody is known who could say."""

    text: str
    ask: str
    between: tuple[int, int] | None


def shown_chains(answer: JSON, papers: Papers | None = None) -> list[ShownChain]:
    """The chains of an answer with sentences; keys that an older answer lacks show nothing."""
    return [_chain(chain, papers or Papers()) for chain in answer.get("chains", ())]


def shown_gaps(answer: JSON) -> list[ShownGap]:
    """What is missing, in the order of the answer."""
    return [
        ShownGap(gap["text"], gap["params"].get("ask", ""), _between(gap["params"])) for gap in answer.get("gaps", ())
    ]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The first chains as one graph; `ends`: the rank of the chain at whose end the weapon stands, 0 for none."""

    graph: Graph | None
    ends: int = 0


def drawing(
    chains: Sequence[ShownChain], *, gaps: Iterable[ShownGap] = (), end: Stop | None = None, most: int = DRAWN
) -> Drawing:
    """Draw the first chains, the best on top; two that a gap parts stand in one line, with the gap between them."""
    steps = {chain.rank: list(_steps(chain)) for chain in chains if chain.hops}
    ways = {rank: (rank, own) for rank, own in steps.items()}
    for gap in gaps:
        if gap.between and all(rank in ways for rank in gap.between):
            (first, before), (_rank, after) = (ways.pop(rank) for rank in gap.between)
            bridge = _bridge(gap, before[-1].destination, after[0].origin)
            ways[min(first, _rank)] = (_rank, [*before, *bridge, *after])
    shown = [way for _first, way in sorted(ways.items())][:most]
    if end is None or not shown:
        return Drawing(graph([own for _rank, own in shown]))
    rank, best = shown[0]
    said = _("How the part came from %(party)s into the weapon is not known.") % {"party": best[-1].destination.name}
    into = Step(best[-1].destination, end, "hypothetical", "?", f"#{END}", said)
    return Drawing(graph([[*best, into], *(own for _rank, own in shown[1:])]), rank)


def end_of(finds: Sequence[Identification], href: str = "") -> Stop | None:
    """Where the part was found: the specimen, or how many components there are."""
    if not finds:
        return None
    specimens = list(dict.fromkeys(find.component.teardown.specimen for find in finds))
    note = names.weapon(specimens[0].weapon_model)
    if len(specimens) == 1:
        return Stop(END, _("Specimen %(label)s") % {"label": specimens[0].label}, (note,), href, "end")
    return Stop(END, _("%(n)d specimens") % {"n": len(specimens)}, (note,), href, "end")


def _chain(chain: JSON, papers: Papers) -> ShownChain:
    letter = "" if chain["rank"] == 1 else "abcdefghij"[min(chain["rank"], 10) - 1]
    return ShownChain(
        rank=chain["rank"],
        tier=chain["tier"],
        hops=[_hop(hop, f"{number}{letter}", papers) for number, hop in enumerate(chain["hops"], start=1)],
        reasons=chain["reasons"],
        points=chain.get("points", 0.0),
        margin=chain.get("margin"),
        complete=chain.get("complete", False),
        possible_route=chain.get("possible_route", False),
        hypotheses=chain.get("hypotheses", ()),
        verdicts=chain.get("verdicts", ()),
    )


def _hop(hop: JSON, number: str, papers: Papers) -> ShownHop:
    return ShownHop(
        number=number,
        anchor=f"hop-{number}",
        origin=_party(hop["from"]),
        destination=_party(hop["to"]),
        kind=hop.get("kind", ""),
        tier=hop["tier"],
        evidence=hop["evidence"],
        records=tuple(_record(record, hop, papers) for record in hop.get("records", ())),
        earliest=day_of(hop["earliest"]),
        latest=day_of(hop["latest"]),
        quantity=hop["quantity"],
        deliveries=hop.get("deliveries", 1),
        listed=hop["listed"],
        origin_listed=hop.get("origin_listed", ()),
        reasons=[reason | {"url": _reason_url(reason)} for reason in hop["reasons"]],
        territory=", ".join(dict.fromkeys(_territories(hop, papers))),
    )


def _territories(hop: JSON, papers: Papers) -> Iterator[str]:
    for record in hop.get("records", ()):
        relation = papers.relations.get(record.get("id")) if record.get("kind") == "relation" else None
        if relation and relation.territory:
            yield relation.territory


def _reason_url(reason: JSON) -> str:
    """A likely name leads to the page where somebody says whom it means."""
    if reason["code"] != LIKELY_NAME or not reason["params"].get("written"):
        return ""
    return f"{reverse('web:names')}?{urlencode({'text': reason['params']['written']})}"


def _record(record: JSON, hop: JSON, papers: Papers) -> ShownRecord:
    """Rows and statements have pages; a relation stands on the page of the party that it is about."""
    kind, reference = record.get("kind", ""), record.get("reference", "")
    if kind == "shipment" and record.get("file") and reference:
        source = papers.sources.get(record["id"], "")
        return ShownRecord(kind, reference, row_address(record["file"], reference, source))
    if kind == "claim" and record.get("id") in papers.claims:
        return ShownRecord(kind, reference, reverse("web:statement", args=[papers.claims[record["id"]]]))
    party = hop["to"]["id"] if kind == "relation" else ""
    return ShownRecord(kind, reference, f"{reverse('web:party', args=[party])}#relations" if party else "")


def _party(party: JSON) -> JSON:
    kind = party["kind"]
    label = str(PartyKind(kind).label) if kind in PartyKind.values else kind
    return {**party, "kind": label, "country": names.country(party["country"])}


def _steps(chain: ShownChain) -> Iterator[Step]:
    for hop in chain.hops:
        yield Step(_stop(hop.origin), _stop(hop.destination), hop.tier, hop.number, f"#{hop.anchor}", hop.said)


def _stop(party: JSON) -> Stop:
    href = reverse("web:party", args=[party["id"]]) if party["id"] else ""
    return Stop(party["id"] or party["name"], party["name"], (party["kind"], party["country"]), href)


def _bridge(gap: ShownGap, before: Stop, after: Stop) -> Iterator[Step]:
    said = _("Nothing known between %(one)s and %(other)s") % {"one": before.name, "other": after.name}
    hole = Stop(f"gap-{before.key}-{after.key}", said, (), "#gaps", "gap")
    for origin, destination in ((before, hole), (hole, after)):
        yield Step(origin, destination, "gap", "", "#gaps", gap.text)


def _between(params: Mapping[str, str]) -> tuple[int, int] | None:
    before, after = params.get("before", ""), params.get("after", "")
    return (int(before), int(after)) if before.isdecimal() and after.isdecimal() else None


def day_of(text: str | None) -> date | None:
    """A day as it is stored."""
    return date.fromisoformat(text) if text else None
