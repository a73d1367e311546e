"""`./run demo [PHOTO ...]`: the whole application with a demonstration teardown, photos sent as a device sends them."""

import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.roles import Role
from config.demo.cast import PLAYERS, password
from config.demo.device import FieldDevice, ServerAway
from config.demo.photos import bundled
from config.demo.report import PhotoRow, rows_of, summary, table, write_summary
from config.demo.stage import Stage, set_up
from config.demo.work import confirm_identified, send_all, wait_for_photos, wait_for_traces
from config.embedded.broker import BrokerDidNotStart
from config.embedded.progress import say, step
from config.embedded.supervisor import CannotStart, Stopped, Supervisor


class Command(BaseCommand):
    """Start everything, put the photos through the same path as any upload, show what came of it."""

    help = "Run the whole application with a demonstration teardown."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Photos to take besides the bundled ones, and whether to end when the work is done."""
        parser.add_argument("photos", nargs="*", type=Path, metavar="PHOTO")
        parser.add_argument("--once", action="store_true", help="end when the work is done")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 when the application cannot start or a photo did not reach a terminal state."""
        for file in options["photos"]:
            if not file.is_file():
                raise CommandError(f"There is no file {file}.")
        try:
            done = self._run(settings.DATA_DIR, options["photos"], once=options["once"])
        except (CannotStart, BrokerDidNotStart, ServerAway) as error:
            raise CommandError(str(error)) from error
        except Stopped:
            say("Chiptrail has stopped.")
            return
        if not done:
            raise CommandError("Not every photo reached a terminal state.")

    def _run(self, data_dir: Path, given: list[Path], *, once: bool) -> bool:
        started = time.monotonic()
        say("Chiptrail starts its demonstration.")
        with step("Rendering the bundled photos"):
            files = [*bundled(data_dir), *given]
        with Supervisor(data_dir) as supervisor:
            say(f"\nChiptrail is at {supervisor.address}\n")
            stage = set_up(data_dir)
            rows = _work(supervisor, stage, files)
            write_summary(data_dir / "summary.json", summary(rows, time.monotonic() - started))
            say(_closing(rows, supervisor.address, data_dir), sys.stdout)
            if not once:
                say("Chiptrail keeps serving until Ctrl-C.")
                supervisor.serve()
        return all(row.terminal for row in rows)


def _work(supervisor: Supervisor, stage: Stage, files: list[Path]) -> list[PhotoRow]:
    device = FieldDevice(supervisor.address, stage.token)
    sent = send_all(device, stage.teardown, files, supervisor.look_after)
    wait_for_photos(device, sent, supervisor.look_after)
    count = confirm_identified(stage.people[Role.ANALYST], stage.teardown)
    say(f"  The demonstration's analyst confirmed {count} identified parts")
    wait_for_traces(stage.teardown, supervisor.look_after)
    return rows_of(sent)


def _closing(rows: list[PhotoRow], address: str, data_dir: Path) -> str:
    logins = "\n".join(f"  {player.role:<12} {player.email:<26} {password(data_dir)}" for player in PLAYERS)
    return (
        f"\n{table(rows)}\n\n"
        "The bundled photos are rendered; every company named (fictitious) is invented.\n"
        f"\nChiptrail is at {address}. One login for each role:\n\n{logins}\n"
    )
