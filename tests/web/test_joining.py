"""“Same chip as…”: chosen on the chip's page, shown side by side, parted again. Forms alone, no script."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.roles import Role
from teardowns.models import Identification
from teardowns.operations.identifying import confirm
from teardowns.operations.resolving import propose
from teardowns.queries.judgements import current_identification
from teardowns.queries.page_joins import offers
from tests.factories.accounts import make_principal
from tests.factories.teardowns import make_photo, make_proposal, make_reading, make_teardown

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Identification, Identification]:
    """One chip on two photos of a teardown."""
    teardown = make_teardown()
    return make_proposal(photo=make_photo(teardown)), make_proposal(photo=make_photo(teardown))


def address(judged: Identification) -> str:
    return f"/components/{judged.component.public_id}/"


def bench_of(judged: Identification) -> str:
    return f"/photos/{judged.reading.marking.photo.public_id}/?chip={judged.component.public_id}"


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def join(client: Client, one: Identification, other: Identification) -> str:
    sent = {"other": other.component.public_id}
    return client.post(f"{address(one)}join/", sent, follow=True).content.decode()


def test_the_chips_that_may_be_the_same_are_offered_with_picture_and_number(
    signed_in: Enter, pair: tuple[Identification, Identification]
) -> None:
    one, other = pair
    client = signed_in(Role.ANALYST)
    shown = page(client, address(one))
    assert "Same chip as…" in shown and f'value="{other.component.public_id}"' in shown
    assert f"/markings/{other.reading.marking.public_id}.jpg" in shown and "same number" in shown
    assert "One chip on several photos" not in shown
    assert f"{address(one)}#same" in page(client, bench_of(one))


def test_joined_chips_are_shown_side_by_side_and_can_be_parted(
    signed_in: Enter, pair: tuple[Identification, Identification]
) -> None:
    one, other = pair
    client = signed_in(Role.ANALYST)
    shown = join(client, one, other)
    assert "They have different designators" not in shown
    assert "The two are one chip now." in shown and "One chip on several photos" in shown
    for judged in pair:
        assert f"/markings/{judged.reading.marking.public_id}.jpg" in shown
    assert "Photos of this chip that say the same: 2." in page(client, bench_of(one))
    there = page(client, f"/photos/{other.reading.marking.photo.public_id}/")
    assert address(one) in there and address(other) not in there, "the second photo shows the chip that stands"
    assert "On other photos" in there and f"/markings/{one.reading.marking.public_id}.jpg" in there
    assert "joined with another one" in page(client, address(other)) and address(one) in page(client, address(other))
    teardown = page(client, f"/teardowns/{one.component.teardown.public_id}/")
    assert address(one) in teardown and address(other) not in teardown
    parted = client.post(f"{address(one)}part/", {"other": other.component.public_id}, follow=True).content.decode()
    assert "The two are two chips again." in parted and "One chip on several photos" not in parted
    assert "Parted: two chips after all" in parted and "Joined: one chip on several photos" in parted


def test_a_refusal_is_said_where_the_form_stood(signed_in: Enter, pair: tuple[Identification, Identification]) -> None:
    one, other = pair
    client = signed_in(Role.ANALYST)
    here = {"referer": f"http://testserver{address(one)}"}
    nothing = client.post(f"{address(one)}join/", {}, headers=here, follow=True)
    assert "No chip was chosen." in nothing.content.decode()
    itself = client.post(f"{address(one)}join/", {"other": one.component.public_id}, headers=here, follow=True)
    assert "cannot be joined with itself" in itself.content.decode()
    assert client.post(f"{address(one)}join/", {"other": "x"}).status_code == 404
    not_joined = client.post(f"{address(one)}part/", {"other": other.component.public_id}, headers=here, follow=True)
    assert "These two chips are not joined." in not_joined.content.decode()


def test_after_the_judgement_the_analyst_stays_on_the_photo_at_hand(
    signed_in: Enter, pair: tuple[Identification, Identification]
) -> None:
    one, other = pair
    second = other.reading.marking.photo
    waiting = make_proposal("ADF4351BCPZ", photo=second)
    client = signed_in(Role.ANALYST)
    join(client, one, other)
    standing = current_identification(one.component)
    assert standing is not None
    answer = client.post(
        f"{address(one)}confirm/",
        {"candidate": "0", "seen": standing.public_id, "next": f"/photos/{second.public_id}/?chip=x"},
    )
    assert answer.headers["Location"] == f"/photos/{second.public_id}/?chip={waiting.component.public_id}"


def test_two_boxes_of_one_chip_on_one_photo_are_one_chip_in_the_strip(signed_in: Enter) -> None:
    photo = make_photo()
    one, other = make_proposal(photo=photo), make_proposal(photo=photo)
    client = signed_in(Role.ANALYST)
    assert "They have different designators: U1, U2." in join(client, one, other)
    shown = page(client, f"/photos/{photo.public_id}/")
    assert shown.count('class="bx-under"') == 2 and "1 component:" in shown
    assert 'data-key="KeyS"' not in shown, "nothing else waits"


def test_the_likeliest_come_first_and_what_was_judged_otherwise_is_left_out(
    pair: tuple[Identification, Identification],
) -> None:
    one, other = pair
    teardown = one.component.teardown
    analyst = make_principal(Role.ANALYST)
    beside = make_proposal(photo=one.reading.marking.photo)
    unread = propose(make_reading(["???"], make_photo(teardown)))
    different = make_proposal("ADF4351BCPZ", photo=make_photo(teardown))
    confirm(principal=analyst, component=different.component)
    offered, more = offers(one.component)
    assert [offer.row.component for offer in offered] == [other.component, beside.component, unread.component]
    assert [offer.alike for offer in offered] == [True, True, False] and more == 0


def test_the_field_team_sees_both_photos_and_joins_nothing(
    signed_in: Enter, pair: tuple[Identification, Identification]
) -> None:
    one, other = pair
    join(signed_in(Role.ANALYST), one, other)
    team = signed_in(one.component.teardown.examiner)
    shown = page(team, address(one))
    assert "One chip on several photos" in shown and "Another chip after all" not in shown
    assert "Same chip as…" not in shown
    assert team.post(f"{address(one)}part/", {"other": other.component.public_id}).status_code == 403
