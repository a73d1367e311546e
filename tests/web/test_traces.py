"""The page of traces: what is out of date, runs with progress, starting and stopping them."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.roles import Role
from provenance.models import RunKind, TraceRun
from provenance.operations.staleness import mark_touched
from provenance.operations.trace_items import run_item
from provenance.operations.trace_runs import feed
from provenance.operations.tracing import run_trace
from tests.factories.accounts import make_user
from tests.factories.teardowns import make_confirmed, make_teardown
from tests.provenance.traces.conftest import World, world

pytestmark = pytest.mark.django_db
__all__ = ["world"]


@pytest.fixture
def client(signed_in: Callable[..., Client]) -> Client:
    return signed_in(make_user(Role.ANALYST))


def text(client: Client, **headers: str) -> str:
    return client.get("/traces/", headers=headers).content.decode()


def test_without_traces_the_page_says_what_it_is_for(client: Client) -> None:
    assert "No run was started yet" in text(client)
    said = client.post("/traces/runs/", {"kind": "stale"}, follow=True).content.decode()
    assert "Nothing is out of date" in said


def test_what_is_out_of_date_is_shown_with_its_reason_and_walked_again(client: Client, world: World) -> None:
    trace = run_trace(public_id=str(world.order().public_id))
    mark_touched(parties=[world.trader.pk], reason="listings")
    shown = text(client)
    assert "A listing of a party in this trace" in shown
    assert f"/chains/{trace.public_id}/" in shown
    client.post("/traces/runs/", {"kind": "stale"})
    run = TraceRun.objects.get()
    assert "0 of 1" in text(client, **{"hx-request": "true"})
    feed(run.pk)
    run_item(run.items.get().pk)
    shown = text(client)
    assert "1 of 1" in shown
    assert "A listing of a party in this trace" not in shown


def test_a_run_is_stopped(client: Client, world: World) -> None:
    world.order()
    client.post("/traces/runs/", {"kind": "all"})
    run = TraceRun.objects.get()
    assert f"/traces/runs/{run.public_id}/stop/" in text(client)
    client.post(f"/traces/runs/{run.public_id}/stop/")
    feed(run.pk)
    shown = text(client)
    assert "stopped" in shown
    assert f"/traces/runs/{run.public_id}/stop/" not in shown


def test_one_trace_and_one_teardown(client: Client, world: World) -> None:
    trace = world.order()
    assert client.post(f"/traces/{trace.public_id}/again/").status_code == 302
    teardown = make_confirmed("AD9361BBCZ", world.maker).component.teardown
    assert "Trace its parts" in client.get(f"/teardowns/{teardown.public_id}/").content.decode()
    client.post(f"/teardowns/{teardown.public_id}/trace/")
    assert set(TraceRun.objects.values_list("kind", flat=True)) == {RunKind.ONE, RunKind.TEARDOWN}
    shown = text(client)
    assert teardown.order_number in shown
    empty = make_teardown()
    said = client.post(f"/teardowns/{empty.public_id}/trace/", follow=True).content.decode()
    assert "nothing to trace" in said
