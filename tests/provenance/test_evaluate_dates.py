import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

HEAD = "marking_lines,manufacturer,part_number,earliest,latest\n"


def run(path: Path, **options: Any) -> str:
    out = StringIO()
    call_command("evaluate_dates", str(path), today=None, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "labels.csv"
    path.write_text(
        HEAD + "1032U0G|PIC18F45K22,Microchip,PIC18F45K22,2010-08-02,2010-08-08\nLM358N|1712,,LM358N,,\n",
        encoding="utf-8",
    )
    return path


def test_told_the_maker_or_left_to_find_it(labels: Path) -> None:
    for resolving in (False, True):
        answer = json.loads(run(labels, json=True, misses=True, resolve=resolving))
        assert (answer["right"]["hits"], answer["right"]["of"]) == (1, 1)
        assert answer["misses"][0]["verdict"] == "false date"
    assert "misses" not in json.loads(run(labels, json=True))


def test_the_table(labels: Path) -> None:
    table = run(labels, misses=True)
    assert "100.0 % (1/1" in table and "false date: LM358N|1712" in table


def test_faults_are_told_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    with pytest.raises(CommandError, match="cannot be read"):
        run(path)
    path.write_text(HEAD + "A,B,C,soon,later\n", encoding="utf-8")
    with pytest.raises(CommandError, match="line 2"):
        run(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="cannot be read"):
        run(path)
