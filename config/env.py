"""Typed readers of environment variables. They fail loudly: a setting that cannot be read stops the start.

Every variable is called `CHIPTRAIL_<NAME>`; callers give the bare name.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "CHIPTRAIL_"
TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off", ""})
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def text(name: str, default: str | None = None) -> str:
    """The variable as text. Raises ImproperlyConfigured when it is absent and has no default."""
    value = os.environ.get(PREFIX + name, default)
    if value is None:
        raise ImproperlyConfigured(f"{PREFIX}{name} is not set, and has no default in these settings.")
    return value


def boolean(name: str, *, default: bool) -> bool:
    """The variable as yes or no. Raises ImproperlyConfigured for any other word."""
    value = text(name, "yes" if default else "no").strip().lower()
    if value in TRUE_WORDS:
        return True
    if value in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{PREFIX}{name} must be one of yes, no, true, false, 1, 0; it is {value!r}.")


def integer(name: str, default: int, *, at_least: int = 0) -> int:
    """The variable as a whole number. Raises ImproperlyConfigured when it is not one, or is too small."""
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{PREFIX}{name} must be a whole number; it is {value!r}.") from None
    if number < at_least:
        raise ImproperlyConfigured(f"{PREFIX}{name} must be at least {at_least}; it is {number}.")
    return number


def words(name: str, default: str | None = None) -> list[str]:
    """The variable as a list, split at commas, empty items dropped."""
    return [word for part in text(name, default).split(",") if (word := part.strip())]


def path(name: str, default: Path) -> Path:
    """The variable as an absolute path."""
    return Path(text(name, str(default))).expanduser().absolute()


def endpoint(name: str, default: str) -> str:
    """The variable as the address of an outside service: https, or http on this machine, for tests.

    Raises ImproperlyConfigured for anything else: what is sent there holds a key.
    """
    address = text(name, default)
    url = urlsplit(address)
    if url.hostname and (url.scheme == "https" or (url.scheme == "http" and url.hostname in LOOPBACK)):
        return address
    raise ImproperlyConfigured(f"{PREFIX}{name} must start with https://; http:// is for this machine alone.")


def database(name: str, default: str | None = None) -> dict[str, Any]:
    """The variable as an entry of Django's DATABASES.

    Understands `sqlite:////absolute/file` and `postgresql://user:password@host:port/name?sslmode=...`
    (`host` may be a percent-encoded folder of a unix socket). Raises ImproperlyConfigured for anything else.
    """
    url = urlsplit(text(name, default))
    if url.scheme == "sqlite":
        return _sqlite(unquote(url.path[1:]))
    if url.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(url.query)),
        }
    raise ImproperlyConfigured(f"{PREFIX}{name} must start with sqlite:/// or postgresql://.")


def _sqlite(file: str) -> dict[str, Any]:
    """SQLite for several processes at once.

    With Django's defaults six workers lost 52 of their jobs to "database is locked"; with WAL, IMMEDIATE
    transactions and a patient timeout none. `synchronous=FULL`: what was acknowledged survives a power cut.
    Mapped into memory, a page that is not in the connection's cache costs no call: of a million parts one is found
    twice as fast. What of it was read counts as memory of the process, though the system may take it back.
    """
    if not file:
        raise ImproperlyConfigured("A SQLite database needs a file: sqlite:////absolute/path.")
    return {
        "ENGINE": "config.sqlite",
        "NAME": file,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": 120,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000; PRAGMA mmap_size=402653184;"
            ),
        },
    }


def secret_file(file: Path) -> str:
    """The secret kept in `file` (mode 0600), made on the first start. Two starts at once agree on one."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    if not file.exists():
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(50))
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(fresh, file)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text().strip()
