"""Where a webhook may not go, whatever it is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from makers.webhooks.addresses import is_public
from makers.webhooks.targets import NotATarget, Policy, target_of

pytestmark = pytest.mark.once

INSIDE = (
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.8.8.8", "168.63.129.16",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.1.1", "198.18.0.1",
    "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::10.0.0.1", "64:ff9b::", "64:ff9b::a00:1",
    "64:ff9b:1::1", "100::1", "2001::1", "2001:0:53aa:64c::1", "2001:db8::1", "2002:a00:1::1", "3fff::1", "5f00::1",
    "fc00::1", "fd00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1", "", "x", "8.8.8",
)  # fmt: skip
OUTSIDE = ("1.1.1.1", "8.8.8.8", "93.184.215.14", "172.32.0.1", "192.0.1.1", "2606:4700:4700::1111", "2a00:1450::1")


@pytest.mark.parametrize("address", INSIDE)
def test_inside_addresses_are_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_public_addresses_are_let_through(address: str) -> None:
    assert is_public(address)


@given(some.ip_addresses())
def test_no_address_is_public_that_the_library_calls_private(address) -> None:
    inside = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
    assert not (is_public(str(address)) and (inside or address.is_reserved or address.is_unspecified))


@given(some.ip_addresses(v=4))
def test_no_address_hides_in_another(address) -> None:
    assert not is_public(f"::ffff:{address}") and not is_public(f"64:ff9b::{address}")


def test_a_network_can_be_opened_for_tests_alone() -> None:
    assert is_public("127.0.0.1", ("127.0.0.0/8",)) and not is_public("127.0.0.1", ("10.0.0.0/8",))
    assert not is_public("::ffff:127.0.0.1", ("127.0.0.0/8",))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.org/", "scheme"),
        ("ftp://example.org/", "scheme"),
        ("file:///etc/passwd", "bad_url"),
        ("https://example.org:22/", "port"),
        ("https://example.org:80/", "port"),
        ("https://example.org:99999/", "bad_url"),
        ("https://2130706433/", "host"),
        ("https://0x7f000001/", "host"),
        ("https://0x7f.1/", "host"),
        ("https://0177.0.0.1/", "host"),
        ("https://127.1/", "host"),
        ("https://017700000001/", "host"),
        ("https://127.0.0.1.:443/x y", "bad_url"),
        ("https://user@example.org/", "bad_url"),
        ("https://user:pass@example.org/", "bad_url"),
        ("https://example.org@127.0.0.1/", "bad_url"),
        ("https://example.org\\@127.0.0.1/", "bad_url"),
        ("https://example.org/#x", "bad_url"),
        ("https://example.org/\r\nHost: x", "bad_url"),
        ("https://exa mple.org/", "bad_url"),
        ("https://①②⑦.⓪.⓪.①/", "bad_url"),
        ("https://[::1/", "bad_url"),
        ("https://[fe80::1%25eth0]/", "host"),
        ("https:///path", "bad_url"),
        ("https://-x.org/", "host"),
        ("https://example.org/" + "x" * 500, "bad_url"),
        ("", "bad_url"),
    ],
)
def test_addresses_that_are_none(url: str, code: str) -> None:
    with pytest.raises(NotATarget) as fault:
        target_of(url, Policy())
    assert fault.value.code == code


def test_a_receiver_is_taken_apart() -> None:
    target = target_of("https://Hooks.Example.org./in?key=1", Policy())
    assert (target.secure, target.host, target.port, target.path) == (True, "hooks.example.org", 443, "/in?key=1")
    assert target_of("https://example.org:8443", Policy()).path == "/"
    assert "key" not in repr(target)


@given(some.text(max_size=80))
def test_any_text_is_a_receiver_or_is_refused(text: str) -> None:
    try:
        target_of(f"https://{text}", Policy())
    except NotATarget as fault:
        assert fault.code
