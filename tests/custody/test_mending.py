"""What decayed in the vault is mended by the right bytes, and only by them."""

import errno
import filecmp
import hashlib
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from custody.storage import directory
from custody.storage.base import VaultCorrupt
from custody.storage.directory import DirectoryStore
from custody.storage.writing import Vault

LIMIT = 1_000_000
DATA = b"\xff\xd8\xff" + bytes(range(256)) * 40
SHA = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def vault(root: Path) -> Vault:
    return Vault(DirectoryStore(root / "originals"), root / "incoming")


def test_an_object_that_cannot_be_read_is_laid_aside_too(
    vault: Vault, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.store_stream([DATA], max_bytes=LIMIT)
    real, bad = Path.open, DirectoryStore(root / "originals").path(SHA).stat().st_ino

    def faulty(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.exists() and path.stat().st_ino == bad:
            raise OSError(errno.EIO, "bad sector")
        return real(path, *arguments, **named)

    def unreadable(*_arguments: Any, **_named: Any) -> bool:
        raise OSError(errno.EIO, "bad sector")

    monkeypatch.setattr(filecmp, "cmp", unreadable)
    monkeypatch.setattr(Path, "open", faulty)
    assert not vault.verify(SHA)
    kept = vault.store_stream([DATA], max_bytes=LIMIT)
    assert kept.created
    assert vault.verify(SHA)
    assert (root / "damaged" / kept.aside).stat().st_ino == bad


@pytest.mark.parametrize("damaged", [False, True])
def test_wrong_bytes_replace_nothing_whatever_they_are_called(vault: Vault, root: Path, damaged: bool) -> None:
    vault.store_stream([DATA], max_bytes=LIMIT)
    store = DirectoryStore(root / "originals")
    if damaged:
        store.path(SHA).chmod(0o600)
        store.path(SHA).write_bytes(DATA[:-1])
    wrong = root / "incoming" / "wrong"
    wrong.write_bytes(b"wrong bytes")
    with pytest.raises(VaultCorrupt) if damaged else nullcontext():
        assert not store.put(wrong, SHA).created
    assert store.path(SHA).read_bytes() == (DATA[:-1] if damaged else DATA)
    assert not (root / "damaged").exists()


def test_damaged_bytes_lie_aside_for_good_before_others_have_their_name(
    vault: Vault, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.store_stream([DATA], max_bytes=LIMIT)
    stored = DirectoryStore(root / "originals").path(SHA)
    stored.chmod(0o600)
    stored.write_bytes(DATA[:-1])
    order: list[str] = []
    sync, replace = directory._sync_folder, Path.replace

    def synced(folder: Path) -> None:
        order.append(folder.name)
        sync(folder)

    def replaced(path: Path, target: Path) -> Path:
        order.append("replace")
        return replace(path, target)

    monkeypatch.setattr(directory, "_sync_folder", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    vault.store_stream([DATA], max_bytes=LIMIT)
    assert order.index("damaged") < order.index("replace")
