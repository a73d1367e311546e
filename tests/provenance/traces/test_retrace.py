"""The command `retrace`."""

from io import StringIO

import pytest
from django.core.management import call_command

from provenance.models import Trace, TraceRun
from provenance.operations.staleness import mark_touched
from provenance.operations.tracing import run_trace
from tests.provenance.traces.conftest import World

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("retrace", *arguments, stdout=out)
    return out.getvalue()


def test_what_is_out_of_date_here_or_by_the_workers(world: World) -> None:
    run_trace(public_id=str(world.order().public_id))
    assert "Nothing" in said()
    mark_touched(parties=[world.trader.pk], reason="listings")
    assert "1 traces, 0 done" in said("--stale")
    assert "Nothing" in said("--stale", "--here")  # the workers have it
    TraceRun.objects.all().delete()
    assert "1 traces, 1 done, 0 with a new answer, 0 failed" in said("--here")
    assert not Trace.objects.get().is_stale


def test_all_of_them_are_out_of_date_until_they_are_walked(world: World) -> None:
    run_trace(public_id=str(world.order().public_id))
    assert "1 traces, 0 done" in said("--all")
    assert Trace.objects.get().stale_reason == "engine"
    assert "1 traces, 1 done" in said("--all", "--here")
    assert not Trace.objects.get().is_stale
