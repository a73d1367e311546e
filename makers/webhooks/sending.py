"""One attempt to hand one message to its receiver, over a connection of our own.

The name is looked up once and every address it has is checked; the connection goes to an address that was checked, so
a name that changes its mind in between changes nothing. TLS knows the name all the same. No redirect is followed.
The answer is read up to the end of its head, or, where it is a refusal, a little further for its words: a receiver that
drips, or sends a gigabyte, costs the seconds and the bytes of the policy and no more.
"""

import http.client
import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from makers.webhooks.addresses import is_public
from makers.webhooks.targets import NotATarget, Policy, Target, target_of

AGENT: Final = "Chiptrail-Webhooks/1"
_EXCERPT: Final = 200
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})(?:[ \r\n]|$)")
Lookup = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended. `cause`: "" when the receiver took it, else a code; `said`: the start of a refusal."""

    cause: str
    status: int | None = None
    said: str = ""

    @property
    def taken(self) -> bool:
        """Whether the receiver has it."""
        return not self.cause


class _Failed(Exception):
    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


def addresses_of(host: str, port: int) -> list[str]:
    """All addresses of a name, in the system's order. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def send(
    url: str, headers: Mapping[str, str], body: bytes, policy: Policy, *, lookup: Lookup = addresses_of
) -> Outcome:
    """Post the body once; never raises for what a receiver or a network does."""
    ends = time.monotonic() + policy.seconds
    try:
        target = target_of(url, policy)
        with _connected(target, policy, ends, lookup) as stream:
            _post(stream, target, headers, body, ends)
            return _answer(stream, policy, ends)
    except NotATarget as fault:
        return Outcome(fault.code)
    except _Failed as fault:
        return Outcome(fault.cause)
    except TimeoutError:
        return Outcome("timeout")
    except ssl.SSLError:
        return Outcome("tls")
    except (OSError, http.client.HTTPException):
        return Outcome("broken")


def _connected(target: Target, policy: Policy, ends: float, lookup: Lookup) -> socket.socket:
    plain = _connect(_checked(target, policy, lookup), target.port, ends)
    if not target.secure:
        return plain
    try:
        plain.settimeout(_left(ends))
        return _context(policy.ca_file).wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise


def _checked(target: Target, policy: Policy, lookup: Lookup) -> list[str]:
    """The addresses to connect to. One that is not public is enough to refuse all: a name that mixes is a trick."""
    try:
        found = lookup(target.host, target.port)
    except (OSError, UnicodeError):
        raise _Failed("name_unknown") from None
    if not found:
        raise _Failed("name_unknown")
    if not all(is_public(address, policy.opened) for address in found):
        raise _Failed("address")
    return found


def _connect(addresses: list[str], port: int, ends: float) -> socket.socket:
    cause = "unreachable"
    for place, address in enumerate(addresses):
        share = _left(ends) / (len(addresses) - place)
        try:
            return socket.create_connection((address, port), timeout=share)
        except TimeoutError:
            cause = "timeout"
        except ConnectionRefusedError:
            cause = "refused"
        except OSError:
            cause = "unreachable"
    raise _Failed(cause)


def _post(stream: socket.socket, target: Target, headers: Mapping[str, str], body: bytes, ends: float) -> None:
    stream.settimeout(_left(ends))
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.default_port = 443 if target.secure else 80
    connection.sock = stream
    all_headers = {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "Accept": "*/*",
        "Connection": "close",
        **headers,
    }
    connection.request("POST", target.path, body=body, headers=all_headers)


def _answer(stream: socket.socket, policy: Policy, ends: float) -> Outcome:
    status, rest = _head(stream, policy.most_bytes, ends)
    if status < 300:
        return Outcome("", status)
    return Outcome(_cause(status), status, _said(stream, rest, policy, ends))


def _head(stream: socket.socket, left: int, ends: float) -> tuple[int, bytes]:
    """The status, and what came along behind the head."""
    read = b""
    while True:
        head, end, rest = read.partition(b"\r\n\r\n")
        if not end:
            if left <= 0 or not (piece := _piece(stream, ends)):
                raise _Failed("broken")
            read, left = read + piece, left - len(piece)
            continue
        found = _STATUS.match(head)
        if not found:
            raise _Failed("broken")
        if int(found[1]) >= 200:
            return int(found[1]), rest
        read = rest  # 100 and 103 come before the answer


def _cause(status: int) -> str:
    if status == 410:
        return "gone"
    return "redirect" if status < 400 else "status"


def _said(stream: socket.socket, rest: bytes, policy: Policy, ends: float) -> str:
    """The first words of a refusal; a receiver that is slow about them need not say them."""
    with suppress(OSError):
        while len(rest) < min(4 * _EXCERPT, policy.most_bytes) and (piece := _piece(stream, ends)):
            rest += piece
    text = rest.decode("utf-8", "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_EXCERPT]


def _piece(stream: socket.socket, ends: float) -> bytes:
    stream.settimeout(_left(ends))
    return stream.recv(4096)


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@lru_cache(maxsize=4)
def _context(ca_file: Path | None) -> ssl.SSLContext:
    """Certificates and names are checked, always."""
    return ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
