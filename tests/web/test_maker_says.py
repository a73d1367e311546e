"""What a maker answered about a lot stands on the page of each find of it, as far as its terms let this reader see."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from makers.models import Answer, TraceRequest
from makers.operations.answering import answer, withdraw_answer
from teardowns.models import Component, Identification, Release
from tests.factories.accounts import make_user
from tests.factories.answers import BUYER, given, make_answer, officer
from tests.factories.requests import LOT, PART, make_lot, make_officer, make_request, make_speaker
from tests.factories.teardowns import make_proposal
from tests.web.markup import Element, tree

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
LEADS = {"use_sold_to": "leads", "until_sold_to": "", "use_quantity": "sealed"}


@pytest.fixture
def made() -> TraceRequest:
    return make_request()


def component_of(find: Release) -> Component:
    return find.identification.component


def said(client: Client, find: Release) -> list[Element]:
    """What the page of a find's component has of its maker's answers."""
    return tree(client.get(f"/components/{component_of(find).public_id}/").content).all("div.said")


def own_word(client: Client, find: Release) -> list[Element]:
    """What the page of a maker's finding has of its own answers; htmx gets the same."""
    address = f"/findings/{find.public_id}/"
    whole = tree(client.get(address).content).all("div.said")
    piece = tree(client.get(address, headers={"hx-request": "true"}).content).all("div.said")
    assert [one.said for one in whole] == [one.said for one in piece]
    return whole


def test_an_analyst_reads_it_on_the_page_of_a_component(signed_in: Enter, made: TraceRequest) -> None:
    given_answer, client = make_answer(made, LEADS), signed_in(Role.ANALYST)
    (shown,) = said(client, made.releases.all()[0])
    assert f"{made.organisation.name} says: Ours, genuine" in shown.said and "(open to all)" in shown.said
    assert f"sold to {BUYER} lead, no evidence (leads only)" in shown.said
    assert "5 Nov 2021" in shown.said and "pieces: withheld by the maker" in shown.said
    assert shown.one("a")["href"] == f"/requests/{made.public_id}/#answer-{given_answer.public_id}"
    assert tree(client.get(f"/requests/{made.public_id}/").content).all(f"#answer-{given_answer.public_id}")


def test_the_terms_are_said_once_where_they_are_the_same(signed_in: Enter, made: TraceRequest) -> None:
    make_answer(made, use="leads until 2199-12-31")
    (shown,) = said(signed_in(Role.ANALYST), made.releases.all()[0])
    assert shown.one("li").said.count("leads only until 31 Dec 2199") == 1


def test_others_read_what_is_open_and_are_led_to_the_lot(signed_in: Enter, made: TraceRequest) -> None:
    given_answer, find = make_answer(made, LEADS), made.releases.all()[0]
    client = signed_in(Role.ENFORCEMENT)
    (shown,) = said(client, find)
    assert BUYER not in shown.said and "sold to withheld by the maker" in shown.said and "5 Nov 2021" in shown.said
    page, _sign, anchor = shown.one("a")["href"].partition("#")
    assert tree(client.get(page).content).all(f"#{anchor}") and anchor == f"answer-{given_answer.public_id}"
    team = make_user(Role.FIELD, organisation=component_of(find).teardown.organisation)
    assert said(signed_in(team), find) == []


def test_it_serves_a_find_that_came_later_and_no_other_lot(signed_in: Enter, made: TraceRequest) -> None:
    make_answer(made)
    client = signed_in(Role.ANALYST)
    assert len(said(client, make_lot()[0])) == 1
    assert said(client, make_lot(lot="99914621")[0]) == []


def test_it_says_nothing_of_what_no_person_confirmed(signed_in: Enter, made: TraceRequest) -> None:
    make_answer(made)
    proposed = make_proposal(PART)
    Identification.objects.filter(pk=proposed.pk).update(lot_code=LOT)
    page = signed_in(Role.ANALYST).get(f"/components/{proposed.component.public_id}/")
    assert page.status_code == 200 and not tree(page.content).all("div.said")


def test_what_was_taken_back_is_gone(signed_in: Enter, made: TraceRequest) -> None:
    first, own = make_answer(made), make_officer(made)
    find = made.releases.all()[0]
    make_answer(made, {"sold_to": "Second Buyer Ltd"})
    for client, read in ((signed_in(Role.ANALYST), said), (signed_in(own), own_word)):
        (shown,) = read(client, find)
        assert "Second Buyer Ltd" in shown.said and BUYER not in shown.said
    withdraw_answer(principal=officer(made), answer=Answer.objects.exclude(pk=first.pk).get())
    assert said(signed_in(Role.ANALYST), find) == [] and own_word(signed_in(own), find) == []


def test_a_maker_reads_its_own_word_and_nobody_elses(signed_in: Enter, made: TraceRequest) -> None:
    given_answer = make_answer(made, use="sealed")
    client, find = signed_in(make_officer(made)), made.releases.all()[0]
    (shown,) = own_word(client, find)
    assert "You say: Ours, genuine" in shown.said and BUYER in shown.said and "closed to all" in shown.said
    assert shown.one("a")["href"] == f"/maker/requests/{made.public_id}/#answer-{given_answer.public_id}"
    assert tree(client.get(f"/maker/requests/{made.public_id}/").content).all(f"#answer-{given_answer.public_id}")
    rival = make_user(Role.MAKER, organisation=make_speaker())
    assert own_word(signed_in(rival), find) == [], "another house that speaks for the brand"


def test_a_maker_reads_it_on_a_later_finding_of_the_lot(signed_in: Enter, made: TraceRequest) -> None:
    make_answer(made)
    later, other = make_lot()[0], make_lot(lot="99914621")[0]
    Release.objects.filter(pk=later.pk).update(lot_code="3871462.1", lot_key=LOT)
    client = signed_in(make_officer(made))
    assert len(own_word(client, later)) == 1 and own_word(client, other) == []


def test_more_sales_and_more_finds_ask_no_more_queries(signed_in: Enter, made: TraceRequest) -> None:
    client, find, own = signed_in(Role.ANALYST), made.releases.all()[0], officer(made)
    make_answer(made)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            (shown,) = said(client, find)
        assert len(shown.all("li")) <= 3
        return len(caught)

    queries()
    before = queries()
    seven = replace(given(), sales=tuple(given().sales) * 7)
    standing = Answer.objects.get()
    answer(principal=own, request=made, given=seven, seen=str(standing.public_id))
    make_lot(finds=4)
    assert queries() <= before
    assert "3 of 7 sales" in said(client, find)[0].said
