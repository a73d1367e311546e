"""`./run up`: the whole application on embedded defaults, until Ctrl-C."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.embedded.broker import BrokerDidNotStart
from config.embedded.progress import say
from config.embedded.supervisor import CannotStart, Stopped, Supervisor


class Command(BaseCommand):
    """Start everything in DATA_DIR, print the address, look after the processes."""

    help = "Run the whole application: broker, web server, worker and scheduler."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Only the port can be chosen; everything else comes from the environment."""
        parser.add_argument("--port", type=int, help="this port or none (default: 8000, or the next free one)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until Ctrl-C or SIGTERM."""
        port = options["port"]
        supervisor = Supervisor(settings.DATA_DIR, port=port or 8000, exact_port=port is not None)
        say("Chiptrail starts.")
        try:
            with supervisor:
                say(f"\nChiptrail is at {supervisor.address}  (Ctrl-C stops it)\n")
                supervisor.serve()
        except (CannotStart, BrokerDidNotStart) as error:
            raise CommandError(str(error)) from error
        except Stopped:
            say("Chiptrail has stopped.")
