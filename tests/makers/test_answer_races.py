"""Answers that fall at the same moment: the first stands, who did not know of it is told, nothing is lost."""

from collections.abc import Callable

import pytest
from django.db import connection

from accounts.roles import Role
from custody.verify import ledger_faults
from makers.answer_problems import AnsweredMeanwhile
from makers.models import Answer, AnswerFile, AnswerFileState, TraceRequest
from makers.operations import answer_files, answering, requests
from makers.operations.answer_files import read_table, receive_table
from makers.operations.answering import Document, answer, withdraw_answer
from makers.operations.requests import withdraw
from makers.request_problems import ChangedMeanwhile
from makers.sharing import Terms, Use
from provenance.models import Claim, Party
from tests.factories.accounts import make_principal
from tests.factories.answers import BUYER, given, officer
from tests.factories.requests import LOT, make_request
from tests.racing import Halt

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = "Another GmbH"


@pytest.fixture
def request_sent() -> TraceRequest:
    return make_request()


def answering_with(request: TraceRequest, buyer: str = BUYER, paper: bytes = b"") -> Callable[[], Answer]:
    person, papers = officer(request), [Document("bill.txt", [paper])] if paper else []
    return lambda: answer(principal=person, request=request, given=given({"sold_to": buyer}), seen="", documents=papers)


def table(request: TraceRequest, buyer: str = BUYER) -> AnswerFile:
    text = f"lot,verdict,sold_to,country,date,quantity\n{LOT},genuine,{buyer},DE,2021-11-05,2000\n"
    chunks, use = [text.encode()], Terms(Use.OPEN)
    return receive_table(principal=officer(request), chunks=chunks, file_name="answers.csv", use=use)


def taking_in(sent: AnswerFile) -> Callable[[], None]:
    return lambda: read_table(progress=lambda _done, _total: None, file_id=str(sent.public_id))


def told(sent: AnswerFile) -> list[str]:
    sent.refresh_from_db()
    assert sent.state == AnswerFileState.DONE
    return [one["code"] for one in sent.closed["faults"]]


def withdrawing(request: TraceRequest, seen: str = "sent") -> Callable[[], TraceRequest]:
    analyst = make_principal(Role.ANALYST)
    return lambda: withdraw(principal=analyst, request=request, reason="Enough.", seen=seen)


def buyers() -> list[str]:
    """Of the claims that stand, and of no other answer than the one that stands."""
    assert Answer.objects.filter(successor=None, withdrawn_at=None).count() == 1
    assert list(ledger_faults()) == []
    return [claim.buyer.name for claim in Claim.objects.select_related("buyer")]


@pytest.mark.parametrize(
    ("second", "raises"),
    [((BUYER, b""), type(None)), ((OTHER, b""), AnsweredMeanwhile), ((BUYER, b"x"), AnsweredMeanwhile)],
)
def test_two_officers_answer_one_lot(
    request_sent: TraceRequest,
    halt: Halt,
    second: tuple[str, bytes],
    raises: type[Exception],
) -> None:
    halt.after(answering, "standing_answer")
    raised = halt.overtaken(answering_with(request_sent), answering_with(request_sent, *second))
    assert [type(error) for error in raised] == [type(None), raises]
    assert Answer.objects.count() == 1 and buyers() == [BUYER]


def test_an_answer_that_is_being_written_is_before_the_withdrawal(request_sent: TraceRequest, halt: Halt) -> None:
    halt.after(answering, "standing_answer")
    raised = halt.overtaken(answering_with(request_sent), withdrawing(request_sent))
    assert [type(error) for error in raised] == [type(None), ChangedMeanwhile]
    request_sent.refresh_from_db()
    assert request_sent.status == "answered" and buyers() == [BUYER]


def test_an_answer_that_names_a_company_that_another_one_takes_away_makes_it_anew(
    request_sent: TraceRequest, halt: Halt
) -> None:
    """The company was known from the other answer alone. On SQLite it is named again before it can go."""
    alone = answering_with(request_sent)()
    same_buyer = answering_with(make_request(request_sent.organisation, lot="77777777"))
    person = officer(request_sent)
    halt.before(answering, "note_answer")
    raised = halt.overtaken(same_buyer, lambda: withdraw_answer(principal=person, answer=alone))
    assert raised == [None, None] and buyers() == [BUYER]
    assert Party.objects.filter(name=BUYER).count() == 1


@pytest.mark.parametrize("before_it_writes", [True, False])
def test_an_answer_that_a_withdrawal_overtakes_is_kept_and_is_no_evidence(
    request_sent: TraceRequest, halt: Halt, before_it_writes: bool
) -> None:
    if before_it_writes:
        halt.after(answering, "request_of")
        raised = halt.overtaken(answering_with(request_sent), withdrawing(request_sent))
    else:
        halt.before(requests, "settle_request")
        raised = halt.overtaken(withdrawing(request_sent), answering_with(request_sent))
    assert raised == [None, None]
    request_sent.refresh_from_db()
    assert request_sent.status == "withdrawn" and Answer.objects.get().after_withdrawal and buyers() == []


def test_an_answer_given_while_a_table_about_the_lot_is_read_stays(request_sent: TraceRequest, halt: Halt) -> None:
    sent = table(request_sent)
    halt.before(answer_files, "answer")
    assert halt.overtaken(taking_in(sent), answering_with(request_sent, OTHER)) == [None, None]
    assert told(sent) == ["answered_meanwhile"] and buyers() == [OTHER]


def test_who_answers_while_a_table_about_the_lot_is_stored_is_told(request_sent: TraceRequest, halt: Halt) -> None:
    sent = table(request_sent)
    halt.after(answering, "standing_answer")
    raised = halt.overtaken(taking_in(sent), answering_with(request_sent, OTHER))
    assert [type(error) for error in raised] == [type(None), AnsweredMeanwhile]
    assert told(sent) == [] and buyers() == [BUYER]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="there a table is not stored while an answer is written")
def test_a_table_sent_while_an_answer_is_written_does_not_replace_it(request_sent: TraceRequest, halt: Halt) -> None:
    """Nobody could see that answer when the table was sent."""
    halt.before(answering, "note_answer")
    assert halt.overtaken(answering_with(request_sent, OTHER), lambda: table(request_sent)) == [None, None]
    sent = AnswerFile.objects.get()
    taking_in(sent)()
    assert told(sent) == ["answered_meanwhile"] and buyers() == [OTHER]


def test_of_two_tables_about_one_lot_one_is_taken(request_sent: TraceRequest, halt: Halt) -> None:
    slow, quick = table(request_sent), table(request_sent, OTHER)
    halt.before(answer_files, "answer")
    assert halt.overtaken(taking_in(slow), taking_in(quick)) == [None, None]
    assert (told(slow), told(quick)) == (["answered_meanwhile"], []) and buyers() == [OTHER]


def test_a_table_that_two_workers_read_is_taken_once(request_sent: TraceRequest, halt: Halt) -> None:
    sent = table(request_sent)
    halt.before(answer_files, "answer")
    assert halt.overtaken(*[taking_in(sent)] * 2) == [None, None]
    assert told(sent) == [] and sent.counts["answers"] == Answer.objects.count() == 1 and buyers() == [BUYER]


def test_a_table_about_a_request_that_is_withdrawn_meanwhile_is_kept_and_its_sender_is_told(
    request_sent: TraceRequest, halt: Halt
) -> None:
    sent = table(request_sent)
    halt.before(answer_files, "answer")
    assert halt.overtaken(taking_in(sent), withdrawing(request_sent)) == [None, None]
    assert told(sent) == ["after_withdrawal"] and Answer.objects.get().after_withdrawal and buyers() == []
