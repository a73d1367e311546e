"""What the contracts in .importlinter cannot say."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FAMILIES = ROOT / "provenance" / "partnumbers" / "families"
SHARED = {"base", "industry"}


def imported(file: Path) -> set[str]:
    """The modules that a file imports, by their full names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("family", sorted(file.stem for file in FAMILIES.glob("*.py")))
def test_part_number_families_do_not_know_each_other(family: str) -> None:
    if family in {"registry", "__init__"}:
        return
    others = {file.stem for file in FAMILIES.glob("*.py")} - {family, "__init__"} - SHARED
    named = {module.removeprefix("provenance.partnumbers.families.") for module in imported(FAMILIES / f"{family}.py")}
    assert not named & others


def test_nothing_in_the_project_imports_its_wiring_or_its_tests() -> None:
    guilty = {
        str(file.relative_to(ROOT))
        for package in ("custody", "jobs", "accounts", "provenance", "teardowns", "makers", "api", "web", "problems")
        for file in (ROOT / package).rglob("*.py")
        if any(module.split(".")[0] in {"config", "tests", "scripts"} for module in imported(file))
    }
    assert not guilty


def test_a_planted_violation_is_caught(tmp_path: Path) -> None:
    contracts = (ROOT / ".importlinter").read_text()
    packages = ("config", "api", "web", "makers", "teardowns", "provenance", "custody", "jobs", "accounts", "problems")
    for package in packages:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
    (tmp_path / "custody" / "__init__.py").write_text("import teardowns\n")
    head, _, rest = contracts.partition("[importlinter:contract:stack]")
    stack = rest.partition("[importlinter:contract:")[0]
    (tmp_path / ".importlinter").write_text(f"{head}[importlinter:contract:stack]{stack}")
    outcome = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 1
    assert "custody is not allowed to import teardowns" in outcome.stdout
