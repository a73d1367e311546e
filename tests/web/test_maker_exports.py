"""The page of exports: ask, follow, take, and what it says when a file may not be taken any more."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone, translation

from accounts.models import Organisation, User
from accounts.queries import principal_for
from accounts.roles import OrganisationKind, Role
from jobs.models import Job
from makers.models import ExportState, FindingExport, OwnAct
from makers.operations import finding_exports
from provenance.models import BrandRepresentation
from tests.factories.accounts import make_organisation, make_user
from tests.factories.exports import run_export, written_export
from tests.factories.provenance import make_maker, represent
from tests.factories.teardowns import make_finding

pytestmark = pytest.mark.django_db
PAGE = "/maker/exports/"


@pytest.fixture
def organisation() -> Organisation:
    house, brand = make_organisation(OrganisationKind.MAKER), make_maker("Analog Devices")
    represent(house, brand)
    make_finding("AD9361BBCZ", brand)
    return house


@pytest.fixture
def officer(organisation: Organisation) -> User:
    return make_user(Role.MAKER, organisation=organisation)


@pytest.fixture
def client(officer: User) -> Client:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(officer)
    return browser


def text(answer: Any) -> str:
    return answer.content.decode()


def test_from_asking_to_the_file(client: Client) -> None:
    asked = client.post(PAGE, {"ending": "json", "part_number": "AD93", "brand": "analog-devices"}, follow=True)
    assert asked.redirect_chain == [(PAGE, 302)]
    assert "The file is being made." in text(asked) and "every 2s" in text(asked)
    row = FindingExport.objects.get()
    assert row.filter == {"part_number": "AD93", "brand": "analog-devices"}
    waiting = client.get(f"{PAGE}{row.public_id}/")
    assert waiting.status_code == 409 and "still being made" in text(waiting)
    run_export(row)
    shown = client.get(PAGE)
    assert "every 2s" not in text(shown) and "Analog Devices" in text(shown)
    assert row.sha256[:4] in text(shown)
    taken = client.get(f"{PAGE}{row.public_id}/")
    assert taken["Content-Disposition"].startswith('attachment; filename="findings-')
    assert int(taken["Content-Length"]) == row.size
    assert json.loads(b"".join(taken))["count"] == 1
    assert OwnAct.objects.filter(act="findings.exported", subject_id=str(row.public_id)).exists()


def test_a_filter_comes_along_from_the_findings(client: Client) -> None:
    question = urlencode({"part_number": "AD", "found_to": "2199-05"})
    assert f"{PAGE}?{question.replace('&', '&amp;')}" in text(client.get(f"/findings/?{question}"))
    page = text(client.get(f"{PAGE}?{question}"))
    assert 'value="2199-05"' in page and '<details class="wide more" open>' in page


def test_a_filter_with_a_fault_asks_for_nothing(client: Client) -> None:
    answer = client.post(PAGE, {"ending": "csv", "made_from": "yesterday"})
    assert answer.status_code == 422 and 'value="yesterday"' in text(answer)
    assert client.post(PAGE, {"ending": "exe"}).status_code == 422
    assert not FindingExport.objects.exists()


def test_htmx_gets_the_files_alone(client: Client, officer: User) -> None:
    written_export(principal_for(officer))
    piece = text(client.get(PAGE, headers={"HX-Request": "true"}))
    assert piece.lstrip().startswith("<section") and "<html" not in piece


def test_how_far_it_is(client: Client, officer: User) -> None:
    client.post(PAGE, {"ending": "csv"})
    FindingExport.objects.update(written=12_000, expected=20_000)
    assert "12,000 of about 20,000 findings" in text(client.get(PAGE))


def test_a_brand_that_was_sold_takes_the_file_along_and_a_fresh_one_is_offered(client: Client, officer: User) -> None:
    row = written_export(principal_for(officer))
    BrandRepresentation.objects.update(end=timezone.now().date() - timedelta(days=1))
    answer = client.get(f"{PAGE}{row.public_id}/")
    assert answer.status_code == 410
    assert "brand that you do not speak for any more" in text(answer) and "Ask for a fresh one." in text(answer)
    again = client.post(f"{PAGE}{row.public_id}/again/", follow=True)
    assert again.redirect_chain == [(PAGE, 302)]
    fresh = FindingExport.objects.get(state=ExportState.WAITING)
    assert run_export(fresh).written == 0
    assert b"AD9361BBCZ" not in b"".join(client.get(f"{PAGE}{fresh.public_id}/"))


def test_too_many_are_said_and_what_was_typed_stays(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_exports, "MOST", 1)
    client.post(PAGE, {"ending": "csv"})
    answer = client.post(PAGE, {"ending": "csv", "part_number": "AD9"})
    assert answer.status_code == 409 and 'value="AD9"' in text(answer) and "1 are kept" in text(answer)
    assert FindingExport.objects.count() == 1


def test_both_languages_and_nothing_of_it_in_job_rows(client: Client, officer: User) -> None:
    written_export(principal_for(officer), part_number="CANARY7")
    officer.preferred_language = "uk"
    officer.save()
    answer = client.get(PAGE)
    assert answer["Content-Language"] == "uk" and "CANARY7" in text(answer)
    assert "CANARY7" not in repr(list(Job.objects.values()))


def test_words_for_the_job_and_its_object() -> None:
    from web import export_words
    from web.words import JOBS, OBJECTS

    with translation.override("en"):
        for words, code in ((JOBS, finding_exports.JOB), (OBJECTS, "finding_export")):
            assert str(words[code]) and code in {**export_words.JOBS, **export_words.OBJECTS}
