"""Bad files: each gets its answer, in time, within its memory, and nothing else happens."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from teardowns.images.safe_decode import prepare
from teardowns.images.types import REFUSAL_CODES, DecodeRefused, DecoderUnavailable, Limits, Prepared
from tests.samples import hostile

MUTATIONS = int(os.environ.get("CHIPTRAIL_MUTATIONS", "42"))
SECONDS = 5.0
HELD = """
import resource, sys
from contextlib import suppress
from pathlib import Path
from teardowns.images.safe_decode import prepare
from teardowns.images.types import DecodeRefused

folder = Path(sys.argv[1])
with suppress(DecodeRefused):
    prepare(folder / "photo.png", folder / "out")
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def outcome(data: bytes, folder: Path) -> str:
    """The refusal's code, or "" for a picture that was prepared; checks the promises on the way."""
    original = folder / "photo.jpg"
    original.write_bytes(data)
    out = folder / "out"
    out.mkdir()
    started = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    try:
        result: Prepared | DecodeRefused = prepare(original, out)
    except DecodeRefused as refusal:
        result = refusal
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - started[1] + time.process_time() - started[0]
    assert spent < SECONDS
    assert original.read_bytes() == data
    assert {path.name for path in folder.iterdir()} == {"photo.jpg", "out"}
    if isinstance(result, DecodeRefused):
        assert result.code in REFUSAL_CODES
        assert list(out.iterdir()) == []
        return result.code
    assert {path.stem for path in out.iterdir()} == {"reading", "display", "thumbnail"}
    return ""


@pytest.mark.parametrize("bad", hostile.FILES, ids=lambda bad: bad.name)
def test_every_bad_file_gets_its_answer(bad: hostile.Hostile, tmp_path: Path) -> None:
    assert outcome(bad.make(), tmp_path) == bad.code


def test_damaged_files_never_do_more_than_be_refused(tmp_path: Path) -> None:
    answers = []
    for name, data in hostile.mutations(MUTATIONS):
        folder = tmp_path / name
        folder.mkdir()
        answers.append(outcome(data, folder))
    assert set(answers) & {"", "decoder_failed"}


def test_no_child_ever_held_more_than_half_a_gigabyte(tmp_path: Path) -> None:
    """In a process of its own: the children of other tests hold more."""
    (tmp_path / "photo.png").write_bytes(hostile.png_claiming(7900, 7900))
    (tmp_path / "out").mkdir()
    held = subprocess.run(
        [sys.executable, "-c", HELD, str(tmp_path)], capture_output=True, text=True, timeout=60, check=True
    )
    assert 0 < int(held.stdout) * 1024 <= Limits().memory


def test_a_child_that_hangs_is_killed_and_the_photo_is_not_to_blame(tmp_path: Path) -> None:
    """A photo marked as undisplayable is never tried again; one that waited for a busy machine must be."""
    (tmp_path / "slow.jpg").write_bytes(hostile.scan_bomb(4000, 2500, 88))
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(DecoderUnavailable):
        prepare(tmp_path / "slow.jpg", out, Limits(wall_seconds=0.02))
    assert list(out.iterdir()) == []
