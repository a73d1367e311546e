"""What was shown is not what would be done: a comparison asked for anew, a catalogue that moved on."""

import pytest

from provenance.import_problems import CatalogueMoved
from provenance.models import ImportState, Part
from provenance.operations import applying
from provenance.operations.catalogue_imports import start_preview
from provenance.progress import silent
from tests.factories.lists import ACTOR, applied, applied_now, previewed, received, table

pytestmark = pytest.mark.django_db


def test_a_preview_that_was_asked_otherwise_meanwhile_is_not_kept() -> None:
    applied(table([("A1", "TI", "", "", "", "")]))
    row = received(table([("A2", "TI", "", "", "", "")]))
    start_preview(row=row, actor=ACTOR)

    def asked_again(done: int, total: int) -> None:
        start_preview(row=row, complete=False, actor=ACTOR)

    applying.preview(import_id=str(row.public_id), actor=ACTOR, progress=asked_again)
    row.refresh_from_db()
    assert (row.state, row.complete, row.counts) == (ImportState.WAITING, False, {})
    row = applying.preview(import_id=str(row.public_id), actor=ACTOR, progress=silent)
    assert (row.counts["new"], row.counts["gone"]) == (1, 0) and not row.complete


def test_other_changes_of_the_same_number_are_not_applied() -> None:
    applied(table([("A1", "TI", "old", "", "", ""), ("A2", "TI", "old", "", "", "")]))
    row = previewed(table([("A1", "TI", "new", "", "", ""), ("A2", "TI", "old", "", "", "")]))
    Part.objects.filter(number="A1").update(category="new")
    Part.objects.filter(number="A2").update(category="corrected")
    with pytest.raises(CatalogueMoved):
        applied_now(row)
    assert set(Part.objects.values_list("number", "category")) == {("A1", "new"), ("A2", "corrected")}
