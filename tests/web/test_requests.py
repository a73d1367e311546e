"""The pages of trace requests: ours, and the maker's."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from makers.deadlines import why_closed
from makers.models import TraceRequest, Wording
from makers.operations import requests as desk
from makers.queries.requests import calendar_for
from tests.factories.accounts import make_principal, make_user
from tests.factories.provenance import make_maker
from tests.factories.requests import LOT, PART, make_lot, make_officer, make_request, make_speaker
from tests.web.markup import tree

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
LOT_PAGE = f"/lots/analog-devices/lot/{LOT}/{PART}/"


def step(client: Client, made: TraceRequest, step: str, side: str = "", **more: str) -> str:
    """What the page says after a step; where that was refused, the page that says so."""
    address = f"{side}/requests/{made.public_id}/"
    answer = client.post(f"{address}step/", {"step": step, **more})
    made.refresh_from_db()
    return tree((client.get(address) if answer.status_code == 302 else answer).content).said


def test_from_the_page_of_a_lot_to_a_request_that_is_sent(signed_in: Enter) -> None:
    speaker = make_speaker()
    make_lot()
    author, second = signed_in(Role.ANALYST), signed_in(Role.ANALYST)
    links = [one["href"] for one in tree(author.get(LOT_PAGE).content).all("a.btn")]
    page = tree(author.get(next(link for link in links if link.startswith("/requests/new/"))).content)
    assert "of 12" in page.said and "Analog Devices" in page.said
    asked = {"maker": "analog-devices", "shared": "lot", "code": LOT, "part_number": PART}
    answer = author.post(
        "/requests/new/", {**asked, "organisation": str(speaker.public_id), "question": "Sold to whom?"}, follow=True
    )
    made = TraceRequest.objects.get()
    assert "a colleague has to approve it" in tree(answer.content).said
    assert "You wrote this yourself" in step(author, made, "approve", seen="draft")
    assert made.status == "draft"
    step(second, made, "approve", seen="draft")
    assert "Somebody else was quicker" in step(signed_in(Role.ANALYST), made, "approve", seen="draft")
    step(second, made, "send", seen="approved")
    assert made.status == "sent"
    assert made.label in tree(author.get(LOT_PAGE).content).said
    assert "asked about already" in tree(author.get("/requests/new/", asked).content).said


def test_the_maker_sees_both_clocks_and_takes_its_steps(signed_in: Enter) -> None:
    made = make_request()
    client = signed_in(make_officer(made))
    listed = tree(client.get("/maker/requests/").content).said
    assert PART in listed and "1 request waits for you" in listed and "days left" in listed
    page = tree(client.get(f"/maker/requests/{made.public_id}/").content).said
    assert "To whom did you sell this lot" in page and "28 days to correct it once there is one" in page
    made.refresh_from_db()
    assert made.status == "delivered"
    step(client, made, "acknowledge", "/maker")
    assert made.due_on
    later = (made.due_on + timedelta(days=7)).isoformat()
    assert "You have more time." in step(client, made, "extend", "/maker", until=later, text="The archive is away.")
    assert "stands still" in step(client, made, "ask", "/maker", text="Which side of the board?")
    desk_page = signed_in(Role.ANALYST)
    assert made.label in tree(desk_page.get("/requests/").content).said
    assert "Which side of the board?" in tree(desk_page.get(f"/requests/{made.public_id}/").content).said
    step(desk_page, made, "explain", text="The upper one.")
    assert "No maker has written since you looked" in tree(desk_page.get("/requests/").content).said
    assert "The upper one." in step(client, made, "decline", "/maker", text="No records here.")
    assert made.status == "declined"


def test_days_that_are_none_are_told(signed_in: Enter) -> None:
    made = make_request()
    client = signed_in(make_officer(made))
    for typed in ("tomorrow", "2020-01-01", "9999-12-31"):
        assert "The new day must lie after" in step(client, made, "extend", "/maker", until=typed, text="x")
    assert "The text is empty" in step(client, made, "ask", "/maker", text="  ")


def test_another_maker_and_a_sold_brand_see_nothing(signed_in: Enter) -> None:
    made = make_request()
    other = signed_in(make_user(Role.MAKER, organisation=make_speaker(make_maker("Texas Instruments"))))
    client = signed_in(make_officer(made))
    address = f"/maker/requests/{made.public_id}/"
    assert other.get(address).status_code == 404 and client.get(address).status_code == 200
    made.organisation.brands.update(end=timezone.now().date() - timedelta(days=1))
    assert client.get(address).status_code == 404
    said = tree(client.get("/maker/requests/").content).said
    assert PART not in said and "is not yours any more" in said
    assert (
        "speaks for Analog Devices no more"
        in tree(signed_in(Role.ANALYST).get(f"/requests/{made.public_id}/").content).said
    )


def test_our_wording_and_the_makers_word_beside_it(signed_in: Enter) -> None:
    made = make_request()
    author, second, maker = signed_in(Role.ANALYST), signed_in(Role.ANALYST), signed_in(make_officer(made))
    author.post(f"/requests/{made.public_id}/wording/", {"text": "Parts of lot 1 were found."})
    wording = Wording.objects.get()
    assert "Parts of lot 1" not in tree(maker.get(f"/maker/requests/{made.public_id}/").content).said
    second.post(f"/requests/wordings/{wording.public_id}/step/", {"step": "show", "seen": wording.text})
    assert "to correct by" in tree(maker.get(f"/maker/requests/{made.public_id}/").content).said
    maker.post(f"/maker/wordings/{wording.public_id}/reply/", {"kind": "correction", "text": "It is lot 2."})
    page = tree(author.get(f"/requests/{made.public_id}/").content).said
    assert "It is lot 2." in page and "asks for a correction" in page
    told = second.post(f"/requests/wordings/{wording.public_id}/step/", {"step": "publish"}, follow=True)
    assert "has not agreed" in tree(told.content).said
    maker.post(f"/maker/wordings/{wording.public_id}/reply/", {"kind": "agreed", "text": ""})
    second.post(f"/requests/wordings/{wording.public_id}/step/", {"step": "publish"})
    wording.refresh_from_db()
    assert wording.state == "published"


def test_a_maker_chooses_its_days_and_we_see_its_history(signed_in: Enter) -> None:
    made = make_request()
    client, ours = signed_in(make_officer(made)), signed_in(Role.ANALYST)
    said = client.post("/maker/requests/calendar/", {"place": "DE Europe/Berlin"}, follow=True)
    assert "counted by these days" in tree(said.content).said
    bad = client.post("/maker/requests/calendar/", {"place": "DE Mars/Base"}, follow=True)
    assert "not known here" in tree(bad.content).said
    page = ours.get(f"/requests/makers/{made.organisation.public_id}/").content
    assert "no answer yet" in tree(page).said and b'value="DE Europe/Berlin" selected' in page
    ours.post(f"/requests/makers/{made.organisation.public_id}/", {"place": "JP Asia/Tokyo"})
    assert made.organisation.deadline_calendar.time_zone == "Asia/Tokyo"


def test_a_region_of_the_country_can_be_chosen(signed_in: Enter) -> None:
    made = make_request()
    client, address = signed_in(make_officer(made)), "/maker/requests/calendar/"
    client.post(address, {"place": "DE Europe/Berlin"})
    regions = {one["value"] for one in tree(client.get("/maker/requests/").content).all("#region option")}
    assert {"", "DE BY", "DE SN"} <= regions and "US CA" not in regions
    client.post(address, {"place": "DE Europe/Berlin", "region": "DE BY"})
    calendar = calendar_for(made.organisation, made.brand)
    assert calendar.subdivision == "BY" and why_closed(calendar, date(2026, 1, 6)) == "Epiphany"
    assert b'value="DE BY" selected' in client.get("/maker/requests/").content
    assert (
        "not known here"
        in tree(client.post(address, {"place": "DE Europe/Berlin", "region": "DE XX"}, follow=True).content).said
    )
    client.post(address, {"place": "JP Asia/Tokyo", "region": "DE BY"})
    assert calendar_for(made.organisation, made.brand).subdivision == ""


@pytest.mark.parametrize("tab", ["inbox", "overdue", "drafts", "waiting", "wordings", "ended", "all", "x"])
def test_each_list_opens(signed_in: Enter, tab: str) -> None:
    made = make_request()
    said = tree(signed_in(Role.ANALYST).get("/requests/", {"tab": tab}).content).said
    assert (made.label in said) == (tab in ("waiting", "all"))


def test_what_was_withdrawn_is_told_on_both_sides(signed_in: Enter) -> None:
    made = make_request()
    desk.withdraw(principal=make_principal(Role.ANALYST), request=made, reason="We know it now.")
    assert (
        "We ask no longer about this."
        in tree(signed_in(make_officer(made)).get(f"/maker/requests/{made.public_id}/").content).said
    )
