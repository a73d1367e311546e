"""Traces ordered, run, given up: once each, with their ledger entries."""

from datetime import date

import pytest

from custody.queries import history
from jobs import runner
from jobs.models import Job, JobState
from provenance import tasks
from provenance.models import Trace, TraceState
from provenance.operations import answering, tracing
from provenance.operations.demo_world import load_demo_world
from provenance.operations.reference import load_reference
from provenance.operations.tracing import give_up, request_trace, run_trace
from provenance.queries.parties import maker_named
from provenance.queries.trace_answers import with_sentences
from provenance.queries.tracing import trace_part
from tests.factories.provenance import make_maker

pytestmark = pytest.mark.django_db
QUESTION = {
    "part_number": "XC7A100T-FGG484",
    "made": (date(2021, 1, 4), date(2021, 1, 10)),
    "recovered": date(2024, 2, 15),
}


@pytest.fixture
def demo():
    load_reference()
    load_demo_world()


def order(**changes) -> Trace:
    return request_trace(**{**QUESTION, "manufacturer": make_maker("Xilinx"), "actor": "test", **changes})


def test_same_question_is_one_trace_one_job() -> None:
    first, second = order(), order()
    assert first == second
    assert Job.objects.filter(name=tracing.JOB).count() == 1
    assert order(recovered=None) == order(recovered=None) != first
    assert [entry.action for entry in history("trace", str(first.public_id))] == ["trace.requested"]


def test_answer_is_stored_once(demo) -> None:
    trace = order(manufacturer=maker_named("Xilinx"))
    done = run_trace(public_id=str(trace.public_id))
    again = run_trace(public_id=str(trace.public_id))
    assert done.state == again.state == TraceState.DONE
    assert done.answer["chains"][0]["hops"][1]["from"]["name"].endswith("(fictitious)")
    actions = [entry.action for entry in history("trace", str(trace.public_id))]
    assert actions == ["trace.requested", "trace.answered"]


def test_stored_answer_survives_the_database_and_is_shown_in_sentences(demo) -> None:
    trace = run_trace(public_id=str(order(manufacturer=maker_named("Xilinx")).public_id))
    read = Trace.objects.get(pk=trace.pk).answer
    assert read == trace.answer
    shown = with_sentences(read)
    texts = [reason["text"] for chain in shown["chains"] for hop in chain["hops"] for reason in hop["reasons"]]
    assert texts
    assert all(gap["text"] != gap["code"] for gap in shown["gaps"])
    assert with_sentences({}) == {}


def test_job_of_a_trace_that_is_gone_fails_for_good() -> None:
    trace = order()
    job = Job.objects.get(name=tracing.JOB)
    Trace.objects.filter(pk=trace.pk).delete()
    runner.run(job.pk, tasks.trace_part, tasks._failed)
    job.refresh_from_db()
    assert (job.state, job.failure_code) == (JobState.FAILED, "trace_gone")


def test_trace_that_fails_each_time_is_marked_and_can_run_again(monkeypatch) -> None:
    trace = order()
    job = Job.objects.get(name=tracing.JOB)

    def broken(**_question):
        raise RuntimeError("no search today")

    with monkeypatch.context() as patched:
        patched.setattr(answering, "trace_part", broken)
        for _attempt in range(runner.MAX_ATTEMPTS):
            runner.run(job.pk, tasks.trace_part, tasks._failed)
    trace.refresh_from_db()
    assert trace.state == TraceState.FAILED
    assert run_trace(public_id=str(trace.public_id)).state == TraceState.DONE
    give_up(public_id=str(trace.public_id), code="late")
    trace.refresh_from_db()
    assert trace.state == TraceState.DONE


def test_every_demonstration_maker_has_a_chain(demo) -> None:
    for part, maker in (("AD7606", "Analog Devices"), ("MAX3232", "Maxim Integrated"), ("FT232RL", "FTDI")):
        answer = trace_part(part_number=part, manufacturer=maker, recovered=date(2024, 2, 15))
        assert any(chain.from_maker and chain.reaches_end for chain in answer.chains)
