"""Steps of private overlaps that fall at the same moment: none is counted too little, none says more than it may."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from voprf import ristretto

from accounts.models import ApiToken
from accounts.operations import revoke_token, suspend_user
from accounts.queries import Principal, principal_for
from accounts.roles import Role, Scope
from custody.models import LedgerEntry
from custody.verify import ledger_faults
from makers.models import OverlapRelease, OverlapRun
from makers.operations import overlap
from makers.operations.brands import end_brand
from makers.operations.overlap import Ours, begin_overlap, evaluate_batch, finish_overlap, release_lots
from makers.overlap_problems import RunOver, RunsUsedUp, TooManyNamed
from makers.overlapping import LEAST, TAG
from makers.queries.overlap import RUNS_A_DAY
from tests.factories.accounts import ACTOR, bearer, make_principal, make_token, make_user
from tests.makers.alerting import Listener
from tests.makers.overlaps import outputs, pieces, with_finding, with_proposal
from tests.racing import Halt

pytestmark = pytest.mark.django_db(transaction=True)
FOUND, HELD = "26901141", "AB12345C"


@pytest.fixture
def colleague(own: Listener) -> Principal:
    return principal_for(make_user(Role.MAKER, organisation=own.principal.organisation))


def finished(principal: Principal) -> OverlapRun:
    run = asked(principal)
    finish_overlap(principal=principal, public_id=run.public_id)
    return run


def asked(principal: Principal) -> OverlapRun:
    run = begin_overlap(principal=principal).run
    OverlapRun.objects.filter(pk=run.pk).update(asked=LEAST)
    return run


def releasing(principal: Principal, run: OverlapRun, *lots: str) -> Callable[[], int]:
    return lambda: release_lots(principal=principal, public_id=run.public_id, lots=lots)


def entries(action: str) -> int:
    return LedgerEntry.objects.filter(action=f"overlap.{action}").count()


def ends(own: Listener) -> Callable[[], object]:
    analyst, house = make_principal(Role.ANALYST), own.principal.organisation
    return lambda: end_brand(principal=analyst, organisation=house, party_id=own.brand.public_id, reason="sold")


def test_two_who_begin_with_one_run_left(own: Listener, colleague: Principal, halt: Halt) -> None:
    for _run in range(RUNS_A_DAY - 1):
        begin_overlap(principal=own.principal)
    halt.after(overlap, "fresh_seed")
    raised = halt.overtaken(*(lambda who=who: begin_overlap(principal=who) for who in (own.principal, colleague)))
    assert [type(error) for error in raised] == [type(None), RunsUsedUp]
    assert OverlapRun.objects.count() == entries("begun") == RUNS_A_DAY
    assert list(ledger_faults()) == []


def test_two_colleagues_who_release_one_lot_tell_it_once(own: Listener, colleague: Principal, halt: Halt) -> None:
    with_proposal(HELD, own.brand)
    runs = [(who, finished(who)) for who in (own.principal, colleague)]
    halt.after(overlap, "in_turn")
    assert halt.overtaken(*(releasing(who, run, HELD) for who, run in runs)) == [None, None]
    assert OverlapRelease.objects.get().released_by == own.principal.user
    assert entries("released") == 1 and list(ledger_faults()) == []


def test_one_release_sent_twice_at_once_tells_it_once(own: Listener, halt: Halt) -> None:
    with_proposal(HELD, own.brand)
    run = finished(own.principal)
    halt.after(overlap, "our_lots")
    assert halt.overtaken(*[releasing(own.principal, run, HELD)] * 2) == [None, None]
    run.refresh_from_db()
    assert run.named == 2 and OverlapRelease.objects.count() == entries("released") == 1


def test_two_who_name_the_last_lot_that_may_be_named(own: Listener, halt: Halt) -> None:
    run = finished(own.principal)
    OverlapRun.objects.update(named=overlap.MOST_NAMED - 1)
    halt.after(overlap, "our_lots")
    raised = halt.overtaken(releasing(own.principal, run, FOUND), releasing(own.principal, run, HELD))
    assert [type(error) for error in raised] == [type(None), TooManyNamed]
    run.refresh_from_db()
    assert run.named == overlap.MOST_NAMED


@pytest.mark.parametrize("place", ["in_turn", "append"])
@pytest.mark.parametrize("way", ["ban", "revocation"])
def test_who_is_shut_out_while_releasing_releases_no_more(own: Listener, halt: Halt, way: str, place: str) -> None:
    """The request under way when it happened is the last one; neither waits for the other for ever."""
    with_finding(FOUND, own.brand)
    with_proposal(HELD, own.brand)
    run, token = finished(own.principal), bearer(make_token(own.principal.user, [Scope.FINDINGS, Scope.ANSWERS]))
    answers = []

    def release(lot: str) -> None:
        path = f"/api/v1/manufacturer/overlap/{run.public_id}/release/"
        answers.append(Client().post(path, {"lots": [lot]}, "application/json", **token).status_code)

    def shut_out() -> None:
        if way == "ban":
            suspend_user(user=own.principal.user, reason="left", actor=ACTOR)
        else:
            revoke_token(token=ApiToken.objects.latest("pk"), actor=ACTOR)

    halt.before(overlap, place)
    assert halt.overtaken(lambda: release(HELD), shut_out) == [None, None]
    release(FOUND)
    assert answers == [200, 401]
    assert OverlapRelease.objects.get().lot == HELD


def test_a_brand_that_goes_while_a_run_begins_takes_its_lots_along(own: Listener, halt: Halt) -> None:
    with_finding(FOUND, own.brand)
    with_proposal(HELD, own.brand)
    begun = []
    halt.after(overlap, "fresh_seed")
    assert halt.overtaken(lambda: begun.append(begin_overlap(principal=own.principal)), ends(own)) == [None, None]
    run = begun[0].run

    def pair(blinded: bytes) -> tuple[bytes, bytes]:
        found = evaluate_batch(principal=own.principal, public_id=run.public_id, blinded=blinded)
        return found.elements, found.proof

    mine = outputs([FOUND, HELD], begun[0].public_key, pair)
    ours = finish_overlap(principal=own.principal, public_id=run.public_id)
    assert not (pieces(ours.findings) | pieces(ours.waiting)) & mine.keys()


@pytest.mark.parametrize("asked_first", [True, False])
def test_a_brand_that_goes_while_its_lot_is_released(own: Listener, halt: Halt, asked_first: bool) -> None:
    """Whether it is theirs is asked once; on SQLite nothing changes before who writes already is done."""
    with_proposal(HELD, own.brand)
    run, told = finished(own.principal), []
    (halt.after if asked_first else halt.before)(overlap, "our_lots")
    assert halt.overtaken(lambda: told.append(releasing(own.principal, run, HELD)()), ends(own)) == [None, None]
    kept = int(asked_first or connection.vendor == "sqlite")
    assert told == [kept] and OverlapRelease.objects.count() == entries("released") == kept
    assert releasing(own.principal, run, HELD)() == 0


@pytest.mark.parametrize("place", ["tags", "append"])
def test_who_finishes_twice_at_once_is_answered_once(own: Listener, halt: Halt, place: str) -> None:
    with_finding(FOUND, own.brand)
    run = asked(own.principal)
    handed_out: list[Ours] = []

    def finish() -> None:
        handed_out.append(finish_overlap(principal=own.principal, public_id=run.public_id))

    halt.before(overlap, place)
    raised = halt.overtaken(finish, finish)
    assert sorted(type(error).__name__ for error in raised) == ["NoneType", RunOver.__name__]
    (ours,) = handed_out
    run.refresh_from_db()
    assert run.shown == (len(ours.findings) + len(ours.waiting)) // TAG and bytes(run.seed) == b""
    assert entries("finished") == 1 and list(ledger_faults()) == []


def test_what_is_evaluated_while_the_run_is_finished_is_not_handed_out(own: Listener, halt: Halt) -> None:
    run = asked(own.principal)
    blinded = ristretto.Client.blind(b"x")[1].serialize()
    halt.after(overlap, "evaluate")
    raised = halt.overtaken(
        lambda: evaluate_batch(principal=own.principal, public_id=run.public_id, blinded=blinded),
        lambda: finish_overlap(principal=own.principal, public_id=run.public_id),
    )
    assert [type(error) for error in raised] == [RunOver, type(None)]
    run.refresh_from_db()
    assert run.asked == LEAST
