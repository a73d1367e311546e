"""Which photos are to be taken again, and what is asked for."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Role
from teardowns.models import Photo, PhotoState, Reading, Teardown
from teardowns.operations.identifying import mark_illegible
from teardowns.operations.resolving import propose
from teardowns.operations.shot_requests import Answered, take_answers
from teardowns.queries.page_teardown import photo_cards
from teardowns.queries.retake import NOTHING_FOUND, WHILE_THERE, advice_on, reshoots
from teardowns.request_ids import MachineRequest
from tests.factories.accounts import make_principal
from tests.factories.teardowns import make_photo, make_proposal, make_reading, make_teardown

pytestmark = pytest.mark.django_db
CLEAR = {"verdict": "clear", "reasons": []}
BLURRED = {"verdict": "partial", "reasons": [{"code": "blurred", "params": {}}]}
UNSURE = {"verdict": "partial", "reasons": []}


def small(height: int) -> dict[str, Any]:
    return {"verdict": "partial", "reasons": [{"code": "too_small", "params": {"height": height, "needed": 20}}]}


def chip(photo: Photo, legibility: Mapping[str, Any], *lines: str) -> Reading:
    """A chip that fits no part, read as well as that."""
    reading = make_reading(lines or ("QQ77",), photo)
    Reading.objects.filter(pk=reading.pk).update(legibility=legibility)
    propose(reading)
    return reading


@pytest.fixture
def team() -> Principal:
    return make_principal(Role.FIELD)


@pytest.fixture
def teardown(team: Principal) -> Teardown:
    return make_teardown(team)


def test_each_flaw_is_asked_about_once_for_all_its_chips_with_the_worst_number_and_the_commonest_first(
    teardown: Teardown,
) -> None:
    photo = make_photo(teardown)
    for legibility in (BLURRED, small(11), small(9), CLEAR, UNSURE):
        chip(photo, legibility)
    advice = advice_on(photo)
    assert (advice.chips, advice.chips_read, advice.shoot_again) == (5, 5, True)
    closer, sharper = advice.requests
    assert (advice.code, closer.params, closer.labels) == ("too_small", {"height": 9, "needed": 20}, ["U2", "U3"])
    assert closer.sentence == "Closer, please: the letters are 9 px high, 20 are needed."
    assert (sharper.code, sharper.labels, advice.labels) == ("blurred", ["U1"], ["U2", "U3", "U1"])


def test_a_part_that_was_identified_needs_no_better_photo(teardown: Teardown) -> None:
    photo = make_photo(teardown)
    proposal = make_proposal(photo=photo)
    Reading.objects.filter(pk=proposal.reading_id).update(legibility=small(9))
    assert not advice_on(photo).shoot_again


def test_what_a_person_cannot_read_is_asked_for_with_the_flaw_that_the_machine_saw(teardown: Teardown) -> None:
    analyst = make_principal(Role.ANALYST)
    seen, unseen = make_photo(teardown), make_photo(teardown)
    for photo, legibility in ((seen, small(8)), (unseen, UNSURE)):
        mark_illegible(principal=analyst, component=chip(photo, legibility).marking.component)
    assert (advice_on(seen).code, advice_on(unseen).code) == ("too_small", "illegible")


@pytest.mark.parametrize("state", [PhotoState.PREPARED, PhotoState.READ])
def test_a_first_look_is_told_while_the_photo_is_still_being_read(teardown: Teardown, state: str) -> None:
    photo = make_photo(teardown, state=state)
    assert not advice_on(photo).shoot_again
    photo.legibility = {"verdict": "partial", "reasons": [{"code": "dark", "params": {}}]}
    photo.save()
    assert advice_on(photo).code == "dark"
    (asked,) = photo_cards(teardown)[0].advice.requests
    assert (asked.sentence, asked.labels) == ("More light, please: it is too dark here.", [])


def test_a_photo_of_no_chip_is_told_but_not_asked_for_again(team: Principal, teardown: Teardown) -> None:
    photo = make_photo(teardown)
    photo.legibility = {"verdict": "illegible", "reasons": [{"code": "no_chip", "params": {}}]}
    photo.save()
    assert advice_on(photo).code == NOTHING_FOUND
    assert reshoots(team) == []


def test_the_list_has_what_a_person_missed_first_and_forgets_what_the_machine_missed(
    team: Principal, teardown: Teardown
) -> None:
    judged, blurred, old, broken = (make_photo(teardown) for _ in range(4))
    mark_illegible(principal=make_principal(Role.ANALYST), component=chip(judged, UNSURE).marking.component)
    chip(blurred, BLURRED)
    chip(old, BLURRED)
    long_ago = timezone.now() - WHILE_THERE - timedelta(hours=1)
    Photo.objects.filter(pk__in=[old.pk, judged.pk]).update(received_at=long_ago)
    Photo.objects.filter(pk=broken.pk).update(state=PhotoState.UNDISPLAYABLE, received_at=long_ago)
    asked = [(one.photo.pk, one.advice.code) for one in reshoots(team)]
    assert asked == [(judged.pk, "illegible"), (broken.pk, "undisplayable"), (blurred.pk, "blurred")]


def test_another_team_is_asked_for_nothing(teardown: Teardown) -> None:
    chip(make_photo(teardown), BLURRED)
    assert reshoots(make_principal(Role.FIELD)) == []


def test_a_page_of_many_photos_asks_the_database_as_often_as_one_of_few(
    teardown: Teardown, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        chip(make_photo(teardown), BLURRED)
    with django_assert_max_num_queries(6):
        assert len(photo_cards(teardown)) == 6


def test_what_the_team_cannot_reach_any_more_is_not_asked_for_again(team: Principal) -> None:
    teardown = make_teardown(team)
    photo = make_photo(teardown)
    Photo.objects.update(state=PhotoState.PREPARED, legibility=BLURRED)
    assert [one.photo for one in reshoots(team)] == [photo]
    answer = Answered(MachineRequest(teardown.public_id, photo.sha256, "blurred").id, "cannot_reach")
    assert take_answers(principal=team, answers=[answer]) == 1
    assert reshoots(team) == []
