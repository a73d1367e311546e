"""The vault of the settings: originals and derivatives, on a disk or in a bucket."""

import hashlib
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.stub import ANY, Stubber
from pytest_django import Settings

from custody import vault
from custody.storage.base import OriginalMissing, VaultFull, VaultUnavailable
from custody.storage.s3 import S3Store
from tests.fakes.bucket import Bucket, fault, in_bucket

DATA = b"\x89PNG\r\n\x1a\n" + bytes(3000)
SHA = hashlib.sha256(DATA).hexdigest()
KEY = f"originals/sha256/{SHA[:2]}/{SHA[2:4]}/{SHA}"


def test_originals_and_derivatives_lie_apart(settings: Settings, tmp_path: Path) -> None:
    settings.VAULT_BACKEND, settings.VAULT_ROOT = "file", tmp_path
    receipt = vault.vault().store_stream([DATA], max_bytes=9999)
    assert vault.original_path(receipt.sha256) == tmp_path / KEY
    assert vault.vault().open(SHA).read() == DATA
    with vault.vault().local_copy(SHA) as path:
        assert path == tmp_path / KEY
    assert not vault.derivatives().exists(SHA)
    vault.derivatives().store_stream([DATA], max_bytes=9999)
    assert (tmp_path / KEY.replace("originals", "derived")).is_file()


def test_a_bucket_is_chosen_by_the_settings(settings: Settings, tmp_path: Path) -> None:
    settings.VAULT_BACKEND, settings.VAULT_ROOT, settings.S3_BUCKET = "s3", tmp_path, "evidence"
    assert isinstance(vault.vault()._store, S3Store)
    with pytest.raises(VaultUnavailable):
        vault.original_path(SHA)


def test_a_bucket_keeps_objects_once(tmp_path: Path) -> None:
    bucket = Bucket()
    kept = in_bucket(bucket, tmp_path)
    assert [kept.store_stream([DATA], max_bytes=9999).created for _ in range(2)] == [True, False]
    assert bucket.objects == {KEY: DATA}
    assert kept.exists(SHA)
    assert kept.verify(SHA)
    elsewhere = in_bucket(bucket, tmp_path / "another machine")
    with elsewhere.local_copy(SHA) as path:
        assert path.read_bytes() == DATA
    assert not path.exists()
    assert list((tmp_path / "incoming").iterdir()) == []


def test_a_bucket_tells_what_is_missing_or_damaged(tmp_path: Path) -> None:
    bucket = Bucket()
    kept = in_bucket(bucket, tmp_path)
    assert not kept.exists(SHA)
    with pytest.raises(OriginalMissing):
        kept.open(SHA)
    bucket.objects[KEY] = DATA[:-1]
    assert not kept.verify(SHA)


@pytest.mark.parametrize(
    ("problem", "error"),
    [
        (fault("QuotaExceeded"), VaultFull),
        (fault("AccessDenied"), VaultUnavailable),
        (EndpointConnectionError(endpoint_url="http://127.0.0.1:1"), VaultUnavailable),
    ],
)
def test_a_bucket_that_fails_leaves_nothing(problem: Exception, error: type[Exception], tmp_path: Path) -> None:
    bucket = Bucket(problem)
    with pytest.raises(error):
        in_bucket(bucket, tmp_path).store_stream([DATA], max_bytes=9999)
    assert bucket.objects == {}
    assert list((tmp_path / "incoming").iterdir()) == []


def test_two_writers_at_once_are_sorted_out(tmp_path: Path) -> None:
    bucket = Bucket(fault("ConditionalRequestConflict"), fault("409"))
    assert in_bucket(bucket, tmp_path).store_stream([DATA], max_bytes=9999).created


def test_a_bucket_that_stays_undecided_is_unavailable(tmp_path: Path) -> None:
    bucket = Bucket(*[fault("ConditionalRequestConflict")] * 3)
    with pytest.raises(VaultUnavailable):
        in_bucket(bucket, tmp_path).store_stream([DATA], max_bytes=9999)


@pytest.mark.parametrize("problem", [fault("SlowDown"), EndpointConnectionError(endpoint_url="http://127.0.0.1:1")])
def test_a_bucket_that_cannot_be_read_is_not_an_empty_one(problem: Exception, tmp_path: Path) -> None:
    with pytest.raises(VaultUnavailable):
        in_bucket(Bucket(problem), tmp_path).exists(SHA)


def test_the_real_client_takes_our_request(tmp_path: Path) -> None:
    client = boto3.client("s3", region_name="eu-central-1", aws_access_key_id="a", aws_secret_access_key="b")
    wanted = {"Bucket": "evidence", "Key": KEY, "Body": ANY, "IfNoneMatch": "*", "ChecksumSHA256": ANY}
    with Stubber(client) as stubbed:
        stubbed.add_response("put_object", {}, wanted)
        assert in_bucket(client, tmp_path).store_stream([DATA], max_bytes=9999).created
        stubbed.assert_no_pending_responses()
