"""A bucket in memory that answers like S3, and a vault in it."""

import base64
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError
from botocore.response import StreamingBody

from custody.storage.s3 import S3Store
from custody.storage.writing import Vault


class Bucket:
    """As a boto3 client; once with each of `faults` first. `objects`: by key, to look into and to damage."""

    def __init__(self, *faults: Exception) -> None:
        self.objects: dict[str, bytes] = {}
        self.faults = list(faults)

    def put_object(
        self, *, Key: str, Body: Any, ChecksumSHA256: str, IfNoneMatch: str = "", IfMatch: str = "", **_: str
    ) -> None:
        self._fail()
        body = Body.read()
        if IfNoneMatch == "*" and Key in self.objects:
            raise fault("PreconditionFailed")
        if IfMatch and IfMatch != etag(self._object(Key)):
            raise fault("PreconditionFailed")
        assert bool(IfMatch) != bool(IfNoneMatch)
        assert base64.b64decode(ChecksumSHA256) == hashlib.sha256(body).digest()
        self.objects[Key] = body

    def copy_object(self, *, Key: str, CopySource: dict[str, str], CopySourceIfMatch: str, **_: str) -> None:
        self._fail()
        source = self._object(CopySource["Key"])
        if CopySourceIfMatch != etag(source):
            raise fault("PreconditionFailed")
        self.objects[Key] = source

    def head_object(self, *, Key: str, **_: str) -> dict[str, int]:
        self._fail()
        return {"ContentLength": len(self._object(Key))}

    def get_object(self, *, Key: str, **_: str) -> dict[str, Any]:
        self._fail()
        found = self._object(Key)
        return {"Body": StreamingBody(io.BytesIO(found), len(found)), "ETag": etag(found)}

    def get_paginator(self, name: str) -> Any:
        assert name == "list_objects_v2"
        return SimpleNamespace(paginate=self._pages)

    def _pages(self, *, Prefix: str, **_: str) -> Iterator[dict[str, Any]]:
        self._fail()
        found = sorted(key for key in self.objects if key.startswith(Prefix))
        yield {"Contents": [{"Key": key} for key in found]} if found else {}

    def _object(self, key: str) -> bytes:
        if key not in self.objects:
            raise fault("404")
        return self.objects[key]

    def _fail(self) -> None:
        if self.faults:
            raise self.faults.pop(0)


def etag(content: bytes) -> str:
    """As S3 makes it of an object that was put whole."""
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'


def fault(code: str) -> ClientError:
    """What the bucket says when it does not."""
    return ClientError({"Error": {"Code": code, "Message": ""}}, "PutObject")


def in_bucket(client: Any, folder: Path) -> Vault:
    """The originals of a vault in this bucket."""
    storage = SimpleNamespace(bucket_name="evidence", connection=SimpleNamespace(meta=SimpleNamespace(client=client)))
    return Vault(S3Store(storage, "originals", folder / "incoming"), folder / "incoming")
