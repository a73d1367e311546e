"""Verdicts on the pages of those who can do something about them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.queries import Principal
from accounts.roles import Role
from teardowns.models import Identification, Photo, PhotoState, Reading
from tests.factories.accounts import make_principal
from tests.factories.teardowns import make_photo, make_reading, make_teardown
from web.names import named

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
CLOSER = "Closer, please: the letters are 9 px high, 20 are needed."
SMALL = {"verdict": "partial", "reasons": [{"code": "too_small", "params": {"height": 9, "needed": 20}}]}
DARK = {"verdict": "partial", "reasons": [{"code": "dark", "params": {}}]}


@pytest.fixture
def team() -> Principal:
    return make_principal(Role.FIELD)


@pytest.fixture
def small(team: Principal) -> Reading:
    """A chip that fits no part, its lettering too small."""
    reading = make_reading(["QQ77"], make_photo(make_teardown(team)))
    Reading.objects.filter(pk=reading.pk).update(legibility=SMALL)
    reading.refresh_from_db()
    return reading


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_bench_and_the_page_of_a_chip_say_the_verdict_and_what_to_ask_for(small: Reading, signed_in: Enter) -> None:
    client, component = signed_in(Role.ANALYST), small.marking.component.public_id
    for address in (f"/photos/{small.marking.photo.public_id}/?chip={component}", f"/components/{component}/"):
        page = text(client, address)
        assert "hard to read" in page and CLOSER in page


def test_a_clear_chip_is_said_to_be_one_and_asks_for_nothing(small: Reading, signed_in: Enter) -> None:
    Reading.objects.update(legibility={"verdict": "clear", "reasons": []})
    page = text(signed_in(Role.ANALYST), f"/photos/{small.marking.photo.public_id}/")
    assert "easy to read" in page and "please:" not in page


def test_a_person_s_reading_ends_the_machine_s_complaint(small: Reading, signed_in: Enter) -> None:
    client = signed_in(Role.ANALYST)
    client.post(f"/markings/{small.marking.public_id}/reading/", {"lines": "MAX3490"})
    assert CLOSER not in text(client, f"/photos/{small.marking.photo.public_id}/")


def test_the_teardown_shows_the_request_under_the_photo_and_the_verdict_in_the_bill(
    small: Reading, team: Principal, signed_in: Enter
) -> None:
    page = text(signed_in(team.user), f"/teardowns/{small.marking.photo.teardown.public_id}/")
    assert CLOSER in page and "<small>hard to read</small>" in page


def test_a_first_look_is_shown_while_the_photo_waits(team: Principal, signed_in: Enter) -> None:
    photo = make_photo(make_teardown(team), state=PhotoState.PREPARED)
    Photo.objects.update(legibility=DARK)
    client = signed_in(team.user)
    wanted = "More light, please: it is too dark here."
    assert wanted in text(client, f"/teardowns/{photo.teardown.public_id}/progress/")
    assert wanted in text(client, f"/photos/{photo.public_id}/")


def test_the_home_of_the_team_asks_for_the_photo_with_the_picture_of_the_chip(
    small: Reading, team: Principal, signed_in: Enter
) -> None:
    page = text(signed_in(team.user), "/")
    assert "Please shoot U1 again" in page and CLOSER in page
    assert f"/markings/{small.marking.public_id}.jpg" in page


def test_a_dark_photo_is_asked_for_as_a_whole(team: Principal, signed_in: Enter) -> None:
    make_photo(make_teardown(team))
    Photo.objects.update(legibility=DARK | {"verdict": "illegible"})
    page = text(signed_in(team.user), "/")
    assert "Please take this photo again" in page and "thumbnail.jpg" in page
    assert not Identification.objects.exists()


@pytest.mark.parametrize(
    ("labels", "said"),
    [(["U1"], "U1"), (["U1", "#2", "U3"], "U1, #2, U3"), (["U1", "U2", "U3", "U4", "U5"], "U1, U2, U3 and 2 more")],
)
def test_chips_are_named_until_there_are_too_many(labels: list[Any], said: str) -> None:
    assert named(labels) == said
