"""Two people and one trace request at the same moment: one is first, the other is told, nothing is lost or doubled."""

from collections.abc import Callable

import pytest

from accounts.models import Organisation
from accounts.queries import Principal
from accounts.roles import Role
from custody.ledger import append
from custody.models import LedgerEntry
from custody.verify import ledger_faults
from makers.answer_cells import Given
from makers.answer_problems import AnsweredMeanwhile
from makers.models import Answer, TraceRequest
from makers.operations import requests, settling, stepping
from makers.operations.answering import answer, grade_answer
from makers.operations.requests import approve, draft, send, withdraw
from makers.queries.answers import standing_answer
from makers.request_problems import ChangedMeanwhile, MakerBusy, StepNotPossible
from provenance.models import Claim
from tests.factories.accounts import make_principal
from tests.factories.answers import given, make_answer, officer
from tests.factories.requests import make_draft, make_lot, make_request, make_speaker
from tests.racing import slowed, together

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[..., TraceRequest]
PAUSE = 0.3


@pytest.fixture(autouse=True)
def slow_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stepping, "lock", slowed(stepping.lock, after=PAUSE))


def analysts(count: int = 2) -> list[Principal]:
    return [make_principal(Role.ANALYST) for _one in range(count)]


def entries(action: str) -> int:
    return LedgerEntry.objects.filter(action=f"trace_request.{action}").count()


@pytest.mark.parametrize(("step", "before", "after"), [(approve, "draft", "approved"), (send, "approved", "sent")])
def test_two_who_take_the_same_step(step: Step, before: str, after: str) -> None:
    made = make_request(to=before)
    one, other = analysts()
    raised = together(*(lambda who=who: step(principal=who, request=made, seen=before) for who in (one, other)))
    assert [type(error) for error in raised if error] == [ChangedMeanwhile]
    made.refresh_from_db()
    assert made.status == after and entries(after) == made.events.filter(kind=step.__name__).count() == 1
    assert list(ledger_faults()) == []


@pytest.mark.parametrize(("before", "end"), [("approved", "withdrawn"), ("sent", "withdrawn")])
def test_two_who_withdraw(before: str, end: str) -> None:
    made = make_request(to=before)
    raised = together(
        *(lambda who=who: withdraw(principal=who, request=made, reason="Enough.", seen=before) for who in analysts())
    )
    assert [type(error) for error in raised if error] == [ChangedMeanwhile]
    made.refresh_from_db()
    assert made.status == end and entries("withdrawn") == 1


@pytest.mark.parametrize(("step", "before"), [(approve, "draft"), (send, "approved")])
def test_a_step_while_another_withdraws_never_outlives_it(step: Step, before: str) -> None:
    made = make_request(to=before)
    one, other = analysts()
    stepped, withdrew = together(
        lambda: step(principal=one, request=made, seen=before),
        lambda: withdraw(principal=other, request=made, reason="Enough.", seen=before),
    )
    made.refresh_from_db()
    assert withdrew is None and made.status == "withdrawn"
    assert stepped is None or isinstance(stepped, ChangedMeanwhile)
    assert entries("withdrawn") == 1 and list(ledger_faults()) == []


def test_two_who_send_into_the_last_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "MOST_OPEN", 1)
    speaker = make_speaker()
    waiting = [_approved(speaker, lot) for lot in ("11111111", "22222222")]
    raised = together(*(lambda one=one: send(principal=make_principal(Role.ANALYST), request=one) for one in waiting))
    assert [type(error) for error in raised if error] == [MakerBusy]
    assert sorted(TraceRequest.objects.values_list("status", flat=True)) == ["approved", "sent"]


@pytest.mark.parametrize("same", [True, False])
def test_two_people_answer(same: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("makers.operations.answering.standing_answer", slowed(standing_answer, after=PAUSE))
    made = make_request()
    said = [given(), given() if same else given({"sold_to": "Another GmbH"})]
    raised = together(*(lambda one=one: _answered(made, one) for one in said))
    assert [type(error) for error in raised if error] == ([] if same else [AnsweredMeanwhile])
    assert Answer.objects.count() == Claim.objects.count() == entries("answered") == 1
    assert list(ledger_faults()) == []


def test_an_answer_while_the_request_is_withdrawn_is_kept_and_makes_nothing_of_itself() -> None:
    made = make_request()
    one = make_principal(Role.ANALYST)
    answered, withdrew = together(
        lambda: _answered(made, given()),
        lambda: withdraw(principal=one, request=made, reason="Enough.", seen="sent"),
    )
    made.refresh_from_db()
    kept = Answer.objects.get()
    assert answered is None
    if withdrew is None:
        assert (made.status, kept.after_withdrawal, Claim.objects.count()) == ("withdrawn", True, 0)
    else:
        assert isinstance(withdrew, ChangedMeanwhile | StepNotPossible)
        assert (made.status, kept.after_withdrawal, Claim.objects.count()) == ("answered", False, 1)
    assert list(ledger_faults()) == []


@pytest.mark.parametrize("other", ["graded", "settled"])
def test_an_answer_that_others_work_on_while_its_request_is_withdrawn(
    other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("makers.operations.requests.write", slowed(stepping.write, after=PAUSE))
    monkeypatch.setattr("makers.operations.answering.append", slowed(append, before=PAUSE))
    monkeypatch.setattr(settling, "rewrite", slowed(settling.rewrite, after=PAUSE))
    made = make_request()
    given_in_part = make_answer(made, {"verdict": ""})
    made.refresh_from_db()
    assert (made.status, Claim.objects.count()) == ("partial", 1)
    one, second = analysts()
    work = {
        "graded": lambda: grade_answer(principal=one, answer=given_in_part, credibility=4, reason="Doubts."),
        "settled": lambda: settling.settle(given_in_part, actor=settling.ACTOR),
    }
    raised = together(lambda: withdraw(principal=second, request=made, reason="Enough.", seen="partial"), work[other])
    assert raised == [None, None]
    made.refresh_from_db()
    assert (made.status, Claim.objects.count()) == ("withdrawn", 0)


def _answered(made: TraceRequest, said: Given) -> Answer:
    return answer(principal=officer(made), request=made, given=said, seen="")


def _approved(speaker: Organisation, lot: str) -> TraceRequest:
    author, second = analysts()
    make_lot(lot=lot)
    made = draft(principal=author, lot=make_draft(author, lot=lot), organisation=speaker, question="To whom?")
    return approve(principal=second, request=made)
