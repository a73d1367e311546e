"""Answers that come twice: a line, a file, a lot that was asked about again."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from makers.models import Answer, AnswerRow, TraceRequest
from makers.operations import answer_files
from makers.operations import requests as desk
from makers.sharing import Terms, Use
from provenance.models import Claim
from tests.factories.accounts import make_principal, make_user
from tests.factories.answers import officer
from tests.factories.requests import LOT, PART, QUESTION, make_draft, make_request
from tests.makers.test_answer_tables import HEADER, codes, sent
from tests.web.test_answers import signed_in

pytestmark = pytest.mark.django_db
LINE = f"{LOT},genuine,Alfa,DE,2021-11-05,5"
OTHER = f"{LOT},genuine,Alfa,DE,2021-11-05,6"


def test_lines_that_say_the_same_are_both_taken_and_told(client: Client, asked: TraceRequest) -> None:
    row = sent(officer(asked), "\n".join([HEADER, LINE, OTHER, LINE, LINE]))
    assert codes(row) == [(4, "same_as_line"), (5, "same_as_line")]
    assert (row.counts["sales"], row.counts["refused"], row.counts["notes"]) == (4, 0, 2)
    assert Claim.objects.count() == AnswerRow.objects.count() == 4
    signed_in(make_user(Role.MAKER, organisation=asked.organisation), client)
    page = client.get(reverse("web:answer_table", args=[row.public_id])).content.decode()
    assert page.count("the same sale as line 2") == 2


def test_lines_of_other_terms_or_of_another_request_are_compared_rightly(asked: TraceRequest) -> None:
    second = make_request(asked.organisation, lot="55512345")
    other = LINE.replace(LOT, second.code)
    lines = [f"{HEADER},use_note", f"{LINE},open", f"{other},open", f"{LINE},leads"]
    assert codes(sent(officer(asked), "\n".join(lines))) == [(4, "same_as_line")]


def test_of_many_such_lines_the_first_are_named_and_all_counted(
    asked: TraceRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_files, "KEPT_FAULTS", 3)
    row = sent(officer(asked), "\n".join([HEADER, *[LINE] * 9]))
    assert codes(row) == [(line, "same_as_line") for line in (3, 4, 5)] and row.counts["notes"] == 8


def test_the_same_file_again_changes_nothing_and_says_so(asked: TraceRequest) -> None:
    own, text = officer(asked), f"{HEADER}\n{LINE}\n{OTHER}\n"
    sent(own, text)
    events, claims = asked.events.count(), list(Claim.objects.values_list("public_id", flat=True))
    again = sent(own, text)
    assert codes(again) == [(2, "same_as_standing")] and again.counts["refused"] == 0
    assert Answer.objects.count() == 1 and asked.events.count() == events
    assert list(Claim.objects.values_list("public_id", flat=True)) == claims


def test_another_use_or_number_is_a_correction_as_ever(asked: TraceRequest) -> None:
    own, text = officer(asked), f"{HEADER}\n{LINE}\n"
    sent(own, text)
    assert codes(sent(own, text, use=Terms(Use.LEADS))) == []
    assert codes(sent(own, f"{HEADER}\n{OTHER}\n", use=Terms(Use.LEADS))) == []
    assert Answer.objects.count() == 3


@pytest.mark.parametrize("part", [PART, ""])
def test_a_lot_asked_again_after_a_withdrawal_is_answered_by_its_code(asked: TraceRequest, part: str) -> None:
    analyst, another = make_principal(Role.ANALYST), make_principal(Role.ANALYST)
    desk.withdraw(principal=analyst, request=asked, reason="misworded")
    again = desk.draft(principal=analyst, lot=make_draft(analyst), organisation=asked.organisation, question=QUESTION)
    desk.send(principal=analyst, request=desk.approve(principal=another, request=again))
    row = sent(officer(asked), f"{HEADER},part_number\n{LINE},{part}\n")
    assert codes(row) == [] and Answer.objects.get().request == again
    named = sent(officer(asked), f"request,{HEADER}\n{asked.label},{LINE}\n")
    assert codes(named) == [(2, "after_withdrawal")] and asked.answers.get().after_withdrawal
