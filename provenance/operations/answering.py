"""One walk of a trace and what becomes of its answer. The same data give the same bytes: then nothing changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from provenance.models import Party, PastAnswer, Trace, TraceParty, TraceRole, TraceScope, TraceState
from provenance.operations.staleness import Seen, touched_meanwhile, touches_seen
from provenance.operations.writing_rows import insert_rows, update_rows
from provenance.partnumbers.normalise import canonical
from provenance.queries.data_state import data_state
from provenance.queries.merging import merged_parties
from provenance.queries.statements import as_day, as_key, as_time, party_numbers, read, select
from provenance.queries.trace_answers import full_answer
from provenance.queries.tracing import trace_part
from provenance.tracing.scopes import question_periods, question_scopes
from provenance.tracing.types import PartyRef, TraceAnswer

FIRST_WAIT: Final = timedelta(minutes=15)
LONGEST_WAIT: Final = timedelta(days=1)
SOURCE_FAILED: Final = "source_failed"
ASKED: Final = (
    *("pk", "part_number", "manufacturer_id", "manufacturer__name", "manufacturer__public_id"),
    *("made_earliest", "made_latest", "recovered_on", "touched"),
)
THIS: Final = f"WHERE {Trace._meta.db_table}.id = %s"
LOCKED: Final = f"{THIS} FOR UPDATE"
BEFORE: Final = ("state", "answer_sha256", "traced_at", "stale_since", "stale_reason", "touched")

Days = tuple[date | None, date | None]


class Before(NamedTuple):
    """What a trace was until now, as far as it matters for what becomes of it."""

    state: str
    answer_sha256: str
    traced_at: datetime | None
    stale_since: datetime | None
    stale_reason: str
    touched: int


@dataclass(frozen=True, slots=True)
class Walked:
    """An answer before it is stored: what it was asked with, what its walk could see, what it is, also as JSON text."""

    trace: Trace
    began: datetime
    seen: Seen
    data_state: dict[str, Any]
    answer: dict[str, Any]
    text: str
    sha256: str
    partial: bool
    parties: dict[int, tuple[str, Days]]
    keys: frozenset[str]


def asked(key: int) -> Trace:
    """A trace as `walk` wants it, by one statement: what is asked, and nothing of the answer. Raises DoesNotExist."""
    for pk, number, maker, name, public_id, *days, touched in read(f"{select(Trace, *ASKED)} {THIS}", [key]):
        earliest, latest, recovered = map(as_day, days)
        return Trace(
            pk=pk,
            part_number=number,
            manufacturer=Party(pk=maker, name=name, public_id=UUID(as_key(public_id))),
            made_earliest=earliest,
            made_latest=latest,
            recovered_on=recovered,
            touched=touched,
        )
    raise Trace.DoesNotExist


def walk(trace: Trace) -> Walked:
    """Search, holding no lock. `trace` is a fresh row with its manufacturer: its `touched` is compared later."""
    began, seen, state, merged = timezone.now(), touches_seen(), data_state(), merged_parties()
    found = trace_part(
        part_number=trace.part_number,
        manufacturer=trace.manufacturer.name,
        maker_key=str(trace.manufacturer.public_id),
        made=(trace.made_earliest, trace.made_latest),
        recovered=trace.recovered_on,
        merged=merged,
    )
    answer = full_answer(found, merged=merged)
    text = json.dumps(answer, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Walked(
        trace=trace,
        began=began,
        seen=seen,
        data_state=state,
        answer=answer,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        partial=found.state == "partial",
        parties=_parties(trace, found),
        keys=question_scopes(canonical(trace.part_number), found.question.hs_codes),
    )


@transaction.atomic(savepoint=False)
def store(walked: Walked) -> bool:
    """Keep an answer; the one before it where it differs. True when there is a new one.

    A change that came during the walk leaves the trace out of date. A whole answer is not given up for a partial one:
    it stays, out of date, until the source answers again.
    """
    before = _before(walked.trace.pk)
    reason = _overtaken(before, walked)
    kept = walked.partial and before.state == TraceState.DONE
    changed = before.answer_sha256 != walked.sha256 and not kept
    if kept:
        reason = SOURCE_FAILED
    new = _replaced(before, walked) if changed else {}
    if changed or not reason:
        _write_scopes(walked, before)
    checked = {
        "checked_at": walked.began,
        "try_again_at": _again(before, walked) if walked.partial else None,
        "stale_since": (before.stale_since or walked.began) if reason else None,
        "stale_reason": reason,
        "failure": "",
    }
    update_rows(Trace, {"id": walked.trace.pk}, {**checked, **new})
    return changed


def _before(key: int) -> Before:
    """Locked until the transaction ends. Raises Trace.DoesNotExist."""
    for state, sha256, traced_at, stale_since, *rest in read(f"{select(Trace, *BEFORE)} {LOCKED}", [key]):
        return Before(state, sha256, as_time(traced_at), as_time(stale_since), *rest)
    raise Trace.DoesNotExist


def _overtaken(before: Before, walked: Walked) -> str:
    """Why the answer may be out of date already; empty when it is not."""
    if before.touched != walked.trace.touched:
        return before.stale_reason
    return touched_meanwhile(walked.seen, parties=walked.parties.keys(), keys=walked.keys)


def _replaced(before: Before, walked: Walked) -> dict[str, Any]:
    """What is new of a trace; what it was stays as a past answer."""
    now = timezone.now()
    if before.answer_sha256 and before.traced_at is not None:
        trace = Trace.objects.only("answer", "data_state").get(pk=walked.trace.pk)
        PastAnswer.objects.create(
            trace=trace,
            answer=trace.answer,
            answer_sha256=before.answer_sha256,
            data_state=trace.data_state,
            answered_at=before.traced_at,
            replaced_at=now,
            replaced_because=before.stale_reason,
        )
    _write_parties(walked, before)
    return {
        "answer": walked.text,
        "answer_sha256": walked.sha256,
        "data_state": json.dumps(walked.data_state),
        "traced_at": now,
        "state": TraceState.PARTIAL if walked.partial else TraceState.DONE,
    }


def _write_parties(walked: Walked, before: Before) -> None:
    """By whom a later change finds this trace."""
    parties = walked.trace.parties
    known = set(parties.values_list("party_id", "role", "earliest", "latest")) if before.answer_sha256 else set()
    wanted = {(key, str(role), *days) for key, (role, days) in walked.parties.items()}
    if gone := [row[0] for row in known - wanted]:
        parties.filter(party_id__in=gone).delete()
    columns = ("trace_id", "party_id", "role", "earliest", "latest")
    rows = sorted(wanted - known, key=itemgetter(0))
    insert_rows(TraceParty, [dict(zip(columns, (walked.trace.pk, *row), strict=True)) for row in rows])


def _write_scopes(walked: Walked, before: Before) -> None:
    """By which goods, in which periods, a later change finds this trace."""
    trace = walked.trace
    known = set(trace.scopes.values_list("key", flat=True)) if before.answer_sha256 else set()
    if known == walked.keys:
        return
    if known:
        TraceScope.objects.filter(trace=trace).delete()
    first, last = question_periods(trace.made_earliest, trace.recovered_on)
    rows = [{"trace_id": trace.pk, "key": key, "first": first, "last": last} for key in sorted(walked.keys)]
    insert_rows(TraceScope, rows)


def _again(before: Before, walked: Walked) -> datetime:
    """Twice as long as it has been partial by now, so that a source that is away for long is not asked all the time."""
    since = before.traced_at if before.state == TraceState.PARTIAL else before.stale_since
    waited = walked.began - since if since else FIRST_WAIT
    return walked.began + min(max(FIRST_WAIT, waited), LONGEST_WAIT)


def _parties(trace: Trace, found: TraceAnswer) -> dict[int, tuple[str, Days]]:
    """What an answer names, by primary key: the maker of the question, its owners, whoever held the goods and when."""
    named = {ref.key: (role, days) for ref, role, days in _named(found)}
    asked: dict[int, tuple[str, Days]] = {trace.manufacturer_id: (str(TraceRole.MAKER), (None, None))}
    return asked | {pk: named[key] for key, pk in party_numbers(named).items()}


def _named(found: TraceAnswer) -> Iterator[tuple[PartyRef, str, Days]]:
    held: dict[PartyRef, list[Days]] = {}
    for chain in found.chains:
        for hop in chain.hops:
            for party in (hop.origin, hop.destination):
                held.setdefault(party, []).append((hop.earliest, hop.latest))
    yield from ((party, TraceRole.HANDS, _hull(days)) for party, days in held.items())
    yield from ((hop.destination, TraceRole.OWNER, (None, None)) for hop in found.ownership)
    yield from ((party, role, (None, None)) for party, role in _ends(found))


def _ends(found: TraceAnswer) -> Iterator[tuple[PartyRef, str]]:
    if found.owner is not None:
        yield found.owner, TraceRole.OWNER
    if found.maker is not None:
        yield found.maker, TraceRole.MAKER


def _hull(days: Iterable[Days]) -> Days:
    """From the first to the last day; an end that one hop leaves open is open."""
    firsts, lasts = zip(*days, strict=True)
    return (
        None if None in firsts else min(first for first in firsts if first),
        None if None in lasts else max(last for last in lasts if last),
    )
