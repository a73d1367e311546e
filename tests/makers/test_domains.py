"""Domains as people type them, and the challenge among their records as name servers really answer."""

import dns.exception
import dns.resolver
import pytest

from makers.domain_records import Found, look
from makers.domains import domain_of, lies_at

CHALLENGE = "a1b2c3"
RECORD = f"chiptrail-verification={CHALLENGE}".encode()


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("analog.com", "analog.com"),
        (" https://www.Analog.com/en/index.html ", "analog.com"),
        ("compliance@ti.com", "ti.com"),
        ("analog.com.", "analog.com"),
        ("example.com:443", "example.com"),
        ("a.b.example.co.uk", "a.b.example.co.uk"),
        ("gmail.com", None),
        ("someone@ukr.net", None),
        ("localhost", None),
        ("192.0.2.1", None),
        ("", None),
        (".", None),
        ("exa mple.com", None),
        ("-a.com", None),
        ("a..com", None),
        ("x" * 64 + ".com", None),
        ("a." * 130 + "com", None),
        ("\ud800.com", None),
    ],
)
def test_the_domain_in_what_was_typed(typed: str, domain: str | None) -> None:
    assert domain_of(typed) == domain


def test_a_domain_in_other_letters_is_written_in_those_of_dns() -> None:
    assert domain_of("Мікрочип.укр") == "мікрочип.укр".encode("idna").decode()


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("a@example.com", True),
        ("A@Mail.Example.COM", True),
        ("a@example.com.evil.org", False),
        ("a@notexample.com", False),
        ("example.com", False),
        ("@example.com", False),
        ("a@b@example.com", True),
        ("a@\ud800", False),
    ],
)
def test_who_has_an_address_at_a_domain(address: str, there: bool) -> None:
    assert lies_at(address, "example.com") is there


class Servers:
    """Name servers that fail as real ones do. What is not told of a name is that it has no such record."""

    def __init__(self, **answers: list[bytes] | Exception) -> None:
        self.answers = {name.replace("_dot_", "."): answer for name, answer in answers.items()}
        self.asked: list[str] = []

    def __call__(self, name: str) -> list[bytes]:
        self.asked.append(name)
        answer = self.answers.get(name, dns.resolver.NoAnswer.__new__(dns.resolver.NoAnswer))
        if isinstance(answer, Exception):
            raise answer
        return answer


def servfail() -> Exception:
    return dns.resolver.NoNameservers.__new__(dns.resolver.NoNameservers)


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([RECORD], Found.FOUND),
        ([b"v=spf1 -all", b"google-site-verification=x", RECORD], Found.FOUND),
        ([b'"' + RECORD + b'" '], Found.FOUND),
        ([b"Chiptrail-Verification= A1B2C3"], Found.FOUND),
        ([b"chiptrail-verification=other", RECORD], Found.FOUND),
        ([b"chiptrail-verification=other"], Found.OTHER_RECORD),
        ([b"x" + RECORD], Found.NO_RECORD),
        ([RECORD + b"4"], Found.OTHER_RECORD),
        ([b"\xff\xfe\x00"], Found.NO_RECORD),
        ([b"chiptrail-verification=" + b"a" * 60_000], Found.OTHER_RECORD),
        ([], Found.NO_RECORD),
    ],
)
def test_what_records_say(records: list[bytes], found: Found) -> None:
    assert look("example.com", CHALLENGE, Servers(example_dot_com=records)) is found


@pytest.mark.parametrize(
    ("failure", "found"),
    [
        (dns.resolver.NXDOMAIN(), Found.NO_DOMAIN),
        (dns.resolver.LifetimeTimeout.__new__(dns.resolver.LifetimeTimeout), Found.TIMEOUT),
        (dns.exception.Timeout(), Found.TIMEOUT),
        (servfail(), Found.SERVERS_FAILED),
        (dns.resolver.NoResolverConfiguration(), Found.SERVERS_FAILED),
        (dns.resolver.YXDOMAIN(), Found.SERVERS_FAILED),
        (OSError("no network"), Found.SERVERS_FAILED),
    ],
)
def test_how_looking_fails(failure: Exception, found: Found) -> None:
    below = {"_chiptrail_dot_example_dot_com": dns.resolver.NXDOMAIN()}
    assert look("example.com", CHALLENGE, Servers(example_dot_com=failure, **below)) is found


def test_the_name_below_counts_whatever_the_domain_itself_says() -> None:
    for failure in (dns.resolver.NXDOMAIN(), servfail(), dns.exception.Timeout()):
        servers = Servers(example_dot_com=failure, _chiptrail_dot_example_dot_com=[RECORD])
        assert look("example.com", CHALLENGE, servers) is Found.FOUND
        assert servers.asked == ["example.com", "_chiptrail.example.com"]
