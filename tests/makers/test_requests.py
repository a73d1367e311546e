"""Trace requests: drafted, approved by another person, sent, answered, withdrawn."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Role
from custody.queries import history
from jobs.models import Job
from makers.models import OwnAct, RequestEvent, TraceRequest
from makers.operations import answering_requests as maker
from makers.operations import requests as desk
from makers.queries.requests import findings_in, gone_with_brands, request_of, requests_for, requests_of
from makers.request_problems import (
    ChangedMeanwhile,
    DayOutOfRange,
    ExtendedAlready,
    MakerBusy,
    NobodySpeaks,
    NothingToShow,
    RequestThere,
    SamePerson,
    StepNotPossible,
)
from makers.requesting import Status
from makers.triage import MOST_OPEN
from problems import NotAllowed, NotFound
from provenance.models import BrandRepresentation
from teardowns.models import Release
from tests.factories.accounts import make_principal
from tests.factories.answers import officer
from tests.factories.provenance import make_maker
from tests.factories.requests import LOT, PART, QUESTION, make_draft, make_lot, make_request, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst() -> Principal:
    return make_principal(Role.ANALYST)


def due(request: TraceRequest) -> date:
    assert request.due_on
    return request.due_on


def kinds(request: TraceRequest) -> list[str]:
    return list(RequestEvent.objects.filter(request=request).values_list("kind", flat=True))


def sell(request: TraceRequest) -> None:
    """The organisation speaks for its brands no more."""
    yesterday = timezone.now().date() - timedelta(days=1)
    BrandRepresentation.objects.filter(organisation=request.organisation).update(end=yesterday)


def test_a_request_goes_from_a_lot_to_its_maker(analyst: Principal, second: Principal) -> None:
    speaker = make_speaker()
    releases = make_lot()
    lot = make_draft(analyst)
    assert [one.organisation for one in lot.asked] == [speaker] and lot.hidden == 0
    made = desk.draft(principal=analyst, lot=lot, organisation=speaker, question=QUESTION)
    assert made.status == "draft" and made.score == lot.triage.score and set(made.releases.all()) == set(releases)
    asker = officer(made)
    assert not requests_of(asker).exists()
    desk.approve(principal=second, request=made)
    sent = desk.send(principal=analyst, request=made)
    assert sent.status == "sent" and sent.due_on and sent.due_on >= timezone.now().date() + timedelta(days=27)
    assert [one.public_id for one in requests_of(asker)] == [made.public_id]
    assert kinds(made) == ["drafted", "approve", "send"]
    told = [entry.action for entry in history("trace_request", str(made.public_id))]
    assert sorted(told) == ["trace_request.approved", "trace_request.drafted", "trace_request.sent"]
    assert Job.objects.filter(name="makers.send_notice").count() == 1


def test_who_drafted_it_does_not_approve_it_nor_does_who_wrote_it_last(analyst: Principal, second: Principal) -> None:
    made = make_request(to="draft")
    with pytest.raises(SamePerson):
        desk.approve(principal=Principal(made.drafted_by, *_rest(analyst)), request=made)
    desk.revise(principal=second, request=made, question="Which distributor?")
    with pytest.raises(SamePerson):
        desk.approve(principal=second, request=made)
    assert desk.approve(principal=analyst, request=made).approved_by == analyst.user


def _rest(principal: Principal) -> tuple:
    return principal.organisation, principal.role, principal.capabilities, principal.scopes


def test_of_two_who_approve_at_once_the_second_is_told(analyst: Principal, second: Principal) -> None:
    made = make_request(to="draft")
    desk.approve(principal=analyst, request=made, seen="draft")
    with pytest.raises(ChangedMeanwhile):
        desk.approve(principal=second, request=made, seen="draft")
    made.refresh_from_db()
    assert made.approved_by == analyst.user and kinds(made).count("approve") == 1


def test_a_text_written_anew_needs_a_new_approval(analyst: Principal) -> None:
    made = make_request(to="approved")
    again = desk.revise(principal=analyst, request=made, question="Another question?")
    assert again.status == "draft" and again.approved_by is None
    with pytest.raises(StepNotPossible):
        desk.send(principal=analyst, request=again)


def test_one_lot_has_one_request(analyst: Principal) -> None:
    made = make_request()
    with pytest.raises(RequestThere) as told:
        desk.draft(principal=analyst, lot=make_draft(analyst), organisation=made.organisation, question=QUESTION)
    assert made.label in str(told.value)
    desk.withdraw(principal=analyst, request=made, reason="Wrong lot.")
    again = desk.draft(principal=analyst, lot=make_draft(analyst), organisation=made.organisation, question=QUESTION)
    assert again.status == "draft"


def test_a_maker_has_no_more_than_so_many_before_it(analyst: Principal) -> None:
    speaker = make_speaker()
    first = [make_request(speaker, lot=f"LOT{n}4711") for n in range(MOST_OPEN)]
    more = make_request(speaker, to="approved", lot="LOT94711")
    with pytest.raises(MakerBusy):
        desk.send(principal=analyst, request=more)
    maker.decline(principal=officer(more), public_id=first[0].public_id, reason="Another department has it.")
    assert desk.send(principal=analyst, request=more).status == "sent"


def test_without_a_speaker_or_a_finding_nothing_is_asked(analyst: Principal) -> None:
    make_lot()
    stranger = make_speaker(make_maker("Texas Instruments"))
    with pytest.raises(NobodySpeaks):
        desk.draft(principal=analyst, lot=make_draft(analyst), organisation=stranger, question=QUESTION)
    made = make_request(to="approved", lot="D999911")
    Release.objects.update(withdrawn_at=timezone.now())
    with pytest.raises(NothingToShow):
        desk.send(principal=analyst, request=made)


def test_opening_delivers_once_and_each_look_is_on_record() -> None:
    made = make_request()
    asker = officer(made)
    for _look in range(2):
        maker.open_request(principal=asker, request=request_of(asker, made.public_id))
    made.refresh_from_db()
    assert made.status == "delivered" and kinds(made).count("deliver") == 1
    assert OwnAct.objects.filter(act="request.seen").count() == 2
    assert maker.acknowledge(principal=asker, public_id=made.public_id).acknowledged_at


def test_a_question_stops_the_clock_and_the_wait_is_given_back(analyst: Principal) -> None:
    made = make_request()
    asker = officer(made)
    maker.ask(principal=asker, public_id=made.public_id, text="Which marking is it?")
    TraceRequest.objects.update(clarifying_since=timezone.now() - timedelta(days=5))
    later = desk.explain(principal=analyst, request=made, text="The second line.")
    assert later.status == "acknowledged" and later.clarifying_since is None
    assert due(made) + timedelta(days=5) <= due(later)


def test_more_time_is_taken_once_and_given_as_often_as_needed(analyst: Principal) -> None:
    made = make_request()
    asker, day = officer(made), due(made)
    with pytest.raises(DayOutOfRange):
        maker.extend(principal=asker, public_id=made.public_id, until=day + timedelta(days=60), reason="Archive.")
    later = maker.extend(principal=asker, public_id=made.public_id, until=day + timedelta(days=14), reason="Archive.")
    assert due(later) >= day + timedelta(days=14) and later.first_due_on == day
    with pytest.raises(ExtendedAlready):
        maker.extend(principal=asker, public_id=made.public_id, until=day + timedelta(days=20), reason="More.")
    more = desk.grant(principal=analyst, request=made, until=due(later) + timedelta(days=20), text="You asked.")
    assert due(more) > due(later)
    with pytest.raises(DayOutOfRange):
        desk.grant(principal=analyst, request=made, until=date(2020, 1, 1), text="Back.")


@pytest.mark.parametrize(("whole", "status"), [(True, "answered"), (False, "partial")])
def test_an_answer_counts_and_a_later_one_too(whole: bool, status: str) -> None:
    made = make_request()
    asker = officer(made)
    assert maker.note_answer(principal=asker, request=made, whole=whole, answer_id="1").status == status
    assert maker.note_answer(principal=asker, request=made, whole=True, answer_id="2").status == "answered"
    assert made.events.last().details == {"answer": "2", "late": False, "after_withdrawal": False}


def test_an_answer_after_the_day_is_welcome() -> None:
    made = make_request()
    TraceRequest.objects.update(status=Status.NO_REPLY, due_at=timezone.now() - timedelta(days=9))
    assert maker.note_answer(principal=officer(made), request=made, whole=True, answer_id="1").status == "answered"
    assert made.events.last().details["late"] is True


def test_an_answer_after_a_withdrawal_is_kept_and_told(analyst: Principal) -> None:
    made = make_request()
    desk.withdraw(principal=analyst, request=made, reason="No longer needed.")
    kept = maker.note_answer(principal=officer(made), request=made, whole=True, answer_id="1")
    assert kept.status == "withdrawn"
    assert made.events.last().details["after_withdrawal"] is True


def test_who_withdraws_what_was_answered_meanwhile_is_told(analyst: Principal) -> None:
    made = make_request()
    maker.note_answer(principal=officer(made), request=made, whole=False, answer_id="1")
    with pytest.raises(ChangedMeanwhile):
        desk.withdraw(principal=analyst, request=made, reason="No longer needed.", seen="sent")
    assert desk.withdraw(principal=analyst, request=made, reason="Enough.", seen="partial").status == "withdrawn"


def test_a_brand_that_is_sold_takes_its_requests_out_of_sight_and_the_new_owner_is_asked(
    analyst: Principal, second: Principal
) -> None:
    made = make_request()
    old = officer(made)
    sell(made)
    assert not requests_of(old).exists() and gone_with_brands(old) == 1
    with pytest.raises(NotFound):
        maker.note_answer(principal=old, request=made, whole=True, answer_id="1")
    new = make_speaker()
    again = desk.draft(principal=analyst, lot=make_draft(analyst), organisation=new, question=QUESTION, follows=made)
    made.refresh_from_db()
    assert made.status == "withdrawn" and again.follows == made and again.organisation == new
    assert requests_for(second).count() == 2


def test_what_is_not_theirs_is_not_there(analyst: Principal) -> None:
    made = make_request()
    other = make_principal(Role.MAKER, organisation=make_speaker(make_maker("Texas Instruments")))
    for step in (maker.acknowledge, lambda **kw: maker.ask(text="?", **kw)):
        with pytest.raises(NotFound):
            step(principal=other, public_id=made.public_id)
    with pytest.raises(NotAllowed):
        desk.withdraw(principal=other, request=made, reason="x")
    assert not requests_for(other).exists() and not requests_of(analyst).exists()


def test_a_finding_that_was_withdrawn_is_shown_no_more() -> None:
    made = make_request()
    gone = made.releases.first()
    Release.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())
    assert gone not in findings_in(made) and findings_in(made).count() == made.releases.count() - 1


def test_the_ledger_holds_no_word_of_the_maker() -> None:
    made = make_request()
    maker.ask(principal=officer(made), public_id=made.public_id, text="Canary of Farnborough")
    told = [str(entry.details) for entry in history("trace_request", str(made.public_id))]
    assert not [text for text in told if "Canary" in text] and [text for text in told if "text_sha256" in text]
    assert PART and LOT
