"""Screening names and keeping what was answered; people's judgements on it. Each is in the evidence ledger."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Organisation
from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from provenance.batching import batches
from provenance.models import Party, ScreenedName, ScreeningJudgement, ScreeningRun
from provenance.name_key import stored_key
from provenance.operations.screening_index import check_index
from provenance.queries.screening import LONGEST, Screened, Screener, list_versions, screener
from provenance.screening.engine import engine_version
from provenance.screening.searching import MATCH_FROM, POSSIBLE_FROM
from provenance.screening_problems import BadDay, BadJudgement, JudgedAlready, NoNames, TooManyNames

JSON = dict[str, Any]
AT_ONCE = 200
MOST_ON_A_PAGE = 500
LONGEST_NOTE = 2000


def screen_on_a_page(*, principal: Principal, names: Sequence[str], as_of: date) -> ScreeningRun:
    """Screen some names for a person who waits. Raises NotAllowed, NoNames, TooManyNames, BadDay,
    NamesBeingIndexed."""
    principal.require(Capability.SCREENING_RUN)
    if not any(name.strip() for name in names):
        raise NoNames
    if len(names) > MOST_ON_A_PAGE:
        raise TooManyNames(count=len(names), most=MOST_ON_A_PAGE)
    check_index()
    run = begin_run(as_of=as_of, actor=principal.actor, organisation=principal.organisation)
    for _ in answers(run, names):
        pass
    return run


def begin_run(*, as_of: date, actor: str, organisation: Organisation | None = None) -> ScreeningRun:
    """A run over the names and lists as they are now. Raises BadDay for a day to come."""
    if as_of > timezone.now().date():
        raise BadDay(day=as_of.isoformat())
    return ScreeningRun.objects.create(
        actor=actor,
        organisation=organisation,
        as_of=as_of,
        engine=engine_version(),
        match_from=MATCH_FROM,
        possible_from=POSSIBLE_FROM,
        lists=list_versions(as_of),
    )


def answers(run: ScreeningRun, names: Iterable[str]) -> Iterator[JSON]:
    """The answers in order, kept as they are given; at the end the run is closed and entered into the ledger.

    One database transaction for every 200 names: a run that is broken off keeps what it answered, without an entry.
    """
    screening = screener(run.as_of)
    run.data_stamp = screening.opened.stamp
    digest = hashlib.sha256()
    for some in batches(names, AT_ONCE):
        kept = _screened(screening, some)
        _keep(run, kept)
        for each in kept:
            digest.update(canonical(each.answer) + b"\n")
            yield each.answer
    _close(run, digest.hexdigest())


def canonical(answer: JSON) -> bytes:
    """An answer as it is hashed."""
    return json.dumps(answer, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of(run: ScreeningRun) -> str:
    """The hash of the answers as they are kept now: equal to `run.sha256` unless somebody changed them."""
    digest = hashlib.sha256()
    for answer in run.answers.order_by("row").values_list("answer", flat=True).iterator():
        digest.update(canonical(answer) + b"\n")
    return digest.hexdigest()


def _screened(screening: Screener, names: Sequence[str]) -> list[Screened]:
    plain = [name.replace("\x00", "").strip() for name in names]
    readable = list(dict.fromkeys(name for name in plain if not _fault(name)))
    known = dict(zip(readable, screening.screen(readable), strict=True))
    return [known.get(name) or _refused(name, screening.as_of) for name in plain]


def _fault(name: str) -> str:
    if not name:
        return "empty"
    if len(name) > LONGEST:
        return "too_long"
    return "" if stored_key(name) else "unreadable"


def _refused(name: str, as_of: date) -> Screened:
    answer = {"name": name[:LONGEST], "as_of": as_of.isoformat(), "matches": [], "error": {"code": _fault(name)}}
    return Screened(name[:LONGEST], "", answer)


@transaction.atomic
def _keep(run: ScreeningRun, kept: Sequence[Screened]) -> None:
    first = run.names + 1
    ScreenedName.objects.bulk_create(
        ScreenedName(run=run, row=row, name=each.name, key=each.key, answer=each.answer, candidates=each.candidates)
        for row, each in enumerate(kept, start=first)
    )
    run.names += len(kept)
    run.found += sum(bool(each.answer["matches"]) for each in kept)
    run.save(update_fields=["names", "found", "data_stamp"])


@transaction.atomic
def _close(run: ScreeningRun, sha256: str) -> None:
    run.sha256, run.ended_at = sha256, timezone.now()
    run.save(update_fields=["sha256", "ended_at", "data_stamp"])
    append(
        action="screening.answered",
        subject=Subject("screening", str(run.public_id)),
        actor=run.actor,
        details={
            "as_of": run.as_of.isoformat(),
            "engine": run.engine,
            "names": run.names,
            "found": run.found,
            "lists": run.lists,
            "data_stamp": run.data_stamp,
            "sha256": sha256,
        },
    )


@transaction.atomic
def judge(*, principal: Principal, name: str, party: Party, same: bool, note: str) -> ScreeningJudgement:
    """A person says that the name is this party, or is not. Raises NotAllowed, BadJudgement, JudgedAlready."""
    principal.require(Capability.SCREENING_RUN)
    note = note.replace("\x00", "").strip()
    if not 0 < len(note) <= LONGEST_NOTE:
        raise BadJudgement
    try:
        with transaction.atomic():
            made = ScreeningJudgement.objects.create(
                name=name, key=stored_key(name), party=party, same=same, note=note, author=principal.user
            )
    except IntegrityError as error:
        raise JudgedAlready from error
    _note("screening.judged", made, principal, same=same, party=str(party.public_id), name=name)
    return made


@transaction.atomic
def take_back_judgement(*, principal: Principal, judgement: ScreeningJudgement) -> ScreeningJudgement:
    """The judgement does not stand any more; later answers are as they were before it."""
    principal.require(Capability.SCREENING_RUN)
    row = ScreeningJudgement.objects.select_for_update().get(pk=judgement.pk)
    if row.withdrawn_at is None:
        row.withdrawn_by, row.withdrawn_at = principal.user, timezone.now()
        row.save(update_fields=["withdrawn_by", "withdrawn_at"])
        _note("screening.judgement_withdrawn", row, principal)
    return row


def _note(action: str, row: ScreeningJudgement, principal: Principal, **details: Any) -> None:
    append(
        action=action,
        subject=Subject("screening_judgement", str(row.public_id)),
        actor=principal.actor,
        details=details,
    )
