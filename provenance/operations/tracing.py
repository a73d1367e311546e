"""Ordering a trace and storing its answer. The same question is one row, one job, one answer."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from django.db import transaction
from django.utils import timezone

from custody.ledger import Subject, append, take_turn
from jobs.queue import enqueue
from provenance.models import Party, Trace, TraceState
from provenance.queries.tracing import trace_part
from provenance.tracing.stored import stored

JOB = "provenance.trace_part"


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
    key = _question_key(part_number, manufacturer, *made, recovered)
    ordered = Trace.objects.filter(key=key).first()
    if ordered is not None:
        return ordered
    take_turn()
    trace, created = Trace.objects.get_or_create(
        key=key,
        defaults={
            "part_number": part_number,
            "manufacturer": manufacturer,
            "made_earliest": made[0],
            "made_latest": made[1],
            "recovered_on": recovered,
        },
    )
    if created:
        details = {
            "part_number": part_number,
            "manufacturer": manufacturer.name,
            "made": [day.isoformat() if day else None for day in made],
            "recovered": recovered.isoformat() if recovered else None,
        }
        append(action="trace.requested", subject=_subject(trace), actor=actor, details=details)
        enqueue(
            JOB,
            key=f"trace:{trace.public_id}",
            arguments={"trace": str(trace.public_id)},
            subject_type="trace",
            subject_id=str(trace.public_id),
        )
    return trace


def run_trace(*, public_id: str, actor: str = "worker") -> Trace:
    """Trace and store the answer with its ledger entry, unless it is stored already.

    The search runs outside the transaction that stores: a long search holds no lock.
    Raises Trace.DoesNotExist for an unknown id.
    """
    trace = Trace.objects.select_related("manufacturer").get(public_id=public_id)
    if trace.state == TraceState.DONE:
        return trace
    answer = stored(
        trace_part(
            part_number=trace.part_number,
            manufacturer=trace.manufacturer.name,
            made=(trace.made_earliest, trace.made_latest),
            recovered=trace.recovered_on,
        )
    )
    with transaction.atomic():
        locked = Trace.objects.select_for_update().get(pk=trace.pk)
        if locked.state == TraceState.DONE:
            return locked
        locked.answer, locked.state, locked.traced_at = answer, TraceState.DONE, timezone.now()
        locked.save(update_fields=["answer", "state", "traced_at"])
        text = json.dumps(answer, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        details = {
            "chains": len(answer["chains"]),
            "best": answer["chains"][0]["tier"] if answer["chains"] else None,
            "answer_sha256": hashlib.sha256(text.encode()).hexdigest(),
        }
        append(action="trace.answered", subject=_subject(locked), actor=actor, details=details)
    return locked


@transaction.atomic
def give_up(*, public_id: str, code: str, actor: str = "worker") -> None:
    """Mark a trace as failed after its last attempt; running the job again makes it whole."""
    waiting = Trace.objects.select_for_update().filter(public_id=public_id).exclude(state=TraceState.DONE)
    for trace in waiting:
        trace.state = TraceState.FAILED
        trace.save(update_fields=["state"])
        append(action="trace.failed", subject=_subject(trace), actor=actor, details={"code": code})


def _question_key(part_number: str, manufacturer: Party, *days: date | None) -> str:
    """Return what makes a question the same: unique also where days are open, which columns with NULL are not."""
    return "|".join((manufacturer.slug, part_number, *(day.isoformat() if day else "" for day in days)))


def _subject(trace: Trace) -> Subject:
    return Subject("trace", str(trace.public_id))
