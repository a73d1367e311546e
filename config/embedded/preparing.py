"""Brings the embedded database up to date: migrations and reference data, only when one of them has changed.

Run as `python -m config.embedded.preparing` it costs a file comparison when there is nothing to do.
"""

import fcntl
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command

from config.embedded.progress import step
from config.paths import BASE_DIR, DATA_DIR

APPS = ("custody", "jobs", "accounts", "provenance", "teardowns", "makers")
REFERENCE_FOLDERS = ("provenance/reference", "teardowns/reference")


def fingerprint() -> str:
    """Changes with the migrations, the reference files (name, size, time) and the database they go into."""
    digest = hashlib.sha256(os.environ.get("CHIPTRAIL_DATABASE_URL", "").encode())
    for app in APPS:
        for file in sorted((BASE_DIR / app / "migrations").glob("*.py")):
            digest.update(f"{app}/{file.name}\n".encode())
    for folder in REFERENCE_FOLDERS:
        for file in sorted((BASE_DIR / folder).glob("**/*")):
            stat = file.stat()
            digest.update(f"{file.relative_to(BASE_DIR)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_prepared() -> bool:
    """Whether the database was prepared from exactly these files."""
    if "CHIPTRAIL_DATABASE_URL" not in os.environ and not (DATA_DIR / "chiptrail.sqlite3").exists():
        return False
    stamp = _stamp()
    return stamp.exists() and stamp.read_text() == fingerprint()


def prepare() -> None:
    """Migrate and load the reference data. Safe beside another process that does the same: one waits."""
    with _alone():
        if is_prepared():
            return
        with step("Preparing the database"):
            call_command("migrate", verbosity=0, interactive=False)
        with step("Loading the reference data"):
            call_command("load_reference", verbosity=0, stdout=sys.stderr)
            call_command("load_weapon_models", verbosity=0, stdout=sys.stderr)
        unfinished = _stamp().with_suffix(".new")
        unfinished.write_text(fingerprint())
        unfinished.replace(_stamp())


def _stamp() -> Path:
    return DATA_DIR / "run" / "prepared"


@contextmanager
def _alone() -> Iterator[None]:
    _stamp().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (DATA_DIR / "run" / "preparing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__" and not is_prepared():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
    django.setup()
    prepare()
