"""The vault: originals and derivatives, each kept once under the SHA-256 of its bytes, never changed.

Intake streams an upload to a file beside the vault while hashing it, and only a whole, durable file ever
gets its name among the objects. A fault before that leaves nothing; the same bytes again find the object.
"""

from pathlib import Path

from django.conf import settings

from custody.storage.base import (
    OriginalDiffers,
    OriginalEmpty,
    OriginalMissing,
    OriginalTooLarge,
    VaultCorrupt,
    VaultError,
    VaultFull,
    VaultUnavailable,
)
from custody.storage.directory import DirectoryStore
from custody.storage.parts import Part, Parts
from custody.storage.writing import StoredOriginal, Vault

__all__ = [
    "OriginalDiffers",
    "OriginalEmpty",
    "OriginalMissing",
    "OriginalTooLarge",
    "Part",
    "Parts",
    "StoredOriginal",
    "Vault",
    "VaultCorrupt",
    "VaultError",
    "VaultFull",
    "VaultUnavailable",
    "derivatives",
    "original_path",
    "parts",
    "vault",
]


def vault() -> Vault:
    """The originals. Sealed: only audited views, exports and the decoder open them."""
    return _configured("originals")


def derivatives() -> Vault:
    """Pictures made from originals: pixels only, reproducible, and so never worth a back-up."""
    return _configured("derived")


def parts() -> Parts:
    """Files that arrive in pieces. Every web process must see the same folder, whatever keeps the originals.

    Not in `incoming`: what lies there untouched is swept away after hours, and these wait for days.
    """
    return Parts(Path(settings.VAULT_ROOT) / "parts")


def original_path(sha256: str) -> Path:
    """Where a vault on a local disk keeps an original; prefer `vault().local_copy`, which knows buckets too."""
    if settings.VAULT_BACKEND != "file":
        raise VaultUnavailable("the originals are not on a local disk")
    return DirectoryStore(Path(settings.VAULT_ROOT) / "originals").path(sha256)


def _configured(prefix: str) -> Vault:
    root = Path(settings.VAULT_ROOT)
    incoming = root / "incoming"
    if settings.VAULT_BACKEND == "file":
        return Vault(DirectoryStore(root / prefix), incoming)
    from custody.storage.s3 import S3Store, connected  # noqa: PLC0415 - boto3 is heavy, and only buckets need it

    storage = connected(
        bucket=settings.S3_BUCKET,
        endpoint=settings.S3_ENDPOINT_URL,
        region=settings.S3_REGION,
        access_key=settings.S3_ACCESS_KEY,
        secret_key=settings.S3_SECRET_KEY,
    )
    return Vault(S3Store(storage, prefix, incoming), incoming)
