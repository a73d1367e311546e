"""Traces walked again, runs, earlier answers, answers for other programs."""

import csv
import io
import json
from datetime import date

import pytest

from accounts.roles import Role
from provenance.models import Trace, TraceRun
from provenance.operations.staleness import mark_touched
from provenance.operations.trace_items import run_item
from provenance.operations.trace_runs import feed
from provenance.operations.tracing import run_trace
from provenance.queries.trace_exports import COLUMNS
from tests.api.calling import Caller, caller
from tests.factories.provenance import make_listing
from tests.factories.teardowns import make_confirmed, make_teardown
from tests.provenance.traces.conftest import World, world

pytestmark = pytest.mark.django_db
API = "/api/v1/analyst/"
__all__ = ["world"]


@pytest.fixture
def analyst() -> Caller:
    return caller(Role.ANALYST)[0]


def end(run: TraceRun) -> None:
    feed(run.pk)
    for key in run.items.values_list("pk", flat=True):
        run_item(key)
    feed(run.pk)


def walked(world: World) -> Trace:
    return run_trace(public_id=str(world.order().public_id))


def test_a_stale_trace_says_so_is_listed_and_walked_again(analyst: Caller, world: World) -> None:
    trace = walked(world)
    address = f"{API}traces/{trace.public_id}/"
    assert analyst.get(address).json()["stale"] is False
    make_listing(world.trader, date(2021, 1, 1))
    mark_touched(parties=[world.trader.pk], reason="listings")
    shown = analyst.get(address).json()
    assert (shown["stale"], shown["state"]) == (True, "done")
    assert shown["stale_because"].startswith("A listing of a party")
    assert shown["answer"]["chains"]
    assert len(analyst.get(f"{API}traces/?stale=true").json()["results"]) == 1
    assert not analyst.get(f"{API}traces/?stale=false").json()["results"]
    run = analyst.post(f"{address}again/", {})
    assert run.status_code == 202
    assert analyst.post(f"{address}again/", {}).json()["id"] == run.json()["id"]
    end(TraceRun.objects.get())
    progress = analyst.get(run.json()["url"]).json()
    assert progress["progress"] == {"total": 1, "done": 1, "failed": 0, "skipped": 0, "waiting": 0, "changed": 1}
    assert analyst.get(address).json()["stale"] is False
    earlier = analyst.get(f"{address}answers/").json()["results"]
    assert [row["replaced_because"] for row in earlier] == ["listings"]
    whole = analyst.get(f"{address}answers/{earlier[0]['answer_sha256']}/").json()
    assert whole["answer"]["chains"]
    assert whole["data_state"]["shipments"] > 0
    assert analyst.get(f"{address}answers/{'0' * 64}/").status_code == 404


def test_a_run_over_a_teardown_over_all_and_stopped(analyst: Caller, world: World) -> None:
    judged = make_confirmed("AD9361BBCZ", world.maker)
    teardown = judged.component.teardown
    body = {"kind": "teardown", "teardown": str(teardown.public_id)}
    started = analyst.post(f"{API}trace-runs/", body)
    assert started.status_code == 202
    assert (started.json()["subject_type"], started.json()["subject_id"]) == ("teardown", str(teardown.public_id))
    run = TraceRun.objects.get()
    end(run)
    judged.refresh_from_db()
    assert judged.trace is not None
    assert judged.trace.is_answered
    again = analyst.post(f"{API}trace-runs/", body).json()
    end(TraceRun.objects.get(public_id=again["id"]))
    assert analyst.get(again["url"]).json()["progress"]["skipped"] == 1
    everything = analyst.post(f"{API}trace-runs/", {"kind": "all"}).json()
    stopped = analyst.post(f"{everything['url']}stop/", {})
    assert stopped.json()["stopped_at"] is not None
    assert analyst.post(f"{API}trace-runs/", {"kind": "stale"}).json()["progress"]["total"] == 0
    assert len(analyst.get(f"{API}trace-runs/").json()["results"]) == 4


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"kind": "teardown"}, 422),
        ({"kind": "asked"}, 422),
        ({"kind": "all", "teardown": "00000000-0000-4000-8000-000000000000"}, 422),
        ({"kind": "teardown", "teardown": "00000000-0000-4000-8000-000000000000"}, 404),
    ],
)
def test_a_run_that_cannot_be_started(analyst: Caller, body: dict[str, str], status: int) -> None:
    assert analyst.post(f"{API}trace-runs/", body).status_code == status


def test_a_teardown_without_a_part_has_nothing_to_trace(analyst: Caller) -> None:
    teardown = make_teardown()
    answer = analyst.post(f"{API}trace-runs/", {"kind": "teardown", "teardown": str(teardown.public_id)})
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_trace")


def test_an_answer_as_table_and_as_entities(analyst: Caller, world: World) -> None:
    address = f"{API}traces/{walked(world).public_id}/"
    table = analyst.get(f"{address}chains.csv")
    assert table["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    goods = [row for row in rows if row["kind"] == "shipment"]
    assert {"Able Distribution", "Baker Trading"} <= {row["from"] for row in goods}
    assert all(row["evidence"] and row["records"] for row in goods)
    entities = analyst.get(f"{address}entities.ftm.json")
    found = [json.loads(line) for line in entities.content.decode().splitlines()]
    assert len({one["id"] for one in found}) == len(found)
    by_schema = {one["schema"] for one in found}
    assert {"Company", "EconomicActivity"} <= by_schema
    sent = next(one for one in found if one["schema"] == "EconomicActivity")
    assert set(sent["properties"]) >= {"sender", "receiver", "startDate", "recordId"}


def test_a_trace_that_waits_has_an_empty_table(analyst: Caller, world: World) -> None:
    address = f"{API}traces/{world.order().public_id}/"
    assert analyst.get(f"{address}chains.csv").content.decode("utf-8-sig").strip() == ",".join(COLUMNS)
    assert analyst.get(f"{address}entities.ftm.json").content == b""
