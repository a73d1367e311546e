"""The tus protocol 1.0, sentence by sentence: https://tus.io/protocols/resumable-upload."""

import hashlib
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.roles import Role, Scope
from custody.vault import parts
from teardowns.models import PartialUpload, Photo, VoiceNote
from teardowns.operations.partial_uploads import end_expired_uploads
from tests.api.calling import Caller, photo_file
from tests.api.tus import PIECE, UPLOADS, TusCaller, checksum, pairs, place, tus_caller
from tests.factories.accounts import make_user
from tests.factories.teardowns import jpeg_bytes

pytestmark = pytest.mark.django_db
DATA = jpeg_bytes(1) + bytes(range(256)) * 20
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def one() -> TusCaller:
    return tus_caller()


def test_a_photo_in_three_pieces_gets_the_receipt_of_any_photo(one: TusCaller) -> None:
    path = one.begun(len(DATA), sha256=SHA256, filename="DSC_1.jpg", slot="board_1_front", key="k1")
    assert one.stands(path) == 0
    for start, end in ((0, 100), (100, 3000)):
        response = one.piece(path, start, DATA[start:end])
        assert (response.status_code, response.headers["Upload-Offset"]) == (204, str(end))
        assert "Chiptrail-Photo" not in response.headers
        assert one.stands(path) == end
    last = one.piece(path, 3000, DATA[3000:])
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, str(len(DATA)))
    photo = Photo.objects.get()
    assert (photo.sha256, photo.size, photo.file_name, photo.slot) == (SHA256, len(DATA), "DSC_1.jpg", "board_1_front")
    assert (last.headers["Chiptrail-Photo"], last.headers["Chiptrail-Receipt"]) == (str(photo.public_id), photo.receipt)
    again = one.ask("HEAD", path)
    names = ("Chiptrail-Photo", "Chiptrail-Receipt", "Chiptrail-Received-At")
    assert all(last.headers[name] == again.headers[name] for name in names)
    assert again.headers["Upload-Offset"] == again.headers["Upload-Length"] == str(len(DATA))
    assert "Upload-Expires" not in again.headers
    assert parts().size(path.split("/")[-2]) == 0


def test_one_object_however_it_came(one: TusCaller) -> None:
    direct = one.client.post(
        f"/api/v1/field/teardowns/{one.teardown.public_id}/photos/", {"photo": photo_file(data=DATA)}
    )
    path = one.begun(len(DATA))
    response = one.piece(path, 0, DATA)
    assert response.headers["Chiptrail-Photo"] == direct.json()["photo"]
    assert Photo.objects.count() == 1


def test_creation_with_upload_whole_or_in_part(one: TusCaller) -> None:
    whole = one.begin(len(DATA), DATA)
    assert (whole.status_code, whole.headers["Upload-Offset"]) == (201, str(len(DATA)))
    assert whole.headers["Chiptrail-Photo"] == str(Photo.objects.get().public_id)
    some = one.begin(len(DATA), DATA[:500])
    assert (some.status_code, some.headers["Upload-Offset"]) == (201, "500")
    assert one.stands(place(some)) == 500
    assert one.begin(len(DATA), DATA[:500], {"Content-Type": "image/jpeg"}).status_code == 415
    refused = one.begin(len(DATA), DATA[:500], checksum(b"other"))
    assert (refused.status_code, PartialUpload.objects.count()) == (460, 2)


def test_what_the_server_knows(one: TusCaller, settings: Settings) -> None:
    for path in (UPLOADS, one.begun(10)):
        response = one.ask("OPTIONS", path, Tus_Resumable="0.2")
        assert (response.status_code, response.content) == (204, b"")
        assert response.headers["Tus-Version"] == "1.0.0"
        assert response.headers["Tus-Max-Size"] == str(settings.VAULT_MAX_BYTES)
        assert response.headers["Tus-Checksum-Algorithm"] == "sha256,sha1"
        extensions = "creation,creation-with-upload,checksum,expiration,termination"
        assert response.headers["Tus-Extension"] == extensions


@pytest.mark.parametrize("version", ["0.2.2", "1.0", "", None])
def test_another_version_is_not_spoken(one: TusCaller, version: str | None) -> None:
    path = one.begun(10)
    for method, where in (("POST", UPLOADS), ("HEAD", path), ("PATCH", path), ("DELETE", path)):
        headers = {} if version is None else {"Tus-Resumable": version}
        response = one.client.generic(method, where, b"", headers=headers)
        assert (response.status_code, response.headers["Tus-Version"]) == (412, "1.0.0")
        assert response.headers["Tus-Resumable"] == "1.0.0"
    assert one.stands(path) == 0


def test_the_answer_to_head(one: TusCaller) -> None:
    metadata = pairs(teardown=str(one.teardown.public_id)) + ",is_confidential,note "
    created = one.ask("POST", UPLOADS, **{"Upload-Length": "10", "Upload-Metadata": metadata})
    assert created.headers["Location"].count("/") == 1  # relative: it holds behind every proxy
    response = one.ask("HEAD", place(created))
    assert (response.status_code, response.content) == (200, b"")
    assert (response.headers["Upload-Offset"], response.headers["Upload-Length"]) == ("0", "10")
    assert response.headers["Upload-Metadata"] == metadata
    assert response.headers["Upload-Expires"] == created.headers["Upload-Expires"]
    expires = parsedate_to_datetime(created.headers["Upload-Expires"])
    assert timedelta(days=6) < expires - timezone.now() < timedelta(days=8)


def test_a_piece_for_another_place_changes_nothing(one: TusCaller) -> None:
    path = one.begun(len(DATA))
    one.piece(path, 0, DATA[:100])
    for offset in (0, 99, 101, len(DATA)):
        response = one.piece(path, offset, DATA[:50])
        assert (response.status_code, response.json()["code"]) == (409, "upload_offset_conflict")
        assert response.headers["Upload-Offset"] == "100"
    for odd in ("", "-1", "x", "1.0", "9" * 30):
        assert one.ask("PATCH", path, b"x", **{"Upload-Offset": odd}).status_code == 400
    assert one.ask("PATCH", path, b"x").status_code == 400
    assert one.stands(path) == 100


def test_a_piece_has_one_type(one: TusCaller) -> None:
    path = one.begun(len(DATA))
    for kind in ("application/octet-stream", "image/jpeg", "application/json", ""):
        assert one.piece(path, 0, b"x", **{"Content-Type": kind}).status_code == 415
    assert one.piece(path, 0, b"x", **{"Content-Type": f"{PIECE}; charset=zlib"}).status_code == 204


def test_empty_pieces_are_welcome(one: TusCaller) -> None:
    path = one.begun(len(DATA))
    assert one.piece(path, 0, b"").headers["Upload-Offset"] == "0"
    one.piece(path, 0, DATA)
    last = one.piece(path, len(DATA), b"")
    assert (last.status_code, "Chiptrail-Photo" in last.headers) == (204, True)
    assert one.piece(path, len(DATA), b"x").status_code == 413
    assert one.piece(path, 0, DATA).status_code == 409


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_checksums(one: TusCaller, algorithm: str) -> None:
    path = one.begun(len(DATA))
    assert one.piece(path, 0, DATA[:900], **checksum(DATA[:900], algorithm)).status_code == 204
    wrong = one.piece(path, 900, DATA[900:], **checksum(DATA[:900], algorithm))
    assert (wrong.status_code, wrong.json()["code"], one.stands(path)) == (460, "checksum_mismatch", 900)
    for bad in (
        "md5 XrY7u+Ae7tCTyyK7j1rNww==",
        "crc32 x",
        "",
        "SHA1 x",
        f"{algorithm} not-base64",
        f"{algorithm} YWJj",
    ):
        assert one.piece(path, 900, DATA[900:], **{"Upload-Checksum": bad}).status_code == 400
        assert one.stands(path) == 900
    assert one.piece(path, 900, DATA[900:], **checksum(DATA[900:], algorithm)).status_code == 204
    assert Photo.objects.get().sha256 == SHA256


def test_a_length_is_needed_and_has_an_end(one: TusCaller, settings: Settings) -> None:
    for length in ("", "-1", "x", "1e3"):
        assert one.begin(length).status_code == 400
    deferred = one.ask("POST", UPLOADS, **{"Upload-Defer-Length": "1"})
    assert (deferred.status_code, deferred.json()["code"]) == (400, "tus_not_supported")
    assert one.begin(3, b"", {"Upload-Concat": "partial"}).status_code == 400
    large = one.begin(settings.VAULT_MAX_BYTES + 1)
    assert (large.status_code, large.headers["Tus-Max-Size"]) == (413, str(settings.VAULT_MAX_BYTES))
    assert (one.begin(0).status_code, PartialUpload.objects.count()) == (422, 0)
    path = one.begun(100)
    assert one.piece(path, 0, DATA[:101]).status_code == 413
    assert one.stands(path) == 0


@pytest.mark.parametrize(
    "metadata",
    ["teardown !!", "teardown YQ==,teardown YQ==", " YQ==", "teardown YQ", ",", "ключ YQ==", "teardown YQ=="],
)
def test_metadata_that_cannot_be_read(one: TusCaller, metadata: str) -> None:
    response = one.ask("POST", UPLOADS, **{"Upload-Length": "3", "Upload-Metadata": metadata})
    assert (response.status_code, PartialUpload.objects.count()) == (400, 0)


def test_metadata_that_cannot_be_used(one: TusCaller) -> None:
    for said in ({"sha256": "abc"}, {"key": "with space"}, {"key": "x" * 121}, {"kind": "film"}, {"assembly": "x"}):
        assert one.begin(3, **said).status_code == 400
    assert one.begin(3, assembly="00000000-0000-4000-8000-000000000000").status_code == 422
    assert one.begin(3, teardown="").status_code == 400
    assert one.begin(3, teardown="00000000-0000-4000-8000-000000000000").status_code == 404


def test_methods_may_be_named_in_a_header(one: TusCaller) -> None:
    path = one.begun(len(DATA))
    sent = one.ask("POST", path, DATA, **{"X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"})
    assert (sent.status_code, Photo.objects.count()) == (204, 1)
    assert one.ask("POST", path, **{"X-HTTP-Method-Override": "DELETE"}).status_code == 204
    assert one.ask("HEAD", path).status_code == 404
    assert one.ask("POST", path, **{"X-HTTP-Method-Override": "BREW"}).status_code == 405


def test_termination(one: TusCaller) -> None:
    path = one.begun(len(DATA))
    one.piece(path, 0, DATA[:100])
    name = path.split("/")[-2]
    assert parts().size(name) == 100
    assert one.ask("DELETE", path).status_code == 204
    assert parts().size(name) == 0
    for method in ("HEAD", "DELETE", "PATCH"):
        response = one.ask(method, path, **({"Upload-Offset": "100"} if method == "PATCH" else {}))
        assert (response.status_code, "Upload-Offset" in response.headers) == (404, False)


def test_a_photo_outlives_the_end_of_its_upload(one: TusCaller) -> None:
    path = one.begun(len(DATA))
    one.piece(path, 0, DATA)
    assert one.ask("DELETE", path).status_code == 204
    assert Photo.objects.count() == 1


def test_expiration(one: TusCaller) -> None:
    path, other = one.begun(len(DATA)), one.begun(len(DATA))
    for where in (path, other):
        one.piece(where, 0, DATA[:100])
    PartialUpload.objects.filter(public_id=path.split("/")[-2]).update(expires_at=timezone.now())
    for method in ("HEAD", "PATCH"):
        assert one.ask(method, path, **{"Upload-Offset": "100"}).status_code == 410
    assert end_expired_uploads() == 1
    assert one.ask("HEAD", path).status_code == 404
    assert (parts().size(path.split("/")[-2]), one.stands(other)) == (0, 100)


def test_a_file_that_is_not_the_announced_one_begins_anew(one: TusCaller) -> None:
    path = one.begun(len(DATA), sha256=SHA256)
    one.piece(path, 0, DATA[:100])
    wrong = one.piece(path, 100, b"x" * (len(DATA) - 100))
    assert (wrong.status_code, wrong.json()["code"]) == (460, "hash_mismatch")
    assert (one.stands(path), Photo.objects.count()) == (0, 0)
    assert one.piece(path, 0, DATA).headers["Chiptrail-Photo"] == str(Photo.objects.get().public_id)


def test_what_the_vault_holds_need_not_be_sent_again(one: TusCaller) -> None:
    first = one.begin(len(DATA), DATA, sha256=SHA256)
    again = one.begin(len(DATA), sha256=SHA256.upper())
    names = ("Chiptrail-Photo", "Chiptrail-Receipt", "Chiptrail-Received-At")
    assert [again.headers[name] for name in names] == [first.headers[name] for name in names]
    assert again.headers["Upload-Offset"] == "0"  # who does not know our headers sends it, and all is well
    assert one.piece(place(again), 0, DATA).headers["Chiptrail-Photo"] == first.headers["Chiptrail-Photo"]
    assert "Chiptrail-Photo" not in one.begin(len(DATA) + 1, sha256=SHA256).headers
    elsewhere = tus_caller()
    assert "Chiptrail-Photo" not in elsewhere.begin(len(DATA), sha256=SHA256).headers


def test_an_upload_is_its_beginners_alone(one: TusCaller) -> None:
    path = one.begun(len(DATA))
    colleague = TusCaller(Caller(make_user(Role.FIELD, organisation=one.teardown.organisation)), one.teardown)
    stranger = TusCaller(Caller(make_user(Role.FIELD)), one.teardown)
    for other in (colleague, stranger):
        assert other.ask("HEAD", path).status_code == 404
        assert other.piece(path, 0, DATA).status_code == 404
        assert other.ask("DELETE", path).status_code == 404
    assert stranger.begin(len(DATA)).status_code == 404
    assert one.stands(path) == 0


def test_a_new_token_of_the_same_person_goes_on() -> None:
    user = make_user(Role.FIELD)
    full = Caller(user)
    made = full.post("/api/v1/field/teardowns/", {"order_number": "A-1", "specimen_label": "S-1"}).json()
    said = pairs(teardown=made["id"])
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(DATA)), "Upload-Metadata": said}
    begun = Caller(user, [Scope.UPLOAD]).client.generic("POST", UPLOADS, headers=headers)
    sent = Caller(user, [Scope.UPLOAD]).client.generic(
        "PATCH", place(begun), DATA, content_type=PIECE, headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0"}
    )
    assert (sent.status_code, Photo.objects.count()) == (204, 1)


def test_a_film_is_refused_at_its_first_piece(one: TusCaller) -> None:
    film = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(3000)
    path = one.begun(10**6)
    assert (one.piece(path, 0, film).status_code, one.stands(path)) == (415, 0)


def test_a_voice_note(one: TusCaller) -> None:
    sound = b"\x1a\x45\xdf\xa3" + b"\x42\x82\x84webm" + bytes(3000)
    path = one.begun(len(sound), kind="voice", filename="note.webm")
    sent = one.piece(path, 0, sound)
    note = VoiceNote.objects.get()
    assert (sent.headers["Chiptrail-Photo"], sent.headers["Chiptrail-Receipt"]) == (str(note.public_id), note.receipt)


def test_bytes_that_the_disk_lost_are_asked_for_again(one: TusCaller) -> None:
    path = one.begun(len(DATA), sha256=SHA256)
    one.piece(path, 0, DATA[:1000])
    parts().discard(path.split("/")[-2])
    assert one.stands(path) == 0
    assert one.piece(path, 1000, DATA[1000:]).status_code == 409
    assert one.piece(path, 0, DATA[:500]).status_code == 204
    assert one.piece(path, 500, DATA[500:]).status_code == 204
    assert Photo.objects.get().sha256 == SHA256
