"""While a photo is being read, its pages say which look is taken; then the bench shows the chips by itself."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.roles import Role
from jobs.models import Job, JobState
from teardowns.models import Photo, PhotoState
from tests.factories.teardowns import make_photo, make_reading

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
ASKED = {"HX-Request": "true", "HX-Target": "photo-work"}


def running(photo: Photo, name: str, done: int, total: int) -> None:
    Job.objects.create(
        name=name,
        key=f"{name}:{photo.public_id}",
        subject_type="photo",
        subject_id=str(photo.public_id),
        state=JobState.RUNNING,
        progress_done=done,
        progress_total=total,
    )


@pytest.mark.parametrize(
    ("state", "done", "said"),
    [
        (PhotoState.RECEIVED, 1, "The file is being opened: 1 of 3 steps done"),
        (PhotoState.PREPARED, 0, "Look 1 of at most 3"),
        (PhotoState.PREPARED, 2, "Look 3 of at most 3"),
        (PhotoState.PREPARED, 3, "All looks taken; what was read is being stored"),
        (PhotoState.READ, 2, "Chips looked up: 2 of 3"),
    ],
)
def test_both_pages_say_how_far_the_work_is(state: str, done: int, said: str, signed_in: Enter) -> None:
    photo = make_photo(state=state)
    running(photo, "teardowns.any", done, 3)
    client = signed_in(Role.ANALYST)
    bench = client.get(f"/photos/{photo.public_id}/").content.decode()
    teardown = client.get(f"/teardowns/{photo.teardown.public_id}/").content.decode()
    for page in (bench, teardown):
        assert said in page and f'<progress max="3" value="{done}"' in page


def test_a_photo_that_nobody_reads_yet_waits_and_then_has_begun(signed_in: Enter) -> None:
    photo = make_photo(state=PhotoState.PREPARED)
    client = signed_in(Role.ANALYST)
    waits, begun = "Waits for its turn", "Has just begun"
    for words, other in ((waits, begun), (begun, waits)):
        if words == begun:
            running(photo, "teardowns.read_photo", 0, 0)
        for address in (f"/photos/{photo.public_id}/", f"/teardowns/{photo.teardown.public_id}/"):
            page = client.get(address).content.decode()
            assert words in page and other not in page and 'aria-label="Work on this photo"' not in page


def test_the_bench_asks_until_the_photo_is_read_and_then_shows_its_chips(signed_in: Enter) -> None:
    photo = make_photo(state=PhotoState.PREPARED)
    client, address = signed_in(Role.ANALYST), f"/photos/{photo.public_id}/"
    assert f'id="photo-work" class="stack" hx-get="{address}"' in client.get(address).content.decode()
    waiting = client.get(address, headers=ASKED)
    assert waiting.content.decode().strip().startswith('<div id="photo-work"') and "HX-Retarget" not in waiting.headers
    make_reading(photo=photo)
    Photo.objects.filter(pk=photo.pk).update(state=PhotoState.RESOLVED)
    read = client.get(address, headers=ASKED)
    assert read.headers["HX-Retarget"] == "#bench"
    page = read.content.decode()
    assert '<div id="bench"' in page and "AD9361" in page and "photo-work" not in page


@pytest.mark.parametrize("state", [PhotoState.RESOLVED, PhotoState.FAILED, PhotoState.UNDISPLAYABLE])
def test_nothing_is_asked_when_the_work_is_over(state: str, signed_in: Enter) -> None:
    photo = make_photo(state=state)
    client = signed_in(Role.ANALYST)
    for address in (f"/photos/{photo.public_id}/", f"/teardowns/{photo.teardown.public_id}/"):
        page = client.get(address).content.decode()
        assert "photo-work" not in page and "Waits for its turn" not in page
