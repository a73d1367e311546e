"""`benchmark_tracing` from end to end in a world of 3,000 rows, in a database of its own."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from provenance.management.benchmarking.tracing_importing import imported, prepared, written
from provenance.models import Party, PartyRelation, Shipment, Trace

SMALL = 3000


def run(**options: Any) -> Any:
    out = StringIO()
    call_command("benchmark_tracing", stdout=out, **{"shipments": [SMALL], **options})
    return json.loads(out.getvalue())


@pytest.mark.django_db(transaction=True)
def test_small_worlds_are_measured_one_after_the_other_in_databases_of_their_own(tmp_path: Path) -> None:
    before = connection.settings_dict["NAME"]
    whole = run(files=tmp_path, only=["recursive", "later"], shipments=[4000, SMALL])
    assert connection.settings_dict["NAME"] == before
    assert not Party.objects.exists() and not Shipment.objects.exists()
    assert [one["world"]["shipments"] for one in whole["worlds"]] == [SMALL, 4000]
    assert whole["growth"][0]["from"] == SMALL
    report = whole["worlds"][0]
    assert report["import"]["rows"] == SMALL and report["import"]["into"] == 0
    assert report["import_later"]["into"] == SMALL and report["import_later"]["rows"] > 0
    assert report["planted"]["named"]["among_first_5"] >= 0.8
    assert set(report["planted"]) == {"named", "mixed", "hs"}
    assert report["controls"]["questions"] == 15 and report["controls"]["documented"] == 0
    assert {"all", "named", "mixed", "hs"} <= set(report["trace_ms"])
    assert ("recursive_query" in report) == (connection.vendor == "postgresql")
    assert "through_celery" not in report
    assert report["machine"]["database"] == connection.vendor


@pytest.mark.django_db
def test_the_world_comes_in_through_the_imports_of_the_application(tmp_path: Path) -> None:
    truth = written("hard", SMALL, 1, tmp_path, print)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert written("hard", SMALL, 1, tmp_path, print) == truth
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == times
    prepared(tmp_path)
    assert PartyRelation.objects.filter(kind="authorised_distributor").exists()
    figures = imported([tmp_path / "shipments-1.csv"], print)
    assert figures["rows"] == truth.rows == Shipment.objects.count()
    assert figures["seconds"] > 0 and figures["peak_mb"] > 0
    again = imported([tmp_path / "shipments-1.csv"], print)
    assert again["rows"] == 0


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_traces_are_saved_by_workers_and_only_what_a_listing_touches_is_walked_again(tmp_path: Path) -> None:
    report = run(files=tmp_path, only=["saved"], questions=8)
    assert report["through_celery"]["traces"] == 16
    assert report["through_celery"]["failed"] == 0
    assert report["new_listing"]["walked_again"] == report["new_listing"]["traces_that_name_the_party"] > 0
    assert report["new_listing"]["others_touched"] == 0
    assert not Trace.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_faults_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="nothing to measure"):
        run(shipments=[0])

    def refuse(**_options: Any) -> None:
        raise OperationalError("permission denied to create database")

    monkeypatch.setattr(connection.creation, "create_test_db", refuse)
    with pytest.raises(CommandError, match="permission denied"):
        run()
