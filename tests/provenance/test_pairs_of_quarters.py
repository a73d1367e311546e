from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from provenance.models import Part
from provenance.models.part import PAIR_FIELDS, lookup_keys
from tests.factories.provenance import make_part

migration = import_module("provenance.migrations.0002_pairs_of_quarters")


@pytest.mark.django_db
def test_the_migration_computes_the_pairs_of_parts_that_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migration, "BATCH", 2)
    numbers = ("AD8015ARZ", "LT1013", "X", "КР1533ЛА3", "STM32F103C8T6")
    for number in numbers:
        make_part(number)
    Part.objects.update(**dict.fromkeys(PAIR_FIELDS, 0))
    migration.fill(apps, connection.schema_editor())
    for part in Part.objects.all():
        assert {field: getattr(part, field) for field in lookup_keys("")} == lookup_keys(part.number)
