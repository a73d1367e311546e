"""`./run test`: the whole suite on SQLite, then on a PostgreSQL of its own. Fails when either fails.

    python -m tests [pytest arguments]

CHIPTRAIL_TEST_DATABASES=sqlite (or postgresql) runs only one of the two.
"""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from types import FrameType

from config.embedded.progress import say
from tests.services.postgres import PostgresServer


def main(arguments: list[str]) -> int:
    """Run pytest once for each database and give the last bad exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    wanted = os.environ.get("CHIPTRAIL_TEST_DATABASES", "sqlite,postgresql").split(",")
    worst = 0
    with ExitStack() as stack:
        for database in wanted:
            url = stack.enter_context(PostgresServer()).url if database == "postgresql" else ""
            say(f"\n== Tests on {database} ==", sys.stdout)
            worst = _pytest(arguments, url) or worst
    return worst


def _pytest(arguments: list[str], database_url: str) -> int:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CHIPTRAIL_")}
    if database_url:
        environment["CHIPTRAIL_TEST_DATABASE_URL"] = database_url
    process = subprocess.Popen([sys.executable, "-m", "pytest", *arguments], env=environment)
    try:
        return process.wait()
    except KeyboardInterrupt:
        # Ctrl-C reached pytest too; it stops its own services before it ends.
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        return 130


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
