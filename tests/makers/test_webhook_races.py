"""Webhooks while somebody is shut out, removes the receiver, or sends too: the message in hand is the last, and one."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from pytest_django import Settings

from accounts.operations import remove_member, suspend_user
from accounts.roles import Role
from custody.verify import ledger_faults
from makers.alert_problems import NotToBeSentAgain, TooMany
from makers.management.benchmarking.receivers import Receivers
from makers.models import Alert, News, WebhookDelivery, WebhookEndpoint
from makers.operations import claiming, coming_in, delivering, endpoints
from makers.operations.brands import end_brand
from makers.operations.claiming import claim
from makers.operations.endpoints import make_endpoint, remove_endpoint, renew_secret, resume_endpoint, send_again
from makers.webhooks.sending import Outcome
from problems import NotFound
from teardowns.models import Release
from teardowns.operations.releasing import withdraw
from tests.factories.accounts import ACTOR, make_principal
from tests.factories.teardowns import make_finding
from tests.makers.alerting import Listener, deliver, endpoint, hear, way
from tests.racing import Halt

pytestmark = pytest.mark.django_db(transaction=True)
ONE = 1
"""A thread: one message in hand at a time."""


def released(own: Listener, count: int) -> None:
    for _finding in range(count):
        make_finding("AD9361BBCZ", own.brand)
    hear()


def rows() -> Iterator[WebhookDelivery]:
    return WebhookDelivery.objects.order_by("due_at", "pk").iterator()


def shutting_out(way_out: str, own: Listener) -> Callable[[], object]:
    user, house, analyst = own.principal.user, own.principal.organisation, make_principal(Role.ANALYST)
    admin, last = make_principal(Role.ADMIN), Release.objects.order_by("pk").last()
    assert last is not None
    ways: dict[str, Callable[[], object]] = {
        "ban": lambda: suspend_user(user=user, reason="left", actor=ACTOR),
        "removal": lambda: remove_member(user=user, reason="moved", actor=ACTOR),
        "leaving": lambda: coming_in.let_leave(principal=admin, organisation=house, reason="merged"),
        "sale": lambda: end_brand(principal=analyst, organisation=house, party_id=own.brand.public_id, reason="sold"),
        "withdrawal": lambda: withdraw(principal=analyst, release=last, reason="misread"),
    }
    return ways[way_out]


@pytest.mark.parametrize(
    ("way_out", "paused_for", "cause"),
    [
        ("ban", "owner_gone", ""),
        ("removal", "owner_gone", ""),
        ("leaving", "owner_gone", "brand_ended"),
        ("sale", "", "brand_ended"),
        ("withdrawal", "", "withdrawn"),
    ],
)
def test_what_ends_while_a_message_is_in_hand_ends_the_next_one(
    own: Listener,
    receivers: Receivers,
    settings: Settings,
    halt: Halt,
    way_out: str,
    paused_for: str,
    cause: str,
) -> None:
    one = endpoint(own, receivers.url("/ok/"), settings)
    released(own, 2)
    halt.before(delivering, "_carry")
    raised = halt.overtaken(lambda: deliver(receivers.port, threads=ONE), shutting_out(way_out, own))
    assert raised == [None, None]
    in_hand, following = rows()
    assert [came.headers["webhook-id"] for came in receivers.book.arrivals] == [in_hand.message_id]
    one.refresh_from_db()
    assert in_hand.taken_at and not following.taken_at
    assert (one.paused_for, following.cause) == (paused_for, cause)


@pytest.mark.parametrize("count", [1, 6])
def test_two_workers_take_no_message_twice(
    own: Listener,
    receivers: Receivers,
    settings: Settings,
    halt: Halt,
    count: int,
) -> None:
    endpoint(own, receivers.url("/ok/"), settings)
    released(own, count)
    halt.before(claiming, "principal_in")
    assert halt.overtaken(*[lambda: deliver(receivers.port)] * 2) == [None, None]
    came = [one.headers["webhook-id"] for one in receivers.book.arrivals]
    assert sorted(came) == sorted(row.message_id for row in rows())
    assert {(row.attempts, bool(row.taken_at)) for row in rows()} == {(1, True)}


def test_two_workers_that_write_what_became_of_the_same_endpoints_in_another_order(
    own: Listener, receivers: Receivers, settings: Settings, halt: Halt
) -> None:
    for path in ("/ok/1/", "/ok/2/"):
        endpoint(own, receivers.url(path), settings)
    released(own, 2)
    errands, by_endpoint = claim(4, (), troubled=2), {}
    for errand in errands:
        by_endpoint.setdefault(errand.endpoint, []).append((errand, Outcome("timeout")))
    one, other = zip(*by_endpoint.values(), strict=True)
    halt.after(delivering, "_write")
    assert halt.overtaken(
        lambda: delivering._write_all(one, way(receivers.port)),
        lambda: delivering._write_all(other[::-1], way(receivers.port)),
    ) == [None, None]
    assert {row.cause for row in rows()} == {"timeout"}
    assert [made.failures for made in WebhookEndpoint.objects.all()] == [2, 2]


@pytest.mark.parametrize("path", ["/ok/", "/500/", "/gone/"])
def test_a_receiver_that_is_removed_while_a_message_is_in_hand_gets_no_other(
    own: Listener,
    receivers: Receivers,
    settings: Settings,
    halt: Halt,
    path: str,
) -> None:
    one = endpoint(own, receivers.url(path), settings)
    released(own, 2)
    halt.before(delivering, "_carry")
    raised = halt.overtaken(
        lambda: deliver(receivers.port, threads=ONE),
        lambda: remove_endpoint(principal=own.principal, public_id=one.public_id),
    )
    assert raised == [None, None] and len(receivers.book.arrivals) == 1
    one.refresh_from_db()
    assert (one.failures, one.paused_at, one.taken_at, bytes(one.secret)) == (0, None, None, b"")
    assert {(row.cause, row.taken_at) for row in rows()} == {("removed", None)}


@pytest.mark.parametrize("owner", ["there", "away", "gone"])
def test_who_removes_a_receiver_and_who_sends_to_it_wait_for_each_other_in_one_order(
    own: Listener,
    receivers: Receivers,
    settings: Settings,
    halt: Halt,
    monkeypatch: pytest.MonkeyPatch,
    owner: str,
) -> None:
    """Its row is locked, its messages are not yet; meanwhile they are sent, or it is stopped."""
    one = endpoint(own, receivers.url("/ok/"), settings)
    released(own, 2)
    colleague = make_principal(Role.MAKER, organisation=own.principal.organisation)
    if owner == "gone":
        suspend_user(user=own.principal.user, reason="left", actor=ACTOR)
    elif owner == "away":
        monkeypatch.setattr(claiming, "_may_manage", lambda _owner: False)
    halt.after(endpoints, "_locked")
    raised = halt.overtaken(
        lambda: remove_endpoint(principal=colleague, public_id=one.public_id), lambda: deliver(receivers.port)
    )
    assert raised == [None, None]
    one.refresh_from_db()
    assert one.removed_at and one.paused_at is None and list(ledger_faults()) == []
    assert {row.cause for row in rows()} == {"removed"}


@pytest.mark.parametrize("step", [renew_secret, resume_endpoint])
def test_a_receiver_that_a_colleague_has_just_removed_is_not_there(
    own: Listener, settings: Settings, halt: Halt, step: Callable[..., object]
) -> None:
    one = endpoint(own, "http://127.0.0.1:9/ok/", settings)
    WebhookEndpoint.objects.update(paused_at=one.created_at, paused_for="person")
    halt.after(endpoints, "_locked")
    raised = halt.overtaken(
        lambda: remove_endpoint(principal=own.principal, public_id=one.public_id),
        lambda: step(principal=own.principal, public_id=one.public_id),
    )
    assert [type(error) for error in raised] == [type(None), NotFound]
    one.refresh_from_db()
    assert bytes(one.secret) == b"" and one.paused_at


def test_what_was_taken_meanwhile_is_not_sent_again(
    own: Listener, receivers: Receivers, settings: Settings, halt: Halt
) -> None:
    endpoint(own, receivers.url("/ok/"), settings)
    released(own, 1)
    (row,) = rows()
    halt.after(endpoints, "delivery_for")
    again, sent = halt.overtaken(
        lambda: send_again(principal=own.principal, public_id=row.public_id), lambda: deliver(receivers.port)
    )
    deliver(receivers.port)
    assert sent is None and len(receivers.book.arrivals) == 1
    if connection.vendor == "postgresql":  # SQLite: who writes first is first
        assert isinstance(again, NotToBeSentAgain)


def test_two_who_make_the_last_receiver(
    own: Listener, settings: Settings, halt: Halt, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "http://127.0.0.1:9/ok/"
    endpoint(own, url, settings)
    monkeypatch.setattr(endpoints, "MOST", 2)
    halt.after(endpoints, "endpoints_for")
    raised = halt.overtaken(*[lambda: make_endpoint(principal=own.principal, url=url)] * 2)
    assert [type(error) for error in raised] == [type(None), TooMany]
    assert WebhookEndpoint.objects.count() == 2


def test_the_news_of_a_withdrawal_goes_although_the_finding_in_hand_was_withdrawn(
    own: Listener, receivers: Receivers, settings: Settings, halt: Halt
) -> None:
    """The receiver that was told of it hears that it is gone."""
    endpoint(own, receivers.url("/ok/"), settings)
    released(own, 1)
    halt.before(delivering, "_carry")
    assert halt.overtaken(lambda: deliver(receivers.port), shutting_out("withdrawal", own)) == [None, None]
    hear()
    deliver(receivers.port)
    assert [one.news for one in Alert.objects.order_by("number")] == [News.RELEASED, News.WITHDRAWN]
    assert len(receivers.book.arrivals) == 2 and all(row.taken_at for row in rows())
