"""What a maker closed or took back opens neither by a correction nor by what is made of the rest."""

from dataclasses import replace
from datetime import datetime

import pytest

from accounts.roles import Role
from makers.operations import settling
from makers.operations.answering import answer, withdraw_answer
from makers.queries.answers import answers_to, document_for
from problems import NotFound
from provenance.models import Claim
from tests.factories.accounts import make_principal
from tests.factories.answers import given, make_answer, officer
from tests.factories.requests import make_request

pytestmark = pytest.mark.django_db

SECRET = "Canary Trading Ltd"


def test_papers_that_stay_are_opened_on_purpose_alone() -> None:
    request = make_request()
    own = officer(request)
    make_answer(request, use="leads until 2030-01-31", principal=own, documents={"x.pdf": b"%PDF secret"})
    corrected = make_answer(request, use="open", principal=own)
    assert corrected.terms["documents"] == "leads until 2030-01-31" and corrected.terms["verdict"] == "open"
    with pytest.raises(NotFound):
        document_for(make_principal(Role.ENFORCEMENT), corrected.documents.get().public_id)
    assert answer(principal=own, request=request, given=given(), seen="") == corrected, "the same twice is one"
    said = replace(given(), papers_said=True)
    opened = answer(principal=own, request=request, given=said, seen=str(corrected.public_id))
    assert document_for(make_principal(Role.ENFORCEMENT), opened.documents.get().public_id)
    again = make_answer(request, use="sealed", principal=own, documents={"y.pdf": b"%PDF other"})
    assert again.terms["documents"] == "sealed"
    assert make_answer(request, principal=own, documents={"z.pdf": b"%PDF new"}).terms["documents"] == "open"


def test_papers_of_a_withdrawn_answer_do_not_come_back() -> None:
    request = make_request()
    own = officer(request)
    withdraw_answer(principal=own, answer=make_answer(request, principal=own, documents={"x.pdf": b"%PDF secret"}))
    assert not make_answer(request, principal=own).documents.exists()


@pytest.mark.parametrize("ending", ["withdrawn", "corrected"])
def test_what_does_not_stand_is_read_by_its_maker_alone(ending: str) -> None:
    request = make_request()
    own = officer(request)
    made = make_answer(request, {"note": SECRET}, principal=own, documents={"x.pdf": b"%PDF secret"})
    paper = made.documents.get().public_id
    if ending == "withdrawn":
        withdraw_answer(principal=own, answer=made)
    else:
        make_answer(request, use="sealed", principal=own)
    analyst, police = make_principal(Role.ANALYST), make_principal(Role.ENFORCEMENT)
    for reader in (analyst, police):
        with pytest.raises(NotFound):
            document_for(reader, paper)
    assert document_for(own, paper).public_id == paper
    history = answers_to(analyst, request)[-1]
    assert (history.given_at, history.stands, history.withdrawn) == (made.created_at, False, ending == "withdrawn")
    assert (history.fields, history.sales, history.sales_in_all, history.documents) == ({}, (), 0, ())
    assert all(one.stands for one in answers_to(police, request))
    mine = answers_to(own, request)[-1]
    assert mine.fields["note"].value == SECRET and mine.sales and mine.documents


@pytest.mark.parametrize("use", ["leads", "sealed", "sealed until 2030-01-31"])
@pytest.mark.parametrize("verdict", ["genuine", "counterfeit"])
def test_a_closed_verdict_is_not_told_by_a_claim(verdict: str, use: str, monkeypatch: pytest.MonkeyPatch) -> None:
    request = make_request()
    make_answer(request, {"verdict": verdict, "use_verdict": use})
    assert not Claim.objects.exists()
    now = datetime.fromisoformat("2030-03-01T00:00:00+00:00")
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    settling.open_what_ended()
    assert Claim.objects.count() == ("until" in use and verdict == "genuine")


@pytest.mark.parametrize("use", ["leads", "sealed", "sealed until 2030-01-31"])
def test_the_status_is_the_same_whatever_a_closed_verdict_is(use: str) -> None:
    statuses, shown = set(), set()
    for verdict in ("genuine", "counterfeit", "cannot_tell"):
        for sales in (0, 1):
            request = make_request()
            said = given({"verdict": verdict, "use_verdict": use}, use="sealed", sales=sales)
            answer(principal=officer(request), request=request, given=said, seen="")
            request.refresh_from_db()
            statuses.add(request.status)
            shown.add(answers_to(make_principal(Role.ENFORCEMENT), request)[0].whole)
    assert (statuses, shown) == ({"answered"}, {True})


def test_an_open_verdict_counts_as_what_it_is() -> None:
    request = make_request()
    answer(principal=officer(request), request=request, given=given(sales=0), seen="")
    request.refresh_from_db()
    assert request.status == "partial"


def test_a_claim_does_not_count_the_closed_sales() -> None:
    request = make_request()
    hidden, plain = tuple(given({"order": "hidden"}, use="sealed").sales), given().sales
    said = replace(given(), sales=(*hidden * 41, *plain))
    made = answer(principal=officer(request), request=request, given=said, seen="")
    reference = Claim.objects.get().reference
    assert reference.startswith(f"answer {made.public_id} sale ")
    assert len(reference.split()[-1]) == 12, "by chance, not by number"
