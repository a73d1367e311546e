"""Walk traces again: `./run manage retrace --stale`, or `--all` after the rules of the search have changed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from provenance.models import ItemState, RunKind, Trace, TraceRun
from provenance.operations.staleness import apply_touches, mark_all_touched
from provenance.operations.trace_items import run_item
from provenance.operations.trace_runs import feed, order_run, retrace_stale
from provenance.queries.trace_runs import progress_of

ACTOR = "system:command"


class Command(BaseCommand):
    """Starts a run for the workers, or walks it here."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--stale`, the default, or `--all`; `--here`."""
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--stale", action="store_true", help="what is out of date (the default)")
        which.add_argument("--all", action="store_true", help="every trace, marked as out of date until then")
        parser.add_argument("--here", action="store_true", help="walk in this process instead of the workers")

    def handle(self, *args: Any, **options: Any) -> None:
        """Start it; say how many traces it has."""
        apply_touches()
        run = self._everything() if options["all"] else retrace_stale(ACTOR)
        if run is None or not run.total:
            self.stdout.write(_("Nothing is to be walked again."))
            return
        if options["here"]:
            self._walk(run)
        progress = progress_of(run)
        said = _("Run %(run)s: %(total)d traces, %(done)d done, %(changed)d with a new answer, %(failed)d failed.")
        counts = {"total": progress.total, "done": progress.done, "changed": progress.changed}
        self.stdout.write(said % {"run": run.public_id, "failed": progress.failed, **counts})

    def _everything(self) -> TraceRun:
        mark_all_touched(reason="engine")
        return order_run(kind=RunKind.ALL, actor=ACTOR, traces=Trace.objects.all(), again=True)

    def _walk(self, run: TraceRun) -> None:
        """Workers may help: each trace is taken once."""
        open_items = run.items.filter(state=ItemState.QUEUED).order_by("ordinal")
        while key := open_items.values_list("pk", flat=True).first():
            run_item(key)
        feed(run.pk)
        run.refresh_from_db()
