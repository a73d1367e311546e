"""Verdicts on their way into the database: at the first look, and with what an engine read."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from accounts.queries import Principal
from accounts.roles import Role
from teardowns.models import Photo, Reading
from teardowns.operations import preparing, reading
from tests.factories.accounts import make_principal
from tests.factories.teardowns import make_teardown, upload
from tests.fakes.engines import EmptyEngine, NonsenseEngine, ScriptedEngine
from tests.tools.degrading import blurred
from tests.tools.optics import FIELD
from tests.tools.packages import ChipSpec
from tests.tools.render import render_board

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def board() -> np.ndarray[Any, Any]:
    """A board with one chip, 1200 pixels across."""
    spec = ChipSpec(("STM32F405", "RGT6"), "qfp", 0, 24)
    return np.asarray(render_board([spec], seed=4, size=(1200, 900), conditions=FIELD).image)


@pytest.fixture
def team() -> Principal:
    return make_principal(Role.FIELD)


def sent(team: Principal, pixels: np.ndarray[Any, Any]) -> Photo:
    """A photo that was received and prepared."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=90)
    receipt = upload(team, make_teardown(team), buffer.getvalue())
    preparing.prepare_photo(photo_id=str(receipt.photo_id), progress=lambda done, total: None)
    return Photo.objects.get(public_id=receipt.photo_id)


def read(photo: Photo, monkeypatch: pytest.MonkeyPatch, engine: object) -> Photo:
    monkeypatch.setattr(reading, "engine", lambda name: engine)
    reading.read_photo(photo_id=str(photo.public_id), progress=lambda done, total: None)
    photo.refresh_from_db()
    return photo


def flaws(stored: Any) -> list[str]:
    return [reason["code"] for reason in stored["reasons"]]


def verdict(one: Reading) -> str:
    assert one.legibility is not None
    return str(one.legibility["verdict"])


def test_a_first_look_is_stored_before_anything_is_read_and_only_if_it_found_something(team, board) -> None:
    assert sent(team, board).legibility is None
    assert flaws(sent(team, blurred(board, 5)).legibility) == ["blurred"]
    assert flaws(sent(team, board[:300, :400]).legibility) == ["small_photo"]


def test_each_chip_has_its_verdict_and_the_first_look_gives_way_to_them(team, board, monkeypatch) -> None:
    photo = read(sent(team, blurred(board, 5)), monkeypatch, ScriptedEngine(["AD9361BBCZ", "#2147"], ["ZZZZ"]))
    verdicts = [verdict(one) for one in Reading.objects.all()]
    assert photo.legibility is None
    assert len(verdicts) == 2 and set(verdicts) <= {"clear", "partial"}


def test_a_photo_on_which_nothing_was_read_has_a_verdict_of_its_own(team, board, monkeypatch) -> None:
    assert flaws(read(sent(team, blurred(board, 5)), monkeypatch, EmptyEngine()).legibility) == ["blurred"]
    plain = np.full((900, 1200, 3), 140, np.uint8)
    nothing = read(sent(team, plain), monkeypatch, EmptyEngine()).legibility
    assert nothing == {"verdict": "illegible", "reasons": [{"code": "no_chip", "params": {}}]}


def test_boxes_from_a_careless_engine_are_judged_too(team, board, monkeypatch) -> None:
    read(sent(team, board), monkeypatch, NonsenseEngine())
    assert all(verdict(one) for one in Reading.objects.all())
