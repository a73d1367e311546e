"""What the page of a part shows: the trace of one component in short, the day of a name check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from provenance.models import Trace
from provenance.queries.listed_on import NameCheck, name_checks
from provenance.queries.trace_answers import with_sentences
from teardowns.models import Identification
from teardowns.queries.chain_page import papers_of
from web import dates
from web.chain_axis import chain_axis, chain_spans, question_of
from web.chainview import JSON, ShownChain, ShownGap, drawing, end_of, shown_chains, shown_gaps
from web.charts.axis import Axis, Span
from web.charts.graph import Graph


@dataclass(frozen=True, slots=True)
class ShownTrace:
    """A trace in the language of the moment; `chains` best first. Without an answer only `state` says something."""

    trace: Trace
    state: str
    owner: str
    chains: list[ShownChain]
    gaps: list[ShownGap]
    graph: Graph | None
    axis: Axis | None
    checks: list[NameCheck]
    asof: date | None

    @property
    def best(self) -> ShownChain | None:
        """The chain that a short form shows."""
        return self.chains[0] if self.chains else None


def shown_trace(
    judged: Identification | None, asof: date | None, *, controls: Sequence[Span] = ()
) -> ShownTrace | None:
    """The trace of one confirmed component, or None when none was asked for; `controls` go onto its time axis."""
    trace = judged.trace if judged else None
    if judged is None or trace is None:
        return None
    answer = with_sentences(trace.answer)
    chains = shown_chains(answer, papers_of(answer))
    day = asof or _first_day(chains) or trace.recovered_on
    gaps = shown_gaps(answer)
    return ShownTrace(
        trace=trace,
        state=trace.state,
        owner=(answer.get("owner") or {}).get("name", ""),
        chains=chains,
        gaps=gaps,
        graph=drawing(chains[:1], end=end_of([judged])).graph,
        axis=chain_axis(_spans(judged, answer, chains, controls), day),
        checks=name_checks(_parties(chains[:1]), day) if day else [],
        asof=day,
    )


def _spans(judged: Identification, answer: JSON, chains: Sequence[ShownChain], controls: Sequence[Span]) -> list[Span]:
    """As on the chain page, with the controls as the part's own facts have them."""
    best = chains[0] if chains else None
    spans = chain_spans(question_of(judged.trace) | answer, best, found_said(judged), code=judged.date_code)
    own = [span for span in spans if span.band != _("Controls")]
    made = [span for span in own if span.band == _("Made")]
    return [*made, *controls, *own[len(made) :]]


def found_said(judged: Identification) -> str:
    """The specimen with the day of its recovery, as exactly as that is known."""
    specimen = judged.component.teardown.specimen
    return f"{specimen.label}, {dates.at_precision(specimen.recovered_on, specimen.recovered_precision)}"


def _first_day(chains: Sequence[ShownChain]) -> date | None:
    days = [hop.latest for chain in chains[:1] for hop in chain.hops]
    return next((day for day in reversed(days) if day), None)


def _parties(chains: Sequence[ShownChain]) -> list[str]:
    found = [party["id"] for chain in chains for hop in chain.hops for party in (hop.origin, hop.destination)]
    return list(dict.fromkeys(found))
