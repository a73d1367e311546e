"""A newcomer's machine installs what the code needs: the pinned lists and the hand-written ones agree."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def pinned(name: str) -> set[str]:
    """The lines `package==version` of one pinned list."""
    return set((ROOT / name).read_text().split())


def wanted(name: str) -> set[str]:
    """The packages that a hand-written list names, without extras and versions."""
    lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text().splitlines()]
    return {re.split(r"[\[<>=~ ]", line)[0].lower() for line in lines if line and not line.startswith("-r")}


def test_the_tests_run_on_exactly_the_versions_that_the_application_runs_on() -> None:
    assert pinned("requirements.txt") <= pinned("requirements-dev.txt")


def test_every_package_asked_for_by_hand_is_pinned() -> None:
    assert wanted("requirements.in") <= {line.partition("==")[0] for line in pinned("requirements.txt")}
    assert wanted("requirements-dev.in") <= {line.partition("==")[0] for line in pinned("requirements-dev.txt")}
