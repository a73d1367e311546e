import threading

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from custody.models import LedgerEntry
from custody.vault import VaultFull, vault
from jobs.models import Job
from problems import NotAllowed, NotFound
from teardowns.models import Photo, PhotoState
from teardowns.operations import intake
from teardowns.operations.intake import receive_photo
from teardowns.operations.opening import add_assembly, move_assembly, open_teardown
from teardowns.paths import MAX_NAME, safe_name
from teardowns.problems import (
    CyclicAssembly,
    EmptyPhoto,
    ForeignAssembly,
    KeyReused,
    NotAPhoto,
    OrderNumberTaken,
    PhotoTooLarge,
    StorageFull,
    UnknownWeaponModel,
)
from teardowns.queries.visible import photo_for, teardown_for, teardowns_for
from tests.factories.accounts import make_organisation, make_principal
from tests.factories.teardowns import jpeg_bytes, make_teardown, make_weapon_model, upload


@pytest.fixture
def team(db):
    return make_principal(Role.FIELD)


@pytest.fixture
def teardown(team):
    return make_teardown(team)


def test_a_photo_is_stored_recorded_and_queued_together(team, teardown):
    data = jpeg_bytes(1)
    receipt = upload(team, teardown, data, file_name="DSC_0001.jpg")
    assert receipt.created
    assert vault().open(receipt.sha256).read() == data
    entry = LedgerEntry.objects.get(action="photo.received")
    assert entry.details["sha256"] == receipt.sha256
    assert entry.actor == team.actor
    job = Job.objects.get(name="teardowns.prepare_photo")
    assert job.arguments == {"photo_id": str(receipt.photo_id)}


def test_the_same_bytes_are_one_photo_and_one_receipt(team, teardown):
    first, second = upload(team, teardown, jpeg_bytes(1)), upload(team, teardown, jpeg_bytes(1))
    assert (second.photo_id, second.received_at, second.created) == (first.photo_id, first.received_at, False)
    assert Photo.objects.count() == Job.objects.count() == 1
    assert LedgerEntry.objects.filter(action="photo.received").count() == 1


def test_the_same_key_is_one_photo_and_other_bytes_under_it_are_refused(team, teardown):
    first = upload(team, teardown, jpeg_bytes(1), idempotency_key="k1")
    assert upload(team, teardown, jpeg_bytes(1), idempotency_key="k1").photo_id == first.photo_id
    with pytest.raises(KeyReused):
        upload(team, teardown, jpeg_bytes(2), idempotency_key="k1")
    assert Photo.objects.count() == 1


def test_the_same_bytes_from_two_teams_are_one_blob_and_two_custody_records_without_a_hint(team, teardown):
    other = make_principal(Role.FIELD)
    first, second = upload(team, teardown, jpeg_bytes(1)), upload(other, make_teardown(other), jpeg_bytes(1))
    assert first.sha256 == second.sha256
    assert first.photo_id != second.photo_id
    assert second.created, "a second team must not learn that the bytes were known"
    assert LedgerEntry.objects.filter(action="photo.received").count() == 2


@pytest.mark.django_db(transaction=True)
def test_fifty_equal_uploads_at_once_are_one_object():
    team = make_principal(Role.FIELD)
    teardown = make_teardown(team)
    receipts, barrier = [], threading.Barrier(10)

    def send():
        barrier.wait()
        receipts.extend(upload(team, teardown, jpeg_bytes(1), idempotency_key="k") for _ in range(5))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 50
    assert len({receipt.photo_id for receipt in receipts}) == 1
    assert sum(receipt.created for receipt in receipts) == 1
    assert LedgerEntry.objects.filter(action="photo.received").count() == 1


def test_a_fault_after_storing_leaves_no_record_and_the_retry_makes_one(team, teardown, monkeypatch):
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(intake, "enqueue", lambda *args, **kwargs: (_ for _ in ()).throw(RuntimeError("cut")))
        upload(team, teardown, jpeg_bytes(1))
    assert Photo.objects.count() == LedgerEntry.objects.filter(action="photo.received").count() == 0
    assert upload(team, teardown, jpeg_bytes(1)).created
    assert Photo.objects.count() == Job.objects.count() == 1


def test_a_full_disk_keeps_nothing_partial_and_says_so(team, teardown, monkeypatch):
    class Full:
        def store_stream(self, chunks, *, max_bytes):
            raise VaultFull

    monkeypatch.setattr(intake, "vault", Full)
    with pytest.raises(StorageFull) as caught:
        upload(team, teardown)
    assert caught.value.status == 507
    assert Photo.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", EmptyPhoto),
        (b"just some words in a file named photo.jpg", NotAPhoto),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n" + b"x" * 2000, NotAPhoto),
        (b"PK\x03\x04" + b"\x00" * 40, NotAPhoto),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", NotAPhoto),
    ],
)
def test_what_is_surely_no_photo_is_refused_in_words(team, teardown, data, problem):
    with pytest.raises(problem) as caught:
        upload(team, teardown, data)
    assert all(caught.value.sentences())
    assert Photo.objects.count() == 0


def test_what_may_be_a_damaged_photo_is_taken(team, teardown):
    assert upload(team, teardown, b"\x00\x01\x02 damaged head " + jpeg_bytes(1)).created


def test_a_file_over_the_limit_is_refused(team, teardown, settings):
    settings.VAULT_MAX_BYTES = 1000
    with pytest.raises(PhotoTooLarge):
        upload(team, teardown, jpeg_bytes(1, width=900) + b"\x00" * 2000)


def test_only_those_who_may_upload_can(teardown):
    with pytest.raises(NotAllowed):
        upload(make_principal(Role.ANALYST), teardown)


def test_another_team_sees_nothing(team, teardown):
    receipt = upload(team, teardown)
    stranger = make_principal(Role.FIELD)
    assert not teardowns_for(stranger).exists()
    for ask in (lambda: teardown_for(stranger, teardown.public_id), lambda: photo_for(stranger, receipt.photo_id)):
        with pytest.raises(NotFound):
            ask()
    assert photo_for(make_principal(Role.FIELD, organisation=team.organisation), receipt.photo_id)


def test_an_upload_starts_as_received(team, teardown):
    receipt = upload(team, teardown, file_name="../../etc/pass\r\nwd.jpg")
    photo = Photo.objects.get(public_id=receipt.photo_id)
    assert (photo.state, photo.file_name) == (PhotoState.RECEIVED, "passwd.jpg")


@given(st.text(max_size=400))
def test_a_safe_name_is_short_visible_and_no_path(name):
    clean = safe_name(name)
    assert len(clean) <= MAX_NAME
    assert "/" not in clean
    assert "\\" not in clean
    assert clean.isprintable() or not clean


def test_a_very_long_name_keeps_its_ending():
    assert safe_name("x" * 20_000 + ".jpeg").endswith("….jpeg")


def test_a_teardown_finds_its_weapon_model_by_any_name_and_allows_not_sure(team):
    make_weapon_model()
    opened = open_teardown(principal=team, order_number="1", specimen_label="a", weapon_model="герань-2")
    assert opened.specimen.weapon_model.slug == "shahed-136"
    assert open_teardown(principal=team, order_number="2", specimen_label="b").specimen.weapon_model is None
    with pytest.raises(UnknownWeaponModel, match="Zaporozhets"):
        open_teardown(principal=team, order_number="3", specimen_label="c", weapon_model="Zaporozhets")


def test_an_order_number_is_taken_once_an_organisation(team):
    open_teardown(principal=team, order_number="1", specimen_label="a")
    with pytest.raises(OrderNumberTaken):
        open_teardown(principal=team, order_number="1", specimen_label="b")
    other = make_principal(Role.FIELD, organisation=make_organisation())
    assert open_teardown(principal=other, order_number="1", specimen_label="a")


def test_an_assembly_tree_stays_a_tree(team, teardown):
    top = add_assembly(principal=team, teardown=teardown, name="autopilot")
    board = add_assembly(principal=team, teardown=teardown, name="board", parent=top)
    module = add_assembly(principal=team, teardown=teardown, name="module", parent=board)
    for below in (top, board, module):
        with pytest.raises(CyclicAssembly):
            move_assembly(principal=team, assembly=top, parent=below)
    move_assembly(principal=team, assembly=module, parent=top)
    module.refresh_from_db()
    assert module.parent == top
    with pytest.raises(ForeignAssembly):
        move_assembly(
            principal=team, assembly=module, parent=add_assembly(principal=team, teardown=make_teardown(team), name="x")
        )
    with pytest.raises(ForeignAssembly):
        receive_photo(principal=team, teardown=make_teardown(team), chunks=[jpeg_bytes(1)], assembly=top)
