"""The client against a server that fails the way the real one does. Nothing here leaves this machine."""

import hashlib
import json
import socket
import time

import pytest

from provenance.partsearch import sending
from provenance.partsearch.nexar import Access, Nexar
from provenance.partsearch.problems import (
    AnswerUnknown,
    AskedTooOften,
    KeyRefused,
    NoAnswer,
    PartSearchFailed,
    QuotaUsedUp,
    Unreachable,
)
from provenance.partsearch.types import Seller, Standing
from tests.fakes import nexar as failing
from tests.fakes.nexar import (
    CLIENT_ID,
    SECRET,
    FakeNexar,
    Reply,
    graphql_error,
    listed,
    part,
    raw,
    results,
    web_page,
)

NUMBER = "AD9361BBCZ"


def test_a_part_is_found_as_listed_with_the_hash_of_the_bytes(fake: FakeNexar, client: Nexar) -> None:
    body = json.dumps(results(part(NUMBER), hits=7)).encode()
    fake.next(raw(body))
    found = client.search(NUMBER)
    assert (found.hits, found.partial, found.sha256) == (7, False, hashlib.sha256(body).hexdigest())
    (one,) = found.parts
    assert (one.number, one.manufacturer, one.category) == (NUMBER, "Analog Devices", "RF Transceivers")
    assert one.lifecycle == "Production (Last Updated: 2 years ago)" and one.other_numbers == ("AD9361BBCZ-REEL",)
    assert one.page_url == "https://octopart.com/example"
    assert one.sellers == (
        Seller("Nordvane Distribution", "DE", Standing.AUTHORISED),
        Seller("Harbour Chips", "HK", Standing.BROKER),
        Seller("Plain Parts", "", Standing.OTHER),
    )


def test_nothing_but_the_number_is_told_and_no_price_asked_for(fake: FakeNexar, client: Nexar) -> None:
    client.search(NUMBER)
    assert fake.asked == [(NUMBER, fake.tokens[0])]
    assert fake.headers[0]["User-Agent"] == "Chiptrail" and "Cookie" not in fake.headers[0]


def test_one_token_serves_many_questions(fake: FakeNexar, client: Nexar) -> None:
    for _question in range(3):
        client.search(NUMBER)
    assert len(fake.tokens) == 1 and len(fake.asked) == 3


def test_a_token_that_is_about_to_end_is_not_used_again(fake: FakeNexar, client: Nexar) -> None:
    fake.token_life = 30
    client.search(NUMBER)
    client.search(NUMBER)
    assert [token for _number, token in fake.asked] == fake.tokens and len(fake.tokens) == 2


EXPIRED: list[Reply] = [
    web_page(401),
    graphql_error("The access token has expired", "AuthExpiredToken"),
    graphql_error("Token validation failed.", "AuthInvalidToken", status=500),
]


@pytest.mark.parametrize("reply", EXPIRED)
def test_a_token_that_ends_in_the_middle_is_renewed_once(fake: FakeNexar, client: Nexar, reply: Reply) -> None:
    client.search(NUMBER)
    fake.next(reply)
    assert client.search(NUMBER).parts
    assert len(fake.tokens) == 2 and [token for _number, token in fake.asked][1:] == fake.tokens


@pytest.mark.parametrize("reply", EXPIRED)
def test_a_token_that_is_refused_twice_is_a_refused_key(fake: FakeNexar, client: Nexar, reply: Reply) -> None:
    fake.next(reply, reply)
    with pytest.raises(KeyRefused):
        client.search(NUMBER)
    assert len(fake.tokens) == 2 and len(fake.asked) == 2


def test_a_wrong_key_is_refused_before_the_number_goes_out(fake: FakeNexar) -> None:
    wrong = Nexar(Access(CLIENT_ID, "wrong", f"{fake.address}/connect/token", f"{fake.address}/graphql"))
    with pytest.raises(KeyRefused):
        wrong.search(NUMBER)
    assert not fake.asked


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (graphql_error(failing.QUOTA), QuotaUsedUp),
        (graphql_error(failing.QUOTA, status=500), QuotaUsedUp),
        (raw(b"", 402), QuotaUsedUp),
        (raw(b"{}", 403), KeyRefused),
        (raw(b"{}", 429), AskedTooOften),
        (web_page(503), PartSearchFailed),
        (raw(b"{}", 500), PartSearchFailed),
        (graphql_error("Unexpected Execution Error"), PartSearchFailed),
        (graphql_error("The field `mpn` does not exist on the type `SupPart`.", status=400), PartSearchFailed),
        (raw(b'{"data": {"supSearchMpn": '), NoAnswer),
        (raw(b"\xff\xfe\x00"), NoAnswer),
        (raw(b"[]"), NoAnswer),
        (raw(b"[" * 200_000), NoAnswer),
        (raw(b""), NoAnswer),
        (web_page(), NoAnswer),
        (raw(b"", 302, headers={"Location": "http://127.0.0.1:9/elsewhere"}), NoAnswer),
        (failing.endless, NoAnswer),
        (raw(b"{}"), AnswerUnknown),
        (raw(b'{"data": null}'), AnswerUnknown),
        (raw(b'{"data": {"supSearchMpn": []}}'), AnswerUnknown),
        (raw(b'{"data": {"supSearchMpn": {"hits": 1}}}'), AnswerUnknown),
        (raw(b'{"data": {"supSearchMpn": {"results": {"part": 1}}}}'), AnswerUnknown),
        (listed({"mpn": NUMBER}), AnswerUnknown),
        (listed({"manufacturer": {"name": "Analog Devices"}}), AnswerUnknown),
        (listed(part(NUMBER, manufacturer=["Analog Devices"])), AnswerUnknown),
        (listed("AD9361BBCZ"), AnswerUnknown),
        (failing.cut_off, Unreachable),
        (failing.cut_off_chunk, Unreachable),
    ],
)
def test_every_failure_is_its_own_and_said_in_three_sentences(
    fake: FakeNexar, client: Nexar, reply: Reply, kind: type[PartSearchFailed]
) -> None:
    fake.next(reply)
    with pytest.raises(PartSearchFailed) as caught:
        client.search(NUMBER)
    assert type(caught.value) is kind
    assert all(caught.value.sentences()) and "{" not in str(caught.value)
    assert client.search(NUMBER).parts if kind is not AskedTooOften else True


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (raw(b'{"error": "invalid_client"}', 401), KeyRefused),
        (raw(b'{"error": "invalid_scope"}', 400), KeyRefused),
        (raw(b"{}", 429, headers={"Retry-After": "30"}), AskedTooOften),
        (raw(b"{}", 500), PartSearchFailed),
        (web_page(), NoAnswer),
        (raw(b'{"token": "x"}'), AnswerUnknown),
        (raw(b'{"access_token": "a\\r\\nX-Evil: 1"}'), AnswerUnknown),
        (failing.cut_off, Unreachable),
    ],
)
def test_the_token_door_fails_too(fake: FakeNexar, client: Nexar, reply: Reply, kind: type[PartSearchFailed]) -> None:
    fake.next_token(reply)
    with pytest.raises(PartSearchFailed) as caught:
        client.search(NUMBER)
    assert type(caught.value) is kind and not fake.asked


def test_a_pause_that_was_asked_for_is_kept(fake: FakeNexar, client: Nexar, monkeypatch: pytest.MonkeyPatch) -> None:
    fake.next(raw(b"{}", 429, headers={"Retry-After": "90"}))
    with pytest.raises(AskedTooOften, match="90"):
        client.search(NUMBER)
    with pytest.raises(AskedTooOften):
        client.search(NUMBER)
    assert len(fake.asked) == 1
    later = time.monotonic() + 91
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert client.search(NUMBER).parts


def test_a_server_that_says_nothing_or_drips_is_not_waited_for(
    fake: FakeNexar, client: Nexar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "SILENT_SECONDS", 0.2)
    monkeypatch.setattr(sending, "ALL_SECONDS", 0.4)
    for reply in (failing.slow(5.0), failing.dripping(8.0)):
        fake.next(reply)
        started = time.monotonic()
        with pytest.raises(Unreachable):
            client.search(NUMBER)
        assert time.monotonic() - started < 4


def test_one_question_ends_in_time_whatever_each_step_takes(
    fake: FakeNexar, client: Nexar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "ALL_SECONDS", 1.0)
    fake.next_token(failing.late_token(0.3))
    fake.next(failing.slow(6.0))
    started = time.monotonic()
    with pytest.raises(Unreachable, match="in time"):
        client.search(NUMBER)
    assert time.monotonic() - started < 4 and len(fake.asked) == 1


def test_a_server_that_is_not_there(client: Nexar) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        with pytest.raises(Unreachable):
            Nexar(Access(CLIENT_ID, SECRET, address, address)).search(NUMBER)


def test_an_answer_in_part_is_shown_as_one(fake: FakeNexar, client: Nexar) -> None:
    errors = [{"message": "timed out", "path": ["supSearchMpn", "results", 1]}]
    fake.next(listed(part(NUMBER), None, errors=errors))
    found = client.search(NUMBER)
    assert found.partial and [one.number for one in found.parts] == [NUMBER]


def test_nothing_found_is_an_answer(fake: FakeNexar, client: Nexar) -> None:
    fake.next(raw(b'{"data": {"supSearchMpn": {"hits": 0, "results": null}}}'), listed())
    assert client.search(NUMBER).parts == () == client.search(NUMBER).parts


def test_what_is_listed_is_cleaned_and_bounded(fake: FakeNexar, client: Nexar) -> None:
    fake.next(
        listed(
            part(
                "AD\u202e93\x0061\ud800",
                manufacturer="A" * 5000,
                octopartUrl="javascript:alert(1)",
                bestDatasheet={"url": "data:text/html,x"},
                category=None,
                specs=None,
                akaMpns=[None, 7, "X1"],
                sellers=[{"company": None}, 3, *({"company": {"name": f"S{n}"}} for n in range(500))],
            )
        )
    )
    (one,) = client.search(NUMBER).parts
    assert one.number == "AD 93 61" and len(one.manufacturer) == 300
    assert (one.page_url, one.datasheet_url, one.category, one.lifecycle) == ("", "", "", "")
    assert one.other_numbers == ("X1",) and len(one.sellers) < 100
