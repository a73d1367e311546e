"""A broker that is away, hangs or comes back empty costs a moment, and never a photo."""

import socket
import time
from datetime import timedelta

import pytest
from redis import Redis

from accounts.roles import Role
from jobs.models import Job, JobState
from jobs.queue import resend_overdue, send
from teardowns.models import Photo, PhotoState
from tests.factories.accounts import make_principal
from tests.factories.teardowns import make_teardown, upload
from tests.patience import wait_until
from tests.services.fixtures import use_broker
from tests.services.redis import RedisServer
from tests.services.worker import CeleryWorker

BROKEN = b"\x00\x01\x02 a damaged head"


@pytest.fixture
def silent_broker(broker):
    """Takes connections and never says a word, as a stopped process does."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(50)
        use_broker(f"redis://127.0.0.1:{listening.getsockname()[1]}/0")
        yield


@pytest.mark.django_db
def test_a_broker_that_hangs_holds_up_a_receipt_for_seconds_only(silent_broker):
    job = Job.objects.create(name="jobs.sweep", key="k")
    started = time.monotonic()
    assert not send(job)
    assert time.monotonic() - started < 15


def ends(photo_number: int) -> None:
    """Wait until so many photos have come to their end."""
    wait_until(lambda: Photo.objects.filter(state=PhotoState.UNDISPLAYABLE).count() == photo_number)


def all_acknowledged(server: RedisServer) -> None:
    """A broker killed before leaves the worker with a word that it cannot say, and a traceback."""
    with Redis.from_url(f"{server.url}/0") as redis:
        wait_until(lambda: not redis.exists("unacked"))


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_a_worker_outlasts_silence_and_a_broker_that_comes_back_empty():
    team = make_principal(Role.FIELD)
    teardown = make_teardown(team)
    with RedisServer() as server:
        use_broker(f"{server.url}/0")
        try:
            with CeleryWorker(f"{server.url}/0", concurrency=1) as worker:
                time.sleep(7)  # longer than the patience of a socket
                upload(team, teardown, BROKEN + b"1")
                ends(1)
                all_acknowledged(server)
                server.kill()
                started = time.monotonic()
                assert upload(team, teardown, BROKEN + b"2").created
                assert time.monotonic() - started < 5, "a receipt does not wait for the broker"
                server.start()
                Job.objects.filter(state=JobState.QUEUED).update(sent_at=None)
                time.sleep(2)
                assert resend_overdue(overdue=timedelta(seconds=60)) == 1
                ends(2)
                assert "Traceback" not in worker.output().split("Connection to broker lost")[0]
        finally:
            use_broker("memory://")
