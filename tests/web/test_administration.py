from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import AccountEvent, ApiToken, User
from accounts.roles import OrganisationKind, Role
from custody.models import LedgerEntry, LedgerHead
from jobs.models import Job, JobState
from jobs.queue import enqueue
from tests.factories.accounts import make_organisation, make_user
from tests.factories.teardowns import make_proposal

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


def failed_job() -> Job:
    job = enqueue("teardowns.read_photo", key="k", arguments={}, subject_type="photo", subject_id="x" * 36)
    Job.objects.filter(pk=job.pk).update(
        state=JobState.FAILED, attempts=3, failure_code="worker_lost", failure_detail="SIGKILL"
    )
    return job


def test_a_failed_job_says_why_and_runs_again(signed_in: Enter) -> None:
    job = failed_job()
    client = signed_in(Role.ADMIN)
    page = client.get("/jobs/").content.decode()
    assert "The worker ended in the middle of it" in page and "The original is sealed and whole" in page
    assert "<summary>Technical detail</summary>" in page and "SIGKILL" in page
    client.post(f"/jobs/{job.public_id}/again/")
    job.refresh_from_db()
    assert job.state == JobState.QUEUED and job.attempts == 0


def test_an_analyst_sees_the_jobs_and_has_no_button(signed_in: Enter) -> None:
    failed_job()
    page = signed_in(Role.ANALYST).get("/jobs/", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in page and "Run again" not in page


def test_the_ledger_is_shown_verified_and_followed_to_an_object(signed_in: Enter) -> None:
    proposal = make_proposal()
    admin = signed_in(Role.ADMIN)
    assert "Part proposed by the machine" in admin.get("/ledger/").content.decode()
    assert "The chain is whole" in admin.post("/ledger/verify/", follow=True).content.decode()
    history = f"/ledger/component/{proposal.component.public_id}/"
    assert admin.get(history).status_code == 200
    assert admin.get("/ledger/component/nothing/").status_code == 404
    LedgerHead.objects.update(size=1000)
    assert (
        "The end of the ledger is missing: ledger entries"
        in admin.post("/ledger/verify/", follow=True).content.decode()
    )


def test_the_history_of_an_object_follows_the_right_to_see_it(signed_in: Enter) -> None:
    proposal = make_proposal()
    teardown = proposal.component.teardown
    history = f"/ledger/teardown/{teardown.public_id}/"
    assert signed_in(teardown.examiner).get(history).status_code == 200
    assert signed_in(Role.FIELD).get(history).status_code == 404
    assert signed_in(Role.ANALYST).get(history).status_code == 200
    assert signed_in(Role.MAKER).get(history).status_code == 403
    entry = LedgerEntry.objects.exclude(subject_type__in=("photo", "component", "teardown", "assembly")).first()
    if entry is not None:
        address = f"/ledger/{entry.subject_type}/{entry.subject_id}/"
        assert signed_in(Role.ANALYST).get(address).status_code == 404


def test_a_person_is_added_invited_suspended_and_restored(signed_in: Enter) -> None:
    team = make_organisation(OrganisationKind.FIELD_TEAM, "Team Odesa 1")
    client = signed_in(Role.ADMIN)
    typed = {"name": "V. Koval", "email": "koval@example.org", "organisation": team.public_id, "role": "field"}
    added = client.post("/people/new/", typed, follow=True).content.decode()
    assert "This person has no password yet." in added
    user = User.objects.get(email="koval@example.org")
    answer = client.post(f"/people/{user.public_id}/invite/")
    invited = answer.content.decode()
    assert "Give this person their invitation." in invited and "/account/password/reset/key/" in invited
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.post("/people/new/", typed).status_code == 422
    address = f"/people/{user.public_id}"
    assert (
        "Suspended since" in client.post(f"{address}/suspend/", {"reason": "lost phone"}, follow=True).content.decode()
    )
    assert "may sign in again" in client.post(f"{address}/restore/", follow=True).content.decode()


def test_nobody_gets_the_way_into_an_account_without_a_record(signed_in: Enter) -> None:
    analyst = make_user(Role.ANALYST)
    client = signed_in(Role.ADMIN)
    address = f"/people/{analyst.public_id}/"
    assert "/account/password/reset/key/" not in client.get(f"{address}?invite=1").content.decode()
    made = AccountEvent.objects.filter(action="user.invited", subject_id=str(analyst.public_id))
    assert not made.exists()
    assert "/account/password/reset/key/" in client.post(f"{address}invite/").content.decode()
    assert made.count() == 1
    client.post(f"{address}suspend/", {"reason": "left"})
    assert "This person is suspended." in client.post(f"{address}invite/", follow=True).content.decode()


def test_a_role_that_does_not_fit_is_refused_in_words(signed_in: Enter) -> None:
    team = make_organisation(OrganisationKind.FIELD_TEAM, "Team Odesa 2")
    typed = {"name": "A", "email": "a@example.org", "organisation": team.public_id, "role": "maker"}
    answer = signed_in(Role.ADMIN).post("/people/new/", typed)
    assert answer.status_code == 422 and not User.objects.filter(email="a@example.org").exists()


def test_a_token_is_shown_once_and_revoked(signed_in: Enter) -> None:
    person = make_user(Role.FIELD)
    client = signed_in(Role.ADMIN)
    address = f"/people/{person.public_id}/"
    page = client.post(f"{address}tokens/", {"label": "phone 12", "scopes": ["upload"], "days": "30"}).content.decode()
    token = ApiToken.objects.get()
    assert f"ct_{token.prefix}_" in page and "send photos only</td>" in page
    assert f"ct_{token.prefix}_" not in client.get(address).content.decode()
    client.post(f"/people/tokens/{token.public_id}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at is not None
    wrong = client.post(f"{address}tokens/", {"label": "x", "scopes": ["evidence"], "days": "30"})
    assert wrong.status_code == 422


def test_an_organisation_is_added_once(signed_in: Enter) -> None:
    client = signed_in(Role.ADMIN)
    assert client.post("/people/organisations/", {"name": "Lab 7", "kind": "lab"}).status_code == 302
    assert client.post("/people/organisations/", {"name": "Lab 7", "kind": "lab"}).status_code == 422


def test_the_photo_of_somebody_else_is_not_served(signed_in: Enter) -> None:
    proposal = make_proposal()
    photo = proposal.reading.marking.photo
    assert signed_in(photo.uploaded_by).get(f"/photos/{photo.public_id}/display.jpg").status_code == 200
    assert signed_in(photo.uploaded_by).get(f"/photos/{photo.public_id}/reading.jpg").status_code == 404
    assert signed_in(Role.FIELD).get(f"/photos/{photo.public_id}/display.jpg").status_code == 404
