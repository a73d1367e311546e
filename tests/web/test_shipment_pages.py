"""Shipments as they were written, their files, statements."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urljoin

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from custody.models import LedgerEntry
from provenance.models import Party, Shipment, TradeFile, TradeName
from provenance.operations.tracing import run_trace
from tests.factories.provenance import make_maker, make_party, make_relation, make_shipment, make_source
from tests.factories.teardowns import make_confirmed
from tests.factories.trade import describe_goods, keep_file, make_claim
from tests.web.markup import Element, tree
from web.rows import row_address

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
DATA = b"row_id,seller\nrow 1,Quay Lantern\n"


@pytest.fixture
def shipment() -> Shipment:
    broker, importer = make_party("Quay Lantern", "broker", country="HK"), make_party("Ostrelina LLC", country="RU")
    made = make_shipment(
        broker, importer, date(2022, 8, 26), part_number="AD9361BBCZ", manufacturer=make_maker("Analog Devices"),
        quantity=1200, unit_price=61, likely=True, dispatch_country="TR",
    )  # fmt: skip
    describe_goods(made, "INTEGRATED CIRCUITS ad9361bbcz, FOR RADIO <b>")
    keep_file(made, DATA)
    return made


def address(shipment: Shipment) -> str:
    return row_address(shipment.file, shipment.reference)


def page_of(client: Client, where: str) -> Element:
    answer = client.get(where)
    assert answer.status_code == 200
    return tree(answer.content)


def test_the_row_stands_as_it_was_written_with_whom_it_was_taken_for(signed_in: Enter, shipment: Shipment) -> None:
    page = page_of(signed_in(Role.ENFORCEMENT), address(shipment))
    rows = {row.one("th").said: row.said for row in page.all(".record tbody tr")}
    assert "Ostrelina LLCx" in rows["Buyer"] and "nobody confirmed it" in rows["Buyer"]
    assert "the same name, letter for letter" in rows["Seller"]
    assert rows["Quantity"].startswith("Quantity 1,200") and "73,200.00" in rows["Value, US dollars"]
    assert "61 for one" in rows["Value, US dollars"] and "Türkiye" in rows["Sent from"]
    assert page.one(".goods mark").said == "ad9361bbcz"
    assert "<b>" in page.one(".goods").said
    assert shipment.file.sha256[:8] in page.said


def test_the_traces_that_rest_on_a_row_are_named_with_their_hop(signed_in: Enter) -> None:
    maker = make_maker("Analog Devices")
    distributor = make_party("Nordvane Distribution", "authorised_distributor", country="DE")
    make_relation(distributor, "authorised_distributor", maker)
    importer = make_party("Ostrelina LLC", "importer", country="RU")
    made = make_shipment(distributor, importer, date(2022, 8, 26), part_number="AD9361BBCZ", manufacturer=maker)
    keep_file(made)
    trace = make_confirmed("AD9361BBCZ", maker).trace
    assert trace is not None
    run_trace(public_id=str(trace.public_id))
    row = page_of(signed_in(Role.ANALYST), address(made)).one("section.panel tbody tr")
    resting = next(
        one for one in page_of(signed_in(Role.ANALYST), address(made)).all("section") if "Traces that rest" in one.said
    )
    assert row is not None
    assert [cell.said for cell in resting.all("tbody td")][1] == "2"
    assert resting.one("tbody a")["href"] == f"/chains/{trace.public_id}/"


def test_the_original_is_given_to_who_may_take_it_and_the_ledger_knows(signed_in: Enter, shipment: Shipment) -> None:
    where = reverse("web:trade_original", args=[shipment.file.public_id])
    client = signed_in(Role.ENFORCEMENT)
    answer = client.post(where)
    assert b"".join(answer.streaming_content) == DATA  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]
    entry = LedgerEntry.objects.latest("sequence")
    assert (entry.action, entry.subject_id) == ("trade_file.original_taken", str(shipment.file.public_id))
    assert signed_in(Role.ANALYST).post(where).status_code == 403
    assert LedgerEntry.objects.filter(action="trade_file.original_taken").count() == 1


def test_a_file_without_an_original_has_none_to_take(signed_in: Enter, shipment: Shipment) -> None:
    TradeFile.objects.update(sha256="")
    client = signed_in(Role.ENFORCEMENT)
    assert client.post(reverse("web:trade_original", args=[shipment.file.public_id])).status_code == 404
    assert "imported before files were kept" in page_of(client, address(shipment)).said


def test_a_file_shows_its_rows_and_leads_from_one_to_the_next(signed_in: Enter, shipment: Shipment) -> None:
    others = [
        make_shipment(shipment.buyer, shipment.seller, date(2023, 1 + day // 28, 1 + day % 28)) for day in range(59)
    ]
    keep_file(shipment, DATA)
    client = signed_in(Role.ENFORCEMENT)
    file = f"/shipments/{shipment.file.public_id}/"
    first = page_of(client, file)
    assert len(first.all(".table tbody tr")) == 50
    following = page_of(client, file + first.one(".steps a")["href"])
    assert len(following.all(".table tbody tr")) == 10
    last = page_of(client, address(others[-1]))
    assert [link.attributes.get("rel") for link in last.all(".actions a")] == ["prev"]


STRANGE = [
    "a/b c?d#e",
    "рядок 7",
    "x/",
    "//",
    "%2F",
    "%2e%2e",
    ".",
    "..",
    "a/../b",
    "./1",
    "original",
    "1\n2",
    "a\\b",
    "行1",
]


@pytest.mark.parametrize("reference", STRANGE)
def test_any_reference_has_an_address(signed_in: Enter, shipment: Shipment, reference: str) -> None:
    """Also after a browser has taken out what it takes for steps up and down."""
    Shipment.objects.update(reference=reference)
    shipment.refresh_from_db()
    client = signed_in(Role.ENFORCEMENT)
    keep_file(shipment, DATA)
    listed = page_of(client, f"/shipments/{shipment.file.public_id}/").one("tbody a")["href"]
    asked = urljoin("http://chiptrail.example/parties/x/", listed).removeprefix("http://chiptrail.example")
    assert (listed, asked) == (address(shipment), listed)
    assert " ".join(reference.split()) in page_of(client, asked).one("h1").said


def test_a_reference_that_two_sources_of_a_file_use_leads_to_the_right_row(
    signed_in: Enter, shipment: Shipment
) -> None:
    other = make_shipment(shipment.seller, shipment.buyer, date(2023, 1, 1), quantity=7, source=make_source("other"))
    Shipment.objects.filter(pk=other.pk).update(reference=shipment.reference, file=shipment.file)
    TradeFile.objects.filter(pk=shipment.file.pk).update(source=None)
    keep_file(shipment, DATA)
    client = signed_in(Role.ENFORCEMENT)
    links = [row.one("a")["href"] for row in page_of(client, f"/shipments/{shipment.file.public_id}/").all("tbody tr")]
    assert [link.partition("?")[2] for link in links] == ["source=test-source", "source=other"]
    shown = [page_of(client, link) for link in links]
    quantities = [row.said for page in shown for row in page.all(".record tbody tr") if "Quantity" in row.said]
    assert [text.split()[1] for text in quantities] == ["1,200", "7"]
    assert shown[0].one(".actions a")["href"] == links[1]


def test_what_no_reference_can_be_is_not_found(signed_in: Enter, shipment: Shipment) -> None:
    client, file = signed_in(Role.ENFORCEMENT), f"/shipments/{shipment.file.public_id}/"
    for asked in ("?row=", "?row=%00", "?row=..&source=%00", "%00/", "?after=%00"):
        assert client.get(file + asked).status_code in (404, 200 if "after" in asked else 404)


def test_rows_and_files_that_are_none_are_not_found(signed_in: Enter, shipment: Shipment) -> None:
    client = signed_in(Role.ENFORCEMENT)
    assert client.get(f"/shipments/{shipment.file.public_id}/nothing/").status_code == 404
    assert client.get("/shipments/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert signed_in(Role.MAKER).get(address(shipment)).status_code == 403


def test_a_name_of_a_merged_company_is_taken_for_the_one_that_stands(signed_in: Enter, shipment: Shipment) -> None:
    other = make_party("Quay Lantern Components", country="HK")
    Party.objects.filter(pk=shipment.seller.pk).update(merged_into=other)
    page = page_of(signed_in(Role.ENFORCEMENT), address(shipment))
    seller = next(row for row in page.all(".record tbody tr") if row.one("th").said == "Seller")
    assert "Quay Lantern Components" in seller.said and "the same name, written otherwise" in seller.said
    assert TradeName.objects.filter(text="Quay Lantern").exists()


def test_a_statement_stands_as_its_source_made_it(signed_in: Enter) -> None:
    claim = make_claim(
        make_party("Nordvane"), make_party("Quay Lantern"), date(2022, 7, 1), part_number="AD9361", statement="We sold."
    )
    later = make_claim(make_party("Nordvane"), make_party("Quay Lantern"), date(2022, 7, 2))
    later.supersedes = claim
    later.save()
    page = page_of(signed_in(Role.ANALYST), f"/statements/{claim.public_id}/")
    assert page.one("q").said == "We sold."
    assert "A later statement replaced this one." in page.said and later.reference in page.said
    assert signed_in(Role.FIELD).get(f"/statements/{claim.public_id}/").status_code == 403
