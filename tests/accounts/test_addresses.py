"""From where a request comes, and which networks a token works from."""

import pytest

from accounts.addresses import caller, network, parsed, within


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "expected"),
    [
        ("198.51.100.7", "", 0, "198.51.100.7"),
        ("198.51.100.7", "203.0.113.9", 0, "198.51.100.7"),
        ("10.0.0.1", "203.0.113.9", 1, "203.0.113.9"),
        ("10.0.0.1", "192.0.2.1, 203.0.113.9", 1, "203.0.113.9"),
        ("10.0.0.1", "192.0.2.1, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9", 2, "203.0.113.9"),
        ("10.0.0.1", "", 1, "10.0.0.1"),
        ("10.0.0.1", "203.0.113.9:5678", 1, "203.0.113.9"),
        ("10.0.0.1", "[2001:db8::1]:443", 1, "2001:db8::1"),
        ("::ffff:198.51.100.7", "", 0, "198.51.100.7"),
        ("", "", 0, None),
        ("10.0.0.1", "unknown", 1, None),
        ("10.0.0.1", "203.0.113.9, ", 1, None),
    ],
)
def test_only_the_trusted_hop_counts(remote: str, forwarded: str, proxies: int, expected: str | None) -> None:
    found = caller(remote, forwarded, proxies)
    assert (None if found is None else str(found)) == expected


@pytest.mark.parametrize(
    ("address", "ranges", "inside"),
    [
        ("192.0.2.77", ["192.0.2.0/24"], True),
        ("192.0.3.1", ["192.0.2.0/24"], False),
        ("192.0.2.77", ["192.0.2.77"], True),
        ("192.0.2.77", ["198.51.100.0/24", "192.0.2.5/24"], True),
        ("2001:db8::7", ["2001:db8::/32"], True),
        ("2001:db8::7", ["0.0.0.0/0"], False),
        ("::ffff:192.0.2.7", ["192.0.2.0/24"], True),
        ("192.0.2.7", ["::ffff:192.0.2.0/120"], True),
        ("192.0.2.7", [], False),
        ("192.0.2.7", ["nonsense"], False),
    ],
)
def test_which_networks_an_address_lies_in(address: str, ranges: list[str], inside: bool) -> None:
    assert within(parsed(address), ranges) is inside


def test_nowhere_lies_in_no_network() -> None:
    assert not within(None, ["0.0.0.0/0", "::/0"])
    assert all(network(text) is None for text in ("", "x", "192.0.2.0/33", "192.0.2", "1" * 100, "192.0.2.0/24/8"))
