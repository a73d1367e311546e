"""Runs of traces in the scene: one done, one stopped, one under way, and a trace that is out of date."""

from django.db import transaction
from django.db.models import Count

from accounts.queries import Principal
from provenance.models import Trace, TraceParty, TraceRole
from provenance.operations.staleness import mark_touched
from provenance.operations.trace_items import run_item
from provenance.operations.trace_orders import retrace, retrace_all
from provenance.operations.trace_runs import feed, stop_run


def walk_again(principal: Principal) -> None:
    """Order them; few traces are out of date or under way, so that their pages look as they mostly do."""
    first, last = Trace.objects.order_by("pk").first(), Trace.objects.order_by("pk").last()
    assert first is not None
    assert last is not None
    done = retrace(principal=principal, trace=first)
    run_item(done.items.get().pk)
    stopped = retrace_all(principal=principal)
    run_item(stopped.items.first().pk)
    stop_run(run=stopped, actor=principal.actor)
    feed(stopped.pk)
    retrace(principal=principal, trace=last)
    hands = TraceParty.objects.filter(role=TraceRole.HANDS).values("party").annotate(traces=Count("trace"))
    with transaction.atomic():
        mark_touched(parties=[hands.order_by("traces", "party")[0]["party"]], reason="listings")
