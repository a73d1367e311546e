"""Answers: what they become, who sees what of them, and what happens when two answer at once."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.roles import Capability, OrganisationKind, Role
from custody.models import LedgerEntry
from makers.answer_cells import Given
from makers.answer_problems import AnsweredMeanwhile, AnswerNotStanding, NothingSaid
from makers.models import Answer, AnswerRow, OwnAct, TraceRequest
from makers.operations import settling
from makers.operations.answering import answer, grade_answer, withdraw_answer
from makers.operations.requests import withdraw
from makers.operations.sealed_files import opened_sealed
from makers.queries.answers import answer_for, answers_of_lot, answers_to, document_for, lot_is_answered
from makers.requesting import Status
from makers.sharing import Audience
from problems import NotAllowed, NotFound
from provenance.models import BrandRepresentation, Claim, Party, Touch
from tests.factories.accounts import make_organisation, make_principal
from tests.factories.answers import BUYER, given, make_answer, officer
from tests.factories.requests import LOT, PART, make_request

pytestmark = pytest.mark.django_db

SECRET = "Canary Trading Ltd"


def lot_of(request: TraceRequest) -> dict[str, Any]:
    return {"maker_id": request.brand_id, "part_number": PART, "shared": "lot", "code": LOT}


def test_an_open_sale_becomes_a_graded_claim_and_is_traced() -> None:
    request = make_request()
    made = make_answer(request)
    claim = Claim.objects.select_related("source", "buyer", "seller").get()
    assert (claim.seller, claim.buyer.name, claim.buyer.country) == (request.brand, BUYER, "DE")
    assert (claim.part_number, claim.quantity, str(claim.earliest)) == (PART, 2000, "2021-11-05")
    assert (claim.source.reliability, claim.credibility) == ("B", 2)
    assert claim.source.name == f"Reply of {request.organisation.name} to request {request.label}"
    assert str(made.public_id) in claim.reference
    assert Touch.objects.filter(reason="claims").exists()
    request.refresh_from_db()
    assert request.status == Status.ANSWERED
    assert OwnAct.objects.filter(organisation=request.organisation).exists()


@pytest.mark.parametrize("closed", ["use_sold_to", "use_date", "use_seller"])
@pytest.mark.parametrize("use", ["leads", "sealed", "leads until 2199-01-01"])
def test_a_sale_with_a_closed_end_becomes_none(closed: str, use: str) -> None:
    make_answer(texts={closed: use, "seller": "Analog Devices Sales BV"})
    assert not Claim.objects.exists()
    assert not Party.objects.filter(name=BUYER).exists()


def test_a_claim_says_nothing_that_is_closed() -> None:
    make_answer(texts={"use_quantity": "leads", "use_country": "sealed", "order": "PO-7", "use_order": "sealed"})
    claim = Claim.objects.select_related("buyer").get()
    assert (claim.quantity, claim.buyer.country, claim.statement) == (None, "", "")


def test_who_sees_what() -> None:
    request = make_request()
    own = officer(request)
    texts = {"use_sold_to": "leads", "use_quantity": "sealed", "order": "PO-7", "use_order": "leads until 2001-01-01"}
    make_answer(request, texts, principal=own)
    (mine,) = answers_to(own, request)
    (desk,) = answers_to(make_principal(Role.ANALYST), request)
    (police,) = answers_to(make_principal(Role.ENFORCEMENT), request)
    fields = [one.sales[0].fields for one in (mine, desk, police)]
    assert [one["sold_to"].value for one in fields] == [BUYER, BUYER, ""]
    assert [one["quantity"].value for one in fields] == ["2000", "", ""]
    assert [one["order"].value for one in fields] == ["PO-7"] * 3
    assert [one["sold_to"].lead for one in fields] == [False, True, False]
    assert fields[2]["sold_to"].withheld and fields[1]["quantity"].withheld and police.withheld
    assert mine.person and not desk.person


def test_an_agencys_analyst_reads_no_leads() -> None:
    made = make_request()
    make_answer(made, {}, use="leads")
    agency = make_principal(Role.ANALYST, organisation=make_organisation(OrganisationKind.AGENCY))
    (answered,) = answers_to(agency, made)
    assert answered.audience is Audience.ENFORCEMENT and not answered.sales
    (ours,) = answers_to(make_principal(Role.ANALYST), made)
    assert ours.audience is Audience.DESK and ours.sales[0].fields["sold_to"].lead


def test_strangers_hear_of_nothing() -> None:
    request = make_request()
    made = make_answer(request)
    stranger = make_principal(Role.MAKER)
    for one in (stranger, make_principal(Role.FIELD), make_principal(Role.ADMIN)):
        assert answers_to(one, request) == []
        with pytest.raises(NotFound):
            answer_for(one, made.public_id)
    with pytest.raises(NotFound):
        answer(principal=stranger, request=request, given=given(), seen="")


def test_a_brand_that_left_takes_the_answers_along() -> None:
    request = make_request()
    own = officer(request)
    make_answer(request, principal=own)
    BrandRepresentation.objects.update(end=timezone.now().date().replace(year=2020))
    assert answers_to(own, request) == []
    assert len(answers_to(make_principal(Role.ANALYST), request)) == 1


def test_closed_values_lie_encrypted() -> None:
    make_answer(texts={"sold_to": SECRET, "note": SECRET}, use="sealed")
    row = AnswerRow.objects.get()
    assert row.given == {} and row.closed["sold_to"] == SECRET
    with connection.cursor() as cursor:
        cursor.execute("SELECT closed FROM makers_answerrow")
        assert SECRET.encode() not in bytes(cursor.fetchone()[0])
    assert Answer.objects.get().closed["note"] == SECRET


def test_a_correction_supersedes_and_takes_its_claims_along() -> None:
    request = make_request()
    own = officer(request)
    first = make_answer(request, {"sold_to": SECRET}, principal=own)
    second = make_answer(request, {"sold_to": SECRET}, principal=own, use="sealed")
    assert second.supersedes == first
    assert not Claim.objects.exists()
    assert not Party.objects.filter(name=SECRET).exists()
    assert [one.stands for one in answers_to(own, request)] == [True, False]
    assert len(answers_to(make_principal(Role.ENFORCEMENT), request)) == 1


def test_withdrawing_takes_back_what_came_of_it() -> None:
    request = make_request()
    own = officer(request)
    made = make_answer(request, principal=own)
    withdraw_answer(principal=own, answer=made)
    assert not Claim.objects.exists()
    assert not lot_is_answered(**lot_of(request))
    assert answers_of_lot(make_principal(Role.ANALYST), **lot_of(request)) == []
    with pytest.raises(AnswerNotStanding):
        withdraw_answer(principal=own, answer=made)
    again = make_answer(request, principal=own)
    assert again.supersedes == made and Claim.objects.count() == 1


def test_two_people_at_once() -> None:
    request = make_request()
    first, second = officer(request), officer(request)
    one = answer(principal=first, request=request, given=given(), seen="")
    with pytest.raises(AnsweredMeanwhile) as told:
        answer(principal=second, request=request, given=given({"quantity": "7"}), seen="")
    assert told.value.params["standing"] == str(one.public_id)
    assert Answer.objects.count() == 1
    assert answer(principal=first, request=request, given=given(), seen="") == one, "the same twice is one"
    other = answer(principal=second, request=request, given=given({"quantity": "7"}), seen=str(one.public_id))
    assert Claim.objects.get().quantity == 7
    assert other.supersedes == one


def test_an_answer_after_withdrawal_is_kept_and_becomes_no_claim() -> None:
    request = make_request()
    withdraw(principal=make_principal(Role.ANALYST), request=request, reason="asked twice")
    made = make_answer(request)
    assert made.after_withdrawal
    assert not Claim.objects.exists()
    (shown,) = answers_to(make_principal(Role.ANALYST), request)
    assert shown.sales[0].fields["sold_to"].value == BUYER


def test_a_request_that_is_withdrawn_takes_its_claims_along() -> None:
    request = make_request()
    own = officer(request)
    answer(principal=own, request=request, given=Given({"note": "more to come"}, given().terms), seen="")
    make_answer(request, {"verdict": ""}, principal=own)
    assert Claim.objects.exists()
    withdraw(principal=make_principal(Role.ANALYST), request=request, reason="misread")
    assert settling.open_what_ended() <= 1
    assert not Claim.objects.exists()


def test_what_is_closed_until_a_day_opens_the_day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    make_answer(use="leads until 2030-01-31")
    moments = {"2030-02-01T11:00": 0, "2030-02-01T12:00": 1}
    for moment, claims in moments.items():
        now = datetime.fromisoformat(f"{moment}:00+00:00")
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        settling.open_what_ended()
        assert Claim.objects.count() == claims, moment
    assert Answer.objects.get().opens_on is None
    assert settling.open_what_ended() == 0


def test_settling_twice_changes_nothing() -> None:
    made = make_answer()
    before = Claim.objects.get()
    entries = LedgerEntry.objects.count()
    assert not settling.settle(made, actor="system:test").changed
    assert Claim.objects.get() == before and LedgerEntry.objects.count() == entries


def test_companies_of_one_name_stay_those_that_were_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    request = make_request()
    sales = [*given().sales, *given({"country": ""}).sales, *given({"use_quantity": "sealed until 2030-01-31"}).sales]
    made = answer(principal=officer(request), request=request, given=Given({}, given().terms, tuple(sales)), seen="")
    buyers = list(Claim.objects.order_by("pk").values_list("buyer", flat=True))
    assert len(buyers) == 3 and len(set(buyers)) == 2
    assert not settling.settle(made, actor="system:test").changed
    now = datetime.fromisoformat("2030-03-01T00:00:00+00:00")
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    assert settling.open_what_ended() == 1
    assert sorted(Claim.objects.values_list("buyer", flat=True)) == sorted(buyers)
    assert not Claim.objects.filter(quantity=None).exists()


def test_a_field_that_opens_later_makes_the_claim_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    make_answer(texts={"use_quantity": "sealed until 2030-01-31"})
    assert Claim.objects.get().quantity is None
    now = datetime.fromisoformat("2030-03-01T00:00:00+00:00")
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    assert settling.open_what_ended() == 1
    assert Claim.objects.get().quantity == 2000


def test_a_counterfeit_has_no_first_sale() -> None:
    make_answer(texts={"verdict": "counterfeit"})
    assert not Claim.objects.exists()


def test_only_a_person_of_ours_grades_and_never_confirms() -> None:
    made = make_answer()
    analyst = make_principal(Role.ANALYST)
    grade_answer(principal=analyst, answer=made, credibility=4, reason="contradicts the invoice")
    assert Claim.objects.get().credibility == 4
    for who, credibility in ((analyst, 1), (make_principal(Role.ENFORCEMENT), 3), (officer(made.request), 2)):
        with pytest.raises(NotAllowed):
            grade_answer(principal=who, answer=made, credibility=credibility, reason="")


def test_answers_serve_the_lot() -> None:
    request = make_request()
    make_answer(request)
    assert lot_is_answered(**lot_of(request))
    (shown,) = answers_of_lot(make_principal(Role.ENFORCEMENT), **lot_of(request))
    assert shown.request == request
    assert not lot_is_answered(**(lot_of(request) | {"code": "X1234567"}))


def test_nothing_said_is_no_answer() -> None:
    request = make_request()
    with pytest.raises(NothingSaid):
        answer(principal=officer(request), request=request, given=Given(), seen="")


def test_half_an_answer_is_one_in_part() -> None:
    request = make_request()
    own = officer(request)
    answer(principal=own, request=request, given=Given({"verdict": "genuine"}, given().terms), seen="")
    request.refresh_from_db()
    assert request.status == Status.PARTIAL
    make_answer(request, {"sold_to": "", "country": "", "date": "", "quantity": "", "no_records_years": "7"})
    request.refresh_from_db()
    assert request.status == Status.ANSWERED


def test_papers_are_encrypted_and_opened_by_their_terms() -> None:
    request = make_request()
    made = make_answer(request, documents={"statement.pdf": b"%PDF-1.4 secret paper"}, use="leads")
    paper = made.documents.get()
    assert b"".join(opened_sealed(paper.kept)) == b"%PDF-1.4 secret paper"
    assert paper.media_type == "application/pdf" or paper.media_type == ""
    assert document_for(make_principal(Role.ANALYST), paper.public_id) == paper
    with pytest.raises(NotFound):
        document_for(make_principal(Role.ENFORCEMENT), paper.public_id)
    corrected = make_answer(request, use="sealed")
    kept = corrected.documents.get()
    assert kept.closed == {"name": "statement.pdf"}
    with pytest.raises(NotFound):
        document_for(make_principal(Role.ANALYST), kept.public_id)


def test_a_token_without_the_scope_answers_nothing() -> None:
    request = make_request()
    own = officer(request)
    narrowed = type(own)(own.user, own.organisation, own.role, own.capabilities - {Capability.ANSWER_WRITE_OWN}, None)
    with pytest.raises(NotAllowed):
        answer(principal=narrowed, request=request, given=given(), seen="")
