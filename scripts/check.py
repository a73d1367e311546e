"""`./run check`: all static checks, two at a time, the slow ones first. Exit code 0 only when all pass."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from config.embedded import progress
from scripts import PACKAGES

say = partial(progress.say, stream=sys.stdout)
ROOT = Path(__file__).resolve().parent.parent
LONGEST_OUTPUT = 60
SCHEMA = ROOT / "docs" / "openapi.yaml"

# Enough for Django to look at the production settings; nothing here is connected to.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "CHIPTRAIL_SECRET_KEY": "a-key-that-is-only-looked-at-" + "0123456789abcdefghijklmnopqrstuvwxyz",
    "CHIPTRAIL_ALLOWED_HOSTS": "chiptrail.example",
    "CHIPTRAIL_BASE_URL": "https://chiptrail.example",
    "CHIPTRAIL_DATABASE_URL": "postgresql://chiptrail@localhost/chiptrail",
    "CHIPTRAIL_BROKER_URL": "redis://localhost/0",
    "CHIPTRAIL_CACHE_URL": "redis://localhost/1",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One command that passes with exit code 0."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check ended."""

    check: Check
    passed: bool
    seconds: float
    output: str


def checks(scratch: Path) -> list[Check]:
    """All checks. `scratch` is a folder for their files."""
    python, tools = sys.executable, Path(sys.executable).parent
    manage = (python, "manage.py")
    generated = scratch / "openapi.yaml"
    production = {**PRODUCTION, "CHIPTRAIL_DATA_DIR": str(scratch)}
    testing = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "CHIPTRAIL_TEST_DATA_DIR": str(scratch)}
    return [
        Check("types", (str(tools / "mypy"), "manage.py", *PACKAGES)),
        Check("imports", (str(tools / "lint-imports"), "--no-cache")),
        Check("templates", (str(tools / "djlint"), "web", "--lint", "--quiet")),
        Check("house rules", (python, "-m", "pytest", "tests/architecture")),
        Check(
            "API schema",
            (*manage, "spectacular", "--validate", "--fail-on-warn", "--file", str(generated)),
            testing,
        ),
        Check("reference data", (*manage, "check_reference"), testing),
        Check("migrations", (*manage, "makemigrations", "--check", "--dry-run"), testing),
        Check("deployment", (*manage, "check", "--deploy", "--fail-level", "WARNING"), production),
        Check("lint", (str(tools / "ruff"), "check", "--quiet", ".")),
        Check("format", (str(tools / "ruff"), "format", "--check", "--quiet", ".")),
    ]


def run(check: Check) -> Outcome:
    """Run one check and tell how it ended as soon as it has."""
    started = time.monotonic()
    done = subprocess.run(  # noqa: S603 - the fixed commands above
        check.command,
        cwd=ROOT,
        env={**os.environ, **check.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    outcome = Outcome(check, done.returncode == 0, time.monotonic() - started, done.stdout)
    say(f"  {'ok    ' if outcome.passed else 'FAILED'} {check.name} ({outcome.seconds:.1f} s)")
    return outcome


def schema_is_committed(generated: Path) -> bool:
    """Whether docs/openapi.yaml is the schema of this code. Says how to make it so when it is not."""
    if generated.exists() and SCHEMA.exists() and generated.read_text() == SCHEMA.read_text():
        return True
    say("  FAILED docs/openapi.yaml is not the schema of this code. To renew it:")
    say("         ./run manage spectacular --validate --fail-on-warn --file docs/openapi.yaml")
    return False


def main() -> int:
    """Run everything; print the output of what failed."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="chiptrail-check-") as folder:
        scratch = Path(folder)
        with ThreadPoolExecutor(max_workers=2) as pool:
            outcomes = list(pool.map(run, checks(scratch)))
        schema_ok = schema_is_committed(scratch / "openapi.yaml")
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        shown = "\n".join(outcome.output.splitlines()[-LONGEST_OUTPUT:])
        say(f"\n--- {outcome.check.name}: {' '.join(outcome.check.command)}\n{shown}")
    count = len(failed) + (not schema_ok)
    say(f"{len(outcomes) + 1 - count} checks passed, {count} failed, {time.monotonic() - started:.0f} s")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
