"""Tracing what was found in one teardown: its parts become questions, the questions a run.

The run knows the teardown by its public id alone: what provenance keeps does not tell where a part was found.
"""

from __future__ import annotations

from django.db import transaction

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, take_turn
from provenance.models import RunKind, Trace, TraceRun
from provenance.operations.trace_runs import order_run
from provenance.operations.tracing import Question
from teardowns.models import Identification, Standing, Teardown
from teardowns.problems import NothingToTrace
from teardowns.queries.judgements import standing_judgements


@transaction.atomic
def trace_teardown(*, principal: Principal, teardown: Teardown) -> TraceRun:
    """Walk the traces of all parts that stand identified in a teardown; those that are up to date stay as they are.

    Raises NotAllowed; NothingToTrace where no part of a known maker stands identified.
    """
    principal.require(Capability.TRACE_SEE)
    judged = standing_judgements(principal).filter(
        component__teardown=teardown,
        manufacturer__isnull=False,
        standing__in=(Standing.PROPOSED, Standing.CONFIRMED),
    )
    asked = {
        judgement: Question(
            part_number=judgement.part_number,
            manufacturer=judgement.manufacturer,
            made=(judgement.made_earliest, judgement.made_latest),
            recovered=teardown.specimen.recovered_on,
        )
        for judgement in judged.exclude(part_number="").select_related("manufacturer").order_by("pk")
        if judgement.manufacturer is not None
    }
    if not asked:
        raise NothingToTrace
    take_turn()
    run = order_run(
        kind=RunKind.TEARDOWN,
        actor=principal.actor,
        questions=list(asked.values()),
        about=Subject("teardown", str(teardown.public_id)),
    )
    traces = {trace.key: trace for trace in Trace.objects.filter(key__in=[question.key for question in asked.values()])}
    for judgement, question in asked.items():
        Identification.objects.filter(pk=judgement.pk).update(trace=traces[question.key])
    return run
