"""Preview, application, roll-back: what they say is what they do, all of it or nothing."""

import io
import random
import zipfile
from datetime import date
from typing import Any

import pytest

from custody.models import LedgerEntry
from custody.queries import history
from jobs import runner
from jobs.models import Job, JobState
from jobs.queue import run_again
from provenance import tasks
from provenance.import_problems import CatalogueMoved, ImportNotReady, LaterImports
from provenance.models import CatalogueImport, ImportFormat, ImportState, Part, PartAlias, Party, PartyName
from provenance.operations import applying, bulk, import_progress
from provenance.operations.catalogue_imports import PREVIEW_JOB, discard, start_apply, start_preview
from tests.factories.lists import ACTOR, applied, applied_now, previewed, received, table, taken_back
from tests.factories.provenance import make_maker, make_part
from tests.provenance.imports.test_kicad import AMPLIFIER, library

pytestmark = pytest.mark.django_db
FIELDS = ("manufacturer__name", "number", "canonical", "category", "package", "base", "source__slug", "gone_on")


def catalogue() -> tuple[list[Any], list[Any], list[Any]]:
    """All of it that an import may touch."""
    parts = sorted(Part.objects.values_list(*FIELDS), key=str)
    aliases = sorted(PartAlias.objects.values_list("manufacturer__name", "number", "alias"))
    return parts, aliases, sorted(Party.objects.values_list("name", flat=True))


def counts(row: CatalogueImport, *kinds: str) -> tuple[int, ...]:
    return tuple(row.counts[kind] for kind in kinds)


def test_a_preview_tells_all_and_changes_nothing() -> None:
    applied(table([("A1", "TI", "old", "", "", ""), ("A2", "TI", "", "", "", ""), ("A3", "TI", "", "", "", "")]))
    make_part("LM358", make_maker("Texas Instruments"), category="theirs")
    before = catalogue()
    rows = [
        ("A1", "TI", "new", "SO-8", "", ""),
        ("A2", "TI", "", "", "", ""),
        ("LM358", "TI", "other", "", "", ""),
        ("B9", "Novel Maker", "x", "", "", "B-9;B09"),
        ("", "TI", "", "", "", ""),
        ("B9", "Novel Maker", "", "", "", ""),
    ]
    row = previewed(table(rows))
    assert row.state == ImportState.PREVIEWED
    assert row.counts == {
        "rows": 6, "new": 1, "changed": 1, "gone": 1, "same": 1, "known": 1, "left_out": 2, "new_makers": 1,
    }  # fmt: skip
    assert [(one["line"], one["code"]) for one in row.errors] == [(6, "empty"), (7, "duplicate")]
    assert row.errors[1]["params"]["first"] == "5"
    assert row.samples["changed"][0]["before"] == {"category": "old"}
    assert row.samples["changed"][0]["after"] == {"category": "new", "package": "SO-8"}
    assert [one["number"] for one in row.samples["gone"]] == ["A3"]
    assert {"listed": "Novel Maker", "maker": "Novel Maker", "how": "new"} in row.samples["makers"]
    assert catalogue() == before


def test_what_is_applied_is_what_was_shown() -> None:
    applied(table([("A1", "TI", "old", "", "", ""), ("A3", "TI", "", "", "", "")]))
    make_part("LM358", make_maker("Texas Instruments"), category="theirs")
    row = applied(table([("A1", "TI", "new", "", "", ""), ("LM358", "TI", "other", "", "", "LM-358"),
                         ("B9", "Novel Maker", "x", "SO-8", "B", "B-9")]))  # fmt: skip
    assert row.state == ImportState.APPLIED and row.new_parties == ["novel-maker"]
    parts = {part.number: part for part in Part.objects.select_related("manufacturer")}
    assert parts["A1"].category == "new" and parts["A1"].gone_on is None
    assert parts["A3"].gone_on is not None
    assert parts["LM358"].category == "theirs"
    assert (parts["B9"].manufacturer.name, parts["B9"].package, parts["B9"].base) == ("Novel Maker", "SO-8", "B")
    assert parts["B9"].added_by == row and parts["B9"].canonical
    assert set(PartAlias.objects.values_list("number", "alias")) == {("LM358", "LM-358"), ("B9", "B-9")}
    told = [entry.action for entry in history("import", str(row.public_id))]
    assert told == ["parts.import_received", "parts.import_previewed", "parts.import_applied"]
    again = applied(table([("A3", "TI", "", "", "", "")]), complete=False)
    assert counts(again, "changed", "gone") == (1, 0)
    assert Part.objects.get(number="A3").gone_on is None


def test_a_list_that_says_nothing_of_a_field_leaves_it() -> None:
    applied(table([("A1", "TI", "kept", "SO-8", "A", "")]))
    row = previewed(table([("A1", "TI")], header=("mpn", "manufacturer")))
    assert counts(row, "same", "changed") == (1, 0)


def test_rolling_back_brings_back_what_was_there() -> None:
    applied(table([("A1", "TI", "old", "", "", ""), ("A2", "TI", "", "", "", ""), ("A3", "TI", "", "", "", "")]))
    before = catalogue()
    row = applied(table([("A1", "TI", "new", "", "A", "A-1"), ("B9", "Novel Maker", "", "", "", "")]))
    assert catalogue() != before
    back = taken_back(row)
    assert back.state == ImportState.ROLLED_BACK and catalogue() == before
    entry = LedgerEntry.objects.get(action="parts.import_rolled_back")
    assert (entry.details["removed"], entry.details["restored"], entry.details["makers_removed"]) == (1, 3, 1)


def random_list(dice: random.Random) -> bytes:
    rows = []
    for _row in range(dice.randint(1, 14)):
        number, maker = f"{dice.choice('ABC')}{dice.randint(1, 6)}", dice.choice(("TI", "Acme", "ACME", "Zeta", ""))
        facts = (dice.choice(("", "one", "two")), dice.choice(("", "SO-8")), dice.choice(("", "A")))
        rows.append((number, maker, *facts, dice.choice(("", "X1", "X1;X2"))))
    return table(rows)


@pytest.mark.parametrize("seed", range(12))
def test_any_lists_applied_and_taken_back_in_turn_leave_the_catalogue_as_before(seed: int) -> None:
    dice = random.Random(seed)
    make_maker("Texas Instruments")
    make_part("A1", make_maker("Acme"), category="of somebody else")
    states, rows = [catalogue()], []
    for _turn in range(4):
        options = {"source": dice.choice(("One", "One", "Two")), "complete": dice.random() < 0.7}
        row = previewed(random_list(dice), **options)
        promised = dict(row.counts)
        rows.append(applied_now(row))
        assert rows[-1].counts == promised
        states.append(catalogue())
    for row, state in zip(reversed(rows), reversed(states[:-1]), strict=True):
        taken_back(row)
        assert catalogue() == state


def test_imports_of_a_source_go_in_the_reverse_order() -> None:
    first = applied(table([("A1", "TI", "", "", "", "")]))
    second = applied(table([("A2", "TI", "", "", "", "")]), file_name="second.csv")
    other = applied(table([("A9", "TI", "", "", "", "")]), source="Other")
    with pytest.raises(LaterImports, match=r"second\.csv"):
        taken_back(first)
    taken_back(second)
    taken_back(first)
    assert list(Part.objects.values_list("number", flat=True)) == ["A9"] and other.state == ImportState.APPLIED


def test_a_maker_to_whom_something_refers_by_now_stays() -> None:
    row = applied(table([("B9", "Novel Maker", "", "", "", ""), ("B8", "Other Maker", "", "", "", "")]))
    PartyName.objects.create(party=Party.objects.get(name="Novel Maker"), name="Novel")
    taken_back(row)
    assert set(Party.objects.values_list("name", flat=True)) == {"Novel Maker"}


def test_what_another_source_took_over_stays() -> None:
    row = applied(table([("A1", "TI", "theirs", "", "", "")]))
    Part.objects.update(source=make_part("X").source)
    taken_back(row)
    assert Part.objects.get(number="A1").added_by is None


def test_an_import_is_not_applied_when_the_catalogue_moved_on() -> None:
    row = previewed(table([("A1", "TI", "", "", "", ""), ("A2", "TI", "", "", "", "")]))
    make_part("A1", make_maker("Texas Instruments"))
    before = catalogue()
    start_apply(row=row, actor=ACTOR)
    with pytest.raises(CatalogueMoved):
        applying.apply(import_id=str(row.public_id), actor=ACTOR)
    assert catalogue() == before
    applying.give_up(import_id=str(row.public_id), code=CatalogueMoved.code)
    row.refresh_from_db()
    assert (row.state, row.failure) == (ImportState.PREVIEWED, "catalogue_changed")
    start_preview(row=row, actor=ACTOR)
    row = applying.preview(import_id=str(row.public_id), actor=ACTOR, progress=lambda done, total: None)
    assert counts(applied_now(row), "new", "known") == (1, 1)


def test_work_that_breaks_off_leaves_nothing_and_can_be_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    applied(table([("A1", "TI", "old", "", "", "")]))
    before = catalogue()
    row = previewed(table([("A1", "TI", "new", "", "", ""), ("B9", "Novel Maker", "", "", "", "")]))
    start_apply(row=row, actor=ACTOR)

    def broken(*_arguments: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(bulk, "update", broken)
        with pytest.raises(MemoryError):
            applying.apply(import_id=str(row.public_id), actor=ACTOR)
    assert catalogue() == before
    done = applying.apply(import_id=str(row.public_id), actor=ACTOR)
    assert done.state == ImportState.APPLIED and Part.objects.filter(added_by=row).count() == 1
    assert applying.apply(import_id=str(row.public_id), actor=ACTOR).applied_at == done.applied_at


def test_the_jobs_do_it_and_a_failure_is_kept_with_its_reason() -> None:
    row = received(table([("A1", "TI", "", "", "", "")]))
    start_preview(row=row, actor=ACTOR)
    job = Job.objects.get(name=PREVIEW_JOB)
    runner.run(job.pk, tasks.preview_import, tasks._import_failed)
    job.refresh_from_db()
    row.refresh_from_db()
    assert (job.state, row.state, job.progress_done) == (JobState.DONE, ImportState.PREVIEWED, 1)
    make_part("A1", make_maker("Texas Instruments"))
    start_apply(row=row, actor=ACTOR)
    job = Job.objects.exclude(pk=job.pk).get()
    runner.run(job.pk, tasks.apply_import, tasks._import_failed)
    job.refresh_from_db()
    row.refresh_from_db()
    assert (job.state, job.failure_code, job.attempts) == (JobState.FAILED, "catalogue_changed", 1)
    assert (row.state, row.failure) == (ImportState.PREVIEWED, "catalogue_changed")
    Part.objects.all().delete()
    Party.objects.all().delete()
    runner.run(run_again(job).pk, tasks.apply_import, tasks._import_failed)
    row.refresh_from_db()
    assert (row.state, row.failure) == (ImportState.APPLIED, "") and Part.objects.get().added_by == row


def test_a_work_step_that_does_not_fit_is_refused() -> None:
    row = received(table([("A1", "TI", "", "", "", "")]))
    with pytest.raises(ImportNotReady):
        start_apply(row=row, actor=ACTOR)
    discard(row=row, actor=ACTOR)
    with pytest.raises(ImportNotReady):
        start_preview(row=row, actor=ACTOR)
    done = applying.preview(import_id=str(row.public_id), actor=ACTOR, progress=lambda done, total: None)
    assert done.state == ImportState.DISCARDED


def test_progress_is_told_within_the_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    row = previewed(table([(f"A{number}", "TI", "", "", "", "") for number in range(30)]))
    start_apply(row=row, actor=ACTOR)
    told: list[import_progress.Far | None] = []

    def counted(model: Any, columns: Any, rows: Any) -> None:
        told.append(import_progress.told(str(row.public_id)))
        real(model, columns, rows)

    real = bulk.insert
    monkeypatch.setattr("provenance.operations.comparing.AT_ONCE", 10)
    monkeypatch.setattr(bulk, "insert", counted)
    applying.apply(import_id=str(row.public_id), actor=ACTOR)
    assert told == [None, import_progress.Far(10, 30), import_progress.Far(20, 30)]
    assert import_progress.told(str(row.public_id)) is None


def test_a_cache_that_is_away_stops_nothing(settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    assert applied(table([("A1", "TI", "", "", "", "")])).state == ImportState.APPLIED
    assert import_progress.told("x") is None


def test_gone_keeps_its_day_and_is_not_counted_again() -> None:
    applied(table([("A1", "TI", "", "", "", ""), ("A2", "TI", "", "", "", "")]))
    first = applied(table([("A1", "TI", "", "", "", "")]))
    Part.objects.filter(number="A2").update(gone_on=date(2025, 1, 1))
    second = applied(table([("A1", "TI", "", "", "", "")]))
    assert (first.counts["gone"], second.counts["gone"]) == (1, 0)
    assert Part.objects.get(number="A2").gone_on == date(2025, 1, 1)


def test_a_maker_that_was_merged_keeps_its_parts_and_gets_no_second_ones() -> None:
    applied(table([("A1", "Old Name", "x", "", "", ""), ("A2", "Old Name", "", "", "", "")]))
    Party.objects.filter(name="Old Name").update(merged_into=make_maker("New Name"))
    row = applied(table([("A1", "Old Name", "y", "", "", "A-1"), ("A3", "New Name", "", "", "", "")]))
    assert counts(row, "new", "changed", "gone", "new_makers") == (1, 1, 1, 0)
    kept = Part.objects.get(number="A1")
    assert (kept.manufacturer.name, kept.category) == ("Old Name", "y")
    assert PartAlias.objects.get().manufacturer == kept.manufacturer
    assert Part.objects.get(number="A3").manufacturer.name == "New Name"


def test_a_maker_named_like_another_s_alias_is_never_guessed() -> None:
    one, other = make_maker("Dallas"), make_maker("Maxim")
    PartyName.objects.create(party=other, name="DALLAS")
    PartyName.objects.create(party=other, name="MAX")
    applied(table([("DS1", "Maxim", "", "", "", "")]))
    row = applied(
        table([("DS1", "dallas", "", "", "", ""), ("DS2", "max", "", "", "", ""), ("DS3", one.slug, "", "", "", "")])
    )
    assert [(error["line"], error["code"]) for error in row.errors] == [(2, "maker_ambiguous"), (4, "maker_ambiguous")]
    assert row.errors[0]["params"]["makers"] == "Dallas, Maxim"
    assert {"listed": "max", "maker": "Maxim", "how": "alias"} in row.samples["makers"]
    assert Part.objects.get(number="DS1").gone_on is None


def test_more_makers_than_any_list_names_are_another_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.operations.maker_names.MOST", 3)
    row = previewed(table([(f"A{number}", f"Maker {number}", "", "", "", "") for number in range(5)]))
    assert (row.state, row.failure) == (ImportState.FAILED, "too_many_makers")


def test_the_same_part_in_the_same_line_of_two_libraries_comes_in_once() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("A.kicad_sym", library(AMPLIFIER))
        archive.writestr("B.kicad_sym", library(AMPLIFIER))
    row = applied(data.getvalue(), wanted=ImportFormat.KICAD)
    assert counts(row, "rows", "new", "left_out") == (2, 1, 1)
