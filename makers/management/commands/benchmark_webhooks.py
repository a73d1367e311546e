"""`manage.py benchmark_webhooks --deliveries N`: whether a message is lost or doubled when a third of receivers fail.

It makes a database of its own, and receivers and a sender on loopback; the sender is killed in the middle, three times.
"""

import json
import tempfile
import time
from argparse import SUPPRESS, ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from makers.management.benchmarking.receivers import Receivers
from makers.management.benchmarking.webhook_sending import LEASE, THREADS, Sender, send_for_ever
from makers.management.benchmarking.webhook_world import (
    RECEIVERS,
    TAKING,
    Planted,
    accounts,
    plant,
    resume_paused,
    tell_all,
)
from makers.models import WebhookDelivery
from provenance.management.benchmarking.database import temporary_database
from provenance.management.benchmarking.problems import NoTemporaryDatabase, NothingToMeasure
from provenance.management.benchmarking.tracing_machine import load

KILLED_AT = (0.2, 0.45, 0.7)
"""Of the messages taken."""
PATIENCE_SECONDS = 1800.0


class Command(BaseCommand):
    """Make receivers and news, send, kill, count, and report."""

    help = "Measure webhook deliveries with failing receivers, in a temporary database of the configured kind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, and in which form."""
        parser.add_argument("--deliveries", type=int, required=True, metavar="N")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        parser.add_argument("--send", help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print; with `--send` this process is the one that is killed."""
        if options["send"]:
            send_for_ever([int(port) for port in options["send"].split(",")])
        if options["deliveries"] < 1:
            raise CommandError(str(NothingToMeasure()))
        try:
            with temporary_database(), Receivers() as receivers, tempfile.TemporaryDirectory() as folder:
                report = self._report(options["deliveries"], receivers, Path(folder))
        except DatabaseError as error:
            raise CommandError(str(NoTemporaryDatabase(detail=error))) from error
        told = (f"{name}: {value}" for name, value in report.items())
        self.stdout.write(json.dumps(report, indent=1) if options["json"] else "\n".join(told))

    def _report(self, deliveries: int, receivers: Receivers, folder: Path) -> dict[str, Any]:
        planted = plant(deliveries, receivers)
        began = time.monotonic()
        tell_all(lambda _done, _total: None)
        heard = time.monotonic() - began
        began = time.monotonic()
        kills, resumed = self._send(planted, Sender(folder, planted.ports))
        seconds = time.monotonic() - began
        counted = accounts(planted, receivers)
        return {
            "database": connection.vendor,
            "deliveries": planted.findings * RECEIVERS,
            "receivers": RECEIVERS,
            "receivers_failing": RECEIVERS - TAKING,
            "sender_killed": kills,
            "endpoints_let_go_on": resumed,
            **counted,
            "seconds": round(seconds, 1),
            "taken_per_second": round(counted["taken"] / seconds, 1),
            "hearing_seconds_per_finding": round(heard / planted.findings, 4),
            "threads": THREADS,
            "lease_seconds": LEASE.total_seconds(),
            "load": load(),
        }

    def _send(self, planted: Planted, sender: Sender) -> tuple[int, int]:
        """Send until nothing waits but for endpoints that never take it.

        Returns how often the sender was killed, and how often an endpoint was let go on.
        """
        kills, resumed, wanted = 0, 0, planted.findings * len(planted.reachable)
        ends = time.monotonic() + PATIENCE_SECONDS
        sender.start()
        try:
            while True:
                going = WebhookDelivery.objects.filter(taken_at=None, ended_at=None, endpoint__paused_at=None).exists()
                again = resume_paused(planted)  # after the look at what goes: none can hide between the two
                resumed += again
                if not (going or again) or time.monotonic() > ends:
                    return kills, resumed
                taken = WebhookDelivery.objects.exclude(taken_at=None).count()
                if kills < len(KILLED_AT) and taken >= KILLED_AT[kills] * wanted:
                    sender.kill()
                    sender.start()
                    kills += 1
                if sender.fault:
                    raise CommandError(sender.fault)
                time.sleep(0.2)
        finally:
            sender.kill()
