"""The embedded broker: private, and back after every way of dying."""

import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from config.embedded import broker, processes
from config.paths import SOCKET_PATH_LIMIT, broker_socket


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Processes to end after the test."""
    running: list[subprocess.Popen[bytes]] = []
    yield running
    for process in running:
        processes.kill(process)


def client(data_dir: Path) -> Redis:
    return Redis(unix_socket_path=str(broker_socket(data_dir)))


def test_only_its_owner_can_open_the_socket(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    started.append(broker.start(tmp_path))
    address = broker_socket(tmp_path)
    assert broker.answers(address)
    assert stat.S_IMODE(address.stat().st_mode) == 0o700
    assert stat.S_IMODE(address.parent.stat().st_mode) == 0o700


def test_what_was_queued_survives_kill_9(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    first = broker.start(tmp_path)
    client(tmp_path).rpush("queue", "task")
    # Valkey writes what it has before it sleeps; the journal is synced each second, which a mere kill does not need.
    client(tmp_path).ping()
    processes.kill(first)
    assert broker_socket(tmp_path).exists()
    started.append(broker.start(tmp_path))
    assert client(tmp_path).lrange("queue", 0, -1) == [b"task"]


def test_a_cut_journal_is_read_as_far_as_it_goes(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    first = broker.start(tmp_path)
    for number in range(100):
        client(tmp_path).rpush("queue", number)
    processes.kill(first)
    journal = next((tmp_path / "broker").glob("**/*.incr.aof"))
    journal.write_bytes(journal.read_bytes()[:-7])
    started.append(broker.start(tmp_path))
    assert client(tmp_path).llen("queue") == 99


def test_a_damaged_journal_is_put_aside(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    first = broker.start(tmp_path)
    client(tmp_path).rpush("queue", "task")
    processes.kill(first)
    journal = next((tmp_path / "broker").glob("**/*.incr.aof"))
    journal.write_bytes(b"*not a journal*" * 10 + journal.read_bytes())
    started.append(broker.start(tmp_path))
    assert client(tmp_path).llen("queue") == 0
    assert len(list(tmp_path.glob("broker-damaged-*"))) == 1


def test_a_folder_with_a_long_path_has_its_socket_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path / ("deep" * 30)
    address = broker_socket(deep)
    assert len(str(address)) < SOCKET_PATH_LIMIT
    assert deep not in address.parents
    assert broker_socket(deep) == address
    assert broker_socket(deep / "other") != address
