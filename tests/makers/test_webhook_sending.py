"""One attempt, at receivers that behave as real ones do."""

import base64
import datetime
import socket
import ssl
import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from standardwebhooks import Webhook, WebhookVerificationError

from makers.management.benchmarking.receivers import Receivers, closed_port
from makers.webhooks.retrying import PAUSES, pause_after
from makers.webhooks.sending import Outcome, send
from makers.webhooks.signing import new_secret, shown, signed_headers
from makers.webhooks.targets import Policy

pytestmark = pytest.mark.once
BODY = b'{"type":"endpoint.test"}'
LOOPBACK = ("127.0.0.0/8",)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for hooks.example.org that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hooks.example.org")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hooks.example.org")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture(scope="module")
def secure(certificate: Path) -> Iterator[Receivers]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with Receivers(context) as running:
        yield running


def tried(receivers: Receivers, path: str, *, seconds: float = 10, **policy: Any) -> Outcome:
    plain = Policy(**{"ports": {receivers.port}, "http": True, "opened": LOOPBACK, "seconds": seconds, **policy})
    return send(receivers.url(path), {"webhook-id": path}, BODY, plain)


def test_a_message_arrives_whole(receivers: Receivers) -> None:
    assert tried(receivers, "/ok/whole?key=1") == Outcome("", 200)
    came = receivers.book.arrivals[-1]
    assert (came.path, came.body) == ("/ok/whole?key=1", BODY)
    assert came.headers["host"] == f"127.0.0.1:{receivers.port}" and came.headers["connection"] == "close"
    assert came.headers["content-type"] == "application/json" and came.headers["webhook-id"] == "/ok/whole?key=1"


def test_what_comes_before_an_answer_is_none(receivers: Receivers) -> None:
    assert tried(receivers, "/early/") == Outcome("", 204)


def test_a_refusal_is_quoted_without_what_could_harm(receivers: Receivers) -> None:
    assert tried(receivers, "/500/") == Outcome("status", 500, "Our queue is full <b>sorry</b>")
    assert tried(receivers, "/gone/").cause == "gone"


def test_a_redirect_is_not_followed(receivers: Receivers) -> None:
    assert tried(receivers, "/redirect/") == Outcome("redirect", 302)


@pytest.mark.parametrize("path", ["/drip/", "/hang/"])
def test_a_receiver_that_drips_or_is_silent_is_cut(receivers: Receivers, path: str) -> None:
    began = time.monotonic()
    assert tried(receivers, path, seconds=0.4).cause == "timeout"
    assert time.monotonic() - began < 8


def test_a_200_is_enough_whatever_follows(receivers: Receivers) -> None:
    """The head is the answer: neither a body that drips nor a gigabyte is waited for."""
    began = time.monotonic()
    assert tried(receivers, "/slowbody/") == tried(receivers, "/big/") == Outcome("", 200)
    assert time.monotonic() - began < 8


def test_a_gigabyte_is_not_read(receivers: Receivers) -> None:
    began = time.monotonic()
    assert tried(receivers, "/bighead/").cause == "broken"
    error = tried(receivers, "/bigerror/")
    assert (error.cause, error.status, len(error.said)) == ("status", 500, 200)
    assert time.monotonic() - began < 8


@pytest.mark.parametrize("path", ["/nonsense/", "/reset/"])
def test_what_is_no_answer(receivers: Receivers, path: str) -> None:
    assert tried(receivers, path).cause == "broken"


def test_nobody_listens() -> None:
    port = closed_port()
    policy = Policy(ports={port}, http=True, opened=LOOPBACK)
    assert send(f"http://127.0.0.1:{port}/", {}, BODY, policy).cause == "refused"


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["169.254.169.254"], ["::ffff:10.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["fd00::1"]],
)
def test_a_name_that_leads_inside_is_not_called(receivers: Receivers, addresses: list[str]) -> None:
    """One inside address is enough: a name that mixes is a trick."""
    before = len(receivers.book.arrivals)
    policy = Policy(ports={receivers.port}, http=True)
    url = receivers.url("/ok/", host="hooks.example.org")
    assert send(url, {}, BODY, policy, lookup=lambda _host, _port: addresses).cause == "address"
    assert len(receivers.book.arrivals) == before


def test_a_name_that_changes_its_mind_changes_nothing(receivers: Receivers, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked up once; the connection goes to the address that was checked, and nobody asks again."""
    asked = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.6.6.6"]

    reached = []
    connect = socket.create_connection

    def watched(address: tuple[str, int], **options: Any) -> socket.socket:
        reached.append(str(ip_address(address[0])))
        return connect(address, **options)

    monkeypatch.setattr("makers.webhooks.sending.socket.create_connection", watched)
    policy = Policy(ports={receivers.port}, http=True, opened=("127.0.0.1/32",))
    url = receivers.url("/ok/", host="rebind.example.org")
    assert send(url, {}, BODY, policy, lookup=rebinding).taken
    assert (asked, reached) == (["rebind.example.org"], ["127.0.0.1"])
    assert send(url, {}, BODY, policy, lookup=rebinding).cause == "address"


def test_a_name_that_is_not_known(receivers: Receivers) -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError("no such name")

    policy = Policy(ports={receivers.port}, http=True)
    assert send(receivers.url("/", host="no.example.org"), {}, BODY, policy, lookup=unknown).cause == "name_unknown"


def to_tls(secure: Receivers, host: str, ca_file: Path | None) -> Outcome:
    policy = Policy(ports={secure.port}, opened=LOOPBACK, ca_file=ca_file)
    return send(secure.url("/ok/tls", host=host), {}, BODY, policy, lookup=lambda _host, _port: ["127.0.0.1"])


def test_tls_knows_the_name_though_the_address_is_pinned(secure: Receivers, certificate: Path) -> None:
    assert to_tls(secure, "hooks.example.org", certificate) == Outcome("", 200)
    assert secure.book.arrivals[-1].headers["host"] == f"hooks.example.org:{secure.port}"


def test_a_certificate_that_does_not_hold(secure: Receivers, certificate: Path) -> None:
    assert to_tls(secure, "other.example.org", certificate).cause == "tls"
    assert to_tls(secure, "hooks.example.org", None).cause == "tls"


def test_tls_spoken_to_one_who_does_not(receivers: Receivers) -> None:
    policy = Policy(ports={receivers.port}, opened=LOOPBACK, seconds=1)
    url = receivers.url("/ok/").replace("http:", "https:")
    assert send(url, {}, BODY, policy).cause in ("tls", "timeout", "broken")


def test_the_published_vector() -> None:
    """From the reference implementation of standardwebhooks.com."""
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = datetime.datetime.fromtimestamp(1614265330, datetime.UTC)
    signed = signed_headers([key], "msg_p5jXN8AQM9LWM0D4loKWxJek", at, '{"test": 2432232314}')
    assert signed["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_receivers_check_it_with_the_library_and_a_copy_is_too_old() -> None:
    old, new = new_secret(), new_secret()
    now = datetime.datetime.now(datetime.UTC)
    headers = signed_headers([new, old], "msg_1", now, "{}")
    for secret in (old, new):
        assert Webhook(shown(secret)).verify(b"{}", headers) == {}
    with pytest.raises(WebhookVerificationError):
        Webhook(shown(new_secret())).verify(b"{}", headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(shown(new)).verify(b'{"x":1}', headers)
    replayed = signed_headers([new], "msg_1", now - datetime.timedelta(minutes=6), "{}")
    with pytest.raises(WebhookVerificationError, match="too old"):
        Webhook(shown(new)).verify(b"{}", replayed)


def test_retries_are_bounded() -> None:
    assert len(PAUSES) == 7 and 2.5 < sum(PAUSES) / 86400 <= 3
    assert all(pause_after(attempts) for attempts in range(1, 8)) and pause_after(8) is None
