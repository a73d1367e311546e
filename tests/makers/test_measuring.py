"""The benchmark of findings, small: what it reports, and as whom it asked."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from makers.management.benchmarking.runtime_role import as_runtime_role

HELD = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
ROLES = "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'chiptrail_benchmark_%'"


@pytest.mark.django_db(transaction=True)
def test_a_benchmark_asks_as_the_role_of_production_and_leaves_none_behind() -> None:
    if connection.vendor != "postgresql":
        with pytest.raises(CommandError), as_runtime_role():
            pytest.fail("SQLite has no roles")
        return
    with as_runtime_role():
        assert _one(HELD) is False
    assert _one(HELD) is True
    assert _one(ROLES) == 0


@pytest.mark.django_db(transaction=True)
def test_it_tells_how_long_lists_filters_counts_and_exports_took() -> None:
    said = StringIO()
    call_command("benchmark_findings", findings=[60], own=40, rounds=1, json=True, stdout=said)
    report = json.loads(said.getvalue())
    assert (report["findings"], report["own"]) == (60, 40)
    assert all(report[name]["p95_ms"] > 0 for name in ("list", "filter", "count", "page", "api"))
    assert set(report["export"]) == {"csv", "xlsx", "json"}


def _one(query: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]
