from datetime import timedelta

import pytest
from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from jobs.models import Job, JobState
from jobs.queries import jobs, jobs_of, tally
from jobs.queue import enqueue, resend_overdue, run_again
from jobs.runner import MAX_ATTEMPTS, PermanentFailure, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    messages = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args, retry: messages.append((name, args[0])))
    return messages


def make_job(key="k", **arguments) -> Job:
    with transaction.atomic():
        return enqueue("test.work", key=key, arguments=arguments, subject_type="photo", subject_id="p1")


def test_work_is_sent_when_the_transaction_commits_and_only_then(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = make_job()
        assert sent == []
    assert sent == [("test.work", job.pk)]


def test_the_same_key_is_one_job(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = make_job("same"), make_job("same")
    assert first.pk == second.pk
    assert len(sent) == 1


def test_a_broker_that_is_away_loses_nothing(monkeypatch, django_capture_on_commit_callbacks):
    def away(*args, **kwargs):
        raise OperationalError("no broker")

    monkeypatch.setattr(current_app, "send_task", away)
    with django_capture_on_commit_callbacks(execute=True):
        job = make_job()
    job.refresh_from_db()
    assert (job.state, job.sent_at) == (JobState.QUEUED, None)


def test_what_a_kill_kept_from_the_broker_counts_as_unheard_a_minute_later(sent):
    job = make_job()  # committed, and then the process was gone
    assert resend_overdue(overdue=timedelta(seconds=60)) == 0
    Job.objects.filter(pk=job.pk).update(sent_at=timezone.now() - timedelta(seconds=61))
    assert resend_overdue(overdue=timedelta(seconds=60)) == 1
    assert [pk for _, pk in sent] == [job.pk]


def test_work_gets_its_arguments_and_shows_progress():
    seen = {}

    def work(*, progress, word):
        progress(1, 4)
        seen.update(word=word, progress=Job.objects.get().progress_done, attempts=Job.objects.get().attempts)

    job = make_job(word="x")
    run(job.pk, work)
    job.refresh_from_db()
    assert seen == {"word": "x", "progress": 1, "attempts": 1}
    assert job.state == JobState.DONE
    assert job.finished_at is not None


def test_done_work_is_not_done_again():
    calls = []
    job = make_job()
    for _ in range(3):
        run(job.pk, lambda *, progress: calls.append(1))
    assert calls == [1]


def test_work_in_other_hands_is_left_alone():
    calls = []
    job = make_job()
    Job.objects.update(state=JobState.RUNNING, leased_until=timezone.now() + timedelta(seconds=30))
    run(job.pk, lambda *, progress: calls.append(1))
    assert calls == []


def test_poison_ends_as_failed_with_a_reason_after_the_last_attempt(sent):
    failures = []

    def poison(*, progress):
        raise ZeroDivisionError("bad bytes")

    job = make_job()
    for _ in range(MAX_ATTEMPTS + 2):
        run(job.pk, poison, lambda arguments, failure: failures.append(failure.code))
    job.refresh_from_db()
    assert (job.state, job.attempts, job.failure_code) == (JobState.FAILED, MAX_ATTEMPTS, "ZeroDivisionError")
    assert job.failure_detail == "bad bytes"
    assert failures == ["ZeroDivisionError"]


def test_a_permanent_failure_makes_no_further_attempt():
    def hopeless(*, progress):
        raise PermanentFailure("engine_unavailable", "no Tesseract")

    job = make_job()
    run(job.pk, hopeless)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.failure_code) == (JobState.FAILED, 1, "engine_unavailable")


def test_a_killer_of_workers_is_found_out_by_its_counted_attempts(sent):
    """Each attempt ends with the process: nothing after the claim is ever written."""
    job = make_job()
    for _ in range(MAX_ATTEMPTS):
        Job.objects.update(
            state=JobState.RUNNING,
            attempts=Job.objects.get().attempts + 1,
            leased_until=timezone.now() - timedelta(seconds=1),
        )
        assert resend_overdue(overdue=timedelta(seconds=60)) <= 1
    run(job.pk, lambda *, progress: pytest.fail("must not run again"))
    job.refresh_from_db()
    assert (job.state, job.failure_code) == (JobState.FAILED, "worker_lost")


def test_the_sweeper_sends_what_never_arrived(sent):
    fresh, unsent, overdue, recent = (make_job(key) for key in ("fresh", "unsent", "overdue", "recent"))
    now = timezone.now()
    Job.objects.filter(pk=unsent.pk).update(sent_at=None, created_at=now - timedelta(seconds=10))
    Job.objects.filter(pk=overdue.pk).update(sent_at=now - timedelta(seconds=100))
    Job.objects.filter(pk=recent.pk).update(sent_at=now - timedelta(seconds=5))
    assert resend_overdue(overdue=timedelta(seconds=60)) == 2
    assert {pk for _, pk in sent} == {unsent.pk, overdue.pk}
    assert fresh.state == JobState.QUEUED


def test_the_sweeper_does_not_try_a_broker_that_is_away_for_each_job(monkeypatch):
    tried = []

    def away(*args, **kwargs):
        tried.append(args)
        raise OperationalError("no broker")

    for key in ("a", "b", "c"):
        make_job(key)
    Job.objects.update(sent_at=None, created_at=timezone.now() - timedelta(seconds=10))
    monkeypatch.setattr(current_app, "send_task", away)
    assert resend_overdue(overdue=timedelta(seconds=60)) == 0
    assert len(tried) == 1


def test_failed_work_can_be_run_again_and_other_work_cannot(sent, django_capture_on_commit_callbacks):
    job = make_job()
    Job.objects.update(state=JobState.FAILED, attempts=3, failure_code="x", failure_detail="y")
    with django_capture_on_commit_callbacks(execute=True):
        again = run_again(job)
    assert (again.state, again.attempts, again.failure_code) == (JobState.QUEUED, 0, "")
    assert sent == [("test.work", job.pk)]
    Job.objects.update(state=JobState.DONE)
    assert run_again(job).state == JobState.DONE


def test_the_lists_count_and_filter():
    make_job("a")
    make_job("b")
    Job.objects.filter(key="b").update(state=JobState.FAILED)
    assert (tally().queued, tally().failed, tally().done) == (1, 1, 0)
    assert [job.key for job in jobs("failed")] == ["b"]
    assert jobs("nonsense").count() == 2
    assert [job.key for job in jobs_of("photo", "p1")] == ["a", "b"]


def taken_over(job: Job, ending: JobState) -> None:
    """The lease of the attempt that runs now is over: another worker took the job and brought it to this end."""
    Job.objects.filter(pk=job.pk).update(state=ending, attempts=2, started_at=timezone.now() + timedelta(minutes=1))


@pytest.mark.parametrize("ending", [JobState.DONE, JobState.RUNNING, JobState.FAILED])
@pytest.mark.parametrize("outcome", [None, ZeroDivisionError("late"), PermanentFailure("late")])
def test_an_attempt_that_lost_its_lease_has_no_say_any_more(sent, ending, outcome):
    failures = []

    def slow(*, progress):
        taken_over(job, ending)
        progress(1, 2)
        if outcome is not None:
            raise outcome

    job = make_job()
    run(job.pk, slow, lambda arguments, failure: failures.append(failure.code))
    job.refresh_from_db()
    assert (job.state, job.progress_done, job.failure_code, failures, sent) == (ending, 0, "", [], [])


def test_work_that_outlived_its_lease_counts_when_nobody_took_it_over(sent):
    def slow(*, progress):
        Job.objects.update(state=JobState.QUEUED, leased_until=None, sent_at=None)

    job = make_job()
    run(job.pk, slow)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_failure_that_quotes_what_no_database_stores_is_written_down_all_the_same(sent):
    def quoting(*, progress):
        raise PermanentFailure("bad_bytes", "a NUL \x00 and half a pair \ud800")

    job = make_job()
    run(job.pk, quoting)
    job.refresh_from_db()
    assert (job.state, job.failure_code) == (JobState.FAILED, "bad_bytes")
    assert job.failure_detail == "a NUL \ufffd and half a pair ?"
