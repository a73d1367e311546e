"""What decayed in a bucket is mended by the right bytes, and only by them; the damaged ones lie aside."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.response import StreamingBody
from botocore.stub import ANY, Stubber

from custody.storage.base import VaultCorrupt, VaultFull, VaultUnavailable
from tests.fakes.bucket import Bucket, etag, fault, in_bucket

DATA = b"\xff\xd8\xff" + bytes(range(256)) * 12
SHA = hashlib.sha256(DATA).hexdigest()
KEY = f"originals/sha256/{SHA[:2]}/{SHA[2:4]}/{SHA}"
FLIPPED = DATA[:900] + bytes([DATA[900] ^ 1]) + DATA[901:]


class Meanwhile(Bucket):
    """Somebody else does something right after this one has read the object."""

    def __init__(self, change: Callable[[dict[str, bytes]], Any]) -> None:
        super().__init__()
        self.change: Callable[[dict[str, bytes]], Any] | None = change

    def get_object(self, *, Key: str, **more: str) -> dict[str, Any]:
        found = super().get_object(Key=Key, **more)
        if self.change:
            self.change(self.objects)
            self.change = None
        return found


class Cut(Bucket):
    """The line ends in the middle of an object."""

    def get_object(self, *, Key: str, **more: str) -> dict[str, Any]:
        found = super().get_object(Key=Key, **more)
        short, size = io.BytesIO(self.objects[Key][:-7]), len(self.objects[Key])
        return {**found, "Body": StreamingBody(short, size)}


def asides(bucket: Bucket) -> list[bytes]:
    return [content for key, content in bucket.objects.items() if key.startswith(f"damaged/{SHA}-")]


@pytest.mark.parametrize("damaged", [DATA[:-1], FLIPPED], ids=["shorter", "as-long"])
def test_damaged_bytes_lie_aside_and_the_right_ones_have_their_name(tmp_path: Path, damaged: bytes) -> None:
    bucket = Bucket()
    kept = in_bucket(bucket, tmp_path)
    bucket.objects[KEY] = damaged
    mended = kept.store_stream([DATA], max_bytes=9999)
    assert mended.created
    assert kept.verify(SHA)
    assert bucket.objects == {KEY: DATA, f"damaged/{mended.aside}": damaged}
    assert [(one.name, one.sha256) for one in kept.asides()] == [(mended.aside, SHA)]
    again = kept.store_stream([DATA], max_bytes=9999)
    assert (again.created, again.aside, len(bucket.objects)) == (False, "", 2)


def test_wrong_bytes_replace_nothing_whatever_they_are_called(tmp_path: Path) -> None:
    bucket = Bucket()
    bucket.objects[KEY] = FLIPPED
    wrong = tmp_path / "wrong"
    wrong.write_bytes(b"wrong bytes")
    with pytest.raises(VaultCorrupt):
        in_bucket(bucket, tmp_path)._store.put(wrong, SHA)
    assert bucket.objects == {KEY: FLIPPED}


def test_of_two_that_mend_at_once_one_does(tmp_path: Path) -> None:
    bucket = Meanwhile(lambda objects: objects.update({KEY: DATA}))
    bucket.objects[KEY] = FLIPPED
    kept = in_bucket(bucket, tmp_path).store_stream([DATA], max_bytes=9999)
    assert (kept.created, kept.aside, bucket.objects) == (False, "", {KEY: DATA})


def test_an_object_that_is_gone_when_it_is_to_be_laid_aside_is_put_anew(tmp_path: Path) -> None:
    bucket = Meanwhile(dict[str, bytes].clear)
    bucket.objects[KEY] = FLIPPED
    kept = in_bucket(bucket, tmp_path).store_stream([DATA], max_bytes=9999)
    assert (kept.created, kept.aside, bucket.objects) == (True, "", {KEY: DATA})


def test_a_line_that_breaks_in_the_middle_of_reading_is_no_damage(tmp_path: Path) -> None:
    bucket = Cut()
    bucket.objects[KEY] = DATA
    kept = in_bucket(bucket, tmp_path)
    for read in (lambda: kept.store_stream([DATA], max_bytes=9999), lambda: kept.verify(SHA)):
        with pytest.raises(VaultUnavailable):
            read()
    with pytest.raises(VaultUnavailable), kept.local_copy(SHA):
        pass
    assert bucket.objects == {KEY: DATA}


@pytest.mark.parametrize(("code", "error"), [("QuotaExceeded", VaultFull), ("AccessDenied", VaultUnavailable)])
@pytest.mark.parametrize("step", ["copy_object", "put_object"])
def test_a_bucket_that_fails_while_it_mends_keeps_what_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, error: type[Exception], step: str
) -> None:
    bucket = Bucket()
    bucket.objects[KEY] = FLIPPED
    does = getattr(bucket, step)

    def refused(**arguments: Any) -> None:
        if arguments.get("IfNoneMatch"):
            does(**arguments)
        raise fault(code)

    monkeypatch.setattr(bucket, step, refused)
    with pytest.raises(error):
        in_bucket(bucket, tmp_path).store_stream([DATA], max_bytes=9999)
    assert bucket.objects[KEY] == FLIPPED
    assert asides(bucket) == ([FLIPPED] if step == "put_object" else [])


def test_a_bucket_that_lists_nothing_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(VaultUnavailable):
        list(in_bucket(Bucket(fault("AccessDenied")), tmp_path).asides())


def test_the_real_client_takes_our_requests(tmp_path: Path) -> None:
    client = boto3.client("s3", region_name="eu-central-1", aws_access_key_id="a", aws_secret_access_key="b")
    there = {"Bucket": "evidence", "Key": KEY}
    found = {**Bucket.get_object(_holding(FLIPPED), Key=KEY)}
    with Stubber(client) as stubbed:
        stubbed.add_client_error("put_object", "PreconditionFailed", http_status_code=412)
        stubbed.add_response("get_object", found, there)
        stubbed.add_response(
            "copy_object",
            {},
            {"Bucket": "evidence", "Key": ANY, "CopySource": there, "CopySourceIfMatch": etag(FLIPPED)},
        )
        stubbed.add_response("put_object", {}, {**there, "Body": ANY, "IfMatch": etag(FLIPPED), "ChecksumSHA256": ANY})
        kept = in_bucket(client, tmp_path)
        mended = kept.store_stream([DATA], max_bytes=9999)
        asked = {"Bucket": "evidence", "Prefix": "damaged/"}
        stubbed.add_response("list_objects_v2", {"Contents": [{"Key": f"damaged/{mended.aside}"}]}, asked)
        assert [one.name for one in kept.asides()] == [mended.aside]
        stubbed.assert_no_pending_responses()


def _holding(content: bytes) -> Bucket:
    bucket = Bucket()
    bucket.objects[KEY] = content
    return bucket
