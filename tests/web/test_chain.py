"""The chain page: what a trace found, as it is taken to court."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from provenance.models import Party, PartyRelation, Shipment, Trace, TraceState
from provenance.operations.tracing import run_trace
from tests.factories.provenance import (
    make_listing,
    make_maker,
    make_party,
    make_relation,
    make_shipment,
    make_trade_name,
)
from tests.factories.teardowns import make_confirmed
from tests.factories.trade import keep_file, make_claim
from tests.web.markup import Element, tree
from web.chainview import LIKELY_NAME

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


@dataclass
class Traced:
    """A traced part, with the shipment and the importer of its chain."""

    trace: Trace
    shipment: Shipment
    importer: Party
    address: str

    def store(self, **changes: Any) -> None:
        """Change the stored row."""
        Trace.objects.filter(pk=self.trace.pk).update(**changes)
        self.trace.refresh_from_db()


@pytest.fixture
def traced() -> Traced:
    maker = make_maker("Analog Devices")
    distributor = make_party("Nordvane Distribution", "authorised_distributor", country="DE")
    broker = make_party("Quay Lantern", "broker", country="HK")
    importer = make_party("Ostrelina LLC", "importer", country="RU")
    make_relation(distributor, "authorised_distributor", maker)
    make_claim(distributor, broker, date(2022, 7, 1), part_number="AD9361BBCZ", statement="The reply names the buyer.")
    shipment = make_shipment(broker, importer, date(2022, 8, 26), part_number="AD9361BBCZ", manufacturer=maker)
    keep_file(shipment)
    make_listing(importer, date(2022, 10, 19))
    judged = make_confirmed("AD9361BBCZ", maker)
    assert judged.trace is not None
    run_trace(public_id=str(judged.trace.public_id))
    trace = judged.trace
    trace.refresh_from_db()
    return Traced(trace, shipment, importer, f"/chains/{trace.public_id}/")


def page_of(client: Client, address: str, **query: str) -> Element:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return tree(answer.content)


def test_every_line_of_the_graph_is_a_row_that_leads_to_its_record(signed_in: Enter, traced: Traced) -> None:
    client = signed_in(Role.ENFORCEMENT)
    page = page_of(client, traced.address)
    lines = [link["href"] for link in page.all("svg.graph a.hop-link")]
    assert lines == ["#hop-1", "#hop-2", "#hop-3", "#end"]
    for line in lines:
        row = page.one(line)
        records = [link["href"] for link in row.all("a.record-link")]
        assert records, line
        assert all(client.get(record.partition("?")[0].partition("#")[0]).status_code == 200 for record in records)
    last = page.one("#hop-3")
    assert last.one("a.record-link")["href"].startswith(f"/shipments/{traced.shipment.file.public_id}/")
    assert page.one("#hop-2 a.record-link")["href"].startswith("/statements/")
    assert page.one("#end a.record-link")["href"].startswith("/photos/")


def test_the_graph_says_in_words_what_the_rows_say(signed_in: Enter, traced: Traced) -> None:
    page = page_of(signed_in(Role.ENFORCEMENT), traced.address)
    words = [link["aria-label"] for link in page.all("a.hop-link")]
    assert words[2] == "Hop 3, documented: Quay Lantern to Ostrelina LLC, 26 Aug 2022."
    tiers = [path["class"].split()[1] for path in page.all("a.hop-link path.edge")]
    assert tiers == ["declared", "declared", "documented", "hypothetical"]


def test_all_six_hypotheses_stand_there_with_what_speaks_for_and_against(signed_in: Enter, traced: Traced) -> None:
    page = page_of(signed_in(Role.ENFORCEMENT), traced.address)
    cards = [card for card in page.all(".hypotheses li") if card.all("h3")]
    assert len(cards) == 6
    assert all(card.all(".standing") for card in cards)


def test_a_verdict_is_exact_to_the_day(signed_in: Enter, traced: Traced) -> None:
    page = page_of(signed_in(Role.ENFORCEMENT), traced.address)
    row = next(row for row in page.all(".verdicts tr") if "Ostrelina LLC" in row.said)
    assert "19 Oct 2022" in row.said
    assert [cell.said for cell in row.all("td.cell")] == ["–", "before"]


@pytest.mark.parametrize(
    ("day", "answer"),
    [("2022-10-18", "On no list held here for that day."), ("2022-10-19", "On Test list (European Union) since")],
)
def test_was_this_party_listed_on_this_day(signed_in: Enter, traced: Traced, day: str, answer: str) -> None:
    page = page_of(signed_in(Role.ENFORCEMENT), traced.address, asof=day)
    check = next(item for item in page.all(".checks li") if "Ostrelina LLC" in item.said)
    assert answer in check.said


def test_the_slider_alone_gives_the_day_too(signed_in: Enter, traced: Traced) -> None:
    client = signed_in(Role.ENFORCEMENT)
    was, to = date(2022, 8, 26).toordinal(), date(2022, 10, 19).toordinal()
    page = page_of(client, traced.address, asof="2022-08-26", was=str(was), day=str(to))
    assert "On 19 Oct 2022" in page.said
    page = page_of(client, traced.address, asof="2023-01-01", was=str(was), day=str(was))
    assert "On 1 Jan 2023" in page.said


@pytest.mark.parametrize("typed", ["26.08.2022", "0001-01-01", "nonsense", "<b>"])
def test_a_day_that_is_none_is_said(signed_in: Enter, traced: Traced, typed: str) -> None:
    assert (
        "This is no day that can be looked up." in page_of(signed_in(Role.ENFORCEMENT), traced.address, asof=typed).said
    )


def test_htmx_gets_what_the_day_changes_alone(signed_in: Enter, traced: Traced) -> None:
    answer = signed_in(Role.ENFORCEMENT).get(
        traced.address, {"asof": "2022-10-19"}, headers={"hx-request": "true", "hx-target": "asof-answer"}
    )
    piece = answer.content.decode()
    assert piece.strip().startswith('<div id="asof-answer"') and "<h1" not in piece


def test_an_answer_that_is_out_of_date_partial_or_failed_says_so(signed_in: Enter, traced: Traced) -> None:
    client = signed_in(Role.ENFORCEMENT)
    traced.store(stale_since=timezone.now(), stale_reason="listings", answer_sha256="0" * 64)
    assert "Out of date since" in page_of(client, traced.address).said
    traced.store(state=TraceState.PARTIAL)
    assert "This answer is partial" in page_of(client, traced.address).said
    traced.store(failure="crashed")
    assert "The last walk of this trace failed. The answer before it is kept." in page_of(client, traced.address).said


def test_one_that_waits_asks_again_until_it_is_there(signed_in: Enter, traced: Traced) -> None:
    client = signed_in(Role.ENFORCEMENT)
    traced.store(state=TraceState.WAITING, answer={}, answer_sha256="")
    assert "The trace is under way." in page_of(client, traced.address).said
    waiting = client.get(f"{traced.address}progress/")
    assert waiting.status_code == 200 and "hx-trigger" in waiting.content.decode()
    traced.store(state=TraceState.DONE)
    assert client.get(f"{traced.address}progress/").headers["HX-Refresh"] == "true"


def test_possible_routes_stand_apart_and_are_called_so(signed_in: Enter, traced: Traced) -> None:
    answer = copy.deepcopy(traced.trace.answer)
    route = copy.deepcopy(answer["chains"][0]) | {"rank": 2, "possible_route": True}
    answer["chains"].append(route)
    traced.store(answer=answer)
    client = signed_in(Role.ENFORCEMENT)
    page = page_of(client, traced.address)
    routes = page.one("section.possible")
    assert "Possible route 2" in routes.said and "Chain 1" not in routes.said
    assert (
        "Possible route"
        not in next(one for one in page.all("section") if one.attributes.get("aria-labelledby") == "chains").said
    )
    chosen = page_of(client, traced.address, chain="2").all(".chain-choice a")
    assert [one.attributes.get("aria-current") for one in chosen] == [None, "true"]


def test_a_gap_between_two_chains_is_a_box_of_the_graph_and_says_whom_to_ask(signed_in: Enter, traced: Traced) -> None:
    answer = copy.deepcopy(traced.trace.answer)
    whole = answer["chains"][0]
    before = copy.deepcopy(whole) | {"hops": whole["hops"][:1]}
    after = copy.deepcopy(whole) | {"rank": 2, "hops": whole["hops"][2:]}
    between = {"from": "Nordvane Distribution", "to": "Quay Lantern", "ask": "Nordvane Distribution"}
    gap = {"code": "nothing_between", "params": between | {"before": "1", "after": "2", "earliest": "", "latest": ""}}
    traced.store(answer=answer | {"chains": [before, after], "gaps": [gap]})
    page = page_of(signed_in(Role.ENFORCEMENT), traced.address)
    box = [box for box in page.all("svg.graph rect.gap")]
    assert len(box) == 1
    assert "Ask: Nordvane Distribution" in page.one(".gaps li").said
    assert "Ostrelina LLC" in page.one("#end").said


def test_an_answer_of_before_there_was_more_shows_what_it_has(signed_in: Enter, traced: Traced) -> None:
    answer = copy.deepcopy(traced.trace.answer)
    for key in ("events", "hypotheses", "state"):
        answer.pop(key, None)
    for chain in answer["chains"]:
        for key in ("complete", "possible_route", "margin", "hypotheses"):
            chain.pop(key, None)
        for hop in chain["hops"]:
            for key in ("records", "deliveries", "names", "unit_price"):
                hop.pop(key, None)
    traced.store(answer=answer)
    page = page_of(signed_in(Role.ENFORCEMENT), traced.address)
    assert "Ostrelina LLC" in page.said and not page.all(".hypotheses")


def test_the_page_speaks_ukrainian(signed_in: Enter, traced: Traced) -> None:
    answer = signed_in(Role.ENFORCEMENT).get(traced.address, headers={"accept-language": "uk"})
    assert answer.status_code == 200 and "Німеччина" in answer.content.decode()


def test_who_sees_no_finds_is_shown_none(signed_in: Enter, traced: Traced) -> None:
    assert signed_in(Role.MAKER).get(traced.address).status_code == 403
    assert signed_in(Role.FIELD).get(traced.address).status_code == 403


def test_the_territory_of_a_distributor_stands_on_the_chain_and_on_its_page(signed_in: Enter, traced: Traced) -> None:
    """The hop onward goes to Hong Kong: the search goes by the relation, whatever its territory; a reader sees both."""
    relation = PartyRelation.objects.get()
    PartyRelation.objects.update(territory="European Union")
    client = signed_in(Role.ENFORCEMENT)
    page = page_of(client, traced.address)
    assert "territory: European Union" in page.one("#hop-1").said
    assert "territory" not in page.one("#hop-2").said
    assert "territory: European Union" in page_of(client, f"/parties/{relation.party.public_id}/").said


def test_a_likely_name_leads_to_where_somebody_says_whom_it_means(signed_in: Enter, traced: Traced) -> None:
    likely = make_trade_name(traced.importer, how="likely", text="Ostrelyna LLC")
    answer = copy.deepcopy(traced.trace.answer)
    params = {"written": likely.text, "party": traced.importer.name}
    answer["chains"][0]["hops"][2]["reasons"] = [{"sign": "note", "code": LIKELY_NAME, "params": params, "points": 0}]
    traced.store(answer=answer)
    client = signed_in(Role.ENFORCEMENT)
    page = page_of(client, traced.address)
    (link,) = [one["href"] for one in page.one("#hop-3").all(".why a")]
    assert link == "/names/?text=Ostrelyna+LLC"
    assert page_of(client, link).one("h2").said == "Ostrelyna LLC"


def test_a_find_says_who_read_it_and_who_confirmed_it(signed_in: Enter, traced: Traced) -> None:
    page = page_of(signed_in(Role.ENFORCEMENT), traced.address)
    found = next(one for one in page.all("section") if one.all("#finds"))
    assert "confirmed by a person on" in found.one("tbody td").said
    assert "read by the machine" in found.one("tbody td").said
