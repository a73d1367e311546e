"""The vault keeps exactly the bytes it was given, once, and all of them or none."""

import errno
import hashlib
import os
import stat
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custody.storage.base import (
    OriginalDiffers,
    OriginalEmpty,
    OriginalMissing,
    OriginalTooLarge,
    VaultError,
    VaultFull,
    VaultUnavailable,
)
from custody.storage.directory import DirectoryStore
from custody.storage.parts import Parts
from custody.storage.writing import Vault
from tests.samples import genuine

LIMIT = 1_000_000
DATA = b"\xff\xd8\xff" + bytes(range(256)) * 40
SHA = hashlib.sha256(DATA).hexdigest()
OS_CALLS = ("open", "write", "fsync", "fchmod", "fstat", "link", "mkdir", "unlink")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def vault(root: Path) -> Vault:
    return made(root)


def made(root: Path) -> Vault:
    return Vault(DirectoryStore(root / "originals"), root / "incoming")


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def chunked(data: bytes, size: int = 1000) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def only_the_object(root: Path) -> bool:
    return files(root) == {f"originals/sha256/{SHA[:2]}/{SHA[2:4]}/{SHA}": DATA}


def test_the_receipt_tells_what_is_held(vault: Vault, root: Path) -> None:
    receipt = vault.store_stream(chunked(DATA), max_bytes=LIMIT)
    assert (receipt.sha256, receipt.size, receipt.created, receipt.media_type) == (SHA, len(DATA), True, "image/jpeg")
    assert only_the_object(root)
    with vault.open(SHA) as stream, vault.local_copy(SHA) as path:
        assert stream.read() == path.read_bytes() == DATA
    mode = (root / "originals" / "sha256" / SHA[:2] / SHA[2:4] / SHA).stat().st_mode
    assert stat.S_IMODE(mode) == 0o444


def test_the_same_bytes_again_find_the_object(vault: Vault, root: Path) -> None:
    first = vault.store_stream([DATA], max_bytes=LIMIT)
    again = vault.store_stream(chunked(DATA, 17), max_bytes=LIMIT)
    assert (first.created, again.created, first.sha256) == (True, False, again.sha256)
    assert only_the_object(root)


@pytest.mark.parametrize("linkable", [True, False])
def test_a_whole_file_gets_a_name_and_is_copied_only_where_it_can_get_none(
    vault: Vault, root: Path, linkable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copied(*_args: Any, **_options: Any) -> Any:
        pytest.fail("copied")

    if linkable:
        monkeypatch.setattr(Vault, "store_stream", copied)
    with Parts(root).scratch() if linkable else TemporaryFile(dir=root.parent) as file:
        file.write(DATA)
        receipt = vault.store_whole(file, max_bytes=LIMIT, sha256=SHA)
        assert not vault.store_whole(file, max_bytes=LIMIT).created
    assert (receipt.sha256, receipt.size, receipt.created, receipt.media_type) == (SHA, len(DATA), True, "image/jpeg")
    assert only_the_object(root)


def test_a_whole_file_that_is_another_leaves_nothing(vault: Vault, root: Path) -> None:
    with Parts(root).scratch() as file:
        for data, sha256, limit, error in (
            (b"", "", LIMIT, OriginalEmpty),
            (DATA, "0" * 64, LIMIT, OriginalDiffers),
            (b"more", "", len(DATA), OriginalTooLarge),
        ):
            file.write(data)
            with pytest.raises(error):
                vault.store_whole(file, max_bytes=limit, sha256=sha256)
            file.seek(0, os.SEEK_END)
    assert files(root) == {}


@given(parts=st.lists(st.binary(max_size=300), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_split_of_the_bytes_gives_their_hash(parts: list[bytes], vault: Vault) -> None:
    whole = b"".join(parts)
    if not whole:
        with pytest.raises(OriginalEmpty):
            vault.store_stream(parts, max_bytes=LIMIT)
        return
    receipt = vault.store_stream(parts, max_bytes=LIMIT)
    assert (receipt.sha256, receipt.size) == (hashlib.sha256(whole).hexdigest(), len(whole))
    with vault.open(receipt.sha256) as stream:
        assert stream.read() == whole


def test_a_stream_may_be_as_long_as_allowed_and_no_longer(vault: Vault, root: Path) -> None:
    with pytest.raises(OriginalTooLarge):
        vault.store_stream(chunked(DATA), max_bytes=len(DATA) - 1)
    assert files(root) == {}
    assert vault.store_stream(chunked(DATA), max_bytes=len(DATA)).created


def test_an_endless_stream_is_stopped_at_the_limit(vault: Vault, root: Path) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield bytes(1000)

    with pytest.raises(OriginalTooLarge):
        vault.store_stream(endless(), max_bytes=10_000)
    assert taken == 11
    assert files(root) == {}


def test_a_sender_that_breaks_off_leaves_nothing(vault: Vault, root: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield DATA[:500]
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        vault.store_stream(broken(), max_bytes=LIMIT)
    assert files(root) == {}


def test_many_senders_of_the_same_bytes_make_one_object(root: Path) -> None:
    with ThreadPoolExecutor(24) as pool:
        receipts = list(
            pool.map(lambda size: made(root).store_stream(chunked(DATA, size), max_bytes=LIMIT), range(100, 196))
        )
    assert {receipt.sha256 for receipt in receipts} == {SHA}
    assert sum(receipt.created for receipt in receipts) == 1
    assert only_the_object(root)


class FaultyCalls:
    """The operating system, where the call number `fail_at` among `OS_CALLS` fails with `number`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fail_at: int, number: int) -> None:
        self.calls = 0
        self.failed = ""
        for name in OS_CALLS:
            monkeypatch.setattr(os, name, self._wrapped(name, getattr(os, name), fail_at, number))

    def _wrapped(self, name: str, real: Any, fail_at: int, number: int) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls == fail_at:
                self.failed = name
                raise OSError(number, os.strerror(number))
            return real(*arguments, **named)

        return call


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_fault_at_any_call_leaves_all_or_nothing(number: int, tmp_path: Path) -> None:
    for fail_at in range(1, 200):
        root = tmp_path / str(fail_at)
        with pytest.MonkeyPatch.context() as patch:
            system = FaultyCalls(patch, fail_at, number)
            try:
                made(root).store_stream(chunked(DATA, 4000), max_bytes=LIMIT)
            except VaultError as error:
                expected = VaultUnavailable if number == errno.EIO else VaultFull
                assert isinstance(error, expected), system.failed
            else:
                assert system.failed in ("", "unlink"), system.failed
        kept = {name: data for name, data in files(root).items() if name.startswith("originals")}
        assert kept in ({}, {f"originals/sha256/{SHA[:2]}/{SHA[2:4]}/{SHA}": DATA})
        assert system.failed == "unlink" or len(files(root)) == len(kept)
        made(root).store_stream([DATA], max_bytes=LIMIT)
        made(root).discard_stale(older_than=-1)
        assert only_the_object(root)
        if not system.failed:
            assert fail_at > 15
            return
    pytest.fail("the faults never ended")


def test_short_writes_are_completed(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, view: real(descriptor, view[:7]))
    vault.store_stream([DATA], max_bytes=LIMIT)
    assert vault.verify(SHA)


def test_a_disk_without_hard_links_will_do(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert [made(root).store_stream([DATA], max_bytes=LIMIT).created for _ in range(2)] == [True, False]
    assert only_the_object(root)


def test_every_changed_bit_is_noticed(vault: Vault, root: Path) -> None:
    vault.store_stream([DATA], max_bytes=LIMIT)
    path = root / "originals" / "sha256" / SHA[:2] / SHA[2:4] / SHA
    path.chmod(0o644)
    for bit in range(0, len(DATA) * 8, 4099):
        changed = bytearray(DATA)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        assert not vault.verify(SHA)
    path.write_bytes(DATA)
    assert vault.verify(SHA)


@pytest.mark.parametrize("damaged", [DATA[:-1], DATA[:-1] + bytes([DATA[-1] ^ 1]), b""])
def test_an_object_that_decayed_is_laid_aside_for_its_bytes_when_they_come_again(
    vault: Vault, root: Path, damaged: bytes
) -> None:
    """A receipt for the damaged ones would have the phone delete the last good copy."""
    vault.store_stream([DATA], max_bytes=LIMIT)
    stored = root / "originals" / "sha256" / SHA[:2] / SHA[2:4] / SHA
    stored.chmod(0o600)
    stored.write_bytes(damaged)
    assert vault.holds(SHA, len(DATA)) == (len(damaged) == len(DATA))
    assert vault.store_stream([DATA], max_bytes=LIMIT).created
    assert (vault.verify(SHA), vault.holds(SHA, len(DATA))) == (True, True)
    assert stat.S_IMODE(stored.stat().st_mode) == 0o444
    assert [file.read_bytes() for file in (root / "damaged").iterdir()] == [damaged]
    assert list((root / "incoming").iterdir()) == []
    assert not vault.store_stream([DATA], max_bytes=LIMIT).created


def test_what_is_not_there_is_told(vault: Vault) -> None:
    assert not vault.exists(SHA)
    assert not vault.verify(SHA)
    with pytest.raises(OriginalMissing):
        vault.open(SHA)
    with pytest.raises(OriginalMissing), vault.local_copy(SHA):
        pass


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA.upper(), SHA + "0", SHA[:-1] + "\n", "/" + SHA])
def test_only_a_hash_is_a_name(name: str, vault: Vault) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        vault.open(name)


def test_what_a_killed_process_left_is_removed_in_time(vault: Vault, root: Path) -> None:
    vault.store_stream([DATA], max_bytes=LIMIT)
    for name, age in (("incoming-old", 7200), ("incoming-new", 5)):
        (root / "incoming" / name).write_bytes(b"half")
        os.utime(root / "incoming" / name, (time.time() - age,) * 2)
    assert vault.discard_stale(older_than=3600) == 1
    assert [path.name for path in (root / "incoming").iterdir()] == ["incoming-new"]
    assert vault.verify(SHA)


def test_a_file_is_kept_like_a_stream(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(genuine.png())
    receipt = vault.store_file(tmp_path / "photo", max_bytes=LIMIT)
    assert receipt.media_type == "image/png"
    assert vault.verify(receipt.sha256)
    assert (tmp_path / "photo").exists()
