"""`manage.py benchmark_findings --findings N`: how fast a maker's list, filters, counts and exports are among N.

It makes a database of its own, SQLite or PostgreSQL as the settings say; the data in use are not touched.
"""

import json
import random
import sys
import time
from argparse import ArgumentParser
from contextlib import nullcontext
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import override_settings
from django.utils.translation import gettext as _

from accounts.queries import principal_for
from makers.management.benchmarking.findings_asking import addresses, asked, exported, knocked
from makers.management.benchmarking.findings_world import World, build
from makers.management.benchmarking.runtime_role import as_runtime_role
from makers.row_scope import own_rows
from provenance.management.benchmarking.database import temporary_database
from provenance.management.benchmarking.problems import NoTemporaryDatabase, NothingToMeasure
from provenance.management.benchmarking.tracing_machine import load, peak_mb
from teardowns.models import Release

OWN = 20_000
SETTINGS = {
    "ALLOWED_HOSTS": ["testserver"],
    "SECURE_SSL_REDIRECT": False,
    "REQUIRE_SECOND_FACTOR": False,
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
    "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
}


class Command(BaseCommand):
    """Make findings, ask as one maker's officer, and report."""

    help = "Measure a maker's findings among N in all, in a temporary database of the configured kind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The sizes and how much to ask."""
        parser.add_argument("--findings", type=int, required=True, nargs="+", metavar="N", help="one size or several")
        parser.add_argument("--own", type=int, default=OWN, help="of them, findings of the maker who asks")
        parser.add_argument("--rounds", type=int, default=30, help="times that every question is asked")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--runtime-role", action="store_true", help="ask as production does on PostgreSQL: docs/runtime-role.md"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print."""
        if min(*options["findings"], options["own"], options["rounds"]) < 1:
            raise CommandError(str(NothingToMeasure()))
        try:
            reports = [self._one(findings, options) for findings in sorted(set(options["findings"]))]
        except DatabaseError as error:
            raise CommandError(str(NoTemporaryDatabase(detail=error))) from error
        whole = reports[0] if len(reports) == 1 else {"sizes": reports, "growth": _growth(reports[0], reports[-1])}
        self.stdout.write(json.dumps(whole, indent=1) if options["json"] else "\n".join(map(_line, reports)))

    def _one(self, findings: int, options: dict[str, Any]) -> dict[str, Any]:
        with temporary_database(), override_settings(**SETTINGS):
            started = time.perf_counter()
            world = build(findings, min(options["own"], findings), options["seed"])
            seconds = time.perf_counter() - started
            if sys.stderr.isatty():
                self.stderr.write(f"{findings} findings in {seconds:.0f} s")
            with as_runtime_role() if options["runtime_role"] else nullcontext():
                asked_for = _asked(world, options["rounds"], options["seed"])
            return {
                "database": connection.vendor,
                "runtime_role": options["runtime_role"],
                "findings": Release.objects.count(),
                "own": world.own,
                "made_in_s": round(seconds, 1),
                **asked_for,
                "peak_memory_mb": peak_mb(),
                "load": load(),
            }


def _asked(world: World, rounds: int, seed: int) -> dict[str, Any]:
    """The figures of the queries alone, among own rows as in a request, and of both doors and the exports."""
    dice, principal = random.Random(seed), principal_for(world.officer)  # noqa: S311
    browser, program = Client(), Client(HTTP_AUTHORIZATION=f"Bearer {world.token}")
    browser.force_login(world.officer)
    with own_rows(principal):
        queries = asked(world, principal, rounds, seed)
    return {
        **queries,
        "page": knocked(browser, addresses(world, dice, "web:findings"), 4 * rounds),
        "api": knocked(program, addresses(world, dice, "api:manufacturer:findings"), 4 * rounds),
        "export": exported(browser),
    }


def _growth(small: dict[str, Any], large: dict[str, Any]) -> dict[str, float]:
    """How many times as long the largest world takes as the smallest, by the median and the 95th percentile."""
    return {
        f"{name}_{figure}": round(large[name][f"{figure}_ms"] / small[name][f"{figure}_ms"], 2)
        for name in ("list", "filter", "count", "page", "api")
        for figure in ("p50", "p95")
    }


def _line(report: dict[str, Any]) -> str:
    figures = (
        f"{name}: {report[name]['p50_ms']} / {report[name]['p95_ms']}"
        for name in ("list", "filter", "count", "page", "api")
    )
    head = _("{own} of {findings} findings in {database}, ms p50 / p95:").format(**report)
    return f"{head} {', '.join(figures)}"
