"""Who is shut out, a brand that is sold, a finding that is taken back: the file ends with the rights to it."""

import pytest
from django.utils import timezone

from accounts import operations as accounts
from accounts.models import ApiToken
from accounts.queries import Principal, principal_for
from accounts.roles import Role, Scope
from jobs.models import Job, JobState
from makers.models import ExportState
from makers.operations import coming_in, finding_exports
from makers.operations.finding_exports import ask_for_export
from provenance.models import BrandRepresentation
from teardowns.operations.releasing import withdraw
from teardowns.queries import findings
from teardowns.queries.findings import FindingFilter
from tests.factories.accounts import ACTOR, make_principal, make_token
from tests.factories.exports import run_export, written_export
from tests.makers.exporting import House, content, files, numbers, sell, why

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_folder")]


def by_token(exporter: House) -> tuple[Principal, ApiToken]:
    user = exporter.officer.user
    make_token(user, [Scope.FINDINGS])
    token = ApiToken.objects.latest("pk")
    user.presented_token = token
    return principal_for(user), token


def shut_out(way: str, exporter: House, token: ApiToken | None) -> None:
    if way == "ban":
        accounts.suspend_user(user=exporter.officer.user, reason="r", actor=ACTOR)
    elif way == "removal":
        accounts.remove_member(user=exporter.officer.user, reason="r", actor=ACTOR)
    elif way == "revocation" and token is not None:
        accounts.revoke_token(token=token, actor=ACTOR)
    elif way == "expiry" and token is not None:
        ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now())
    else:
        coming_in.let_leave(principal=make_principal(Role.ADMIN), organisation=exporter.organisation, reason="merged")


@pytest.mark.parametrize("way", ["ban", "removal", "revocation", "expiry", "leaving"])
def test_who_is_shut_out_ends_what_they_asked_for(exporter: House, way: str) -> None:
    colleague = make_principal(Role.MAKER, organisation=exporter.organisation)
    asker, token = by_token(exporter)
    ready = written_export(asker)
    waiting = ask_for_export(principal=asker, wanted=FindingFilter(lot="1"), ending="csv")
    shut_out(way, exporter, token)
    assert why(colleague, ready) == "not_allowed"
    assert run_export(waiting).cause == "not_allowed"
    assert Job.objects.get(subject_id=str(waiting.public_id)).state == JobState.FAILED
    assert why(colleague, waiting) == "not_allowed"
    assert not list(files())


def test_a_brand_that_was_sold_before_it_was_written_ends_it(exporter: House) -> None:
    waiting = ask_for_export(principal=exporter.officer, wanted=FindingFilter(), ending="csv")
    sell(exporter, exporter.other)
    assert run_export(waiting).cause == "brand_left"
    assert why(exporter.officer, waiting) == "brand_left"
    fresh = written_export(exporter.officer)
    assert numbers(content(exporter.officer, fresh)) == ["AD9361BBCZ"]


def test_a_brand_that_was_sold_after_it_was_written_ends_it(exporter: House) -> None:
    row, other = written_export(exporter.officer), written_export(exporter.officer, brand="analog-devices")
    sell(exporter, exporter.other)
    assert why(exporter.officer, row) == "brand_left"
    row.refresh_from_db()
    assert (row.state, row.cause) == (ExportState.ENDED, "brand_left")
    assert numbers(content(exporter.officer, other)) == ["AD9361BBCZ"]
    BrandRepresentation.objects.update(end=None)
    assert why(exporter.officer, row) == "brand_left", "it ended"


@pytest.mark.parametrize("loss", ["brand_left", "not_allowed"])
def test_what_is_lost_in_the_middle_ends_it(exporter: House, monkeypatch: pytest.MonkeyPatch, loss: str) -> None:
    monkeypatch.setattr(findings, "AT_ONCE", 1)
    monkeypatch.setattr(finding_exports, "AT_ONCE", 1)
    read = findings.OwnFindings.page

    def page(own: findings.OwnFindings, *args: object, **kwargs: object) -> findings.FindingPage:
        if kwargs["after"] is not None:
            sell(exporter, exporter.brand)
            sell(exporter, exporter.other)
            if loss == "not_allowed":
                accounts.suspend_user(user=exporter.officer.user, reason="r", actor=ACTOR)
        return read(own, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(findings.OwnFindings, "page", page)
    row = ask_for_export(principal=exporter.officer, wanted=FindingFilter(), ending="csv")
    assert run_export(row).cause == loss
    assert not list(files())


def test_a_finding_that_was_taken_back_ends_the_files_that_hold_it(exporter: House) -> None:
    row, other = written_export(exporter.officer), written_export(exporter.officer, part_number="LTC")
    withdraw(principal=make_principal(Role.ANALYST), release=exporter.found, reason="misread")
    assert why(exporter.officer, row) == "taken_back"
    assert numbers(content(exporter.officer, other)) == ["LTC3780EG"]
    assert numbers(content(exporter.officer, written_export(exporter.officer))) == ["LTC3780EG"]
