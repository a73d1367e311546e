"""How much a person may begin, and what happens to a photo that the vault has lost."""

import hashlib
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Role
from custody.queries import history
from custody.vault import original_path, vault
from teardowns.models import PartialUpload, Teardown
from teardowns.operations.partial_uploads import begin_upload, receive_piece
from teardowns.queries import sync
from teardowns.queries.partial_uploads import held_already
from teardowns.queries.sync import told
from teardowns.upload_problems import TooMuchBegun
from tests.factories.accounts import make_principal
from tests.factories.teardowns import jpeg_bytes, make_teardown

DATA = jpeg_bytes(1) + bytes(range(256)) * 40
SHA = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def team(db: None) -> Principal:
    return make_principal(Role.FIELD)


@pytest.fixture
def teardown(team: Principal) -> Teardown:
    return make_teardown(team)


def begun(team: Principal, teardown: Teardown) -> PartialUpload:
    return begin_upload(principal=team, teardown=teardown, length=len(DATA), sha256=SHA)


def sent(team: Principal, upload: PartialUpload, start: int, end: int | None = None) -> PartialUpload:
    return receive_piece(principal=team, upload=upload, offset=start, body=iter([DATA[start:end]]))


@pytest.mark.parametrize(("limit", "most"), [("", 2), ("BYTES_", 3 * len(DATA) - 1)])
def test_nobody_begins_without_end(
    team: Principal, teardown: Teardown, settings: LazySettings, limit: str, most: int
) -> None:
    setattr(settings, f"UPLOAD_PARTS_{limit}PER_PERSON", most)
    first, second = begun(team, teardown), begun(team, teardown)
    first = sent(team, first, 0, 2000)
    with pytest.raises(TooMuchBegun) as caught:
        begun(team, teardown)
    assert (caught.value.status, len(caught.value.sentences())) == (507, 3)
    mate = make_principal(Role.FIELD, organisation=team.organisation)
    begun(mate, teardown)
    PartialUpload.objects.update(begun_at=timezone.now() - timedelta(hours=2))
    begun(team, teardown)  # instead of the second, of which nothing ever came
    assert not PartialUpload.objects.filter(pk=second.pk).exists()
    assert sent(team, first, 2000).finished


def damage(fault: str) -> None:
    """What a disk does to the original."""
    path = original_path(SHA)
    path.chmod(0o600)
    flipped = DATA[:900] + bytes([DATA[900] ^ 1]) + DATA[901:]
    path.unlink() if fault == "missing" else path.write_bytes({"shortened": DATA[:-1], "flipped": flipped}[fault])


@pytest.mark.parametrize("fault", ["missing", "shortened", "flipped"])
def test_a_photo_that_the_vault_lost_is_taken_again(team: Principal, teardown: Teardown, fault: str) -> None:
    first = sent(team, begun(team, teardown), 0)
    asked = [(SHA, teardown.public_id)]
    assert told(team, asked)[0].state == "received"
    damage(fault)
    assert held_already(teardown, SHA, len(DATA)) is None
    assert told(team, asked)[0].state == "unknown"
    again = sent(team, begun(team, teardown), 0)
    assert (again.received_id, again.receipt) == (first.received_id, first.receipt)
    assert held_already(teardown, SHA, len(DATA)) is not None
    assert vault().verify(SHA)
    assert told(team, asked)[0].receipt == first.receipt
    received, restored = history("photo", str(first.received_id))
    assert (received.action, restored.action, restored.actor) == ("photo.received", "photo.restored", team.actor)
    aside = restored.details.get("damaged", "")
    assert aside.startswith(SHA) == (fault != "missing")
    assert not aside or (original_path(SHA).parents[4] / "damaged" / aside).exists()


def test_whoever_mends_an_original_every_photo_of_it_tells_so_and_nobody_hears_of_others(
    team: Principal, teardown: Teardown
) -> None:
    first = sent(team, begun(team, teardown), 0)
    damage("flipped")
    other = make_principal(Role.FIELD)
    theirs = make_teardown(other)
    second = sent(other, begun(other, theirs), 0)
    assert vault().verify(SHA)
    restored = list(history("photo", str(first.received_id)))[-1]
    assert (restored.action, restored.actor) == ("photo.restored", "system:vault")
    assert restored.details["damaged"]
    assert [entry.action for entry in history("photo", str(second.received_id))] == ["photo.received"]


def test_what_was_not_read_in_this_contact_is_neither_received_nor_lost(
    team: Principal, teardown: Teardown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The phone keeps it and asks again; by chance each has its turn."""
    sent(team, begun(team, teardown), 0)
    mate = make_teardown(team)
    sent(team, begun(team, mate), 0)
    asked = [(SHA, teardown.public_id), (SHA, mate.public_id)]
    monkeypatch.setattr(sync, "MOST_READ", 1)
    seen = {tuple(one.state for one in told(team, asked)) for _contact in range(60)}
    assert seen == {("received", "preview"), ("preview", "received")}
    unsure = next(one for one in told(team, asked) if one.state == "preview")
    assert (unsure.receipt, unsure.photo, unsure.received_at) == ("", None, None)
    monkeypatch.setattr(sync, "MOST_READ", 2 * len(DATA))
    assert [one.state for one in told(team, asked)] == ["received", "received"]
