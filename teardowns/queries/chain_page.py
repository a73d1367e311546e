"""What the page of a chain shows: one trace with its answer, whose the brand was, and where the part was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.queries import Principal
from provenance.models import Claim, ItemState, PartyRelation, Shipment, Trace, TraceRunItem, TraceState
from provenance.queries.owning import BrandHistory, brand_history
from provenance.queries.trace_answers import with_sentences
from provenance.queries.trace_runs import RunProgress, progress_of, trace_for
from teardowns.models import Identification, Standing
from teardowns.queries.judgements import standing_judgements

MOST_FINDS = 50
_FOUND = ("component__teardown__specimen__weapon_model", "reading__marking__photo")
JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class UnderWay:
    """The run that will walk this trace again, and how far it is."""

    item: TraceRunItem
    progress: RunProgress


@dataclass(frozen=True, slots=True)
class Papers:
    """What the records of hops have beside what is stored, by primary key. `claims`: public ids of statements.

    `sources`: of rows in files of several sources, the slug of theirs. `relations`: with the territory they hold in.
    """

    claims: Mapping[int, UUID] = field(default_factory=dict)
    sources: Mapping[int, str] = field(default_factory=dict)
    relations: Mapping[int, PartyRelation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChainView:
    """One trace. `answer`: with sentences in the active language, empty until there is one.

    `finds`: confirmed components that it was asked for, among what the asker may see. `earlier`: how many answers this
    one and others replaced.
    """

    trace: Trace
    answer: JSON
    history: BrandHistory
    finds: tuple[Identification, ...]
    papers: Papers
    earlier: int
    under_way: UnderWay | None


def chain_view(principal: Principal, public_id: UUID) -> ChainView:
    """One trace with all that its page shows. Raises NotAllowed, NotFound."""
    trace = trace_for(principal, public_id)
    answer = with_sentences(trace.answer)
    finds = standing_judgements(principal).filter(trace=trace, standing=Standing.CONFIRMED)
    return ChainView(
        trace=trace,
        answer=answer,
        history=brand_history(trace.manufacturer),
        finds=tuple(finds.select_related(*_FOUND).order_by("pk")[:MOST_FINDS]),
        papers=papers_of(answer),
        earlier=trace.past_answers.count(),
        under_way=under_way(trace),
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A trace whose answer is not there yet, or is to be replaced."""

    trace: Trace
    under_way: UnderWay | None


def progress_for(principal: Principal, public_id: UUID) -> Waiting | None:
    """How far a trace is that waits, or that a run has before it; None once nothing is to come. Raises as above."""
    trace = trace_for(principal, public_id)
    run = under_way(trace)
    return Waiting(trace, run) if run or trace.state == TraceState.WAITING else None


def under_way(trace: Trace) -> UnderWay | None:
    """The latest run that has this trace before it, if any."""
    waiting = Q(state=ItemState.QUEUED) | Q(state=ItemState.RUNNING)
    item = TraceRunItem.objects.filter(waiting, trace=trace, run__ended_at__isnull=True).select_related("run").last()
    return UnderWay(item, progress_of(item.run)) if item else None


def papers_of(answer: JSON) -> Papers:
    """What pages need of the records on which the hops of an answer rest."""
    keys: dict[str, set[int]] = {"claim": set(), "shipment": set(), "relation": set()}
    for chain in answer.get("chains", ()):
        for hop in chain["hops"]:
            for record in hop.get("records", ()):
                keys.get(record.get("kind"), set()).add(record.get("id"))
    rows = Shipment.objects.filter(pk__in=keys["shipment"], file__source__isnull=True)
    return Papers(
        claims=dict(Claim.objects.filter(pk__in=keys["claim"]).values_list("pk", "public_id")),
        sources=dict(rows.values_list("pk", "source__slug")) if keys["shipment"] else {},
        relations=PartyRelation.objects.in_bulk(keys["relation"]),
    )
