"""A table of answers as a maker sends it: how much memory and time its reading takes, in a process of its own.

    python -m benchmarks.answer_table --lines 100000 --requests 1 --buyers 500 [--use open]

On a SQLite file of its own that goes afterwards. Prints one line of JSON.
"""

import argparse
import json
import os
import resource
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path


def main() -> None:
    """Send the table, run its job, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("lines", 100_000), ("requests", 1), ("buyers", 500)):
        parser.add_argument(f"--{name}", type=int, default=default)  # a maker has five open requests at most
    parser.add_argument("--use", default="open", choices=("open", "leads", "sealed"))
    parser.add_argument("--again", action="store_true", help="send a corrected table afterwards, and measure that too")
    asked = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="chiptrail-answers-")
    os.environ["CHIPTRAIL_TEST_DATA_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    try:
        sys.stdout.write(json.dumps(_measured(asked)) + "\n")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measured(asked: argparse.Namespace) -> list[dict[str, object]]:
    import django

    django.setup()
    from django.core.management import call_command

    from jobs import runner
    from jobs.models import Job
    from makers.operations.answer_files import JOB, read_table, receive_table
    from makers.sharing import Terms, Use
    from provenance.models import Claim
    from tests.factories.answers import officer
    from tests.factories.requests import make_request

    call_command("migrate", verbosity=0)
    first = make_request()
    others = [make_request(first.organisation, lot=f"6{number:07d}") for number in range(asked.requests - 1)]
    lots = [one.code for one in (first, *others)]
    own, report, memory = officer(first), [], Memory()
    for time_sent in range(2 if asked.again else 1):
        table = _table(asked, lots, time_sent)
        row = receive_table(principal=own, chunks=table, file_name="answers.csv", use=Terms(Use(asked.use)))
        began = memory.begun(), time.perf_counter(), time.process_time()
        runner.run(Job.objects.filter(name=JOB).latest("pk").pk, read_table)
        row.refresh_from_db()
        report.append(
            {
                "state": row.state,
                **row.counts,
                "claims": Claim.objects.count(),
                "megabytes_before": began[0],
                "megabytes_peak": memory.peak,
                "megabytes_peak_with_mapped_files": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "seconds": round(time.perf_counter() - began[1], 1),
                "cpu_seconds": round(time.process_time() - began[2], 1),
            }
        )
    return report


def _table(asked: argparse.Namespace, lots: list[str], time_sent: int) -> Iterator[bytes]:
    yield b"lot,verdict,sold_to,country,date,quantity,order,end_use\n"
    for number in range(asked.lines):
        buyer, day = f"Buyer Number {number % asked.buyers} Electronics", f"2021-{number % 12 + 1:02d}-05"
        pieces = str(number + 1 + time_sent)
        said = (lots[number % len(lots)], "genuine", buyer, "DE", day, pieces, f"PO-{number}", "for own use")
        yield f"{','.join(said)}\n".encode()


class Memory(threading.Thread):
    """Looks five times a second how much memory the process has of its own, in megabytes.

    What it maps of files is not counted: SQLite maps its database, whose pages the system takes back when it likes.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.start()

    def begun(self) -> int:
        """Count from now on; how much it is now."""
        self.peak = _own()
        return self.peak

    def run(self) -> None:
        """Until the process ends."""
        while True:
            self.peak = max(self.peak, _own())
            time.sleep(0.2)


def _own() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.split("RssAnon:")[1].split()[0]) // 1024


if __name__ == "__main__":
    main()
