"""What was mended by a process that was killed before it told the ledger is told later, once."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from accounts.queries import Principal
from accounts.roles import Role
from custody.queries import history
from custody.vault import original_path, vault
from teardowns.models import Teardown
from teardowns.operations import intake, restoring
from teardowns.operations.restoring import tell_laid_aside
from teardowns.tasks import end_uploads
from tests.factories.accounts import make_principal
from tests.factories.teardowns import jpeg_bytes, make_teardown

DATA = jpeg_bytes(3) + bytes(range(256)) * 8
SHA = hashlib.sha256(DATA).hexdigest()

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """No code of ours goes on after it."""


@pytest.fixture(autouse=True)
def own_vault(settings: Settings, tmp_path: Path) -> None:
    settings.VAULT_ROOT = tmp_path / "vault"


@pytest.fixture
def team() -> Principal:
    return make_principal(Role.FIELD)


@pytest.fixture
def teardown(team: Principal) -> Teardown:
    return make_teardown(team)


@pytest.fixture
def photo(team: Principal, teardown: Teardown) -> str:
    """Received, and damaged since; its public id."""
    receipt = intake.receive_photo(principal=team, teardown=teardown, chunks=[DATA])
    original_path(SHA).chmod(0o600)
    original_path(SHA).write_bytes(DATA[:-1] + b"?")
    return str(receipt.photo_id)


def told(photo: str) -> list[tuple[str, str]]:
    entries = history("photo", photo).filter(action=restoring.RESTORED)
    return [(entry.actor, entry.details["damaged"]) for entry in entries]


def killed(*_arguments: Any, **_named: Any) -> None:
    raise Killed


def sent(team: Principal, teardown: Teardown) -> None:
    intake.receive_photo(principal=team, teardown=teardown, chunks=[DATA])


@pytest.fixture
def mended(photo: str, team: Principal, teardown: Teardown, monkeypatch: pytest.MonkeyPatch) -> str:
    """By an upload that was killed before its entry; the name of what it laid aside."""
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(intake, "_record", killed)
        sent(team, teardown)
    assert vault().verify(SHA)
    return next(vault().asides()).name


def test_it_is_told_once_of_every_photo_with_these_bytes(
    photo: str, mended: str, team: Principal, teardown: Teardown, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(team, teardown)  # the phone got no receipt and sends again: nothing is damaged any more
    assert told(photo) == []
    end_uploads()
    assert told(photo) == []  # whoever mended it may be about to tell
    monkeypatch.setattr(restoring, "UNDER_WAY", timedelta(0))
    late = str(intake.receive_photo(principal=team, teardown=make_teardown(team), chunks=[DATA]).photo_id)
    end_uploads()
    assert told(photo) == [("system:vault", mended)]
    assert told(late) == []
    assert tell_laid_aside() == 0


def test_what_was_told_at_once_is_not_told_again(
    photo: str, team: Principal, teardown: Teardown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "UNDER_WAY", timedelta(0))
    sent(team, teardown)
    before = told(photo)
    assert [actor for actor, _name in before] == [team.actor]
    assert tell_laid_aside() == 0
    assert told(photo) == before


def test_what_was_laid_aside_and_not_mended_is_no_restored_photo(
    photo: str, team: Principal, teardown: Teardown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "UNDER_WAY", timedelta(0))
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(Path, "replace", killed)
        sent(team, teardown)
    assert [one.sha256 for one in vault().asides()] == [SHA]
    assert tell_laid_aside() == 0
    sent(team, teardown)
    assert vault().verify(SHA)
    assert [actor for actor, _name in told(photo)] == [team.actor]


def test_other_things_that_lie_there_are_left_alone(photo: str, settings: Settings) -> None:
    folder = settings.VAULT_ROOT / "damaged"
    folder.mkdir()
    for name in ("notes.txt", f"{SHA}-soon", f"{SHA[:-1]}-1", f"{'0' * 64}-1700000000000000000"):
        (folder / name).write_bytes(b"x")
    assert [one.sha256 for one in vault().asides()] == ["0" * 64]
    assert tell_laid_aside() == 0
    assert told(photo) == []
