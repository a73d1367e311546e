"""What a change touches, what it leaves alone, and that none is lost between a walk and its storing."""

from datetime import date

import pytest
from django.db import transaction

from provenance.models import PastAnswer, Touch, Trace, TraceState
from provenance.operations.answering import store, walk
from provenance.operations.staleness import apply_touches, mark_touched
from provenance.operations.tracing import run_trace
from provenance.partnumbers.normalise import canonical
from provenance.queries.tracing import trace_part
from provenance.tracing.columns import ANY_PERIOD, PERIOD_DAYS
from provenance.tracing.scopes import Scope, goods_scope, part_scope, question_periods, question_scopes, row_scopes
from tests.factories.provenance import make_listing, make_maker, make_party, make_shipment
from tests.provenance.traces.conftest import PART, World

pytestmark = pytest.mark.django_db


def walked(world: World, **changes: object) -> Trace:
    return run_trace(public_id=str(world.order(**changes).public_id))


def fresh(trace: Trace) -> Trace:
    return Trace.objects.select_related("manufacturer").get(pk=trace.pk)


def month(day: date) -> int:
    return day.toordinal() // PERIOD_DAYS


def test_a_walk_leaves_what_touches_it(world: World) -> None:
    trace = walked(world)
    assert {(row.party.name, row.role) for row in trace.parties.select_related("party")} >= {
        ("Analog Devices", "maker"),
        ("Baker Trading", "hands"),
        ("Charlie Import", "hands"),
    }
    trader = trace.parties.get(party=world.trader)
    assert trader.earliest is not None
    assert trader.earliest <= date(2022, 3, 1)
    assert trader.latest is not None
    assert trader.latest >= date(2022, 4, 1)
    assert part_scope(canonical(PART)).key in set(trace.scopes.values_list("key", flat=True))


def test_a_listing_touches_the_traces_of_its_party_alone(world: World) -> None:
    trace, other = walked(world), walked(world, part_number="LM317", manufacturer=make_maker("Texas Instruments"))
    make_listing(world.trader, date(2023, 1, 1))
    assert mark_touched(parties=[world.trader.pk], reason="listings") == 1
    stale = fresh(trace)
    assert stale.is_stale
    assert (stale.stale_reason, stale.stale_weight, stale.is_answered) == ("listings", 1, True)
    assert not fresh(other).is_stale
    again = run_trace(public_id=str(trace.public_id))
    assert not again.is_stale
    assert again.answer != trace.answer


@pytest.mark.parametrize(
    ("scope", "touches"),
    [
        (part_scope(canonical(PART), month(date(2022, 6, 1))), True),
        (part_scope(canonical(PART), ANY_PERIOD), True),
        (part_scope(canonical("AD9361ABCZ"), month(date(2022, 6, 1))), True),
        (part_scope("XC7A100T", month(date(2022, 6, 1))), False),
        (part_scope(canonical(PART), month(date(2019, 6, 1))), False),
        (part_scope(canonical(PART), month(date(2024, 6, 1))), False),
        (goods_scope("", month(date(2022, 6, 1))), True),
        (goods_scope("010121", month(date(2022, 6, 1))), False),
    ],
)
def test_new_rows_touch_by_their_goods_and_their_days(world: World, scope: Scope, touches: bool) -> None:
    trace = walked(world)
    assert mark_touched(scopes=[scope], reason="shipments") == touches
    assert fresh(trace).is_stale is touches


def test_codes_are_read_with_their_headings() -> None:
    keys = question_scopes("AD9361BBCZ", ("854231",))
    assert keys == {"part:AD936", "hs:854231", "hs:8542", "hs:"}
    assert question_periods(None, None)[1] > month(date(2100, 1, 1))
    rows = set(row_scopes(canonicals=(), hs6="8542", earliest=date(2022, 1, 1), latest=date(2022, 1, 1)))
    assert rows == {goods_scope("8542", month(date(2022, 1, 1)))}
    assert set(row_scopes(canonicals=("AD9361",), hs6="8542", earliest=None, latest=None)) == {part_scope("AD9361")}


def test_the_same_data_give_the_same_answer_and_nothing_changes(world: World) -> None:
    trace = walked(world)
    mark_touched(parties=[world.trader.pk], reason="listings")
    again = run_trace(public_id=str(trace.public_id))
    assert (again.answer_sha256, again.traced_at, again.answer) == (trace.answer_sha256, trace.traced_at, trace.answer)
    assert again.checked_at is not None
    assert trace.checked_at is not None
    assert again.checked_at > trace.checked_at
    assert (again.is_stale, PastAnswer.objects.count()) == (False, 0)


def test_what_was_known_then_is_kept(world: World) -> None:
    before = walked(world)
    make_listing(world.trader, date(2021, 1, 1))
    mark_touched(parties=[world.trader.pk], reason="listings")
    now = run_trace(public_id=str(before.public_id))
    past = PastAnswer.objects.get(trace=now)
    assert (past.answer, past.answer_sha256) == (before.answer, before.answer_sha256)
    assert (past.answered_at, past.replaced_because) == (before.traced_at, "listings")
    assert past.data_state["shipments"] == now.data_state["shipments"] > 0
    assert past.data_state["listings"] < now.data_state["listings"]


def test_a_change_during_a_walk_leaves_it_stale(world: World) -> None:
    trace = walked(world)
    mark_touched(parties=[world.trader.pk], reason="listings")
    under_way = walk(fresh(trace))
    mark_touched(parties=[world.importer.pk], reason="relations")
    store(under_way)
    assert fresh(trace).is_stale
    assert fresh(trace).stale_reason == "relations"
    assert not run_trace(public_id=str(trace.public_id)).is_stale


@pytest.mark.parametrize("reason", ["listings", "merged"])
def test_a_change_during_a_first_walk_leaves_it_stale(world: World, reason: str) -> None:
    under_way = walk(world.order())
    parties = [world.trader.pk] if reason == "listings" else [make_party("Somebody Else").pk]
    assert mark_touched(parties=parties, reason=reason) == 0
    store(under_way)
    assert fresh(under_way.trace).is_stale
    assert not run_trace(public_id=str(under_way.trace.public_id)).is_stale


def test_a_change_elsewhere_during_a_walk_does_nothing(world: World) -> None:
    under_way = walk(world.order())
    mark_touched(parties=[make_party("Somebody Else").pk], reason="listings")
    store(under_way)
    assert not fresh(under_way.trace).is_stale


def test_an_answer_that_came_between_the_marking_and_the_end_of_a_change_is_marked_later(world: World) -> None:
    """The change is written but not there for others when the answer is stored: its touch is looked at once more."""
    mark_touched(parties=[world.trader.pk], reason="listings")
    under_way = walk(world.order())
    Touch.objects.update(applied_at=None)
    store(under_way)
    assert not fresh(under_way.trace).is_stale
    assert apply_touches() == 1
    assert fresh(under_way.trace).is_stale
    assert apply_touches() == 0


def test_merged_rows_are_touched_with_their_party(world: World) -> None:
    trace = walked(world)
    row = make_party("Baker Trading Ltd", country="HK")
    type(row).objects.filter(pk=row.pk).update(merged_into=world.trader)
    assert mark_touched(parties=[row.pk], reason="listings") == 1
    assert fresh(trace).is_stale


def test_nothing_is_written_where_nothing_changed(world: World) -> None:
    assert mark_touched(reason="shipments") == 0
    assert Touch.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_touch_belongs_into_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        mark_touched(parties=[1], reason="listings")


def test_new_paper_gives_a_new_answer(world: World) -> None:
    trace = walked(world)
    other = make_party("Delta Import", country="RU")
    make_shipment(world.trader, other, date(2022, 5, 1), part_number=PART, manufacturer=world.maker, quantity=400)
    scopes = row_scopes(canonicals=(canonical(PART),), hs6="854231", earliest=date(2022, 5, 1), latest=date(2022, 5, 1))
    assert mark_touched(scopes=scopes, reason="shipments") == 1
    run_trace(public_id=str(trace.public_id))
    assert fresh(trace).parties.filter(party=other).exists()


def partial(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(**question: object) -> object:
        found = trace_part(**question)  # type: ignore[arg-type]
        return type(found)(**{name: getattr(found, name) for name in found.__slots__} | {"state": "partial"})

    monkeypatch.setattr("provenance.operations.answering.trace_part", failing)


def test_a_partial_answer_is_kept_marked_and_tried_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        partial(patched)
        trace = walked(world)
    assert (trace.state, trace.is_answered, trace.is_stale) == (TraceState.PARTIAL, True, False)
    assert trace.try_again_at is not None
    assert trace.checked_at is not None
    assert trace.try_again_at > trace.checked_at
    whole = run_trace(public_id=str(trace.public_id))
    assert (whole.state, whole.try_again_at) == (TraceState.DONE, None)


def test_a_whole_answer_is_not_given_up_for_a_partial_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    trace = walked(world)
    make_listing(world.trader, date(2023, 1, 1))
    mark_touched(parties=[world.trader.pk], reason="listings")
    with monkeypatch.context() as patched:
        partial(patched)
        kept = run_trace(public_id=str(trace.public_id))
    assert (kept.state, kept.answer_sha256) == (TraceState.DONE, trace.answer_sha256)
    assert (kept.stale_reason, kept.is_stale) == ("source_failed", True)
    assert run_trace(public_id=str(trace.public_id)).answer_sha256 != trace.answer_sha256
