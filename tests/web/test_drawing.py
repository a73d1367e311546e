"""The doors of a drawn crop, without a browser."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.roles import Role
from jobs import runner
from jobs.models import Job
from teardowns.models import PhotoState, Reading
from teardowns.operations import rereading
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import make_photo, make_proposal, make_reading
from tests.fakes.engines import ScriptedEngine

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
BOX = {"left": "20", "top": "40", "width": "200", "height": "100.5", "turn": "0"}
HTMX = {"hx-request": "true"}


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    make_part("MAX3490ESA+", make_maker("Maxim Integrated"))
    monkeypatch.setattr(rereading, "engine", lambda name: ScriptedEngine(region=["MAX3490ESA+", "2039"]))


def run_crops() -> None:
    for job in Job.objects.filter(name=rereading.JOB):
        runner.run(job.pk, rereading.read_drawn)


def test_a_plain_form_leads_to_a_page_that_waits_and_then_to_the_bench(signed_in: Enter) -> None:
    photo, client = make_photo(), signed_in(Role.ANALYST)
    asked = client.post(f"/photos/{photo.public_id}/regions/", BOX)
    waiting = client.get(asked.headers["Location"])
    page = waiting.content.decode()
    assert "A crop is being read" in page and '<noscript><meta http-equiv="refresh" content="1">' in page
    run_crops()
    answer = client.get(asked.headers["Location"])
    component = Reading.objects.get().marking.component
    assert answer.headers["Location"] == f"/photos/{photo.public_id}/?chip={component.public_id}"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "The crop gave 2 lines." in page and "The chip is new on this photo: #1." in page
    assert "MAX3490ESA+" in page


def test_htmx_asks_again_until_the_bench_comes(signed_in: Enter) -> None:
    proposal, client = make_proposal(), signed_in(Role.ANALYST)
    marking = proposal.reading.marking
    status = client.post(
        f"/photos/{marking.photo.public_id}/regions/", BOX | {"marking": str(marking.public_id)}, headers=HTMX
    ).content.decode()
    address = f"/regions/{Job.objects.get(name=rereading.JOB).arguments['reading_id']}/"
    assert f'hx-get="{address}"' in status and "handed to the reader" in status
    Job.objects.filter(name=rereading.JOB).update(progress_done=1, progress_total=3)
    assert '<progress max="3" value="1"' in client.get(address, headers=HTMX).content.decode()
    Job.objects.filter(name=rereading.JOB).update(progress_done=0, progress_total=0)
    run_crops()
    answer = client.get(address, headers=HTMX)
    here = f"/photos/{marking.photo.public_id}/?chip={marking.component.public_id}"
    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("#bench", "outerHTML")
    assert answer.headers["HX-Push-Url"] == here
    page = answer.content.decode()
    assert "What stands of U1 is unchanged." in page and "Take it over" in page and "All that was read" in page
    assert f'name="next" value="{here}"' in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"left": ""}, "each of its fields needs a number"),
        ({"width": "nan"}, "each of its fields needs a number"),
        ({"turn": "1e999"}, "each of its fields needs a number"),
        ({"marking": "x"}, "each of its fields needs a number"),
        ({"left": "600"}, "a part of it lies outside the photo"),
        ({"height": "-40"}, "its corners must go round clockwise"),
        ({"width": "0"}, "less than 8 pixels"),
    ],
)
def test_a_wrong_box_is_said_where_it_was_sent_from(signed_in: Enter, wrong: dict[str, str], words: str) -> None:
    photo, client = make_photo(), signed_in(Role.ANALYST)
    here = f"/photos/{photo.public_id}/"
    shown = client.post(f"{here}regions/", BOX | wrong, headers=HTMX)
    assert shown.status_code == 200 and words in shown.content.decode()
    plain = client.post(f"{here}regions/", BOX | wrong | {"next": here}, follow=True)
    assert words in plain.content.decode() and not Job.objects.filter(name=rereading.JOB).exists()


def test_what_is_not_there_is_not_there(signed_in: Enter) -> None:
    client, photo = signed_in(Role.ANALYST), make_photo()
    assert client.get(f"/regions/{uuid.uuid4()}/").status_code == 404
    assert client.post(f"/photos/{uuid.uuid4()}/regions/", BOX).status_code == 404
    other = BOX | {"marking": str(make_reading().marking.public_id)}
    assert client.post(f"/photos/{photo.public_id}/regions/", other).status_code == 404


@pytest.mark.parametrize(
    ("role", "state", "offered"),
    [
        (Role.ANALYST, PhotoState.RESOLVED, True),
        (Role.ANALYST, PhotoState.PREPARED, False),
        (Role.ENFORCEMENT, PhotoState.RESOLVED, False),
    ],
)
def test_the_box_is_offered_to_who_may_draw_when_there_is_something_to_draw_on(
    signed_in: Enter, role: Role, state: str, offered: bool
) -> None:
    page = signed_in(role).get(f"/photos/{make_photo(state=state).public_id}/").content.decode()
    assert ("Draw a box around a chip" in page) is offered


def test_numbers_are_not_dressed_for_a_language(signed_in: Enter) -> None:
    client: Any = signed_in(Role.ANALYST)
    photo = make_photo()
    type(photo).objects.filter(pk=photo.pk).update(width=6400, height=4800)
    page = client.get(f"/photos/{photo.public_id}/", headers={"accept-language": "uk"}).content.decode()
    assert 'data-width="6400"' in page and 'max="6400"' in page and 'name="width" value="2880"' in page


def test_the_field_team_sees_what_was_read_and_not_by_whom(signed_in: Enter) -> None:
    before = make_reading(("8AX3490",))
    analyst = signed_in(Role.ANALYST)
    photo = before.marking.photo
    analyst.post(f"/photos/{photo.public_id}/regions/", BOX | {"marking": str(before.marking.public_id)})
    run_crops()
    drawer = Reading.objects.exclude(drawn_by=None).get().drawn_by
    assert drawer is not None
    page = signed_in(photo.teardown.examiner).get(f"/photos/{photo.public_id}/").content.decode()
    assert "MAX3490ESA+" in page and "drawn by an analyst" in page and drawer.name not in page
    assert "Take it over" not in page
    component = signed_in(Role.ANALYST).get(f"/components/{before.marking.component.public_id}/").content.decode()
    assert f"drawn by {drawer.name}" in component and "beside the one that stood" in component
