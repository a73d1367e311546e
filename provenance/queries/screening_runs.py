"""Screenings that were made and judgements on them, for those who may see them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.queries import Principal
from accounts.roles import Capability
from problems import NotFound
from provenance.models import ScreenedName, ScreeningJudgement, ScreeningRun


def runs_for(principal: Principal) -> QuerySet[ScreeningRun]:
    """The screenings of one's organisation and those of the command line, newest first. Raises NotAllowed."""
    principal.require(Capability.SCREENING_RUN)
    return ScreeningRun.objects.filter(Q(organisation=principal.organisation) | Q(organisation=None))


def run_for(principal: Principal, public_id: Any) -> ScreeningRun:
    """One of them. Raises NotAllowed, NotFound."""
    found = runs_for(principal).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def answers_of(run: ScreeningRun) -> QuerySet[ScreenedName]:
    """What was answered, in order."""
    return run.answers.order_by("row")


def judgements_for(principal: Principal) -> QuerySet[ScreeningJudgement]:
    """Every judgement, newest first, withdrawn ones too. Raises NotAllowed."""
    principal.require(Capability.SCREENING_RUN)
    return ScreeningJudgement.objects.select_related("party", "author", "withdrawn_by")


def judgement_for(principal: Principal, public_id: Any) -> ScreeningJudgement:
    """One of them. Raises NotAllowed, NotFound."""
    found = judgements_for(principal).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def standing_judgements(names: list[ScreenedName]) -> dict[tuple[str, str], ScreeningJudgement]:
    """What people say now, by key of the name and public id of the party, whenever the names were screened."""
    rows = ScreeningJudgement.objects.filter(key__in={one.key for one in names}, withdrawn_at__isnull=True)
    return {(row.key, str(row.party.public_id)): row for row in rows.select_related("party", "author")}
