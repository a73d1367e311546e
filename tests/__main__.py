"""`./run test`: the whole suite on SQLite, then all that touches a database on a PostgreSQL of its own.

    python -m tests [pytest arguments]

CHIPTRAIL_TEST_DATABASES=sqlite (or postgresql) runs only one of the two; CHIPTRAIL_TEST_PROCESSES says how many
processes share the tests (0 for a debugger). One more than there are cores: many tests wait for a browser or a worker.
"""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from types import FrameType

from config.embedded.progress import say
from tests.services.postgres import PostgresServer

PATIENCE_SECONDS = 60
PROCESSES = min(8, (os.cpu_count() or 1) + 1)
NOTHING_SELECTED = 5


class Stopped(Exception):
    """SIGTERM arrived."""


def main(arguments: list[str]) -> int:
    """Run pytest once for each database and give the last bad exit code."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _stop)
    wanted = os.environ.get("CHIPTRAIL_TEST_DATABASES", "sqlite,postgresql").split(",")
    worst = 0
    with ExitStack() as stack:
        for number, database in enumerate(wanted):
            url = stack.enter_context(PostgresServer()).url if database == "postgresql" else ""
            say(f"\n== Tests on {database} ==", sys.stdout)
            worst = _pytest(arguments, url, only_with_database=number > 0) or worst
    return worst


def _pytest(arguments: list[str], database_url: str, *, only_with_database: bool) -> int:
    """The exit code of pytest, which stops its own services before it ends, also when it is interrupted.

    `only_with_database` leaves out what touches none; that nothing is left then is no failure.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CHIPTRAIL_")}
    if database_url:
        environment["CHIPTRAIL_TEST_DATABASE_URL"] = database_url
    if only_with_database:
        environment["CHIPTRAIL_TEST_ONLY_WITH_DATABASE"] = "1"
    processes = ("-n", os.environ.get("CHIPTRAIL_TEST_PROCESSES", str(PROCESSES)), "--dist", "worksteal")
    process = subprocess.Popen([sys.executable, "-m", "pytest", *processes, *arguments], env=environment)
    try:
        code = process.wait()
        return 0 if only_with_database and code == NOTHING_SELECTED else code
    except BaseException as interruption:
        if not isinstance(interruption, KeyboardInterrupt):  # Ctrl-C in a terminal has reached pytest already
            process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=PATIENCE_SECONDS)
        finally:
            process.kill()
        raise


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (KeyboardInterrupt, Stopped):
        sys.exit(130)
