"""Runs of many traces: each is one task, fails alone, can be stopped, and a second time changes nothing."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from custody.queries import history
from jobs.models import Job
from provenance.models import ItemState, RunKind, Trace, TraceRun, TraceRunItem, TraceState
from provenance.operations import trace_items, trace_runs
from provenance.operations.staleness import mark_touched
from provenance.operations.trace_items import run_item
from provenance.operations.trace_runs import continue_runs, feed, order_run, retrace_stale, stop_run
from provenance.operations.tracing import Question, request_trace, run_trace
from provenance.queries.trace_runs import due_traces, progress_of
from provenance.queries.tracing import trace_part
from tests.factories.provenance import make_listing
from tests.provenance.traces.conftest import MADE, PART, RECOVERED, World

pytestmark = pytest.mark.django_db


def questions(world: World, *numbers: str) -> list[Question]:
    return [Question(number, world.maker, MADE, RECOVERED) for number in numbers]


def asked(world: World, *numbers: str, again: bool = False) -> TraceRun:
    return order_run(kind=RunKind.ASKED, actor="test", questions=questions(world, *numbers), again=again)


def work(run: TraceRun) -> TraceRun:
    """Feed it and do what was sent until it has ended."""
    for _round in range(10):
        feed(run.pk)
        run.refresh_from_db()
        if run.ended_at is not None:
            break
        for key in run.items.filter(state=ItemState.QUEUED).values_list("pk", flat=True):
            run_item(key)
    return run


def test_a_run_orders_walks_and_ends_with_one_entry_for_all_answers(world: World) -> None:
    run = work(asked(world, PART, "ADXL345", PART))
    assert (run.total, run.done, run.failed, run.skipped, run.changed) == (2, 2, 0, 0, 2)
    traces = Trace.objects.order_by("public_id")
    text = "".join(f"{trace.public_id} {trace.answer_sha256}\n" for trace in traces)
    assert run.answers_sha256 == hashlib.sha256(text.encode()).hexdigest()
    entries = history("trace_run", str(run.public_id))
    assert [entry.action for entry in entries] == ["trace_run.started", "trace_run.ended"]
    assert entries[1].details["answers_sha256"] == run.answers_sha256
    assert not Job.objects.exists()


def test_a_second_run_leaves_what_is_up_to_date(world: World) -> None:
    work(asked(world, PART, "ADXL345"))
    mark_touched(parties=[world.trader.pk], reason="listings")
    second = work(asked(world, PART, "ADXL345"))
    assert (second.total, second.done, second.skipped, second.changed) == (2, 1, 1, 0)
    third = work(asked(world, PART, "ADXL345", again=True))
    assert (third.done, third.skipped, third.changed) == (2, 0, 0)


def test_an_item_is_done_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    run = asked(world, PART)
    item = run.items.get()
    run_item(item.pk)
    monkeypatch.setattr(trace_items, "walk", None)
    run_item(item.pk)
    run_item(item.pk + 1000)
    item.refresh_from_db()
    assert (item.state, item.attempts) == (ItemState.DONE, 1)


def test_a_trace_that_fails_fails_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def poison(**question: object) -> object:
        if question["part_number"] == "ADXL345":
            raise RuntimeError("cannot be \0 walked")
        return trace_part(**question)  # type: ignore[arg-type]

    monkeypatch.setattr("provenance.operations.answering.trace_part", poison)
    run = work(asked(world, PART, "ADXL345"))
    assert (run.done, run.failed) == (1, 1)
    item = run.items.get(state=ItemState.FAILED)
    assert (item.attempts, item.failure) == (3, "RuntimeError")
    trace = Trace.objects.get(part_number="ADXL345")
    assert (trace.state, trace.failure) == (TraceState.FAILED, "RuntimeError")
    monkeypatch.undo()
    assert work(asked(world, "ADXL345")).done == 1


def test_a_trace_that_fails_keeps_its_answer_and_is_not_walked_for_ever(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = run_trace(public_id=str(world.order().public_id))
    mark_touched(parties=[world.trader.pk], reason="listings")
    with monkeypatch.context() as patched:
        patched.setattr(trace_items, "walk", lambda trace: 1 / 0)
        run = retrace_stale()
        assert run is not None
        work(run)
    failed = Trace.objects.get(pk=trace.pk)
    assert (failed.state, failed.answer, failed.failure) == (TraceState.DONE, trace.answer, "ZeroDivisionError")
    assert failed.is_stale
    assert retrace_stale() is None
    mark_touched(parties=[world.importer.pk], reason="listings")
    again = retrace_stale()
    assert again is not None
    assert work(again).done == 1


def test_a_worker_that_dies_each_time_is_found_out(world: World) -> None:
    run = asked(world, PART)
    for _death in range(3):
        assert trace_items._claim(run.items.get().pk) is not None
        assert trace_items._claim(run.items.get().pk) is None  # in other hands
        run.items.update(leased_until=timezone.now() - timedelta(seconds=1))
    run_item(run.items.get().pk)
    assert run.items.get().state == ItemState.FAILED
    assert run.items.get().failure == "worker_lost"


def test_what_was_lost_is_sent_again(world: World) -> None:
    run = asked(world, PART, "ADXL345")
    feed(run.pk)
    first, second = run.items.all()
    long_ago = timezone.now() - timedelta(minutes=5)
    TraceRunItem.objects.filter(pk=first.pk).update(sent_at=long_ago)
    TraceRunItem.objects.filter(pk=second.pk).update(state=ItemState.RUNNING, leased_until=long_ago, attempts=1)
    feed(run.pk)
    sent = {(item.state, item.sent_at is not None and item.sent_at > long_ago) for item in run.items.all()}
    assert sent == {(ItemState.QUEUED, True)}


def test_an_attempt_that_comes_back_late_says_nothing(world: World) -> None:
    run = asked(world, PART)
    late = trace_items._claim(run.items.get().pk)
    assert late is not None
    run.items.update(leased_until=timezone.now() - timedelta(seconds=1))
    run_item(run.items.get().pk)
    trace_items._failed(late, "late", "")
    assert run.items.get().state == ItemState.DONE


def test_a_run_that_is_stopped_keeps_what_is_done(world: World) -> None:
    run = asked(world, PART, "ADXL345", "AD7606")
    run_item(run.items.first().pk)
    running = trace_items._claim(run.items.all()[1].pk)
    assert running is not None
    stop_run(run=run, actor="test")
    stop_run(run=run, actor="test")
    feed(run.pk)
    assert progress_of(run).waiting == 1
    trace_items._walk(running)
    run_item(run.items.all()[2].pk)
    run = work(run)
    assert (run.done, run.skipped, run.ended_at is not None) == (2, 1, True)
    actions = [entry.action for entry in history("trace_run", str(run.public_id))]
    assert actions == ["trace_run.started", "trace_run.stopped", "trace_run.ended"]


def test_a_trace_of_a_stopped_run_can_be_asked_for(world: World) -> None:
    run = asked(world, PART)
    stop_run(run=run, actor="test")
    assert request_trace(part_number=PART, manufacturer=world.maker, made=MADE, recovered=RECOVERED, actor="test")
    assert Job.objects.count() == 1


def test_only_so_many_are_under_way(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace_runs, "WINDOW", 2)
    run = asked(world, "A1234", "B1234", "C1234")
    feed(run.pk)
    assert run.items.filter(sent_at__isnull=False).count() == 2
    run_item(run.items.first().pk)  # one of the last calls feed itself
    assert run.items.filter(sent_at__isnull=True).count() == 0


def test_a_broker_that_is_away_costs_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    monkeypatch.setattr(trace_runs, "tell_all", lambda *_message: False)
    run = asked(world, PART)
    with django_capture_on_commit_callbacks(execute=True):
        feed(run.pk)
    assert run.items.get().sent_at is None


def test_all_again_is_one_run_at_a_time(world: World) -> None:
    work(asked(world, PART, "ADXL345"))
    first, second = (
        order_run(kind=RunKind.ALL, actor="test", traces=Trace.objects.all(), again=True) for _ in range(2)
    )
    assert first == second
    assert first.total == 2
    work(first)
    assert order_run(kind=RunKind.ALL, actor="test", traces=Trace.objects.all(), again=True) != first


def test_nothing_to_do_ends_at_once(world: World) -> None:
    run = work(asked(world))
    assert (run.total, run.ended_at is not None) == (0, True)


def test_stale_traces_go_few_first(world: World) -> None:
    work(asked(world, PART, "ADXL345", "AD7606"))
    mark_touched(parties=[world.maker.pk], reason="relations")
    make_listing(world.trader, RECOVERED)
    mark_touched(parties=[world.trader.pk], reason="listings")
    run = retrace_stale()
    assert run is not None
    assert retrace_stale() is None  # one at a time
    assert next(item.trace.part_number for item in run.items.select_related("trace")) == PART
    assert work(run).done == 3
    assert not due_traces().exists()


def test_the_schedule_does_all_of_it(world: World) -> None:
    run_trace(public_id=str(world.order().public_id))
    mark_touched(parties=[world.trader.pk], reason="listings")
    continue_runs()
    run = TraceRun.objects.get()
    run_item(run.items.get().pk)
    run.refresh_from_db()
    assert (run.kind, run.ended_at is not None) == (RunKind.STALE, True)
    assert not Trace.objects.get().is_stale
