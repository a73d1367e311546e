"""`verify_ledger`: check the whole ledger, its checkpoints and every original; name what is broken."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from custody.models import Checkpoint, LedgerEntry
from custody.verify import ledger_faults, original_faults


class Command(BaseCommand):
    """Exit status 0 when all holds, 1 when something is broken."""

    help = "Check the ledger, its signed checkpoints and every original; name what is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--ledger-only` leaves the originals out."""
        parser.add_argument("--ledger-only", action="store_true", help="do not hash the originals again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line a fault, then a summary."""
        faults = list(ledger_faults(self._progress("entries")))
        if not options["ledger_only"]:
            faults += original_faults(self._progress("originals"))
        for fault in faults:
            self.stdout.write(f"BROKEN {fault.code}: {fault.subject}")
        counted = f"{LedgerEntry.objects.count()} entries, {Checkpoint.objects.count()} checkpoints"
        if faults:
            raise CommandError(
                f"{len(faults)} faults in {counted}. Nothing was changed. Keep a copy of the database now."
            )
        self.stdout.write(f"The ledger holds: {counted}.")

    def _progress(self, unit: str) -> Callable[[int, int], None]:
        def show(done: int, total: int) -> None:
            if sys.stderr.isatty() or done == total:
                self.stderr.write(f"{done} of {total} {unit}", ending="\r" if done < total else "\n")

        return show
