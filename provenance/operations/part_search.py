"""Asking an outside service about a part number: on a person's wish, in the ledger before anything is sent."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from custody.ledger import Subject, append
from provenance.models import PartSearchAnswer, Source
from provenance.partsearch.problems import PartSearchFailed
from provenance.partsearch.stored import stored
from provenance.partsearch.types import Found, PartSearch
from provenance.queries.part_search import Answered, asked_number, chosen_service, fresh_answer


def ask_outside(*, number: str, actor: str) -> Answered:
    """What the service lists for a number; an answer that is still fresh is given again and nothing is sent.

    Two ledger entries: the wish, then its outcome. A number that went out and got no answer is on record too.
    Takes up to half a minute, outside any transaction. Raises PartSearchOff, NotAPartNumber and PartSearchFailed.
    """
    service, asked = chosen_service(), asked_number(number)
    forget_stale()
    if kept := fresh_answer(service, asked):
        return kept
    _note("part_search.requested", service, asked, actor)
    try:
        found = service.search(asked)
    except PartSearchFailed as problem:
        _note("part_search.failed", service, asked, actor, code=problem.code)
        raise
    return _stored(service, asked, found, actor)


def forget_stale() -> int:
    """Empty the answers that may be kept no longer. Question, time and hash stay: our own record. Returns how many."""
    stale = PartSearchAnswer.objects.filter(fresh_until__lte=timezone.now(), answer__isnull=False)
    return stale.update(answer=None)


@transaction.atomic
def _stored(service: PartSearch, asked: str, found: Found, actor: str) -> Answered:
    now = timezone.now()
    seconds = _seconds_to_keep(found)
    row = PartSearchAnswer.objects.create(
        service=service.name,
        asked=asked,
        asked_at=now,
        fresh_until=now + timedelta(seconds=seconds),
        sha256=found.sha256,
        answer={"parts": stored(found.parts), "hits": found.hits} if seconds else None,
        source=_source(service),
    )
    _note("part_search.answered", service, asked, actor, sha256=found.sha256, parts=len(found.parts))
    answered = Answered(service.title, asked, now, row.fresh_until, row.sha256, found.parts, found.hits)
    return replace(answered, partial=found.partial)


def _seconds_to_keep(found: Found) -> int:
    """As long as the answer allows, never longer than the operator does; half an answer is asked for again."""
    longest: int = settings.PART_SEARCH_KEEP_HOURS * 3600
    if found.partial:
        return 0
    return longest if found.fresh_seconds is None else min(found.fresh_seconds, longest)


@transaction.atomic
def _note(action: str, service: PartSearch, asked: str, actor: str, **details: Any) -> None:
    append(
        action=action,
        subject=Subject("source", service.name),
        actor=actor,
        details={"service": service.name, "number": asked, **details},
    )


def _source(service: PartSearch) -> Source:
    return Source.objects.get_or_create(slug=service.name, defaults={"name": service.title})[0]
