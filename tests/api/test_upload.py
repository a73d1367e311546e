"""Receiving photos through the API: receipts, several at once, and everything that can be wrong with a form."""

import errno
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from accounts.roles import Role, Scope
from custody.models import LedgerEntry
from jobs.models import Job
from teardowns.models import Photo, Teardown
from tests.api.calling import Caller, caller, checked, photo_file
from tests.factories.accounts import make_user
from tests.factories.teardowns import jpeg_bytes, make_teardown

pytestmark = pytest.mark.django_db
BOUNDARY = "chiptrailboundary"


@pytest.fixture
def place() -> tuple[Caller, Teardown, str]:
    """A field team's program, a teardown of the team, and where its photos go."""
    one, principal = caller(Role.FIELD)
    teardown = make_teardown(principal)
    return one, teardown, f"/api/v1/field/teardowns/{teardown.public_id}/photos/"


def test_a_photo_gets_a_receipt_for_exactly_its_bytes(place: Any) -> None:
    one, _teardown, url = place
    response = one.send(url, photo_file(1))
    receipt = response.json()
    assert response.status_code == 201
    assert set(receipt) == {"photo", "sha256", "size", "received_at", "state", "url"}
    assert receipt["sha256"] == hashlib.sha256(jpeg_bytes(1)).hexdigest()
    assert (receipt["size"], receipt["state"]) == (len(jpeg_bytes(1)), "received")
    shown = one.get(receipt["url"]).json()
    assert {name: shown[name] for name in receipt} == receipt
    assert shown["progress"] == {"done": 0, "total": 0, "working": True}
    assert shown["reading"] == {"chips": 0, "chips_read": 0, "shoot_again": False, "requests": [], "code": ""}
    assert Job.objects.filter(subject_id=receipt["photo"]).count() == 1
    assert LedgerEntry.objects.filter(action="photo.received", subject_id=receipt["photo"]).count() == 1


def test_the_same_photo_again_is_the_same_object(place: Any) -> None:
    one, teardown, url = place
    first = one.send(url, photo_file(1), header="k1")
    again = [
        one.send(url, photo_file(1), header="k1"),
        one.send(url, photo_file(1)),
        one.send(url, photo_file(1, name="other.jpg"), header="k2"),
    ]
    assert first.status_code == 201
    assert {response.status_code for response in again} == {200}
    assert {response.content for response in again} == {first.content}
    assert teardown.photos.count() == 1


def test_another_photo_under_the_same_key_is_refused(place: Any) -> None:
    one, teardown, url = place
    one.send(url, photo_file(1), header="k1")
    response = one.send(url, photo_file(2), header="k1")
    assert (response.status_code, response.json()["code"]) == (409, "idempotency_key_reused")
    assert teardown.photos.count() == 1


def test_several_photos_get_a_result_each_in_order(place: Any) -> None:
    one, teardown, url = place
    one.send(url, photo_file(1))
    text = SimpleUploadedFile("notes.jpg", b"plain text", content_type="image/jpeg")
    empty = SimpleUploadedFile("empty.jpg", b"")
    response = one.send(url, photo_file(1), text, photo_file(2), empty, key=["a", "b", "c", "d"])
    results = response.json()["results"]
    assert response.status_code == 207
    assert [result["status"] for result in results] == [200, 415, 201, 422]
    assert results[1]["problem"]["code"] == "unsupported_format"
    assert results[3]["problem"]["code"] == "empty_file"
    assert results[2]["receipt"]["sha256"] == hashlib.sha256(jpeg_bytes(2)).hexdigest()
    assert set(teardown.photos.values_list("idempotency_key", flat=True)) == {"", "c"}


def test_keys_must_fit_the_photos(place: Any) -> None:
    one, teardown, url = place
    for response in (
        one.send(url, photo_file(1), photo_file(2), header="only-one"),
        one.send(url, photo_file(1), photo_file(2), key=["a", "b", "c"]),
    ):
        assert (response.status_code, response.json()["code"]) == (400, "bad_idempotency_keys")
    for key in ("x" * 121, "with space", "ключ"):
        response = one.send(url, photo_file(1), key=key)
        assert (response.status_code, response.json()["code"]) == (400, "bad_idempotency_key")
    assert teardown.photos.count() == 0


def test_an_upload_only_token_sends_and_sees_its_own_receipts() -> None:
    user = make_user(Role.FIELD)
    full = Caller(user)
    made = full.post("/api/v1/field/teardowns/", {"order_number": "A-1", "specimen_label": "S-1"}).json()
    url = f"/api/v1/field/teardowns/{made['id']}/photos/"
    phone = Caller(user, [Scope.UPLOAD])
    receipt = phone.send(url, photo_file(1)).json()
    assert phone.get(receipt["url"]).status_code == 200
    assert phone.get(url).status_code == 403
    assert phone.get(f"/api/v1/field/teardowns/{made['id']}/").status_code == 403
    colleague = Caller(make_user(Role.FIELD, organisation=user.membership.organisation), [Scope.UPLOAD])
    assert colleague.get(receipt["url"]).status_code == 404


def test_a_photo_that_a_team_mate_sent_before_gives_its_receipt_to_an_upload_only_token() -> None:
    """The phone must learn that the bytes are held, though it may not ask what becomes of them."""
    _one, principal = caller(Role.FIELD)
    mate = make_user(Role.FIELD, organisation=principal.organisation)
    url = f"/api/v1/field/teardowns/{make_teardown(principal).public_id}/photos/"
    phones = [Caller(user, scopes=[Scope.UPLOAD]) for user in (principal.user, mate)]
    first, second = (phone.send(url, photo_file(1)) for phone in phones)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.content == second.content
    assert phones[1].get(second.json()["url"]).status_code == 404


def test_the_same_bytes_from_two_teams_give_no_hint(place: Any) -> None:
    one, _teardown, url = place
    other, principal = caller(Role.FIELD)
    theirs = make_teardown(principal)
    assert one.send(url, photo_file(1)).status_code == 201
    assert other.send(f"/api/v1/field/teardowns/{theirs.public_id}/photos/", photo_file(1)).status_code == 201
    assert other.send(url, photo_file(1)).status_code == 404
    assert Photo.objects.count() == 2


def test_nothing_to_receive(place: Any) -> None:
    one, _teardown, url = place
    response = one.send(url, file=photo_file(1))
    assert (response.status_code, response.json()["code"]) == (422, "no_photo")
    response = one.post(url, {})
    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


def test_an_assembly_of_this_teardown_or_none(place: Any) -> None:
    one, teardown, url = place
    assemblies = f"/api/v1/field/teardowns/{teardown.public_id}/assemblies/"
    board = one.post(assemblies, {"name": "flight controller"}).json()["id"]
    receipt = one.send(url, photo_file(1), assembly=board).json()
    assert Photo.objects.filter(public_id=receipt["photo"], assembly__public_id=board).exists()
    foreign = one.send(url, photo_file(2), assembly="00000000-0000-4000-8000-000000000000")
    assert (foreign.status_code, foreign.json()["code"]) == (422, "foreign_assembly")
    broken = one.send(url, photo_file(2), assembly="x\x00")
    assert (broken.status_code, broken.json()["code"]) == (422, "invalid")
    assert broken.json()["errors"][0]["pointer"] == "#/assembly"


@pytest.mark.parametrize("limit", [1000])
def test_a_photo_over_the_limit_is_stopped_and_leaves_nothing(
    place: Any, settings: Settings, tmp_path: Path, limit: int
) -> None:
    one, teardown, url = place
    settings.VAULT_MAX_BYTES = limit
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    big = jpeg_bytes(1) + b"x" * limit
    response = one.send(url, photo_file(data=big))
    assert (response.status_code, response.json()["code"]) == (413, "file_too_large")
    small = [photo_file(data=jpeg_bytes(seed, width=8, height=8)[:900]) for seed in range(9)]
    response = one.send(url, *small)
    assert (response.status_code, response.json()["code"]) == (413, "request_too_large")
    assert (teardown.photos.count(), list(tmp_path.iterdir())) == (0, [])


def test_a_full_disk_is_said_and_leaves_nothing(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    one, teardown, url = place

    def full(*_args: Any, **_kwargs: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile._TemporaryFileWrapper.__getattr__", full)
    monkeypatch.setattr("django.core.files.uploadhandler.MemoryFileUploadHandler.receive_data_chunk", full)
    response = one.send(url, photo_file(1))
    assert (response.status_code, response.json()["code"]) == (507, "storage_full")
    assert (teardown.photos.count(), Job.objects.count()) == (0, 0)


def form(*parts: bytes, end: bytes = b"--\r\n") -> bytes:
    """A multipart body of raw parts."""
    mark = b"--" + BOUNDARY.encode()
    return b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + end


def part(disposition: bytes, data: bytes = b"\xff\xd8\xff\xe0" + b"x" * 40, extra: bytes = b"") -> bytes:
    """One raw part."""
    return b"Content-Disposition: form-data; " + disposition + b"\r\n" + extra + b"\r\n" + data


def send_raw(one: Caller, url: str, body: bytes, kind: str = f"multipart/form-data; boundary={BOUNDARY}") -> Any:
    """Post a body as it is."""
    return checked(one.client.generic("POST", url, body, content_type=kind))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (b"../../etc/passwd", "passwd"),
        (b"..\\\\..\\\\boot.ini", "boot.ini"),
        (b"a\x00b.jpg", "ab.jpg"),
        ("x\u202egpj.exe".encode(), "xgpj.exe"),
        ("плата.jpg".encode(), "плата.jpg"),
        (b"a%0d%0aSet-Cookie: x.jpg", "a%0d%0aSet-Cookie: x.jpg"),
        (b"a\r\nSet-Cookie: a=b.jpg", None),
        (b"\xff\xfe.jpg", "��.jpg"),
        (b"=cmd|'/c calc'!A0.jpg", None),
        (b"x" * 255, None),
        (b".", None),
        (b"/", None),
    ],
)
def test_a_file_name_is_only_a_label(place: Any, name: bytes, kept: str | None) -> None:
    one, teardown, url = place
    response = send_raw(one, url, form(part(b'name="photo"; filename="' + name + b'"')))
    assert response.status_code in (201, 422)
    if response.status_code == 201:
        stored = teardown.photos.get().file_name
        assert stored.isprintable() and "/" not in stored and len(stored) <= 200
        assert kept is None or stored.replace(" ", "") == kept.replace(" ", "")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"--",
        form(part(b'name="photo"; filename="' + b"x" * 20_000 + b'"')),
        form(part(b'name="photo"; filename="a.jpg"'), end=b""),
        form(part(b'name="photo"; filename="a.jpg"\r\nContent-Transfer-Encoding: base64', data=b"!!!!")),
        form(part(b'name="key"', data=b"x" * 3_000_000)),
        form(*[part(b'name="key"', data=b"x")] * 1001),
        form(*[part(b'name="photo"; filename="a.jpg"')] * 101),
        form(part(b"name=photo; filename*=utf-8''%00%ff%0d%0a.jpg", data=b"")),
        form(part(b'name="photo"'), part(b'name="assembly"', data=b"\x00")),
        form(b"\r\n\r\n"),
    ],
)
def test_a_broken_form_is_a_clear_refusal(place: Any, body: bytes) -> None:
    one, teardown, url = place
    response = send_raw(one, url, body)
    assert 400 <= response.status_code < 500
    assert teardown.photos.count() == 0


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=ж",
        "multipart/form-data; boundary=" + "x" * 300,
        "multipart/mixed; boundary=x",
        'MULTIPART/FORM-DATA; BOUNDARY="\x00"',
        "image/jpeg",
        "",
        "\x00",
    ],
)
def test_a_broken_content_type_is_a_clear_refusal(place: Any, kind: str) -> None:
    one, _teardown, url = place
    assert send_raw(one, url, form(part(b'name="photo"; filename="a.jpg"')), kind).status_code in (400, 415, 422)


@pytest.mark.parametrize("cut", [1, 3, 10, 20, 30, 70_000, 200_000, 290_000])
def test_a_body_cut_on_its_way_leaves_a_whole_photo_or_none(place: Any, cut: int) -> None:
    one, teardown, url = place
    photo = jpeg_bytes(1) + b"y" * 300_000
    body = form(part(b'name="photo"; filename="a.jpg"', photo))
    wire = {"wsgi.input": io.BytesIO(body[:-cut]), "CONTENT_LENGTH": str(len(body))}
    checked(one.client.generic("POST", url, content_type=f"multipart/form-data; boundary={BOUNDARY}", **wire))
    assert list(teardown.photos.values_list("size", flat=True)) in ([], [len(photo)])


def test_a_truncated_photo_is_kept(place: Any) -> None:
    one, teardown, url = place
    half = jpeg_bytes(1)[: len(jpeg_bytes(1)) // 2]
    assert one.send(url, photo_file(data=half)).status_code == 201
    assert teardown.photos.get().sha256 == hashlib.sha256(half).hexdigest()
