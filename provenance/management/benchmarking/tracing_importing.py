"""A made world taken into the database by the imports that take in real files, and what that took."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from provenance.management.benchmarking.tracing_files import PARTS, RELATIONS, TRUTH
from provenance.management.benchmarking.tracing_machine import database_mb, forget_peak, load, peak_mb
from provenance.management.benchmarking.tracing_truth import Truth
from provenance.management.benchmarking.tracing_truth import load as load_truth
from provenance.models import Party, Shipment
from provenance.operations.importing import import_parts
from provenance.operations.relation_imports import import_relations
from provenance.operations.trade_import import import_shipments

ACTOR = "system:benchmark"
Tell = Callable[[str], None]
_MODULE = "provenance.management.benchmarking.tracing_files"


def written(name: str, shipments: int, seed: int, folder: Path, tell: Tell) -> Truth:
    """Write a world's files where they are not there yet, in a process of its own: its memory is none of ours.

    Raises CalledProcessError.
    """
    if not (folder / TRUTH).exists():
        tell(f"writing a world of {shipments} rows")
        folder.mkdir(parents=True, exist_ok=True)
        words = [sys.executable, "-m", _MODULE, name, str(shipments), str(seed), str(folder)]
        subprocess.run(words, check=True, cwd=Path(__file__).parents[3])  # noqa: S603 - our own module
    return load_truth(folder / TRUTH)


def prepared(folder: Path) -> None:
    """Take in what is known beforehand: the parts with their makers, and the relations."""
    import_parts(path=folder / PARTS, actor=ACTOR)
    import_relations(folder / RELATIONS, actor=ACTOR)


def imported(paths: Sequence[Path], tell: Tell) -> dict[str, Any]:
    """Take in files of shipments, one after the other."""
    before = Shipment.objects.count()
    forget_peak()
    held = peak_mb()
    counts: Counter[str] = Counter()
    began, worked = time.perf_counter(), time.process_time()
    for path in paths:
        tell(f"importing {path.name}")
        counts.update(import_shipments(path, actor=ACTOR).counts())
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    peak = peak_mb()
    rows = Shipment.objects.count() - before
    return {
        "files": len(paths),
        "rows": rows,
        "into": before,
        "seconds": round(seconds, 2),
        "processor_s": round(processor, 2),
        "rows_a_second": round(rows / seconds),
        "peak_mb": peak,
        "peak_before_mb": held,
        **counts,
        "parties": Party.objects.count(),
        "database_mb": database_mb(),
        "load": load(),
    }
