"""Decoding photos from strangers: the parent's side. The decoder itself runs in `decoder_child`, sealed off.

The parent never opens the original as a picture, and checks whatever the child left behind.
"""

import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from teardowns.images.checks import HEAD_BYTES, accepted_type, sniff
from teardowns.images.types import (
    REFUSAL_CODES,
    DecodeRefused,
    DecoderUnavailable,
    DerivedFile,
    Limits,
    Metadata,
    Prepared,
)

__all__ = ["DecodeRefused", "DecoderUnavailable", "Limits", "Prepared", "prepare"]

_CHILD = Path(__file__).with_name("decoder_child.py")
_REPORT = "report.json"
_REPORT_BYTES = 256 * 1024
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1", "PATH": ""}
_NEVER_STARTED = frozenset({1, 2})
"""Python's own exit statuses for an import that fails and a script that is not there."""

_DERIVED_TYPES = frozenset({"image/jpeg", "image/png"})


def prepare(original: Path, out_dir: Path, limits: Limits | None = None) -> Prepared:
    """Decode `original` in a sealed child and leave its derivatives in the existing folder `out_dir`.

    Raises DecodeRefused with one of `REFUSAL_CODES`, DecoderUnavailable when the fault is not the photo's;
    then nothing is left. The original is only ever read.
    """
    limits = limits or Limits()
    with original.open("rb", buffering=0) as stream:
        accepted_type(stream.read(HEAD_BYTES))
        stream.seek(0)
        work = Path(tempfile.mkdtemp(prefix=".decode-", dir=out_dir))
        try:
            _run(stream.fileno(), work, limits)
            return _accept(_report(work), work, out_dir)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _run(original: int, work: Path, limits: Limits) -> None:
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own file
        [sys.executable, "-I", "-B", str(_CHILD), json.dumps(asdict(limits))],
        stdin=original,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=work,
        env=_ENVIRONMENT,
        start_new_session=True,
    )
    try:
        status = child.wait(timeout=limits.wall_seconds)
    except subprocess.TimeoutExpired:  # the limit on processor time comes first unless the machine is overloaded
        raise DecoderUnavailable("wall clock") from None
    finally:
        _end(child)
    if status in _NEVER_STARTED or status == -signal.SIGKILL:
        raise DecoderUnavailable(f"status {status}")
    if status == -signal.SIGXCPU:
        raise DecodeRefused("time_limit", "processor time")
    if status < 0:
        raise DecodeRefused("decoder_failed", signal.Signals(-status).name)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Nothing of the child's group outlives this call."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _report(work: Path) -> dict[str, Any]:
    try:
        with _open_plain(work / _REPORT) as stream:
            report = json.loads(stream.read(_REPORT_BYTES))
    except (OSError, ValueError):
        raise DecodeRefused("decoder_failed", "no report") from None
    if not isinstance(report, dict):
        raise DecodeRefused("decoder_failed", "no report")
    if (code := report.get("code")) is not None:
        raise DecodeRefused(code if code in REFUSAL_CODES else "decoder_failed", str(report.get("detail", ""))[:100])
    return report


def _accept(report: dict[str, Any], work: Path, out_dir: Path) -> Prepared:
    try:
        width, height = int(report["width"]), int(report["height"])
        derived = {name: _derived(report[name], work, out_dir, width) for name in ("reading", "display", "thumbnail")}
        return Prepared(
            width=width,
            height=height,
            media_type=str(report["media_type"]),
            truncated=bool(report["truncated"]),
            metadata=Metadata(**report["metadata"]),
            sandbox=tuple(report["sandbox"]),
            **derived,
        )
    except (KeyError, TypeError, ValueError, OSError):
        raise DecodeRefused("decoder_failed", "unusable report") from None


def _derived(entry: dict[str, Any], work: Path, out_dir: Path, full_width: int) -> DerivedFile:
    """Move one derivative out of the child's folder: a plain file of a type we make, hashed by us."""
    name = str(entry["file"])
    if Path(name).name != name:
        raise ValueError(name)
    with _open_plain(work / name) as stream:
        media_type = sniff(stream.read(HEAD_BYTES))
        stream.seek(0)
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    if media_type not in _DERIVED_TYPES:
        raise ValueError(media_type)
    target = out_dir / name
    (work / name).replace(target)
    width, height = int(entry["width"]), int(entry["height"])
    return DerivedFile(target, width, height, min(1.0, width / full_width), sha256, media_type)


def _open_plain(path: Path) -> Any:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    stream = os.fdopen(descriptor, "rb")
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        stream.close()
        raise OSError("not a plain file")
    return stream
