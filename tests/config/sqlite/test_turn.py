"""Writers of one SQLite file stand in line, also across processes, and nobody's death holds up the others."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from config.env import database
from config.sqlite.base import DatabaseWrapper
from config.sqlite.turn import Turn

HOLDS = """
import sys, time
from config.sqlite.turn import Turn
Turn(sys.argv[1], patience=5).take()
print("has it", flush=True)
time.sleep(60)
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Where a database would be."""
    return str(tmp_path / "one.sqlite3")


def connect(file: str, **options: object) -> DatabaseWrapper:
    """A connection as the application makes it."""
    settings = database("NO_SUCH_URL", f"sqlite:///{file}")
    settings["OPTIONS"] |= options
    common = {"TIME_ZONE": None, "CONN_HEALTH_CHECKS": False, "CONN_MAX_AGE": 0, "AUTOCOMMIT": True, "TEST": {}}
    return DatabaseWrapper({**common, **settings}, alias="of the test")


def test_who_waits_is_woken_and_nobody_is_left_out(file: str) -> None:
    inside, most, done = [], [], []

    def write(number: int) -> None:
        turn = Turn(file, patience=20)
        for _ in range(10):
            turn.take()
            inside.append(number)
            most.append(len(inside))
            time.sleep(0.001)
            inside.remove(number)
            turn.give()
        done.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(done) == list(range(8))
    assert max(most) == 1


def test_a_killed_process_gives_its_turn_back(file: str) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDS, file], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    with holder:
        assert holder.stdout.readline() == "has it\n"
        woken = threading.Event()
        waiting = Turn(file, patience=20)

        def wait() -> None:
            waiting.take()
            woken.set()

        threading.Thread(target=wait).start()
        assert not woken.wait(0.1)
        holder.send_signal(signal.SIGKILL)
        assert woken.wait(10)
    waiting.give()


def test_patience_has_an_end_and_what_was_not_taken_is_not_given(file: str) -> None:
    first, second, third = (Turn(file, patience=0.05) for _ in range(3))
    first.take()
    second.take()
    second.give()
    third.take()  # the first one has it still
    first.give()
    third.give()
    first.take()
    first.give()


@pytest.mark.django_db
def test_a_turn_lasts_as_long_as_a_transaction_and_a_statement_outside_is_one(file: str) -> None:
    one, other = connect(file), connect(file, timeout=0.2)
    with one.cursor() as cursor:
        cursor.execute("CREATE TABLE chips (name text)")
        cursor.execute("INSERT INTO chips VALUES (%s)", ["outside"])
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with one.cursor() as cursor:
        cursor.execute("INSERT INTO chips VALUES (%s)", ["inside"])
    began = time.monotonic()
    with pytest.raises(Exception, match="locked"), other.cursor() as cursor:
        cursor.execute("INSERT INTO chips VALUES ('too early')")
    assert time.monotonic() - began > 0.2
    with other.cursor() as cursor:
        assert cursor.execute("SELECT name FROM chips").fetchall() == [("outside",)], "readers wait for nobody"
    one.commit()
    with other.cursor() as cursor:
        cursor.executemany("INSERT INTO chips VALUES (%s)", [("after",), ("that",)])
        assert len(cursor.execute("SELECT name FROM chips").fetchall()) == 4
    one.close()
    other.close()


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["rollback", "close"])
def test_the_turn_ends_with_the_transaction_however_it_ends(file: str, end: str) -> None:
    one = connect(file)
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    getattr(one, end)()
    turn = Turn(file, patience=5)
    began = time.monotonic()
    turn.take()
    assert time.monotonic() - began < 4
    turn.give()
    one.close()


def test_who_writes_again_and_again_does_not_go_before_a_process_that_waits(file: str) -> None:
    greedy = """
import sys, time
from config.sqlite.turn import Turn
turn, until = Turn(sys.argv[1], patience=5), time.monotonic() + 20
print("begins", flush=True)
while time.monotonic() < until:
    turn.take(); time.sleep(0.002); turn.give()
"""
    with subprocess.Popen([sys.executable, "-c", greedy, file], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "begins\n"
        mine = Turn(file, patience=20)
        began = time.monotonic()
        for _ in range(20):
            mine.take()
            mine.give()
        took = time.monotonic() - began
        other.kill()
    assert took < 15, "twenty turns of 2 ms each; without a line one waits until the other ends"


def test_a_file_that_cannot_be_opened_holds_nobody_up(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "no such folder" / "one.sqlite3")
    for _ in range(2):
        turn = Turn(nowhere, patience=0.1)
        turn.take()
        turn.give()


def test_a_break_while_waiting_leaves_the_turn_to_others(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    holder, waiting, third = (Turn(file, patience=5) for _ in range(3))
    holder._inside = threading.Lock()  # as if it were another process
    holder.take()

    def stopped(_seconds: float) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("config.sqlite.turn.time.sleep", stopped)
        with pytest.raises(KeyboardInterrupt):
            waiting.take()
    holder.give()
    third.take()
    third.give()
