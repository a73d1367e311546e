"""Hearing of a finding that was released or withdrawn: the alert of each maker concerned, and the messages to send.

`teardowns.operations.releasing` writes the job's row in the transaction of the release, so nothing is lost between; the
ledger's entry is the key under which it is heard, so nothing is told twice.
"""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation
from jobs.queue import nudge
from jobs.runner import Progress
from makers.models import Alert, AlertRule, Feed, News, WebhookDelivery, WebhookEndpoint
from makers.operations.fitting import fits, traits_of
from makers.queries.speaking import speakers_for
from teardowns.models import Release

JOB: Final = "makers.hear_of_release"
DELIVER: Final = "makers.deliver_webhooks"


@transaction.atomic
def hear_of_release(*, release_id: str, news: str, entry: str, at: str, progress: Progress) -> None:
    """Tell everybody who speaks for the brand today."""
    release = Release.objects.select_related("brand").get(public_id=release_id)
    happened_at = datetime.fromisoformat(at)
    for organisation in speakers_for(release.brand_id, timezone.now().date()):
        _tell(organisation, release, News(news), int(entry), happened_at)
    nudge(DELIVER)


def _tell(organisation: Organisation, release: Release, news: News, entry: int, happened_at: datetime) -> None:
    Feed.objects.get_or_create(organisation=organisation)
    feed = Feed.objects.select_for_update().get(organisation=organisation)
    if Alert.objects.filter(organisation=organisation, entry=entry).exists():
        return
    rules = _rules(organisation, release, news)
    feed.last += 1
    feed.save(update_fields=["last"])
    alert = Alert.objects.create(
        organisation=organisation,
        number=feed.last,
        news=news,
        release=release,
        entry=entry,
        happened_at=happened_at,
    )
    alert.rules.set(rules)
    fitting = {None, *(rule.pk for rule in rules)}
    endpoints = WebhookEndpoint.objects.filter(organisation=organisation, removed_at=None)
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(organisation=organisation, endpoint=one, alert=alert)
        for one in endpoints
        if one.rule_id in fitting
    )


def _rules(organisation: Organisation, release: Release, news: News) -> list[AlertRule]:
    """The rules that a new finding fits; of one that is withdrawn those under which it was told of."""
    own = AlertRule.objects.filter(organisation=organisation, ended_at=None)
    if news is News.WITHDRAWN:
        told = Alert.objects.filter(organisation=organisation, release=release)
        return list(own.filter(pk__in=told.values("rules")))
    rules = list(own)
    traits = traits_of(release) if rules else None
    return [rule for rule in rules if traits and fits(rule, traits)]
