"""Looking for our challenge among the TXT records of a domain. Asks the network: for jobs only.

Kept free of framework and database: what it is given is a name and a value, what it gives is one word.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

import dns.exception
import dns.resolver

PREFIX: Final = "chiptrail-verification="
BELOW: Final = "_chiptrail"
"""Besides the domain itself a name below it may hold the record: some companies keep theirs clean."""

SECONDS: Final = 8.0
"""For one name, all servers and tries together."""

LONGEST_RECORD: Final = 4096


class Found(StrEnum):
    """What a look at the records gave; the strongest word of all names stands first."""

    FOUND = "found"
    OTHER_RECORD = "other_record"
    TIMEOUT = "timeout"
    SERVERS_FAILED = "servers_failed"
    NO_RECORD = "no_record"
    NO_DOMAIN = "no_domain"


Lookup = Callable[[str], list[bytes]]
"""The TXT records of an absolute name, each with its strings joined. Raises what `dns.resolver` raises."""


def ask_dns(name: str) -> list[bytes]:
    """The records as the name servers of this machine give them, within `SECONDS`. Raises DNSException, OSError."""
    resolver = dns.resolver.Resolver()
    answer = resolver.resolve(f"{name}.", "TXT", search=False, lifetime=SECONDS)
    return [b"".join(record.strings) for record in answer]


def look(domain: str, challenge: str, lookup: Lookup = ask_dns) -> Found:
    """Whether the domain, or the name below it that is kept for this, holds the challenge. Never raises."""
    seen = {_at(name, challenge, lookup) for name in (domain, f"{BELOW}.{domain}")}
    # That the name below is not there says nothing of the domain.
    return next(word for word in Found if word in seen)


def _at(name: str, challenge: str, lookup: Lookup) -> Found:
    try:
        records = lookup(name)
    except dns.resolver.NXDOMAIN:
        return Found.NO_DOMAIN
    except dns.resolver.NoAnswer:
        return Found.NO_RECORD
    except dns.exception.Timeout:
        return Found.TIMEOUT
    except (dns.exception.DNSException, OSError):
        return Found.SERVERS_FAILED
    ours = [value for record in records if (value := _value(record)) is not None]
    if challenge in ours:
        return Found.FOUND
    return Found.OTHER_RECORD if ours else Found.NO_RECORD


def _value(record: bytes) -> str | None:
    """What stands behind our prefix; quotes and blanks that an editor left around it do not count."""
    text = record[:LONGEST_RECORD].decode("ascii", "replace").strip(" \t\r\n\"'“”")
    head, prefix, value = text.lower().partition(PREFIX)
    return value.strip() if prefix and not head else None
