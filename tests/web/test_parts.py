from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape

from accounts.roles import Role
from provenance.operations.tracing import run_trace
from tests.factories.provenance import make_listing, make_maker, make_part, make_party, make_relation, make_shipment
from tests.factories.teardowns import make_confirmed

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def traced() -> str:
    maker = make_maker("Analog Devices")
    distributor = make_party("Nordvane Distribution", "authorised_distributor", country="DE")
    importer = make_party("Ostrelina LLC", "importer", country="RU")
    make_relation(distributor, "authorised_distributor", maker)
    make_shipment(distributor, importer, date(2022, 8, 26), part_number="AD9361BBCZ", manufacturer=maker)
    make_listing(importer, date(2022, 10, 19))
    judged = make_confirmed("AD9361BBCZ", maker)
    assert judged.trace is not None
    run_trace(public_id=str(judged.trace.public_id))
    return f"/parts/{maker.slug}/AD9361BBCZ/"


def test_a_part_shows_its_count_its_chain_and_the_table_that_says_the_same(signed_in: Enter, traced: str) -> None:
    page = signed_in(Role.ENFORCEMENT).get(traced).content.decode()
    assert "1 component" in page and "How this is counted." in page
    assert page.count("Ostrelina LLC") >= 3
    assert '<path class="edge' in page and "documented" in page


def test_the_page_of_a_part_speaks_ukrainian(signed_in: Enter, traced: str) -> None:
    page = signed_in(Role.ENFORCEMENT).get(traced, headers={"accept-language": "uk"}).content.decode()
    assert "Німеччина" in page and "Шахед-136 / Герань-2" in page
    assert "Shahed-136" not in page


def test_what_a_name_check_would_have_shown_on_a_day(signed_in: Enter, traced: str) -> None:
    client = signed_in(Role.ENFORCEMENT)
    before = client.get(f"{traced}?asof=2022-08-26").content.decode()
    assert (
        "On no list held here for that day." in before and "First listed later: European Union, 19 Oct 2022." in before
    )
    after = client.get(f"{traced}?asof=2023-01-01").content.decode()
    assert "since 19 Oct 2022" in after
    assert "This is no day" not in after


@pytest.mark.parametrize("typed", ["26.08.2022", "0001-01-01", "9999-12-31", "nonsense", "<b>"])
def test_a_day_that_cannot_be_looked_up_is_said_and_not_answered_as_another(
    typed: str, signed_in: Enter, traced: str
) -> None:
    answer = signed_in(Role.ENFORCEMENT).get(traced, {"asof": typed})
    page = answer.content.decode()
    assert answer.status_code == 200 and "This is no day that can be looked up." in page
    assert f'value="{escape(typed)}"' in page


def test_a_catalogued_part_that_was_never_found_has_a_page_and_others_have_none(signed_in: Enter) -> None:
    maker = make_maker("Texas Instruments")
    make_part("SN74/HC595", maker)
    client = signed_in(Role.ANALYST)
    page = client.get(f"/parts/{maker.slug}/SN74/HC595/")
    assert page.status_code == 200 and "Not found in any weapon so far" in page.content.decode()
    assert client.get(f"/parts/{maker.slug}/NOTHING/").status_code == 404
    assert client.get("/parts/nobody/SN74/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("AD936l", "AD9361BBCZ"),
        ("ad9361-b", "AD9361BBCZ"),
        ("2147", "Markings"),
        ("ostrelina", "Ostrelina LLC"),
    ],
)
def test_one_field_finds_parts_companies_and_markings(typed: str, expected: str, signed_in: Enter, traced: str) -> None:
    page = signed_in(Role.ENFORCEMENT).get("/parts/", {"q": typed}).content.decode()
    assert expected in page


@pytest.mark.parametrize("typed", ["\x00", "%", "'; DROP", "я" * 500, "\u202e", "A"])
def test_any_text_may_be_searched_for(typed: str, signed_in: Enter) -> None:
    assert signed_in(Role.ENFORCEMENT).get("/parts/", {"q": typed}).status_code == 200


def test_a_party_shows_its_listings_relations_and_goods(signed_in: Enter, traced: str) -> None:
    importer = make_party("Ostrelina LLC")
    page = signed_in(Role.ANALYST).get(f"/parties/{importer.public_id}/").content.decode()
    assert "Test list" in page and "Nordvane Distribution" in page and "AD9361BBCZ" in page
