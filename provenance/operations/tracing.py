"""Ordering a trace and walking it. The same question is one row, one job, one answer at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from custody.ledger import Subject, append, take_turn
from jobs.queue import enqueue
from provenance.batching import batches
from provenance.models import Party, Trace, TraceState
from provenance.operations.answering import store, walk

JOB = "provenance.trace_part"
ORDERED = 500


@dataclass(frozen=True, slots=True)
class Question:
    """What a trace is asked: a part of a maker, when it was made and when it was recovered, as far as known."""

    part_number: str
    manufacturer: Party
    made: tuple[date | None, date | None] = (None, None)
    recovered: date | None = None

    @property
    def key(self) -> str:
        """What makes a question the same: unique also where days are open, which columns with NULL are not."""
        days = (*self.made, self.recovered)
        return "|".join((self.manufacturer.slug, self.part_number, *(_day(day) or "" for day in days)))

    def row(self) -> Trace:
        """A trace that was not ordered yet."""
        return Trace(
            key=self.key,
            part_number=self.part_number,
            manufacturer=self.manufacturer,
            made_earliest=self.made[0],
            made_latest=self.made[1],
            recovered_on=self.recovered,
        )

    def details(self) -> dict[str, Any]:
        """The question as the ledger has it."""
        return {
            "part_number": self.part_number,
            "manufacturer": self.manufacturer.name,
            "made": [_day(day) for day in self.made],
            "recovered": _day(self.recovered),
        }


@dataclass(frozen=True, slots=True)
class Ordered:
    """Traces of some questions, by primary key, and how many of them are new."""

    keys: list[int]
    new: int


def order_traces(questions: Sequence[Question]) -> Ordered:
    """Write the traces of questions that were not asked before, for a run that walks them. The caller has the turn."""
    by_key = {question.key: question for question in questions}
    asked = _asked(by_key)
    new = [question.row() for key, question in by_key.items() if key not in asked]
    Trace.objects.bulk_create(new, batch_size=ORDERED)
    asked = _asked(by_key) if new else asked
    return Ordered([asked[key] for key in by_key], len(new))


def _asked(keys: Collection[str]) -> dict[str, int]:
    return {
        key: pk for chunk in batches(keys) for key, pk in Trace.objects.filter(key__in=chunk).values_list("key", "pk")
    }


@transaction.atomic
def request_trace(
    *,
    part_number: str,
    manufacturer: Party,
    made: tuple[date | None, date | None] = (None, None),
    recovered: date | None = None,
    actor: str,
) -> Trace:
    """Return the trace of this question, ordering it when it is new. Inside the caller's transaction.

    The question names no place, team or teardown: a trace cannot tell where a part was found.
    """
    question = Question(part_number, manufacturer, made, recovered)
    ordered = Trace.objects.filter(key=question.key).first()
    if ordered is None:
        take_turn()
        ordered = Trace.objects.filter(key=question.key).first()
    if ordered is None:
        ordered = question.row()
        ordered.save()
        append(action="trace.requested", subject=subject(ordered), actor=actor, details=question.details())
    if ordered.state == TraceState.WAITING:  # of a run that was stopped, too
        enqueue(
            JOB,
            key=f"trace:{ordered.public_id}",
            arguments={"trace": str(ordered.public_id)},
            subject_type="trace",
            subject_id=str(ordered.public_id),
        )
    return ordered


def run_trace(*, public_id: str, actor: str = "worker") -> Trace:
    """Walk a trace and store its answer with its ledger entry, unless an answer stands that nothing has touched.

    The search runs outside the transaction that stores: a long search holds no lock.
    Raises Trace.DoesNotExist for an unknown id.
    """
    trace = Trace.objects.select_related("manufacturer").get(public_id=public_id)
    if trace.state == TraceState.DONE and not trace.is_stale:
        return trace
    walked = walk(trace)
    with transaction.atomic():
        take_turn()
        changed = store(walked)
        trace = Trace.objects.select_related("manufacturer").get(pk=trace.pk)
        if changed:
            append(action="trace.answered", subject=subject(trace), actor=actor, details=answered(trace))
    return trace


@transaction.atomic
def give_up(*, public_id: str, code: str, actor: str = "worker") -> None:
    """Note that the last attempt failed. An answer of before is kept; without one the trace is failed until it is
    walked again."""
    take_turn()
    waiting = Trace.objects.select_for_update().filter(public_id=public_id).exclude(state=TraceState.DONE)
    for trace in waiting:
        mark_failed(trace, code)
        append(action="trace.failed", subject=subject(trace), actor=actor, details={"code": code})


def mark_failed(trace: Trace, code: str) -> None:
    """Write down why a trace could not be walked."""
    trace.failure = code[:60]
    trace.state = trace.state if trace.is_answered else TraceState.FAILED
    trace.save(update_fields=["state", "failure"])


def answered(trace: Trace) -> dict[str, Any]:
    """What the ledger says of an answer."""
    chains = trace.answer["chains"]
    return {
        "chains": len(chains),
        "best": chains[0]["tier"] if chains else None,
        "answer_sha256": trace.answer_sha256,
    }


def subject(trace: Trace) -> Subject:
    """What entries of the ledger about a trace name."""
    return Subject("trace", str(trace.public_id))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
