"""No file grows past what a stranger reads in one go, and none names the tools of its makers."""

from pathlib import Path

import pytest

from scripts import APPLICATION, PACKAGES

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 300
HAND_WRITTEN = {".py", ".html", ".sh", ".css", ".js"}
GENERATED = {"migrations", "vendor", "dist", "bundles"}


def hand_written() -> list[Path]:
    """Code files that a person writes and reads."""
    found = [file for package in PACKAGES for file in (ROOT / package).rglob("*") if file.suffix in HAND_WRITTEN]
    return [file for file in found if not GENERATED & set(file.relative_to(ROOT).parts)]


def test_there_is_something_to_look_at() -> None:
    assert len(hand_written()) > 50


def test_no_file_is_longer_than_300_lines() -> None:
    too_long = {
        str(file.relative_to(ROOT)): lines
        for file in hand_written()
        if file.suffix in {".py", ".html"} and (lines := len(file.read_text().splitlines())) > LONGEST
    }
    assert not too_long


@pytest.mark.parametrize("package", APPLICATION)
def test_every_module_says_what_it_is_for(package: str) -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in (ROOT / package).rglob("*.py")
        if "migrations" not in file.parts
        and file.stat().st_size
        and not file.read_text().lstrip().startswith(('"""', "#!", 'r"""'))
    ]
    assert not silent
