"""What a taken-over decoder could still do: nothing that leaves its folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from teardowns.images import safe_decode
from teardowns.images.types import DecodeRefused, DecoderUnavailable, Limits
from tests.samples import genuine

ROOT = Path(__file__).resolve().parents[3]
ENTER = f"""
import sys, os, socket, subprocess
sys.path.append({str(ROOT)!r})
from teardowns.images import sandbox
got = sandbox.enter(memory=300 * 2**20, cpu_seconds=1, output_bytes=2**16)
"""


def inside(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `code` in the cell, with `folder` as the working folder."""
    command = [sys.executable, "-I", "-c", ENTER + code]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=20)


@pytest.fixture(scope="module")
def protections(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    return frozenset(inside("print(*got)", tmp_path_factory.mktemp("probe")).stdout.split())


def test_the_limits_are_always_in_force(protections: frozenset[str]) -> None:
    assert "limits" in protections


@pytest.mark.parametrize(
    ("deed", "protection"),
    [
        ("open({outside!r}, 'w')", "landlock"),
        ("os.mkdir({outside!r})", "landlock"),
        ("os.rename('x', {outside!r})", "landlock"),
        ("os.unlink({victim!r})", "landlock"),
        ("os.truncate({victim!r}, 0)", "landlock"),
        ("open({victim!r}, 'a')", "landlock"),
        ("subprocess.run(['/bin/true'])", "seccomp"),
        ("os.execv('/bin/sh', ['sh', '-c', 'gs'])", "seccomp"),
        ("socket.socket()", "seccomp"),
        ("socket.socket(socket.AF_UNIX)", "seccomp"),
        ("socket.socketpair()", "seccomp"),
    ],
)
def test_forbidden_deeds_are_refused(deed: str, protection: str, protections: frozenset[str], tmp_path: Path) -> None:
    if protection not in protections:
        pytest.skip(f"this kernel offers no {protection}")
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "x").write_text("mine")
    victim = tmp_path / "victim"
    victim.write_text("evidence")
    done = inside(deed.format(outside=str(tmp_path / "outside"), victim=str(victim)), folder)
    assert "PermissionError" in done.stderr or "Invalid cross-device" in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"work", "victim"}
    assert victim.read_text() == "evidence"


def test_the_working_folder_stays_usable(tmp_path: Path) -> None:
    done = inside("open('a', 'w').write('x' * 1000); os.rename('a', 'b')", tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "b").stat().st_size == 1000


@pytest.mark.parametrize(
    ("deed", "sign"),
    [
        ("bytearray(400 * 2**20)", "MemoryError"),
        ("open('big', 'wb', buffering=0).write(bytes(2**20)); open('big', 'ab', buffering=0).write(b'1')", "too large"),
        ("[open('/dev/null') for _ in range(64)].__len__()", "Too many open files"),
    ],
)
def test_limits_hold(deed: str, sign: str, tmp_path: Path) -> None:
    assert sign in inside("import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + deed, tmp_path).stderr


def test_an_endless_computation_is_ended(tmp_path: Path) -> None:
    assert inside("while True: pass", tmp_path).returncode < 0


def child_leaving(code: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Exception:
    """What is raised when the decoder is a traitor that runs `code` in its folder."""
    traitor = folder / "traitor.py"
    traitor.write_text(code)
    monkeypatch.setattr(safe_decode, "_CHILD", traitor)
    (folder / "photo").write_bytes(genuine.jpeg())
    out = folder / "out"
    out.mkdir()
    with pytest.raises((DecodeRefused, DecoderUnavailable)) as raised:
        safe_decode.prepare(folder / "photo", out, Limits(wall_seconds=2))
    assert list(out.iterdir()) == []
    return raised.value


REPORT = (
    "import json, os; e = {'file': %r, 'width': 9, 'height': 9}; json.dump({'width': 9, 'height': 9, "
    "'media_type': 'image/jpeg', 'truncated': False, 'metadata': {}, 'sandbox': [], "
    "'reading': e, 'display': e, 'thumbnail': e}, open('report.json', 'w'));"
)


@pytest.mark.parametrize(
    "code",
    [
        "pass",
        "open('report.json', 'w').write('[')",
        "open('report.json', 'w').write('[]')",
        "open('report.json', 'w').write('{}')",
        "import os; os.symlink('/etc/passwd', 'report.json')",
        "import os; os.mkfifo('report.json')",
        REPORT % "gone.jpg",
        REPORT % "../../photo",
        REPORT % "a.jpg" + "os.symlink('../../photo', 'a.jpg')",
        REPORT % "a.jpg" + "open('a.jpg', 'w').write('<svg/>')",
        REPORT % "a.jpg" + "os.mkfifo('a.jpg')",
        "open('report.json', 'w').write('{\"code\": \"made_up\"}')",
        "import os; os.abort()",
    ],
)
def test_nothing_a_taken_over_child_leaves_is_believed(
    code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    raised = child_leaving(code, monkeypatch, tmp_path)
    assert isinstance(raised, DecodeRefused)
    assert raised.code == "decoder_failed"


@pytest.mark.parametrize(
    "code", ["import no_such_library", "import os; os.kill(os.getpid(), 9)", "import time; time.sleep(60)"]
)
def test_a_broken_decoder_is_not_the_photos_fault(code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert isinstance(child_leaving(code, monkeypatch, tmp_path), DecoderUnavailable)


def test_time_that_runs_out_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    raised = child_leaving("import os; os.kill(os.getpid(), 24)", monkeypatch, tmp_path)
    assert isinstance(raised, DecodeRefused)
    assert raised.code == "time_limit"
