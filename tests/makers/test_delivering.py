"""What becomes of messages: nothing is lost, nothing is told twice under two names, nothing is told that may not be."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from standardwebhooks import Webhook

from accounts.operations import suspend_user
from accounts.sealing import unseal
from custody.models import LedgerEntry
from jobs.models import Job
from makers.alert_problems import EndpointPaused, NotAnEndpoint, NotToBeSentAgain
from makers.models import WebhookDelivery, WebhookEndpoint
from makers.operations import delivering, mailing, pausing
from makers.operations.claiming import claim
from makers.operations.endpoints import (
    make_endpoint,
    pause_endpoint,
    remove_endpoint,
    renew_secret,
    resume_endpoint,
    send_again,
    send_test,
)
from makers.webhooks import sending
from makers.webhooks.signing import shown
from problems import NotFound
from provenance.models import BrandRepresentation
from teardowns.models import Release
from tests.factories.accounts import ACTOR
from tests.factories.teardowns import make_finding
from tests.makers.alerting import deliver, endpoint, hear, listener, waiting, way

pytestmark = pytest.mark.django_db


def secret_of(one):
    return shown(unseal(WebhookEndpoint.objects.get(pk=one.pk).secret) or b"")


def released(own, count=1):
    for _turn in range(count):
        make_finding("AD9361BBCZ", own.brand)
    hear()


def test_a_finding_is_told_thin_and_signed(own, receivers, settings):
    one = endpoint(own, receivers.url("/ok/"), settings)
    released(own)
    assert deliver(receivers.port) == 1
    (came,) = receivers.book.arrivals
    row = WebhookDelivery.objects.get()
    release = Release.objects.get()
    said = Webhook(secret_of(one)).verify(came.body, dict(came.headers))
    assert said["type"] == "finding.released"
    assert said["data"] == {"alert_id": str(row.alert.public_id), "finding_id": str(release.public_id)}
    assert came.headers["webhook-id"] == row.message_id
    assert row.taken_at and row.attempts == 1 and not waiting()
    assert b"AD9361" not in came.body and "AD9361" not in json.dumps(dict(came.headers))
    assert deliver(receivers.port) == 0


def test_it_goes_again_under_the_same_id_until_it_is_taken(own, receivers, settings):
    one = endpoint(own, receivers.url("/flaky/3/"), settings)
    released(own)
    assert deliver(receivers.port) == 4
    assert len({came.headers["webhook-id"] for came in receivers.book.arrivals}) == 1
    assert len({came.body for came in receivers.book.arrivals}) == 1
    one.refresh_from_db()
    assert one.failures == 0 and one.failing_since is None and one.taken_at


def test_retries_are_bounded_then_the_endpoint_rests_and_its_owner_is_told(own, receivers, settings):
    one = endpoint(own, receivers.url("/500/"), settings)
    released(own)
    assert deliver(receivers.port) == 8
    one.refresh_from_db()
    (row,) = waiting()
    assert (one.paused_for, row.cause, row.status, row.attempts) == ("failing", "status", 500, 8)
    assert deliver(receivers.port) == 0
    job = Job.objects.get(name=pausing.MAIL)
    mailing.mail_endpoint_paused(progress=lambda *_: None, **job.arguments)
    (letter,) = mail.outbox
    assert letter.to == [own.principal.user.email] and "taken nothing for too long" in letter.body
    assert LedgerEntry.objects.filter(action="webhook.paused").count() == 1
    resumed = resume_endpoint(principal=own.principal, public_id=one.public_id)
    assert (resumed.failures, waiting()[0].attempts) == (0, 0)
    assert deliver(receivers.port) == 8


def test_gone_is_gone_at_once(own, receivers, settings):
    one = endpoint(own, receivers.url("/gone/"), settings)
    released(own)
    assert deliver(receivers.port) == 1
    one.refresh_from_db()
    assert one.paused_for == "gone" and len(waiting()) == 1


def test_one_poisoned_message_does_not_stop_the_others(own, receivers, settings, monkeypatch):
    one = endpoint(own, receivers.url("/ok/"), settings)
    released(own, 6)
    poisoned = WebhookDelivery.objects.order_by("pk").first().message_id
    real = sending.send

    def picky(url, headers, body, policy, *, lookup):
        if headers["webhook-id"] == poisoned:
            url = url.replace("/ok/", "/500/")
        return real(url, headers, body, policy, lookup=lookup)

    monkeypatch.setattr(delivering, "send", picky)
    for _turn in range(8):
        WebhookDelivery.objects.update(due_at=timezone.now())
        deliver(receivers.port, pauses=(60.0,) * 7)
        released(own)
    one.refresh_from_db()
    refused = WebhookDelivery.objects.order_by("pk").first()
    assert one.paused_at is None and refused.ended_at and refused.cause == "status"
    assert not [row for row in waiting() if row.attempts]
    monkeypatch.setattr(delivering, "send", real)
    send_again(principal=own.principal, public_id=refused.public_id)
    deliver(receivers.port)
    refused.refresh_from_db()
    assert refused.taken_at and not refused.cause


def test_an_endpoint_that_fails_does_not_hold_up_another(own, receivers, settings):
    bad = endpoint(own, receivers.url("/hang/"), settings)
    good = endpoint(own, receivers.url("/ok/"), settings)
    released(own, 12)
    deliver(receivers.port, pauses=(3600.0,) * 7, seconds=3.0)
    assert good.deliveries.exclude(taken_at=None).count() == 12
    assert bad.deliveries.filter(taken_at=None).count() == 12
    bad.refresh_from_db()
    assert bad.failures >= 4 and bad.held_until and bad.held_until > timezone.now()


def test_days_without_success_stop_an_endpoint(own, receivers, settings):
    one = endpoint(own, receivers.url("/500/"), settings)
    released(own)
    WebhookEndpoint.objects.update(failing_since=timezone.now() - timedelta(days=4), failures=40)
    assert deliver(receivers.port, pauses=(86400.0,) * 7) == 1
    one.refresh_from_db()
    assert one.paused_at is None
    WebhookEndpoint.objects.update(held_until=None)
    WebhookDelivery.objects.update(due_at=timezone.now())
    assert deliver(receivers.port, pauses=(3600.0,) * 7) == 1
    one.refresh_from_db()
    assert one.paused_for == "failing"


def test_a_killed_sender_loses_nothing_and_a_late_one_has_no_say(own, receivers, settings):
    endpoint(own, receivers.url("/ok/"), settings)
    released(own)
    (errand,) = claim(4, (), troubled=2)
    assert claim(4, (), troubled=2) == [] == claim(4, (errand,), troubled=2)
    WebhookDelivery.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert deliver(receivers.port) == 1
    delivering._write(errand, sending.Outcome("timeout"), way(receivers.port))
    row = WebhookDelivery.objects.get()
    assert row.taken_at and row.cause == "" and row.attempts == 2
    assert WebhookEndpoint.objects.get().failures == 0


def test_a_brand_that_was_sold_is_not_told_of(own, receivers, settings):
    endpoint(own, receivers.url("/ok/"), settings)
    released(own)
    BrandRepresentation.objects.update(end=timezone.now().date() - timedelta(days=1))
    assert deliver(receivers.port) == 0 and receivers.book.arrivals == []
    row = WebhookDelivery.objects.get()
    assert row.ended_at and row.cause == "brand_ended"
    with pytest.raises(NotToBeSentAgain):
        send_again(principal=own.principal, public_id=row.public_id)


def test_a_finding_withdrawn_before_it_was_told_is_not(own, receivers, settings):
    endpoint(own, receivers.url("/ok/"), settings)
    released(own)
    Release.objects.update(withdrawn_at=timezone.now())
    assert deliver(receivers.port) == 0
    assert WebhookDelivery.objects.get().cause == "withdrawn"


def test_the_endpoint_of_somebody_suspended_is_silent_from_the_next_message(own, receivers, settings):
    one = endpoint(own, receivers.url("/ok/"), settings)
    released(own)
    suspend_user(user=own.principal.user, reason="left", actor=ACTOR)
    assert deliver(receivers.port) == 0 and receivers.book.arrivals == []
    one.refresh_from_db()
    assert one.paused_for == "owner_gone" and len(waiting()) == 1
    assert not Job.objects.filter(name=pausing.MAIL).exists()


def test_a_secret_is_renewed_with_a_day_of_both(own, receivers, settings):
    one = endpoint(own, receivers.url("/ok/"), settings)
    old = secret_of(one)
    new = renew_secret(principal=own.principal, public_id=one.public_id).secret
    send_test(principal=own.principal, public_id=one.public_id)
    deliver(receivers.port)
    WebhookEndpoint.objects.update(old_until=timezone.now() - timedelta(seconds=1))
    send_test(principal=own.principal, public_id=one.public_id)
    deliver(receivers.port)
    both, alone = receivers.book.arrivals
    for secret in (old, new):
        assert Webhook(secret).verify(both.body, dict(both.headers))["type"] == "endpoint.test"
    assert len(both.headers["webhook-signature"].split()) == 2 and len(alone.headers["webhook-signature"].split()) == 1
    Webhook(new).verify(alone.body, dict(alone.headers))
    assert new.encode() not in bytes(WebhookEndpoint.objects.get().secret)


def test_a_paused_endpoint_keeps_what_comes_in(own, receivers, settings):
    one = endpoint(own, receivers.url("/ok/"), settings)
    pause_endpoint(principal=own.principal, public_id=one.public_id)
    released(own, 3)
    assert deliver(receivers.port) == 0 and len(waiting()) == 3
    with pytest.raises(EndpointPaused):
        send_test(principal=own.principal, public_id=one.public_id)
    resume_endpoint(principal=own.principal, public_id=one.public_id)
    assert deliver(receivers.port) == 3


def test_a_removed_endpoint_hears_nothing_and_keeps_no_secret(own, receivers, settings):
    one = endpoint(own, receivers.url("/ok/"), settings)
    released(own)
    remove_endpoint(principal=own.principal, public_id=one.public_id)
    released(own)
    assert deliver(receivers.port) == 0
    one.refresh_from_db()
    assert bytes(one.secret) == b"" and one.deliveries.get().cause == "removed"


@pytest.mark.parametrize("url", ["http://example.org/", "https://example.org:22/", "https://127.1/", "x"])
def test_an_address_that_cannot_be_one(own, url):
    with pytest.raises(NotAnEndpoint):
        make_endpoint(principal=own.principal, url=url)


def test_loopback_is_refused_where_no_test_opens_it(own, receivers, settings):
    endpoint(own, receivers.url("/ok/"), settings)
    settings.WEBHOOK_OPEN_NETWORKS = ()
    released(own)
    delivering.deliver_due(delivering.Way(pauses=(), seconds=1.0))
    assert WebhookDelivery.objects.get().cause == "address" and receivers.book.arrivals == []


def test_another_makers_endpoint_is_not_there(own, receivers, settings):
    one, other = endpoint(own, receivers.url("/ok/"), settings), listener("Texas Instruments")
    for act in (pause_endpoint, resume_endpoint, remove_endpoint, renew_secret, send_test, send_again):
        with pytest.raises(NotFound):
            act(principal=other.principal, public_id=one.public_id)
