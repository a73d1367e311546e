"""The search page and the list under the field."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.roles import Role
from tests.factories.provenance import make_maker, make_part, make_party
from tests.factories.teardowns import make_confirmed, make_proposal

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}


@pytest.fixture
def client(signed_in: Enter) -> Client:
    return signed_in(Role.ENFORCEMENT)


def page(client: Client, text: str, **headers: str) -> str:
    answer = client.get("/parts/", {"q": text}, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_kind_of_text_has_its_answer_with_reasons(client: Client) -> None:
    make_part("SN65HVD230", make_maker("Texas Instruments"))
    make_party("Würth Elektronik")
    teardown = make_confirmed("AD9361BBCZ", make_maker("Analog Devices")).component.teardown
    assert "holds this piece" in page(client, "HVD230")
    assert "begins like this, with 1 for L" in page(client, "AD936l")
    assert "Würth Elektronik" in page(client, "WURTH")
    assert "25 Apr – 1 May 2022" in page(client, "2217")
    assert "tier 1" in page(client, "8542.31")
    assert "3A001" in page(client, "3a001")
    assert teardown.order_number in page(client, teardown.order_number.lower())
    marking = page(client, "AD9361\nBBCZ\n#2147")
    assert "The number read is in the catalogue: AD9361BBCZ." in marking and "22–28 Nov 2021" in marking
    assert "What the lines are for" in marking
    assert "AD9361 | BBCZ | #2147" in marking  # in the field of the header


def test_letters_of_another_alphabet_are_warned_of(client: Client) -> None:
    make_part("MAX3490ESA", make_maker("Maxim Integrated"))
    assert "letters of another alphabet" in page(client, "МАХ3490ESA")


def test_htmx_gets_a_short_list_and_nothing_for_nothing(client: Client) -> None:
    for number in range(20):
        make_part(f"AD9361-{number:02}")
    short = page(client, "AD9361", **HTMX)
    assert "<html" not in short and "data-say" in short
    assert 4 <= short.count("<li>") <= 20 and "All that fits, with reasons" in short
    assert page(client, " ", **HTMX).strip() == ""
    assert "Nothing fits this" in page(client, "qqqqqq", **HTMX)


def test_nothing_found_says_what_to_try(client: Client) -> None:
    assert "Try fewer characters" in page(client, "qqqqqq")


def test_without_a_text_what_was_confirmed_last_is_shown(client: Client) -> None:
    make_confirmed("AD9361BBCZ")
    make_proposal("ADF4351BCPZ")
    shown = page(client, "")
    assert "AD9361BBCZ" in shown and "ADF4351BCPZ" not in shown


HOSTILE = [
    "\x00", "%", "_", "\\", '"', "'; DROP TABLE x", "AND", "A* OR B", "NEAR(", "(", "я" * 500, "A" * 100_000,
    "\u202eA\u202c", "🛰️", "١٢٣٤", "ＡＤ９３６１", "<script>alert(1)</script>", "{{ 7 }}",
    "A\nB\nC\n" * 50, "|", " | ", "0", "A",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_any_text_may_be_searched_for(text: str, headers: dict[str, str], client: Client) -> None:
    make_part("AD9361BBCZ")
    shown = page(client, text, **headers)
    assert "<script>alert(1)" not in shown
