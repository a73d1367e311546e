"""Judgements about one component that fall at the same moment: none is lost, and no machine unseats a person."""

import threading

import pytest
from django.db import transaction

from accounts.roles import Role
from custody.ledger import Subject, append
from custody.models import LedgerEntry
from custody.verify import ledger_faults
from provenance.models import Trace
from provenance.operations import tracing
from provenance.operations.tracing import request_trace
from teardowns.models import Identification, PhotoState, Release, Standing
from teardowns.operations import identifying, preparing, reading, resolving
from teardowns.operations.identifying import confirm
from teardowns.operations.preparing import mark_undisplayable
from teardowns.operations.reading import write_reading
from teardowns.operations.resolving import propose, resolve_photo
from teardowns.problems import JudgedMeanwhile
from teardowns.queries.judgements import current_identification
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import make_photo, make_proposal, make_reading
from tests.racing import together


@pytest.mark.django_db
def test_a_proposal_that_comes_late_leaves_the_confirmed_judgement_and_its_finding():
    """The job had listed the reading before a person corrected it and an analyst confirmed."""
    analyst = make_principal(Role.ANALYST)
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    listed = make_reading(["AD9361BBCZ"])
    write_reading(principal=analyst, marking=listed.marking, lines=["AD9361BBCZ", "LOT 7"])
    judged = confirm(principal=analyst, component=listed.marking.component)
    assert propose(listed) == judged
    assert current_identification(listed.marking.component) == judged
    assert Identification.objects.filter(reading=listed).count() == 0
    assert Release.objects.get().withdrawn_at is None


@pytest.mark.django_db
def test_a_correction_while_the_machine_still_works_on_the_photo_stands(monkeypatch):
    analyst = make_principal(Role.ANALYST)
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    photo = make_photo(state=PhotoState.READ)
    first, second = make_reading(["AD9361BBCZ"], photo), make_reading(["AD9361BBCZ"], photo)
    plain = resolving.propose

    def slow(listed):
        if listed == first:
            write_reading(principal=analyst, marking=second.marking, lines=["AD9361BBCZ"])
            confirm(principal=analyst, component=second.marking.component)
        return plain(listed)

    monkeypatch.setattr(resolving, "propose", slow)
    resolve_photo(photo_id=str(photo.public_id), progress=lambda done, total: None)
    assert current_identification(second.marking.component).standing == Standing.CONFIRMED


@pytest.mark.django_db(transaction=True)
def test_confirming_and_reading_anew_at_once_is_one_after_the_other(monkeypatch):
    analyst, other = make_principal(Role.ANALYST), make_principal(Role.ANALYST)
    proposal = make_proposal()
    judging = threading.Event()

    def slow(identification, *, actor):
        judging.set()
        threading.Event().wait(0.5)
        resolving.trace(identification, actor=actor)

    def correct():
        judging.wait(10)
        write_reading(principal=other, marking=proposal.reading.marking, lines=["AD9361BBCZ"])

    monkeypatch.setattr(identifying, "trace", slow)
    raised = together(lambda: confirm(principal=analyst, component=proposal.component), correct)
    assert raised == [None, None]
    assert current_identification(proposal.component).standing == Standing.PROPOSED
    assert Release.objects.get().withdrawn_at is not None, "the finding rested on the earlier reading"


@pytest.mark.django_db(transaction=True)
def test_reading_anew_and_confirming_what_one_saw_before_is_refused(monkeypatch):
    analyst, other = make_principal(Role.ANALYST), make_principal(Role.ANALYST)
    proposal = make_proposal()
    writing = threading.Event()

    def slow(typed):
        writing.set()
        threading.Event().wait(0.5)
        return propose(typed)

    def judge():
        writing.wait(10)
        confirm(principal=analyst, component=proposal.component, seen=str(proposal.public_id))

    monkeypatch.setattr(reading, "propose", slow)
    raised = together(
        lambda: write_reading(principal=other, marking=proposal.reading.marking, lines=["AD9361BBCZ"]), judge
    )
    assert raised[0] is None
    assert isinstance(raised[1], JudgedMeanwhile)
    assert not Release.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_order_the_same_trace_at_once_do_not_wait_for_each_other_for_ever(monkeypatch):
    """One asks for it alone, the other in the transaction of a judgement that is in the ledger already."""
    maker = make_maker("Analog Devices")
    told, inserted = threading.Event(), threading.Event()

    def slow(**entry):
        if entry["action"] == "trace.requested" and entry["actor"] == "alone":
            inserted.set()
            told.wait(1)
        return append(**entry)

    def alone():
        request_trace(part_number="X1", manufacturer=maker, actor="alone")

    def within_a_judgement():
        inserted.wait(1)
        with transaction.atomic():
            append(action="test", subject=Subject("test", "1"), actor="other", details={})
            told.set()
            request_trace(part_number="X1", manufacturer=maker, actor="other")

    monkeypatch.setattr(tracing, "append", slow)
    assert together(alone, within_a_judgement) == [None, None]
    assert Trace.objects.count() == LedgerEntry.objects.filter(action="trace.requested").count() == 1
    assert list(ledger_faults()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("state", [PhotoState.PREPARED, PhotoState.READ, PhotoState.RESOLVED])
def test_an_attempt_that_gives_up_late_does_not_take_the_pictures_of_another(state):
    photo = make_photo(state=PhotoState.RECEIVED)
    type(photo).objects.update(state=state)
    mark_undisplayable(photo, "time_limit")
    photo.refresh_from_db()
    assert (photo.state, photo.state_code) == (state, "")
    assert not LedgerEntry.objects.filter(action="photo.undisplayable").exists()
    assert preparing.AWAITING == (PhotoState.RECEIVED, PhotoState.FAILED)
