import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from provenance.management.benchmarking import database
from provenance.management.benchmarking.noise import LEVELS
from provenance.models import Part
from tests.factories.provenance import make_part


def run(*, parts: int, **options: Any) -> str:
    return run_all(parts=[parts], **options)


def run_all(**options: Any) -> str:
    out = StringIO()
    call_command("benchmark_resolving", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def real(tmp_path: Path) -> Path:
    path = tmp_path / "real.csv"
    makers = ("Analog Devices", "Texas Instruments")
    rows = (f"AD{n}{'ABC'[n % 3]}RZ-REEL7,{makers[n % 2]}\n" for n in range(1000, 9000, 97))
    path.write_text("mpn,manufacturer\n" + "".join(rows), encoding="utf-8")
    return path


@pytest.mark.django_db(transaction=True)
def test_all_levels_are_measured_in_a_database_of_its_own(real: Path) -> None:
    make_part("LM358N")
    before = connection.settings_dict["NAME"]
    report = json.loads(run(parts=120, catalogue=real, markings=12, resolved=3, json=True))
    assert report["parts"] == 120
    assert list(report["levels"]) == list(LEVELS)
    clean, wild = report["levels"]["clean"], report["levels"]["wild"]
    assert clean["markings"] == 12 and clean["recall_at_1"] == clean["right_maker_at_1"] == 100
    assert wild["recall_at_5"] >= 50 and wild["p99_ms"] > 0
    assert clean["resolved"]["markings"] == 3
    assert report["size_mb"] > 0 and report["import_seconds"] >= 0
    assert connection.settings_dict["NAME"] == before
    assert [part.number for part in Part.objects.all()] == ["LM358N"]


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_the_table_and_chosen_levels(real: Path) -> None:
    table = run(parts=50, catalogue=real, markings=5, resolved=1, noise=["clean"])
    assert "50 parts in" in table and "clean" in table and "wild" not in table


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_several_sizes_are_measured_one_after_another(real: Path) -> None:
    asked = {"parts": [20, 40], "catalogue": real, "markings": 5, "resolved": 1, "noise": ["clean"], "json": True}
    sizes = json.loads(run_all(**asked))["sizes"]
    assert [size["parts"] for size in sizes] == [20, 40]


@pytest.mark.django_db(transaction=True)
def test_the_database_goes_when_something_fails(real: Path) -> None:
    before = dict(connection.settings_dict["TEST"])
    with pytest.raises(RuntimeError), database.temporary_database():
        name = connection.settings_dict["NAME"]
        raise RuntimeError
    assert connection.settings_dict["TEST"] == before
    assert connection.settings_dict["NAME"] != name and not Path(str(name)).exists()


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_faults_are_told(real: Path) -> None:
    with pytest.raises(CommandError, match="nothing to measure"):
        run(parts=0, catalogue=real)
    with pytest.raises(CommandError, match="could not be imported"):
        run(parts=5, catalogue=real.with_name("missing.csv"))


@pytest.mark.django_db(transaction=True)
def test_a_server_that_refuses_a_database_is_told(real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_options: Any) -> None:
        raise OperationalError("permission denied to create database")

    monkeypatch.setattr(connection.creation, "create_test_db", refuse)
    with pytest.raises(CommandError, match="permission denied"):
        run(parts=5, catalogue=real)
