"""Tables of answers: any encoding, wrong lines named, nothing lost, nothing told to whom it is closed."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.operations import suspend_user
from accounts.queries import Principal
from accounts.roles import Role
from custody.models import LedgerEntry
from jobs import runner
from jobs.models import Job
from makers.answer_problems import FileEmpty, row_error
from makers.models import Answer, AnswerFile, AnswerFileState, AnswerRow, TraceRequest
from makers.operations import answer_files, answering, settling
from makers.operations.answer_files import JOB, read_table, receive_table
from makers.operations.requests import withdraw
from makers.operations.sealed_files import opened_sealed
from makers.sharing import Terms, Use, terms_of
from provenance.importers.table import RowError
from provenance.models import Claim
from tests.factories.accounts import make_principal
from tests.factories.answers import make_answer, officer
from tests.factories.requests import LOT, PART, make_request

pytestmark = pytest.mark.django_db

OPEN = Terms(Use.OPEN)
HEADER = "lot,verdict,sold_to,country,date,quantity"
SECRET = "Canary Trading Ltd"


def sent(
    principal: Principal, text: str, *, use: Terms | None = OPEN, encoding: str = "utf-8", **options: Any
) -> AnswerFile:
    """A table on its whole way. `written`: the encoding that its sender names."""
    said, came = options.pop("written", ""), [text.encode(encoding)]
    row = receive_table(principal=principal, chunks=came, file_name="answers.csv", use=use, encoding=said, **options)
    run()
    row.refresh_from_db()
    return row


def run() -> None:
    for job in Job.objects.filter(name=JOB):
        for _attempt in range(runner.MAX_ATTEMPTS):
            runner.run(
                job.pk, read_table, lambda arguments, failure: answer_files.give_up(code=failure.code, **arguments)
            )


def codes(row: AnswerFile) -> list[tuple[int, str]]:
    return [(one["line"], one["code"]) for one in row.closed["faults"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_any_encoding_and_separator(asked: TraceRequest, encoding: str, sign: str) -> None:
    buyer = "Приклад Електроніка ТОВ"
    lines = [HEADER, f"{LOT},genuine,{buyer},Ukraine,2021-11-05,2000"]
    written = "cp1251" if encoding == "cp1251" else ""
    row = sent(officer(asked), "\r\n".join(lines).replace(",", sign), encoding=encoding, written=written)
    assert (row.state, codes(row)) == (AnswerFileState.DONE, [])
    assert Claim.objects.get().buyer.name == buyer
    assert row.counts["answers"] == row.counts["sales"] == 1


def test_wrong_lines_are_named_and_the_others_taken(asked: TraceRequest) -> None:
    lines = [
        HEADER,
        f"{LOT},genuine,Alfa,DE,2021-11-05,2000",
        "X9999999,genuine,Beta,DE,2021-11-05,1",
        f"{LOT},,Gamma,Atlantis,2021-11-05,1",
        f"{LOT},,Delta,DE,yesterday,1",
        f"{LOT},,Epsilon,DE,2021-11-05,-3",
        f"{LOT},counterfeit,Zeta,DE,2021-11-05,1",
        f"{LOT},,,DE,2021-11-05,1",
        f"{LOT},,Eta,DE,2021-12,7",
    ]
    row = sent(officer(asked), "\n".join(lines))
    assert codes(row) == [
        (3, "unknown_lot"), (4, "unknown_country"), (5, "not_a_date"), (6, "out_of_range"),
        (7, "differs_from_line_before"), (8, "empty"),
    ]  # fmt: skip
    assert [one.buyer.name for one in Claim.objects.order_by("pk")] == ["Alfa", "Eta"]
    for fault in row.closed["faults"]:
        assert row_error(RowError(**fault)) != fault["code"]


def test_the_file_is_kept_as_it_came_and_encrypted(asked: TraceRequest) -> None:
    text = f"{HEADER}\n{LOT},genuine,{SECRET},DE,2021-11-05,2000\n"
    row = sent(officer(asked), text)
    assert b"".join(opened_sealed(row.kept)) == text.encode()
    with pytest.raises(FileEmpty):
        sent(officer(asked), "")


def test_formulas_are_text(asked: TraceRequest) -> None:
    sent(officer(asked), f"{HEADER}\n{LOT},genuine,'=HYPERLINK(1),DE,2021-11-05,5\n")
    assert AnswerRow.objects.get().given["sold_to"] == "=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("content", "failure"),
    [(b"%PDF-1.4 ...", "not_a_table"), (b"a,b\n1,2\n", "columns_missing"), (b"\x00\x01\x02", "nul_in_header")],
)
def test_no_table_is_told(asked: TraceRequest, content: bytes, failure: str) -> None:
    receive_table(principal=officer(asked), chunks=[content], file_name="x", use=OPEN)
    run()
    row = AnswerFile.objects.get()
    assert (row.state, row.failure) == (AnswerFileState.FAILED, failure)


def test_a_line_without_terms_is_not_guessed(asked: TraceRequest) -> None:
    row = sent(officer(asked), f"{HEADER}\n{LOT},genuine,Alfa,DE,2021-11-05,2000\n", use=None)
    assert codes(row) == [(2, "terms_missing")]
    lines = f"{HEADER},use,use_sold_to\n{LOT},genuine,Alfa,DE,2021-11-05,2000,open,leads until 2070-12-31\n"
    assert codes(sent(officer(asked), lines, use=None)) == []
    stored = AnswerRow.objects.get()
    assert terms_of(stored.terms["sold_to"]).use is Use.LEADS and stored.terms["date"] == "open"
    assert not Claim.objects.exists()


def test_of_days_too_late_only_their_lines_are_refused(asked: TraceRequest) -> None:
    lines = [f"{HEADER},use", f"{LOT},genuine,Alfa,DE,2021-11-05,1,sealed until 9999-12-31",
             f"{LOT},genuine,Beta,DE,2021-11-05,2,open"]  # fmt: skip
    row = sent(officer(asked), "\n".join(lines), use=None)
    assert (row.state, codes(row)) == (AnswerFileState.DONE, [(2, "until_too_late")])
    assert "2200-12-31" in row_error(RowError(**row.closed["faults"][0]))
    assert Claim.objects.get().buyer.name == "Beta"


def test_a_table_opens_no_paper_that_stays(asked: TraceRequest) -> None:
    own = officer(asked)
    make_answer(asked, use="sealed", principal=own, documents={"x.pdf": b"%PDF secret"})
    sent(own, f"{HEADER}\n{LOT},genuine,Alfa,DE,2021-11-05,9\n")
    made = Answer.objects.get(successor=None)
    assert made.documents.exists() and made.terms["documents"] == "sealed" and made.terms["verdict"] == "open"


def test_a_template_line_that_nobody_filled_in_says_nothing(asked: TraceRequest) -> None:
    row = sent(officer(asked), f"request,lot,part_number,verdict,sold_to\n{asked.label},{LOT},{PART},,\n")
    assert (row.failure, Answer.objects.count()) == ("only_header", 0)


def test_the_same_table_twice_is_one_answer_and_reading_twice_too(asked: TraceRequest) -> None:
    own = officer(asked)
    text = f"{HEADER}\n{LOT},genuine,Alfa,DE,2021-11-05,2000\n"
    row = sent(own, text)
    AnswerFile.objects.update(state=AnswerFileState.WAITING)
    read_table(progress=lambda done, total: None, file_id=str(row.public_id))
    assert Answer.objects.count() == 1
    sent(own, text.replace("2000", "2001"))
    assert Answer.objects.count() == 2 and Claim.objects.get().quantity == 2001


def test_an_answer_that_came_meanwhile_stays(asked: TraceRequest) -> None:
    own = officer(asked)
    row = receive_table(
        principal=own, chunks=[f"{HEADER}\n{LOT},genuine,Alfa,DE,2021-11-05,9\n".encode()], file_name="x", use=OPEN
    )
    standing = make_answer(asked)
    run()
    row.refresh_from_db()
    assert codes(row) == [(2, "answered_meanwhile")]
    assert Answer.objects.get() == standing


def test_after_withdrawal_it_is_kept_and_told(asked: TraceRequest) -> None:
    withdraw(principal=make_principal(Role.ANALYST), request=asked, reason="asked twice")
    row = sent(officer(asked), f"{HEADER}\n{LOT},genuine,Alfa,DE,2021-11-05,9\n")
    assert codes(row) == [(2, "after_withdrawal")]
    assert Answer.objects.get().after_withdrawal


def test_who_may_not_answer_any_more_is_heard_no_more(asked: TraceRequest) -> None:
    own = officer(asked)
    receive_table(principal=own, chunks=[f"{HEADER}\n{LOT},genuine,A,DE,,\n".encode()], file_name="x", use=OPEN)
    suspend_user(user=own.user, reason="left", actor="system:test")
    run()
    assert (AnswerFile.objects.get().failure, Answer.objects.count()) == ("not_allowed", 0)


def test_neither_job_nor_ledger_quotes_a_file(asked: TraceRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**given: object) -> None:
        raise ValueError(f"cannot store {given['given']}")

    monkeypatch.setattr(answer_files, "answer", broken)
    row = sent(officer(asked), f"{HEADER}\n{LOT},genuine,{SECRET},DE,2021-11-05,9\n", use=Terms(Use.SEALED))
    assert row.state == AnswerFileState.FAILED
    job = Job.objects.get(name=JOB)
    assert job.failure_detail.startswith("ValueError test_answer_tables.py:")
    assert SECRET not in repr(list(Job.objects.values())) + repr(list(LedgerEntry.objects.values()))


def test_many_lines_take_few_queries_each(asked: TraceRequest) -> None:
    lines = [HEADER, *(f"{LOT},,Buyer {number % 5},DE,2021-11-05,{number + 1}" for number in range(3000))]
    with CaptureQueriesContext(connection) as caught:
        row = sent(officer(asked), "\n".join(lines))
    assert row.counts["sales"] == Claim.objects.count() == 3000
    assert len(caught) < 400


def two_requests() -> tuple[TraceRequest, TraceRequest, str]:
    first = make_request()
    second = make_request(first.organisation, lot="55512345")
    lines = [HEADER, *(f"{lot},genuine,Alfa {n},DE,2021-11-05,{n + 1}" for n in range(40) for lot in (LOT, "55512345"))]
    return first, second, "\n".join(lines)


@pytest.mark.parametrize("before_it_is_in", [True, False])
def test_killed_in_the_middle_it_goes_on_without_doubling(
    monkeypatch: pytest.MonkeyPatch, before_it_is_in: bool
) -> None:
    """Between two requests, and inside the answer to the second: what is in is in, and once."""
    first, second, text = two_requests()
    own, done = officer(first), []
    store = answering._store_sales

    def killed(written: Answer, given: Any) -> None:
        if written.request == second and not done:
            done.append(Answer.objects.filter(request=first).count())
            if not before_it_is_in:
                store(written, given)
            raise KeyboardInterrupt
        store(written, given)

    monkeypatch.setattr(answering, "_store_sales", killed)
    row = receive_table(principal=own, chunks=[text.encode()], file_name="x", use=OPEN)
    with pytest.raises(KeyboardInterrupt):
        read_table(progress=lambda done, total: None, file_id=str(row.public_id))
    assert done == [1] and AnswerRow.objects.count() == Claim.objects.count() == 40
    read_table(progress=lambda done, total: None, file_id=str(row.public_id))
    row.refresh_from_db()
    assert (row.state, row.counts["answers"], row.counts["sales"]) == (AnswerFileState.DONE, 2, 80)
    assert Answer.objects.count() == 2 and AnswerRow.objects.count() == Claim.objects.count() == 80
    assert [one.given["sold_to"] for one in AnswerRow.objects.filter(answer__request=second)][:3] == [
        "Alfa 0", "Alfa 1", "Alfa 2",
    ]  # fmt: skip


def test_how_far_it_is_goes_on_while_answers_are_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    first, _second, text = two_requests()
    monkeypatch.setattr(answer_files, "STEP", 20)
    row = receive_table(principal=officer(first), chunks=[text.encode()], file_name="x", use=OPEN)
    told: list[int] = []
    read_table(progress=lambda done, total: told.append(done), file_id=str(row.public_id))
    assert told == [10, 20, 30, 40, 60, 80, 80]


def test_sales_are_stored_and_settled_some_at_a_time(asked: TraceRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches smaller than the answer change nothing: order, names that mean one company, corrections."""
    monkeypatch.setattr(answering, "AT_ONCE", 3)
    monkeypatch.setattr(settling, "AT_ONCE", 3)
    own = officer(asked)
    lines = [f"{LOT},,Buyer {n % 2},DE,2021-11-05,{n + 1}" for n in range(11)]
    sent(own, "\n".join([HEADER, *lines]))
    rows = list(AnswerRow.objects.select_related("claim").order_by("number"))
    assert [one.number for one in rows] == list(range(1, 12))
    assert [one.claim.quantity for one in rows if one.claim] == list(range(1, 12))
    parties = {one.claim.buyer_id for one in rows if one.claim}
    made = Answer.objects.get()
    assert set(made.made_parties) == parties
    before = {one.claim.public_id for one in rows if one.claim}
    assert not settling.settle(made, actor="system:test").changed
    assert {one.public_id for one in Claim.objects.all()} == before
    again = sent(own, "\n".join([HEADER, *lines]))
    assert again.counts["sales"] == 11 and Claim.objects.count() == 11
    sent(own, "\n".join([HEADER, *lines[:2]]), use=Terms(Use.SEALED))
    assert not Claim.objects.exists() and not AnswerRow.objects.exclude(claim=None).exists()


def test_of_many_wrong_lines_the_first_are_named_and_all_counted(
    asked: TraceRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_files, "KEPT_FAULTS", 3)
    lines = [HEADER, *(f"X{n},genuine,A,DE,2021-11-05,1" for n in range(9)), f"{LOT},genuine,A,DE,2021-11-05,1"]
    row = sent(officer(asked), "\n".join(lines))
    assert (row.counts["refused"], row.counts["sales"]) == (9, 1)
    assert codes(row) == [(line, "unknown_lot") for line in (2, 3, 4)]
