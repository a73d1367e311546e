"""The script `run`: what a newcomer types first."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FAKE_PIP = """#!/bin/sh
echo "$@" >>"{log}"
case "$*" in *install*) exit {code} ;; esac
"""


def run(*arguments: str, root: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(root / "run"), *arguments],
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("script", ["run", "scripts/setup.sh"])
@pytest.mark.parametrize("shell", ["dash", "sh", "bash"])
def test_the_script_is_posix(script: str, shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not here")
    assert subprocess.run([shell, "-n", str(ROOT / script)], check=False).returncode == 0


def test_help_names_every_verb() -> None:
    outcome = run("help")
    assert outcome.returncode == 0
    assert all(f"./run {verb}" in outcome.stdout for verb in ("demo", "test", "up", "check", "manage", "setup"))


def test_an_unknown_verb_is_refused() -> None:
    outcome = run("deploy")
    assert outcome.returncode == 2
    assert "./run demo" in outcome.stderr


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first command will keep its data."""
    return tmp_path_factory.mktemp("run") / "data"


@pytest.fixture(scope="module")
def first(data: Path) -> subprocess.CompletedProcess[str]:
    """The first command: it prepares the database."""
    return run("manage", "shell", "-v0", "-c", "print('only this')", CHIPTRAIL_DATA_DIR=str(data))


def test_standard_output_belongs_to_the_command(first: subprocess.CompletedProcess[str], data: Path) -> None:
    assert first.returncode == 0, first.stderr
    assert first.stdout == "only this\n"
    assert "Preparing the database" in first.stderr
    second = run("manage", "shell", "-v0", "-c", "print('only this')", CHIPTRAIL_DATA_DIR=str(data))
    assert second.stdout == "only this\n"
    assert second.stderr == ""


def test_what_it_keeps_is_for_its_owner_only(first: subprocess.CompletedProcess[str], data: Path) -> None:
    assert first.returncode == 0
    readable = [str(file) for file in [data, *data.rglob("*")] if file.stat().st_mode & 0o077]
    assert not readable


def copy_with_fake_python(folder: Path, *, code: int) -> Path:
    """A copy of the script whose virtual environment holds a `uv` and `python` that only note what they are told."""
    root = folder / "copy"
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / "scripts").mkdir()
    shutil.copy(ROOT / "run", root)
    shutil.copy(ROOT / "scripts" / "setup.sh", root / "scripts")
    (root / "requirements.txt").write_text("one==1\n")
    (root / "requirements-dev.txt").write_text("one==1\ntwo==2\n")
    for name in ("uv", "python"):
        program = root / ".venv" / "bin" / name
        program.write_text(FAKE_PIP.format(log=folder / "calls", code=code))
        program.chmod(0o755)
    return root


def test_a_failed_installation_is_not_taken_for_done(tmp_path: Path) -> None:
    root = copy_with_fake_python(tmp_path, code=1)
    outcome = run("manage", "help", root=root)
    assert outcome.returncode == 1
    assert "could not be installed" in outcome.stderr
    assert not list((root / ".venv").glob(".installed-*"))


def test_an_installation_is_done_once_until_the_pinned_file_changes(tmp_path: Path) -> None:
    root = copy_with_fake_python(tmp_path, code=0)
    path = f"{root}/.venv/bin:{os.environ['PATH']}"

    def installations() -> int:
        run("manage", "help", root=root, PATH=path)
        return (tmp_path / "calls").read_text().count("pip install -q --python")

    assert installations() == 1
    assert installations() == 1
    (root / "requirements.txt").write_text("one==2\n")
    assert installations() == 2
