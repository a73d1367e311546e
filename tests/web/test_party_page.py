"""The page of a party."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from provenance.models import ListVersion, Party, PartyAddress, PartyIdentifier, PartyName
from provenance.queries import party_pages
from tests.factories.provenance import (
    make_listing,
    make_maker,
    make_party,
    make_relation,
    make_shipment,
    make_trade_name,
)
from tests.web.markup import Element, tree

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def importer() -> Party:
    return make_party("Ostrelina LLC", "importer", country="RU")


def page_of(client: Client, party: Party, **query: str) -> Element:
    answer = client.get(f"/parties/{party.public_id}/", query)
    assert answer.status_code == 200
    return tree(answer.content)


def panel(page: Element, name: str) -> Element:
    return next(one for one in page.all("section") if one.attributes.get("aria-labelledby") == name)


def test_names_say_their_letters_and_where_they_come_from(signed_in: Enter, importer: Party) -> None:
    PartyName.objects.create(party=importer, name="ООО «Острелина»")
    make_trade_name(importer, how="likely", text="OSTRELINA LLS")
    names = [one.said for one in panel(page_of(signed_in(Role.ENFORCEMENT), importer), "names").all("li")]
    assert names == [
        "Ostrelina LLC the name shown here · Latin letters",
        "ООО «Острелина» another name · Cyrillic letters",
        "OSTRELINA LLS as records of trade write it, likely the same · Latin letters",
    ]


def test_numbers_say_whether_their_check_digits_fit(signed_in: Enter, importer: Party) -> None:
    for value, valid in (("7704730655", True), ("7704730650", False)):
        PartyIdentifier.objects.create(party=importer, scheme="inn", value=value, text=value, valid=valid)
    said = panel(page_of(signed_in(Role.ENFORCEMENT), importer), "numbers").said
    assert "INN, Russia" in said and "its check digits fit" in said and "its check digits do not fit" in said


def test_who_shares_an_address_is_named(signed_in: Enter, importer: Party) -> None:
    other = make_party("Harbour Works")
    for party in (importer, other):
        PartyAddress.objects.create(party=party, text="Lenina 1, office 5, Moscow", key="lenina 1 5 moscow")
    PartyAddress.objects.create(party=make_party("Elsewhere"), text="Moscow", key="")
    said = panel(page_of(signed_in(Role.ENFORCEMENT), importer), "places").said
    assert "The same address: Harbour Works" in said and "Elsewhere" not in said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2022-10-18", "On no list held here for that day"),
        ("2022-10-19", "Listed on that day"),
        ("2023-03-01", "Listed on that day"),
        ("2023-03-02", "The listing had ended."),
    ],
)
def test_was_it_listed_on_that_day(signed_in: Enter, importer: Party, day: str, said: str) -> None:
    make_listing(importer, date(2022, 10, 19), end=date(2023, 3, 1))
    page = page_of(signed_in(Role.ENFORCEMENT), importer, asof=day)
    assert said in page.one("#asof-answer").said


def test_the_version_that_was_in_force_is_named(signed_in: Enter, importer: Party) -> None:
    listing = make_listing(importer, date(2022, 10, 19))
    for effective in (date(2022, 11, 1), date(2023, 11, 1)):
        version = ListVersion.objects.create(
            list=listing.list, format="csv", file_name="list.csv", sha256=f"{effective.year}" * 16, size=1,
            fetched_at=timezone.now(), effective_on=effective, actor="test",
        )  # fmt: skip
    listing.last_version = version
    listing.save()
    client = signed_in(Role.ENFORCEMENT)
    assert (
        "version of 1 Nov 2022, sha256 20222022"
        in page_of(client, importer, asof="2023-01-01").one("#asof-answer").said
    )
    early = page_of(client, importer, asof="2022-10-20").one("#asof-answer").said
    assert "Listed on that day" in early and "no version of that day or earlier is held here" in early


def test_a_listing_that_does_not_say_since_when_gives_no_answer(signed_in: Enter, importer: Party) -> None:
    listing = make_listing(importer, date(2022, 10, 19))
    listing.start = None
    listing.save()
    assert "It cannot be told" in page_of(signed_in(Role.ENFORCEMENT), importer).one("#asof-answer").said


def test_shipments_are_narrowed_by_year_code_and_side(signed_in: Enter, importer: Party) -> None:
    other = make_party("Quay Lantern")
    make_shipment(other, importer, date(2022, 8, 26), hs6="854231")
    make_shipment(other, importer, date(2023, 8, 26), hs6="854239")
    make_shipment(importer, other, date(2023, 9, 1), hs6="854231")
    client = signed_in(Role.ENFORCEMENT)

    def rows(**query: str) -> int:
        return len(panel(page_of(client, importer, **query), "goods").all("tbody tr"))

    assert rows() == 3
    assert (rows(year="2023"), rows(hs="8542.31"), rows(side="bought")) == (2, 2, 2)
    assert rows(year="2023", side="sold", hs="8542") == 1
    assert rows(year="nonsense", hs="x", side="?", page="99") == 3


def test_a_hub_is_not_put_in_order(signed_in: Enter, importer: Party, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(party_pages, "COUNTED", 1)
    monkeypatch.setattr("web.views.parties.COUNTED", 1)
    for day in (2, 1):
        make_shipment(make_party("Quay Lantern"), importer, date(2023, 1, day))
    goods = panel(page_of(signed_in(Role.ENFORCEMENT), importer), "goods")
    assert "too many to be put in order of dates" in goods.said
    assert "2 Jan 2023" in goods.all("tbody tr")[0].said


def test_owners_stand_by_time_and_apart_from_other_relations(signed_in: Enter) -> None:
    maker = make_maker("Xilinx")
    make_relation(make_party("AMD"), "owner", maker, start=date(2022, 2, 14))
    make_relation(make_party("Nordvane"), "authorised_distributor", maker)
    page = page_of(signed_in(Role.ANALYST), maker)
    assert "AMD" in panel(page, "owners").said and "Nordvane" not in panel(page, "owners").said
    assert "Nordvane" in panel(page, "relations").said


def test_a_merged_company_is_shown_as_the_one_that_stands(signed_in: Enter, importer: Party) -> None:
    other = make_party("Ostrelina Trade")
    Party.objects.filter(pk=other.pk).update(merged_into=importer)
    page = page_of(signed_in(Role.ANALYST), other)
    assert page.one("h1").said == "Ostrelina LLC"
    assert "Ostrelina Trade name of a company that was found to be the same" in panel(page, "names").said


def test_htmx_gets_the_piece_that_it_asks_for(signed_in: Enter, importer: Party) -> None:
    client = signed_in(Role.ANALYST)
    for target in ("asof-answer", "shipments"):
        headers = {"hx-request": "true", "hx-target": target}
        piece = client.get(f"/parties/{importer.public_id}/", {"asof": "2022-01-01"}, headers=headers).content.decode()
        assert f'id="{target}"' in piece and "<h1" not in piece


def test_nobody_is_not_found(signed_in: Enter) -> None:
    assert signed_in(Role.ANALYST).get(f"/parties/{uuid4()}/").status_code == 404
