"""Objects in an S3 bucket, through django-storages' connection.

Write-once is the bucket's own doing: `If-None-Match: *` makes it refuse a second object of one name, and the
SHA-256 goes along, so that it checks the bytes it took (Amazon S3 User Guide: conditional writes; checksums).
"""

import base64
import functools
import hashlib
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from custody.storage.base import (
    DAMAGED,
    OriginalMissing,
    Put,
    VaultCorrupt,
    VaultError,
    VaultFull,
    VaultUnavailable,
    aside_name,
    faults_of_the_disk,
    object_name,
)

_TAKEN = frozenset({"PreconditionFailed", "412"})
_MISSING = frozenset({"NoSuchKey", "NotFound", "404"})
_FULL = frozenset({"QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "507"})
_CONFLICT = frozenset({"ConditionalRequestConflict", "409"})
_ATTEMPTS = 3
_COPY_BYTES = 1024 * 1024


@functools.lru_cache(maxsize=4)
def connected(*, bucket: str, endpoint: str, region: str, access_key: str, secret_key: str) -> S3Storage:
    """django-storages' view of a bucket, one connection a thread. Empty words: boto3's own choice."""
    return S3Storage(
        bucket_name=bucket,
        endpoint_url=endpoint or None,
        region_name=region or None,
        access_key=access_key or None,
        secret_key=secret_key or None,
    )


class S3Store:
    """Objects `<prefix>/sha256/ab/cd/<hash>` in one bucket.

    `storage` is a `storages.backends.s3.S3Storage`: it knows the bucket, the endpoint and the keys.
    """

    def __init__(self, storage: Any, prefix: str, scratch: Path) -> None:
        self._storage = storage
        self._prefix = prefix
        self._scratch = scratch

    def put(self, source: Path, sha256: str) -> Put:
        """See Store."""
        code: str | None = None
        for _ in range(_ATTEMPTS):
            code = self._put_once(source, sha256, IfNoneMatch="*")
            if code is None:
                return Put(created=True)
            if code in _TAKEN:
                if (put := self._taken(source, sha256)) is not None:
                    return put
            elif code not in _CONFLICT:  # two writers at once: the bucket asks one to try again
                break
        raise _said(str(code))

    def _taken(self, source: Path, sha256: str) -> Put | None:
        """What becomes of an object that is there: other bytes than its name says are laid aside for those that came.

        None when somebody else changed it meanwhile. Its own checksum is that of the day it was written, so it is read.
        """
        try:
            found = self._call(sha256, "get_object")
        except OriginalMissing:
            return None
        with io.BufferedReader(_Body(found["Body"]), _COPY_BYTES) as body:
            if hashlib.file_digest(body, "sha256").hexdigest() == sha256:
                return Put(created=False)
        with faults_of_the_disk(), source.open("rb") as right:
            if hashlib.file_digest(right, "sha256").hexdigest() != sha256:
                raise VaultCorrupt(f"original {sha256} has other bytes now, and so have those that came for it")
        name = aside_name(sha256)
        code = self._lay_aside(sha256, name, found["ETag"]) or self._put_once(source, sha256, IfMatch=found["ETag"])
        if code is None:
            return Put(created=True, aside=name)
        if code in _TAKEN | _CONFLICT | _MISSING:
            return None
        raise _said(code)

    def open(self, sha256: str) -> BinaryIO:
        """See Store: the body as it streams in. Reading raises VaultUnavailable when the line breaks."""
        return io.BufferedReader(_Body(self._call(sha256, "get_object")["Body"]), _COPY_BYTES)

    def size(self, sha256: str) -> int | None:
        """See Store."""
        try:
            return int(self._call(sha256, "head_object")["ContentLength"])
        except OriginalMissing:
            return None

    @contextmanager
    def local_path(self, sha256: str) -> Iterator[Path]:
        """See Store: a copy, removed at the end."""
        self._scratch.mkdir(mode=0o750, parents=True, exist_ok=True)
        with (
            tempfile.NamedTemporaryFile(dir=self._scratch, prefix="copy-") as copy,
            self.open(sha256) as body,
        ):
            while chunk := body.read(_COPY_BYTES):
                copy.write(chunk)
            copy.flush()
            yield Path(copy.name)

    def asides(self) -> Iterator[str]:
        """See Store."""
        pages = self._client.get_paginator("list_objects_v2")
        try:
            for page in pages.paginate(Bucket=self._storage.bucket_name, Prefix=f"{DAMAGED}/"):
                yield from (found["Key"].removeprefix(f"{DAMAGED}/") for found in page.get("Contents", ()))
        except (ClientError, BotoCoreError) as error:
            raise VaultUnavailable(type(error).__name__) from error

    def _put_once(self, source: Path, sha256: str, **condition: str) -> str | None:
        """None when kept, else the bucket's error code."""
        checksum = base64.b64encode(bytes.fromhex(sha256)).decode()
        with faults_of_the_disk(), source.open("rb") as body:
            return self._told("put_object", **self._address(sha256), Body=body, ChecksumSHA256=checksum, **condition)

    def _lay_aside(self, sha256: str, name: str, etag: str) -> str | None:
        """None when a copy of what was read lies below `damaged`, else the bucket's error code."""
        address = self._address(sha256)
        there = {"Bucket": address["Bucket"], "Key": f"{DAMAGED}/{name}"}
        return self._told("copy_object", **there, CopySource=address, CopySourceIfMatch=etag)

    def _told(self, name: str, **arguments: Any) -> str | None:
        """None when the bucket did it, else its error code."""
        try:
            getattr(self._client, name)(**arguments)
        except ClientError as error:
            return str(error.response["Error"]["Code"])
        except (BotoCoreError, OSError) as error:
            raise VaultUnavailable(type(error).__name__) from error
        return None

    def _call(self, sha256: str, name: str) -> dict[str, Any]:
        try:
            return getattr(self._client, name)(**self._address(sha256))  # type: ignore[no-any-return]
        except ClientError as error:
            if error.response["Error"]["Code"] in _MISSING:
                raise OriginalMissing(sha256) from None
            raise VaultUnavailable(str(error.response["Error"]["Code"])) from error
        except BotoCoreError as error:
            raise VaultUnavailable(type(error).__name__) from error

    @property
    def _client(self) -> Any:
        return self._storage.connection.meta.client

    def _address(self, sha256: str) -> dict[str, str]:
        return {"Bucket": self._storage.bucket_name, "Key": f"{self._prefix}/{object_name(sha256)}"}


class _Body(io.RawIOBase):
    """An object's bytes. botocore's own body loses its check of the length inside a `with`."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            read = self._body.read(len(buffer))
        except (BotoCoreError, OSError) as error:
            raise VaultUnavailable(type(error).__name__) from error
        buffer[: len(read)] = read
        return len(read)

    def close(self) -> None:
        self._body.close()
        super().close()


def _said(code: str) -> VaultError:
    return VaultFull(code) if code in _FULL else VaultUnavailable(code)
