"""The address of a receiver, taken apart and checked as far as that goes without asking for its name."""

import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

LONGEST: Final = 500
_PRINTABLE = re.compile(r"[\x21-\x7e]+")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")


class NotATarget(Exception):
    """An address to which nothing is sent; `code` says why: bad_url, scheme, port, host, address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Policy:
    """Where webhooks may go and how long they may take.

    `http`: whether plain HTTP will do. `opened`: networks that are let through though they are not public, for tests.
    `ca_file`: certificates to trust instead of the system's. `seconds`: for one attempt, everything included.
    """

    ports: Collection[int] = (443, 8443)
    http: bool = False
    opened: Collection[str] = ()
    ca_file: Path | None = None
    seconds: float = 10.0
    most_bytes: int = 64 * 1024


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect and what to ask for there; `host` in ASCII, `port` always said."""

    secure: bool
    host: str
    port: int
    path: str = field(repr=False)


def target_of(url: str, policy: Policy) -> Target:
    """The parts of an address. Raises NotATarget."""
    if len(url) > LONGEST or not _PRINTABLE.fullmatch(url) or "\\" in url:
        raise NotATarget("bad_url")
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise NotATarget("bad_url") from None
    if parts.username is not None or parts.password is not None or parts.fragment or not host:
        raise NotATarget("bad_url")
    if parts.scheme != "https" and not (parts.scheme == "http" and policy.http):
        raise NotATarget("scheme")
    secure = parts.scheme == "https"
    port = port if port is not None else (443 if secure else 80)
    if port not in policy.ports:
        raise NotATarget("port")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(secure, _host(host), port, path)


def _host(host: str) -> str:
    """A name or a plain address. Numbers in other spellings (2130706433, 0177.1, 0x7f.1) are neither."""
    bare = host.lower().removesuffix(".")
    with suppress(ValueError):
        if "%" not in bare:  # a zone names an interface of this machine
            return str(ip_address(bare))
    labels = bare.split(".")
    if len(bare) > 253 or not all(map(_LABEL.fullmatch, labels)) or _NUMBER.fullmatch(labels[-1]):
        raise NotATarget("host")
    return bare
