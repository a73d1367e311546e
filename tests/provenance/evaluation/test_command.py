"""`manage.py evaluate_resolving`."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from provenance.management.commands import evaluate_resolving
from provenance.partnumbers.memory import MemoryCatalogue

ROWS = (
    "name_and_marking,manufacturer_as_published\n"
    "Chip STM32F405RGT6 ST,STMicroelectronics\n"
    "Chip QX-77Z,Xilinx Inc.\n"
    "1242,STMicroelectronics\n"
)


@pytest.fixture
def components(tmp_path, monkeypatch):
    """A small list, and no catalogue: families and prefixes must do."""
    monkeypatch.setattr(evaluate_resolving, "catalogue", lambda listed: (MemoryCatalogue([]), []))
    path = tmp_path / "components.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def run(*arguments):
    out = io.StringIO()
    call_command("evaluate_resolving", *arguments, stdout=out)
    return out.getvalue()


def test_json(components):
    told = json.loads(run(str(components), "--json", "--misses", "5"))
    assert told["rows"] == 3
    assert told["shares"]["right_maker"]["hits"] == 1
    assert told["shares"]["taken_for_a_part"] == {"percent": 0.0, "hits": 0, "of": 1, "low": 0.0, "high": 79.3}
    assert [one["marking"] for one in told["misses"]] == ["Chip QX-77Z"]


def test_table_with_misses(components):
    told = run(str(components), "--misses", "1")
    assert "50.0 % (1/2" in told
    assert "Chip QX-77Z  [Xilinx Inc.]" in told
    assert "Chip QX-77Z" not in run(str(components))


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be opened"), ("a,b\n1,2\n", "no column"), (ROWS.split("\n")[0], "no marking")],
)
def test_a_file_that_cannot_be_used_is_said(tmp_path, content, said):
    path = tmp_path / "components.csv"
    if content is not None:
        path.write_text(content)
    with pytest.raises(CommandError, match=said):
        run(str(path))
