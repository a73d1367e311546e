"""Previews: at once in the lab, never evidence, held against the original when it comes."""

import base64
import hashlib
import io
import json
import time
from typing import Any

import pytest
from PIL import Image, ImageDraw

from accounts.queries import principal_for
from custody.models import LedgerEntry
from custody.vault import derivatives, vault
from teardowns.models import Photo, Preview, Teardown
from teardowns.operations.intake import receive_photo
from teardowns.operations.preparing import prepare_photo
from tests.factories.accounts import make_user
from tests.factories.devices import Phone, squeezed
from tests.samples.hostile import scan_bomb
from tests.tools.render import render_board
from tests.web.boards import RADIO

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def board() -> bytes:
    """An original: a rendered board."""
    buffer = io.BytesIO()
    render_board(RADIO[:4], seed=7, size=(1200, 900), passives=10).image.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


@pytest.fixture
def phone() -> Phone:
    """A phone of a field team."""
    return Phone(make_user())


def send(phone: Phone, teardown: str, data: bytes) -> Photo:
    """The original, received and prepared."""
    assert phone.user is not None
    receipt = receive_photo(
        principal=principal_for(phone.user), teardown=Teardown.objects.get(public_id=teardown), chunks=[data]
    )
    prepare_photo(photo_id=str(receipt.photo_id), progress=lambda done, total: None)
    return Photo.objects.get(public_id=receipt.photo_id)


def test_a_preview_is_pixels_among_the_derivatives_and_the_original_follows(phone: Phone, board: bytes) -> None:
    made = phone.teardown()
    first = phone.preview(made, board, slot="board_1_front", taken_at="2024-01-01T10:00:00Z")
    again = phone.preview(made, board)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    preview = Preview.objects.get()
    assert (preview.sha256, preview.slot, preview.photo) == (hashlib.sha256(board).hexdigest(), "board_1_front", None)
    assert not vault().exists(preview.sha256)
    assert not vault().exists(preview.picture_sha256)
    assert derivatives().exists(preview.picture_sha256)
    told = phone.sync((preview.sha256, made)).json()["photos"][0]
    assert (told["state"], told["receipt"]) == ("preview", "")
    photo = send(phone, made, board)
    preview.refresh_from_db()
    assert (preview.photo, preview.differs) == (photo, False)
    assert phone.sync((preview.sha256, made)).json()["photos"][0]["state"] == "received"


def painted(data: bytes) -> bytes:
    """The same picture with something painted over."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    ImageDraw.Draw(image).rectangle((300, 200, 500, 400), fill=(128, 128, 128))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG")
    return squeezed(buffer.getvalue())


@pytest.mark.parametrize("late", [False, True])
def test_an_original_that_shows_something_else_is_told_and_nothing_is_lost(
    phone: Phone, board: bytes, late: bool, django_capture_on_commit_callbacks: Any
) -> None:
    made = phone.teardown()
    if not late:
        phone.preview(made, board, painted(board))
    photo = send(phone, made, board)
    if late:
        with django_capture_on_commit_callbacks(execute=True):
            assert phone.preview(made, board, painted(board)).status_code == 201
    preview = Preview.objects.get()
    assert (preview.photo, preview.differs) == (photo, True)
    entry = LedgerEntry.objects.get(action="preview.differs")
    assert (entry.subject_id, entry.actor) == (str(photo.public_id), "machine:preview")
    assert vault().exists(photo.sha256)


def test_a_size_that_does_not_fit_is_told(phone: Phone, board: bytes) -> None:
    made = phone.teardown()
    phone.preview(made, board, size=7)
    send(phone, made, board)
    assert Preview.objects.get().differs is True


def test_a_dark_preview_asks_for_another_shot_already(phone: Phone) -> None:
    made, buffer = phone.teardown(), io.BytesIO()
    Image.new("RGB", (1000, 800), (9, 9, 9)).save(buffer, "JPEG")
    phone.preview(made, buffer.getvalue())
    told = phone.sync((hashlib.sha256(buffer.getvalue()).hexdigest(), made)).json()["photos"][0]
    assert [one["code"] for one in told["requests"]] == ["dark"]


@pytest.mark.parametrize(
    ("picture", "status", "code"),
    [
        (b"", 422, "preview_unusable"),
        (b"\xff\xd8\xff\xe0 broken", 422, "preview_unusable"),
        (b"<svg onload='x'/>", 422, "preview_unusable"),
        (b"\xff\xd8" + b"\0" * 100_001, 413, "preview_too_large"),
    ],
)
def test_what_is_no_preview_is_refused_in_words(
    phone: Phone, board: bytes, picture: bytes, status: int, code: str
) -> None:
    answer = phone.preview(phone.teardown(), board, picture)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Preview.objects.count() == 0


def test_a_bomb_is_refused_in_time(phone: Phone, board: bytes) -> None:
    began = time.monotonic()
    assert phone.preview(phone.teardown(), board, scan_bomb(3000, 3000, 90)).status_code in (413, 422)
    assert time.monotonic() - began < 10


def test_a_preview_needs_a_hash(phone: Phone, board: bytes) -> None:
    assert phone.preview(phone.teardown(), board, sha256="no hash").status_code == 400


def test_a_preview_of_another_original_of_the_team_is_its_own(phone: Phone, board: bytes) -> None:
    one, other = phone.teardown(), phone.teardown()
    assert phone.preview(one, board).json() != phone.preview(other, board).json()


def test_what_is_said_of_the_original_may_stand_in_a_header_that_no_proxy_logs(phone: Phone, board: bytes) -> None:
    made = phone.teardown()
    said = {"teardown": made, "sha256": "a" * 64, "size": 5, "slot": "плата", "taken_at": "2025-03-14T09:41:07+02:00"}
    for padded in (True, False):
        header = base64.urlsafe_b64encode(json.dumps(said, ensure_ascii=False).encode()).decode()
        answer = _preview(phone, squeezed(board), header if padded else header.rstrip("="))
        assert answer.status_code == (201 if padded else 200), answer.content
    preview = Preview.objects.get()
    assert (preview.sha256, preview.size, preview.taken_at) == ("a" * 64, 5, said["taken_at"])
    for bad, code in (("!", "bad_upload_header"), ("W10", "bad_upload_header"), ("eyJ4IjoxfQ", "unknown_parameter")):
        refused = _preview(phone, b"x", bad)
        assert (refused.status_code, refused.json()["code"]) == (400, code)


def _preview(phone: Phone, data: bytes, header: str) -> Any:
    return phone.client.post(
        "/api/v1/field/previews/", data, content_type="image/jpeg", headers={"Chiptrail-Preview": header}
    )
