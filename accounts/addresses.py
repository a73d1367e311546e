"""Network addresses: from where a request comes, and which networks a token works from. Pure."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

MAX_RANGES: Final = 20
LONGEST: Final = 60
"""Characters of one address or network, with whatever a proxy adds."""


def caller(remote: str, forwarded: str, trusted_proxies: int) -> Address | None:
    """Who is at the other end: the peer, or, behind `trusted_proxies` proxies of ours, whom the outermost of them saw.

    Each proxy adds its peer to the right of X-Forwarded-For (`forwarded`); what stands further left is the caller's
    own word and counts for nothing. None where no address can be read.
    """
    if not trusted_proxies or not forwarded.strip():
        return parsed(remote)
    hops = forwarded.split(",")
    return parsed(hops[-min(trusted_proxies, len(hops))])


def parsed(text: str) -> Address | None:
    """An address, also with a port or in brackets; a v4 address in v6 clothes is the v4 address."""
    plain = text.strip()[:LONGEST]
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        address = ip_address(plain)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def network(text: str) -> Network | None:
    """A network in CIDR notation, or one address; bits beyond the prefix are forgiven. None for anything else."""
    try:
        found = ip_network(text.strip()[:LONGEST], strict=False)
    except ValueError:
        return None
    if isinstance(found, IPv6Network) and found.prefixlen >= 96 and found.network_address.ipv4_mapped:
        return ip_network((found.network_address.ipv4_mapped, found.prefixlen - 96))
    return found


def within(address: Address | None, ranges: Iterable[str]) -> bool:
    """Whether an address lies in one of these networks. One that cannot be read lies nowhere."""
    networks = (network(text) for text in ranges)
    return address is not None and any(
        one is not None and one.version == address.version and address in one for one in networks
    )
