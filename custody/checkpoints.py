"""Signed checkpoints: what makes a cut tail or a complete re-hash of the ledger visible.

Each checkpoint is stored in the database and appended to a file outside it, so that somebody who rewrites the
database does not hold all copies.
"""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from custody.hashing import checkpoint_message, public_key_of, sign
from custody.models import Checkpoint, LedgerHead


@dataclass(frozen=True, slots=True)
class CheckpointCopy:
    """A checkpoint as it stands in the file outside the database."""

    size: int
    head: str
    time: str
    public_key: str
    signature: str


def signing_key() -> bytes:
    """The raw Ed25519 seed (32 bytes) from `LEDGER_KEY_FILE`, made on first use with mode 0600."""
    path = Path(settings.LEDGER_KEY_FILE)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.touch(mode=0o600)
        temporary.write_text(secrets.token_hex(32))
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return bytes.fromhex(path.read_text().strip())


def trusted_keys() -> frozenset[str]:
    """Public keys in hex whose signatures count: the present one, if there is one, and the retired ones."""
    retired = frozenset(settings.LEDGER_RETIRED_KEYS)
    try:
        return retired | {public_key_of(signing_key())} if Path(settings.LEDGER_KEY_FILE).exists() else retired
    except ValueError:
        return retired


@transaction.atomic
def make_checkpoint() -> Checkpoint | None:
    """Sign the ledger as it stands; None when it is empty or has a checkpoint of this length already."""
    transaction.on_commit(_keep_copies)
    head = LedgerHead.objects.select_for_update().filter(pk=1).first()
    if head is None or head.size == 0 or Checkpoint.objects.filter(size=head.size).exists():
        return None
    key, time = signing_key(), timezone.now().isoformat(timespec="microseconds")
    return Checkpoint.objects.create(
        size=head.size,
        head=head.head,
        time=time,
        public_key=public_key_of(key),
        signature=sign(checkpoint_message(head.size, head.head, time), key),
    )


def copies() -> list[CheckpointCopy]:
    """The checkpoints in the file outside the database; torn and spoilt lines are passed over."""
    path = Path(settings.CHECKPOINT_FILE)
    lines = path.read_bytes().splitlines() if path.exists() else []
    return [copy for line in lines if (copy := _copy(line)) is not None]


def _copy(line: bytes) -> CheckpointCopy | None:
    try:
        copy = CheckpointCopy(**json.loads(line))
    except (ValueError, TypeError, RecursionError):
        return None
    texts = (copy.head, copy.time, copy.public_key, copy.signature)
    return copy if isinstance(copy.size, int) and all(isinstance(text, str) for text in texts) else None


def _keep_copies() -> None:
    """Append what the file lacks: the new checkpoint, and older ones whose writer was killed before it came here."""
    path = Path(settings.CHECKPOINT_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    newest = max((copy.size for copy in copies()), default=0)
    missing = Checkpoint.objects.filter(size__gt=newest).values(*CheckpointCopy.__slots__)
    lines = [json.dumps(row, sort_keys=True) + "\n" for row in missing]
    if not lines:
        return
    torn = path.exists() and not path.read_bytes().endswith(b"\n")
    with path.open("a") as file:
        file.write("\n" * torn + "".join(lines))
        file.flush()
        os.fsync(file.fileno())
