"""Exports in the background: the rights are those of the moment, when it is written and when it is handed out."""

import hashlib
import json
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import ApiToken
from accounts.queries import principal_for
from accounts.roles import Role, Scope
from jobs.models import Job
from makers.export_problems import CAUSES, ExportNotReady, TooManyExports, why_ended
from makers.finding_tables import FORMATS
from makers.models import ExportState, FindingExport, OwnAct
from makers.operations import export_files, finding_exports
from makers.operations.finding_exports import ask_for_export, end_exports, take_export, write_export
from makers.queries.finding_exports import filter_of
from problems import NotAllowed, NotFound
from teardowns.queries import findings
from teardowns.queries.findings import FindingFilter
from tests.factories.accounts import make_principal, make_token, make_user
from tests.factories.exports import run_export, written_export
from tests.factories.teardowns import make_finding
from tests.makers.exporting import House, content, files, numbers, sell, why

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_folder")]


def test_a_file_holds_what_the_filter_leaves_of_own_findings(exporter: House) -> None:
    row = written_export(exporter.officer)
    text = content(exporter.officer, row)
    assert numbers(text) == ["AD9361BBCZ", "LTC3780EG"]
    assert (row.state, row.written, row.size) == (ExportState.READY, 2, len(text))
    assert row.sha256 == hashlib.sha256(text).hexdigest()
    assert row.brands == sorted([exporter.brand.pk, exporter.other.pk])
    narrowed = written_export(exporter.officer, brand="analog-devices", part_number="ad93")
    assert numbers(content(exporter.officer, narrowed)) == ["AD9361BBCZ"]
    assert narrowed.filter == {"part_number": "ad93", "brand": "analog-devices"}
    assert narrowed.brands == [exporter.brand.pk]
    none = written_export(exporter.officer, part_number="nothing")
    assert (none.written, none.brands, numbers(content(exporter.officer, none))) == (0, [], [])


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_a_file_is_the_same_as_the_one_that_is_streamed(exporter: House, ending: str) -> None:
    made = FORMATS[ending][1](findings.each_finding(exporter.officer))
    assert content(exporter.officer, written_export(exporter.officer, ending=ending)) == b"".join(made)


def test_days_and_moments_of_a_filter_are_kept(exporter: House) -> None:
    now = timezone.now()
    wanted = FindingFilter(made_from=now.date(), opened_since=now, weapon_model="shahed-136")
    row = ask_for_export(principal=exporter.officer, wanted=wanted, ending="csv")
    row.refresh_from_db()
    assert filter_of(row.filter) == wanted


def test_the_log_says_who_asked_and_who_took_it_with_its_hash(exporter: House) -> None:
    row = written_export(exporter.officer, lot="2690")
    colleague = make_principal(Role.MAKER, organisation=exporter.organisation)
    content(colleague, row)
    acts = list(OwnAct.objects.order_by("pk"))
    assert [(one.act, one.user, one.subject_id) for one in acts] == [
        ("findings.export_asked", exporter.officer.user, str(row.public_id)),
        ("findings.export_begun", colleague.user, str(row.public_id)),
        ("findings.exported", colleague.user, str(row.public_id)),
    ]
    assert acts[0].details == {"filter": {"lot": "2690"}, "format": "csv"}
    assert acts[2].details["sha256"] == row.sha256 and acts[2].details["size"] == row.size


def test_who_takes_half_is_on_record_too(exporter: House) -> None:
    _row, pieces = take_export(principal=exporter.officer, public_id=written_export(exporter.officer).public_id)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert OwnAct.objects.order_by("-pk")[0].act == "findings.export_broken_off"


def test_nobody_else_hears_of_it(exporter: House) -> None:
    row = written_export(exporter.officer)
    for stranger in (make_principal(Role.MAKER), make_principal(Role.ANALYST), make_principal(Role.ADMIN)):
        with pytest.raises(NotFound):
            take_export(principal=stranger, public_id=row.public_id)
    with pytest.raises(NotAllowed):
        ask_for_export(principal=make_principal(Role.ANALYST), wanted=FindingFilter(), ending="csv")
    with pytest.raises(NotFound):
        ask_for_export(principal=exporter.officer, wanted=FindingFilter(), ending="exe")


def test_it_is_not_handed_out_before_it_is_ready(exporter: House) -> None:
    row = ask_for_export(principal=exporter.officer, wanted=FindingFilter(), ending="csv")
    with pytest.raises(ExportNotReady):
        take_export(principal=exporter.officer, public_id=row.public_id)


def test_its_days_end_by_themselves(exporter: House) -> None:
    row, kept = written_export(exporter.officer), written_export(exporter.officer, lot="1")
    FindingExport.objects.filter(pk=row.pk).update(expires_at=timezone.now())
    assert end_exports() == 1
    row.refresh_from_db()
    assert (row.state, row.cause) == (ExportState.ENDED, "expired") and row.sha256
    assert [one.name for one in files()] == [str(kept.public_id)]
    assert end_exports() == 0


def test_every_hour_the_rights_are_asked_for(exporter: House) -> None:
    row = written_export(exporter.officer)
    sell(exporter, exporter.brand)
    assert end_exports() == 1
    row.refresh_from_db()
    assert row.cause == "brand_left" and not list(files())


def test_what_was_left_behind_goes(exporter: House, monkeypatch: pytest.MonkeyPatch) -> None:
    row = written_export(exporter.officer)
    (Path(settings.VAULT_ROOT) / "exports" / "left.part").touch()
    end_exports()
    assert len(list(files())) == 2, "somebody may still write it"
    monkeypatch.setattr(finding_exports, "_STALE_SECONDS", -1.0)
    end_exports()
    assert [one.name for one in files()] == [str(row.public_id)]


def test_a_file_that_is_gone_is_told(exporter: House) -> None:
    row = written_export(exporter.officer)
    export_files.remove(row.public_id)
    assert why(exporter.officer, row) == "lost"


def test_files_are_for_the_application_alone(exporter: House) -> None:
    written_export(exporter.officer)
    (file,) = files()
    assert file.stat().st_mode & 0o777 == 0o600 and file.parent.stat().st_mode & 0o777 == 0o700


def test_the_same_question_while_it_is_being_answered_is_one(exporter: House) -> None:
    first = ask_for_export(principal=exporter.officer, wanted=FindingFilter(lot="1"), ending="csv")
    assert ask_for_export(principal=exporter.officer, wanted=FindingFilter(lot="1"), ending="csv") == first
    for wanted, ending in ((FindingFilter(lot="2"), "csv"), (FindingFilter(lot="1"), "json")):
        assert ask_for_export(principal=exporter.officer, wanted=wanted, ending=ending) != first
    run_export(first)
    assert ask_for_export(principal=exporter.officer, wanted=FindingFilter(lot="1"), ending="csv") != first


def test_not_without_end(exporter: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_exports, "MOST", 2)
    row = written_export(exporter.officer)
    ask_for_export(principal=exporter.officer, wanted=FindingFilter(lot="1"), ending="csv")
    with pytest.raises(TooManyExports):
        ask_for_export(principal=exporter.officer, wanted=FindingFilter(lot="2"), ending="csv")
    FindingExport.objects.filter(pk=row.pk).update(expires_at=timezone.now())
    end_exports()
    ask_for_export(principal=exporter.officer, wanted=FindingFilter(lot="2"), ending="csv")


def test_an_attempt_that_was_cut_off_is_begun_anew_and_one_that_is_late_changes_nothing(
    exporter: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ask_for_export(principal=exporter.officer, wanted=FindingFilter(), ending="json")
    seen: list[int] = []

    def late(done: int, total: int) -> None:
        seen.append(done)
        if len(seen) == 1:
            write_export(progress=lambda done, total: None, export_id=str(row.public_id))
            make_finding("AD9361BBCZ", exporter.brand)

    monkeypatch.setattr(findings, "AT_ONCE", 1)
    monkeypatch.setattr(finding_exports, "AT_ONCE", 1)
    write_export(progress=late, export_id=str(row.public_id))
    row.refresh_from_db()
    text = content(exporter.officer, row)
    assert row.sha256 == hashlib.sha256(text).hexdigest()
    assert json.loads(text)["count"] == row.written == 2
    assert len(list(files())) == 1


def test_a_fault_of_ours_is_told_as_one(exporter: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise OSError(28, "full")

    row = ask_for_export(principal=exporter.officer, wanted=FindingFilter(), ending="csv")
    monkeypatch.setattr(os, "fsync", broken)
    for _attempt in range(3):
        run_export(row)
    row.refresh_from_db()
    assert (row.state, row.cause) == (ExportState.ENDED, "VaultFull")
    assert why_ended(row.cause) == str(CAUSES["crashed"])
    assert not list(files())


def test_ordering_sends_one_job(
    exporter: House, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        row = ask_for_export(principal=exporter.officer, wanted=FindingFilter(), ending="csv")
    assert len(callbacks) == 1
    assert Job.objects.get(name=finding_exports.JOB).arguments == {"export_id": str(row.public_id)}


def test_a_person_without_the_scope_asks_for_nothing(exporter: House) -> None:
    user = make_user(Role.MAKER, organisation=exporter.organisation)
    make_token(user, [Scope.REQUESTS])
    user.presented_token = ApiToken.objects.latest("pk")
    with pytest.raises(NotAllowed):
        ask_for_export(principal=principal_for(user), wanted=FindingFilter(), ending="csv")
