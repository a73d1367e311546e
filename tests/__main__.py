"""`./run test`: the whole suite on SQLite and, side by side, all that touches a database on a PostgreSQL of its own.

    python -m tests [pytest arguments]

CHIPTRAIL_TEST_DATABASES=sqlite (or postgresql) runs only one of the two; CHIPTRAIL_TEST_PROCESSES says how many
processes share the tests of each (0 for a debugger: then the second follows the first). Together they are more than
there are cores: many tests wait for a browser or a worker, most of them in the first run.
"""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, Self

from config.embedded.progress import say
from tests.services.postgres import PostgresServer

PATIENCE_SECONDS = 60
CORES = os.cpu_count() or 1
NOTHING_SELECTED = 5
IN_TURN = ("--dist", "load", "--maxschedchunk", "1")
"""Whichever process is free takes the next test. They are sorted: the long ones begin early, and all end together."""


class Stopped(Exception):
    """SIGTERM arrived."""


class Run:
    """One pytest, which stops its own services before it ends, also when it is interrupted.

    The second leaves out what touches no database; that nothing is left then is no failure. `said` is where what it
    says is kept until it has ended.
    """

    def __init__(self, database: str, arguments: list[str], url: str, *, is_second: bool, said: IO[bytes] | None):
        self._database, self._is_second, self._said = database, is_second, said
        environment = _environment()
        if url:
            environment["CHIPTRAIL_TEST_DATABASE_URL"] = url
        if is_second:
            environment["CHIPTRAIL_TEST_ONLY_WITH_DATABASE"] = "1"
        processes = ("-n", str(_processes(is_second=is_second)), *IN_TURN)
        command = [sys.executable, "-m", "pytest", "-p", "no:faker", *processes, *arguments]
        self._process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not KeyboardInterrupt:  # Ctrl-C in a terminal has reached pytest already
            self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout=PATIENCE_SECONDS)
        finally:
            self._process.kill()

    def finish(self) -> int:
        """Its exit code, after all that it says."""
        say(f"\n== Tests on {self._database} ==", sys.stdout)
        code = self._process.wait()
        if self._said is not None:
            self._said.seek(0)
            say(self._said.read().decode(errors="replace"), sys.stdout)
        return 0 if self._is_second and code == NOTHING_SELECTED else code


def main(arguments: list[str]) -> int:
    """Run pytest once for each database and give the last bad exit code."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _stop)
    wanted = os.environ.get("CHIPTRAIL_TEST_DATABASES", "sqlite,postgresql").split(",")
    in_turn = os.environ.get("CHIPTRAIL_TEST_PROCESSES") == "0"
    runs, codes = [], []
    with ExitStack() as stack:
        for number, database in enumerate(wanted):
            url = stack.enter_context(PostgresServer()).url if database == "postgresql" else ""
            said = stack.enter_context(tempfile.TemporaryFile()) if number and not in_turn else None
            runs.append(stack.enter_context(Run(database, arguments, url, is_second=number > 0, said=said)))
            if in_turn:
                codes.append(runs.pop().finish())
        codes += [run.finish() for run in runs]
    return next((code for code in reversed(codes) if code), 0)


def _processes(*, is_second: bool) -> int:
    return int(os.environ.get("CHIPTRAIL_TEST_PROCESSES") or min(8, CORES + (not is_second)))


def _environment() -> dict[str, str]:
    """What both runs get. Who wants no compiled code beside the sources gets it elsewhere: each of the hundred
    processes that a run starts would otherwise compile its libraries anew."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CHIPTRAIL_")}
    if environment.pop("PYTHONDONTWRITEBYTECODE", ""):
        environment["PYTHONPYCACHEPREFIX"] = str(Path(sys.prefix) / "compiled-for-tests")
    return environment


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (KeyboardInterrupt, Stopped):
        sys.exit(130)
