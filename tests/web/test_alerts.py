"""The pages of alerts: rules, the own mail, endpoints with their secret, what was sent."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from jobs.models import Job
from makers.models import AlertRule, Digest, OwnAct, WebhookDelivery, WebhookEndpoint
from makers.operations import mailing
from tests.factories.teardowns import make_finding
from tests.makers.alerting import deliver, endpoint, hear

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]
HOME = "/maker/alerts/"


@pytest.fixture
def client(own, signed_in: Enter) -> Client:
    return signed_in(own.principal.user)


def text(answer) -> str:
    return answer.content.decode()


def test_a_rule_is_made_said_and_ended(own, client):
    page = text(client.post(f"{HOME}rules/", {"name": "Lots again", "lot_seen": "on"}, follow=True))
    assert "Lots again" in page and "lots that were seen before" in page
    rule = AlertRule.objects.get()
    assert "is ended" in text(client.post(f"{HOME}rules/{rule.public_id}/end/", follow=True))
    assert "No rule" in text(client.get(HOME))
    assert {act.act for act in OwnAct.objects.all()} >= {"alert_rule.made", "alert_rule.ended"}


def test_what_is_wrong_with_a_rule_stands_beside_what_was_typed(client):
    answer = client.post(f"{HOME}rules/", {"name": "All of them"})
    assert answer.status_code == 422
    assert "would fit every finding" in text(answer) and 'value="All of them"' in text(answer)
    assert client.post(f"{HOME}rules/", {"name": "x", "brand": "texas-instruments"}).status_code == 422


def test_an_endpoint_shows_its_secret_once(client):
    answer = client.post(f"{HOME}endpoints/", {"url": "https://hooks.example.org/chiptrail"})
    assert "whsec_" in text(answer) and "no-store" in answer.headers["Cache-Control"]
    one = WebhookEndpoint.objects.get()
    address = f"{HOME}endpoints/{one.public_id}/"
    assert "whsec_" not in text(client.get(address)) + text(client.get(HOME))
    renewed = text(client.post(f"{address}secret/"))
    assert "whsec_" in renewed and "goes on signing beside it until" in renewed


@pytest.mark.parametrize(
    ("url", "why"),
    [("http://example.org/", "does not begin with https"), ("https://example.org:22/", "Its port is not one of those")],
)
def test_an_address_that_cannot_be_one_is_explained(client, url, why):
    answer = client.post(f"{HOME}endpoints/", {"url": url})
    assert answer.status_code == 422 and why in text(answer)
    assert not WebhookEndpoint.objects.exists()


def test_messages_are_shown_with_cause_and_go_again(own, client, receivers, settings):
    one = endpoint(own, receivers.url("/500/"), settings)
    address = f"{HOME}endpoints/{one.public_id}/"
    assert "A test is on its way" in text(client.post(f"{address}test/", follow=True))
    piece = text(client.get(address, headers={"hx-request": "true"}))
    assert piece.lstrip().startswith('<div id="deliveries"') and "every 2s" in piece
    deliver(receivers.port, pauses=(60.0,) * 7)
    page = text(client.get(address))
    assert "answered with an error" in page and "Our queue is full &lt;b&gt;sorry" in page and "every 2s" not in page
    row = WebhookDelivery.objects.get()
    again = text(client.post(f"{HOME}messages/{row.public_id}/again/", follow=True))
    assert "sent again, under its old id" in again and row.message_id in again


def test_an_endpoint_is_paused_let_go_on_and_removed(own, client, receivers, settings):
    one = endpoint(own, receivers.url("/ok/"), settings)
    address = f"{HOME}endpoints/{one.public_id}/"
    assert "Paused by one of you" in text(client.post(f"{address}pause/", follow=True))
    make_finding("AD9361BBCZ", own.brand)
    hear()
    assert "kept" in text(client.get(address))
    assert "what was kept is sent now" in text(client.post(f"{address}resume/", follow=True))
    assert "is removed" in text(client.post(f"{address}remove/", follow=True))
    assert client.get(address).status_code == 404


def test_the_page_speaks_ukrainian_for_who_does(own, signed_in):
    own.principal.user.preferred_language = "uk"
    own.principal.user.save()
    assert 'lang="uk"' in text(signed_in(own.principal.user).get(HOME))


def due():
    Digest.objects.update(due_at=timezone.now())
    ordered = mailing.order_digests()
    for job in Job.objects.filter(name=mailing.MAIL_DIGEST, state="queued"):
        mailing.mail_digest(progress=lambda *_: None, **job.arguments)
        Job.objects.filter(pk=job.pk).update(state="done")
    return ordered


def test_a_digest_counts_and_links_and_names_no_part(own, client):
    make_finding("AD9361BBCZ", own.brand)
    hear()
    client.post(f"{HOME}digest/", {"often": "daily"})
    assert due() == 0 == len(mail.outbox)  # what was there before is no news
    for number in ("AD9361BBCZ", "ADF4351BCPZ"):
        make_finding(number, own.brand)
    hear()
    assert due() == 1
    (letter,) = mail.outbox
    assert letter.subject == "Chiptrail: 2 new findings of your parts." and "/findings/" in letter.body
    assert "AD9361" not in letter.body + letter.subject and own.brand.name not in letter.body
    assert due() == 0
    assert "you get no more mail" in text(client.post(f"{HOME}digest/", {"often": ""}, follow=True)).lower()
    assert not Digest.objects.exists()


def test_a_digest_goes_by_a_rule(own, client):
    client.post(f"{HOME}rules/", {"name": "AD9361", "part_number": "ad9361"})
    rule = AlertRule.objects.get()
    client.post(f"{HOME}digest/", {"often": "weekly", "rule": str(rule.public_id)})
    for number in ("AD9361BBCZ", "ADF4351BCPZ"):
        make_finding(number, own.brand)
    hear()
    assert due() == 1 and "1 new finding" in mail.outbox[0].subject
    answer = client.post(f"{HOME}rules/{rule.public_id}/end/", headers={"referer": f"http://testserver{HOME}"})
    assert "goes by this rule" in text(client.get(answer.url))
