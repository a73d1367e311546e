"""The operator's key: who sees it, and that nothing repeats it."""

import logging
import traceback
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from problems import Problem
from provenance.partsearch.nexar import Access, Nexar
from provenance.partsearch.problems import Unreachable
from tests.fakes import nexar as failing
from tests.fakes.nexar import CLIENT_ID, SECRET, FakeNexar, Reply, fake_nexar, graphql_error, raw, web_page

NUMBER = "AD9361BBCZ"


def test_only_a_certificate_that_is_trusted_sees_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = self_signed(tmp_path)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with fake_nexar(certificate) as fake:
        client = Nexar(Access(CLIENT_ID, SECRET, f"{fake.address}/connect/token", f"{fake.address}/graphql"))
        with pytest.raises(Unreachable, match="certificate"):
            client.search(NUMBER)
        assert not fake.tokens
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        assert client.search(NUMBER).parts


def self_signed(folder: Path) -> Path:
    """A certificate of this machine, with its key, that nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "both.pem"
    encoding = serialization.Encoding.PEM
    secret = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(certificate.public_bytes(encoding) + secret)
    return file


LEAKING: list[Reply] = [
    web_page(401),
    graphql_error(f"bad token {SECRET} token-1-{'x' * 60}"),
    raw(SECRET.encode(), 500),
    failing.cut_off,
]


@pytest.mark.parametrize("reply", LEAKING)
def test_neither_secret_nor_token_is_in_any_error_or_log(
    fake: FakeNexar, client: Nexar, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fake.next(reply, reply)
    with pytest.raises(Problem) as caught:
        client.search(NUMBER)
    said = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(caught.value.params)
    assert SECRET not in said and fake.tokens[0] not in said


def test_the_secret_is_in_no_representation(client: Nexar) -> None:
    access = Access(CLIENT_ID, SECRET, "https://a", "https://b")
    assert SECRET not in repr(access) + str(access) + repr(client) + repr(replace(access, client_id="x"))


def test_a_netrc_of_this_machine_does_not_change_who_asks(
    fake: FakeNexar, client: Nexar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "netrc"
    file.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(file))
    client.search(NUMBER)
    assert fake.asked == [(NUMBER, fake.tokens[0])]
