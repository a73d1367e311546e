"""`python -m benchmarks.importing LIST`: what an import of a list of parts costs. Prints JSON.

Each step (preview, application, a second preview of the same list, roll-back) runs in a process of its own, on a fresh
SQLite database with the shipped catalogue, or on a fresh PostgreSQL with `--postgresql`: seconds, seconds of computing,
highest memory of the process.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

STEPS = ("preview", "apply", "preview_again", "roll_back")


def main() -> None:
    """Measure and print; with a step, be the process that does it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("list", type=Path)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    told = _step(options.step, options.list) if options.step else _measured(options.list, options.postgresql)
    print(json.dumps(told, indent=None if options.step else 2))  # noqa: T201


def _measured(path: Path, postgresql: bool) -> dict[str, Any]:  # noqa: FBT001
    from tests.services.postgres import PostgresServer

    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="chiptrail-importing-"))
        environment = {**os.environ, "CHIPTRAIL_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings.embedded"}
        if postgresql:
            environment["CHIPTRAIL_DATABASE_URL"] = stack.enter_context(PostgresServer(durable=True)).url
        subprocess.run([sys.executable, "-m", "config.embedded.preparing"], env=environment, check=True)
        steps = {}
        for step in STEPS:
            command = [sys.executable, "-m", "benchmarks.importing", str(path), "--step", step]
            done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)  # noqa: S603
            steps[step] = json.loads(done.stdout)
    together = {key: round(sum(steps[step][key] for step in STEPS[:2]), 1) for key in ("seconds", "cpu_seconds")}
    return {"database": "postgresql" if postgresql else "sqlite", "preview_and_apply": together, **steps}


def _step(step: str, path: Path) -> dict[str, Any]:
    import django

    django.setup()
    from provenance.models import CatalogueImport, ImportState
    from provenance.operations.applying import roll_back
    from provenance.operations.importing import applied, previewed

    started = time.monotonic()
    if step in ("preview", "preview_again"):
        row = previewed(path=path, source="benchmark", actor="system:benchmark")
    else:
        row = CatalogueImport.objects.earliest("pk")
        if step == "apply":
            row = applied(row, actor="system:benchmark")
        else:
            CatalogueImport.objects.filter(pk=row.pk).update(state=ImportState.ROLLING_BACK)
            row = roll_back(import_id=str(row.public_id), actor="system:benchmark")
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "seconds": round(time.monotonic() - started, 1),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
        "peak_memory_mb": round(used.ru_maxrss / 1000),
        "counts": row.counts,
    }


if __name__ == "__main__":
    main()
