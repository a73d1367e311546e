"""Objects in an S3 bucket, through django-storages' connection.

Write-once is the bucket's own doing: `If-None-Match: *` makes it refuse a second object of one name, and the
SHA-256 goes along, so that it checks the bytes it took (Amazon S3 User Guide: conditional writes; checksums).
"""

import base64
import functools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from custody.storage.base import OriginalMissing, VaultCorrupt, VaultFull, VaultUnavailable, object_name

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

    def put(self, source: Path, sha256: str) -> bool:
        """See Store."""
        size = source.stat().st_size
        for _ in range(_ATTEMPTS):
            code = self._put_once(source, sha256)
            if code is None:
                return True
            if code in _TAKEN:
                if self.size(sha256) != size:
                    raise VaultCorrupt(f"original {sha256} has changed its length")
                return False
            if code not in _CONFLICT:  # two writers at once: the bucket asks one to try again
                break
        raise VaultFull(code) if code in _FULL else VaultUnavailable(code)

    def open(self, sha256: str) -> BinaryIO:
        """See Store: the body as it streams in."""
        return self._call(sha256, "get_object")["Body"]  # type: ignore[no-any-return]

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

    def _put_once(self, source: Path, sha256: str) -> str | None:
        """None when kept, else the bucket's error code."""
        checksum = base64.b64encode(bytes.fromhex(sha256)).decode()
        try:
            with source.open("rb") as body:
                self._client.put_object(**self._address(sha256), Body=body, IfNoneMatch="*", ChecksumSHA256=checksum)
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
