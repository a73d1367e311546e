"""Files that arrive in pieces: appended whole and durable, alone, and gone when they should be."""

import errno
import os
import threading
import time
from pathlib import Path

import pytest

from custody.storage.base import VaultFull
from custody.storage.parts import Part, Parts, blocks


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    return Parts(tmp_path / "parts")


def append(parts: Parts, name: str, data: bytes, at: int) -> None:
    with parts.scratch() as piece, parts.locked(name) as part:
        piece.write(data)
        part.append(piece, at=at)


def copied(parts: Parts, part: Part, size: int) -> bytes:
    with parts.scratch() as file:
        file.write(b">")
        part.copy_to(file, size)
        return b"".join(blocks(file))[1:]


def test_pieces_are_put_together_and_only_what_counts_is_read(parts: Parts) -> None:
    append(parts, "a", b"one two", 0)
    append(parts, "a", b"2 three", 4)
    with parts.locked("a") as part:
        assert part.size == 11
        assert (copied(parts, part, 7), copied(parts, part, 0)) == (b"one 2 t", b"")
    assert (parts.size("a"), parts.size("b")) == (11, 0)


def test_a_scratch_file_has_no_name(parts: Parts, tmp_path: Path) -> None:
    with parts.scratch() as piece:
        piece.write(b"x" * 3_000_000)
        assert list((tmp_path / "parts").iterdir()) == []
        assert sum(len(block) for block in blocks(piece)) == 3_000_000


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden"])
def test_no_name_leads_out_of_the_folder(parts: Parts, name: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        parts.size(name)


def test_a_full_disk_is_named(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    append(parts, "a", b"one", 0)
    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(VaultFull):
        append(parts, "a", b"two", 3)
    assert parts.size("a") == 3


def test_only_one_has_a_part_at_a_time(parts: Parts) -> None:
    held, order = threading.Event(), []

    def second() -> None:
        held.wait(5)
        with parts.locked("a"):
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with parts.locked("a"):
        held.set()
        time.sleep(0.1)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]


def test_who_asks_waits_for_a_piece_that_is_on_its_way_but_not_for_ever(parts: Parts) -> None:
    assert not parts.wait_for_receivers("a", seconds=1)
    with parts.receiving("a"), parts.receiving("a"):
        started = time.monotonic()
        assert parts.wait_for_receivers("a", seconds=0.1)
        assert 0.1 <= time.monotonic() - started < 5
    assert not parts.wait_for_receivers("a", seconds=1)


def test_old_parts_are_found_with_their_signs(parts: Parts, tmp_path: Path) -> None:
    append(parts, "new", b"x", 0)
    append(parts, "old", b"x", 0)
    with parts.receiving("old"):
        pass
    for file in (tmp_path / "parts").glob("old*"):
        os.utime(file, (0, 0))
    assert set(parts.untouched(seconds=60)) == {"old"}
    parts.discard("old")
    assert sorted(file.name for file in (tmp_path / "parts").iterdir()) == ["new"]
