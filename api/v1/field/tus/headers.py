"""The headers of the tus protocol, read exactly."""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from api.v1.field.tus.problems import BadHeader, BadMetadata, NotAPiece, NotSupported, UnknownChecksum, WrongVersion
from teardowns.uploading import ALGORITHMS, Checksum

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,creation-with-upload,checksum,expiration,termination"
PIECE: Final = "application/offset+octet-stream"
UNSUPPORTED: Final = ("Upload-Defer-Length", "Upload-Concat")
NAME: Final = re.compile(r"[\x21-\x2b\x2d-\x7e]+")
NUMBER: Final = re.compile(r"[0-9]{1,18}")
HASH: Final = re.compile(r"[0-9a-fA-F]{64}")
KEY: Final = re.compile(r"[\x21-\x7e]{0,120}")

Headers = Mapping[str, str]


def check_version(headers: Headers) -> None:
    """Raises WrongVersion unless the client speaks ours."""
    if headers.get("Tus-Resumable") != VERSION:
        raise WrongVersion(version=VERSION)


def check_supported(headers: Headers) -> None:
    """Raises NotSupported for what is not announced: a file without a length, or glued from several."""
    for header in UNSUPPORTED:
        if header in headers:
            raise NotSupported(header=header)


def check_piece(headers: Headers) -> None:
    """Raises NotAPiece unless the body has the type of pieces."""
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != PIECE:
        raise NotAPiece(media_type=PIECE)


def number(headers: Headers, name: str) -> int:
    """A header that is a whole number from 0 on. Raises BadHeader."""
    value = headers.get(name, "").strip()
    if not NUMBER.fullmatch(value):
        raise BadHeader(header=name)
    return int(value)


def checksum(headers: Headers) -> Checksum | None:
    """`Upload-Checksum`, if there is one. Raises UnknownChecksum, BadHeader."""
    given = headers.get("Upload-Checksum")
    if given is None:
        return None
    algorithm, _space, encoded = given.strip().partition(" ")
    if algorithm not in ALGORITHMS:
        raise UnknownChecksum(algorithms=", ".join(ALGORITHMS))
    digest = _decoded(encoded.strip())
    if digest is None or len(digest) != ALGORITHMS[algorithm]:
        raise BadHeader(header="Upload-Checksum")
    return Checksum(algorithm, digest)


def metadata(headers: Headers) -> dict[str, bytes]:
    """`Upload-Metadata`: name -> value. A value may be empty, and then its blank may be missing. Raises BadHeader."""
    found: dict[str, bytes] = {}
    for pair in headers.get("Upload-Metadata", "").split(","):
        name, _space, encoded = pair.strip().partition(" ")
        if not name and not headers.get("Upload-Metadata", "").strip():
            continue
        value = _decoded(encoded.strip())
        if not NAME.fullmatch(name) or name in found or value is None:
            raise BadHeader(header="Upload-Metadata")
        found[name] = value
    return found


class Metadata:
    """What `Upload-Metadata` says of a file. Names that nobody asks for are kept and otherwise ignored."""

    def __init__(self, headers: Headers) -> None:
        self._values = metadata(headers)

    def text(self, *names: str) -> str:
        """The first of these that is there; empty for none. Raises BadMetadata for what is no text."""
        for name in names:
            if name in self._values:
                try:
                    return self._values[name].decode("utf-8").strip()
                except UnicodeDecodeError:
                    raise BadMetadata(name=name) from None
        return ""

    def uuid(self, name: str) -> UUID | None:
        """An id; None for none. Raises BadMetadata."""
        value = self.text(name)
        try:
            return UUID(value) if value else None
        except ValueError:
            raise BadMetadata(name=name) from None

    def sha256(self) -> str:
        """The hash of the whole file in lower-case hex; empty for none. Raises BadMetadata."""
        value = self.text("sha256")
        if value and not HASH.fullmatch(value):
            raise BadMetadata(name="sha256")
        return value.lower()

    def key(self) -> str:
        """The idempotency key; empty for none. Raises BadMetadata."""
        value = self.text("key")
        if not KEY.fullmatch(value):
            raise BadMetadata(name="key")
        return value


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
