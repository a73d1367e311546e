"""Which addresses a webhook may connect to: public unicast ones, and no others.

Written out from the IANA registries of special-purpose addresses: `ipaddress.is_global` has changed its answer between
releases of Python. What carries an IPv4 address within (mapped, NAT64, 6to4, Teredo) is refused as a whole: where it
ends is decided by machines between.
"""

from collections.abc import Collection
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PUBLIC_V6: Final = IPv6Network("2000::/3")
"""All that is handed out for unicast; the rest of IPv6 is local, multicast, mapped or nobody's."""

NOT_PUBLIC: Final[tuple[Network, ...]] = tuple(
    ip_network(one)
    for one in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' own, and a cloud's metadata at 100.100.100.200
        "127.0.0.0/8",
        "168.63.129.16/32",  # public by number, and the inside of a cloud
        "169.254.0.0/16",  # metadata at 169.254.169.254
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",  # protocols' own, Teredo among them
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)


def is_public(text: str, opened: Collection[str] = ()) -> bool:
    """Whether a webhook may connect to this address; `opened`: networks that are let through all the same."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if any(_within(address, network) for network in _networks(tuple(opened))):
        return True
    if isinstance(address, IPv6Address) and address not in PUBLIC_V6:
        return False
    return not any(_within(address, network) for network in NOT_PUBLIC)


def _within(address: Address, network: Network) -> bool:
    return address.version == network.version and address in network


@lru_cache(maxsize=8)
def _networks(texts: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ip_network(text) for text in texts)
