"""Mail to people of a maker, in the language of each. A mail is no safe place: it counts, links, and names nothing."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from accounts.models import User
from accounts.queries import Principal, find_principal
from accounts.roles import Capability
from jobs.queue import enqueue
from jobs.runner import Progress
from makers.digest_times import next_morning
from makers.models import Alert, AlertRule, Digest, Feed, News, WebhookEndpoint
from makers.operations.acts import note
from makers.queries.alerts import alerts_for, digest_of, rule_for
from makers.queries.speaking import principal_in
from makers.webhook_words import PAUSES

MAIL_DIGEST: Final = "makers.mail_digest"


@transaction.atomic
def set_digest(*, principal: Principal, often: str, rule: UUID | None = None) -> Digest | None:
    """The asker's own mail: how often and of which rule; "" ends it. It tells of what comes from now on.

    Raises NotAllowed, NotFound.
    """
    principal.require(Capability.ALERT_MANAGE_OWN)
    if often not in Digest.Often.values:
        Digest.objects.filter(user=principal.user).delete()
        note(principal=principal, act="digest.ended", subject_type="digest", subject_id=str(principal.user.public_id))
        return None
    had = digest_of(principal)
    feed = Feed.objects.filter(organisation=principal.organisation).first()
    told = had.told if had else (feed.last if feed else 0)
    wanted: AlertRule | None = rule_for(principal, rule) if rule else None
    digest, _created = Digest.objects.update_or_create(
        user=principal.user,
        defaults={
            "organisation": principal.organisation,
            "often": often,
            "rule": wanted,
            "told": told,
            "due_at": next_morning(timezone.now().astimezone(UTC), weekly=often == Digest.Often.WEEKLY),
        },
    )
    note(principal=principal, act="digest.set", subject_type="digest", subject_id=str(principal.user.public_id))
    return digest


def order_digests(now: datetime | None = None) -> int:
    """Order the mails that are due. Returns how many."""
    moment = now or timezone.now()
    due = Digest.objects.filter(due_at__lte=moment).values_list("pk", flat=True)
    return sum(_order(pk, moment) for pk in list(due))


def mail_digest(*, user_id: str, released: str, withdrawn: str, progress: Progress) -> None:
    """Send one digest, to somebody who still may hear of findings."""
    user = User.objects.get(public_id=user_id)
    principal = find_principal(user)
    if principal is None or not principal.can(Capability.FINDING_SEE_OWN_BRANDS):
        return
    with translation.override(language_of(user)):
        subject, text = _digest_text(int(released), int(withdrawn))
    _mail(user, subject, text)


@transaction.atomic
def _order(pk: int, now: datetime) -> bool:
    """Count, and order the mail as a job: nothing new is no mail."""
    digest = (
        Digest.objects.select_for_update(of=("self",))
        .select_related("user", "organisation", "rule")
        .filter(pk=pk)
        .first()
    )
    if digest is None or digest.due_at > now:
        return False
    digest.due_at = next_morning(now.astimezone(UTC), weekly=digest.often == Digest.Often.WEEKLY)
    digest.save(update_fields=["due_at"])
    principal = principal_in(digest.user, digest.organisation)
    if principal is None or not principal.can(Capability.FINDING_SEE_OWN_BRANDS):
        return False
    fresh = alerts_for(principal).filter(number__gt=digest.told)
    last = fresh.order_by("-number").values_list("number", flat=True).first()
    if last is None:
        return False
    news = fresh.filter(rules=digest.rule) if digest.rule else fresh
    released = _findings(news.filter(news=News.RELEASED, release__withdrawn_at=None))
    withdrawn = _findings(news.filter(news=News.WITHDRAWN, release__withdrawn_at__isnull=False))
    digest.told = last
    if released or withdrawn:
        digest.sent_at = now
        told = {"user_id": str(digest.user.public_id), "released": str(released), "withdrawn": str(withdrawn)}
        enqueue(
            MAIL_DIGEST,
            key=f"{MAIL_DIGEST}:{digest.user.public_id}:{digest.organisation.public_id}:{last}",
            arguments=told,
        )
    digest.save(update_fields=["told", "sent_at"])
    return bool(released or withdrawn)


def _findings(alerts: QuerySet[Alert]) -> int:
    """How many findings: one that was taken back and opened again counts once."""
    return alerts.order_by().values("release").distinct().count()


def mail_endpoint_paused(*, endpoint_id: str, progress: Progress) -> None:
    """Tell the owner of an endpoint that it stands still and why, if it still does."""
    endpoint = WebhookEndpoint.objects.select_related("owner", "organisation").get(public_id=endpoint_id)
    if endpoint.paused_at is None or principal_in(endpoint.owner, endpoint.organisation) is None:
        return
    with translation.override(language_of(endpoint.owner)):
        subject = gettext("A webhook endpoint of yours is paused")
        lines = [
            gettext("Chiptrail no longer sends to one of your webhook endpoints."),
            str(PAUSES.get(endpoint.paused_for, endpoint.paused_for)),
            gettext("What comes in is kept for it and sent when one of you lets it go on."),
            f"{settings.BASE_URL}/maker/alerts/endpoints/{endpoint.public_id}/",
        ]
    _mail(endpoint.owner, subject, "\n\n".join(lines))


def language_of(user: User) -> str:
    """The person's language; English for a maker who chose none."""
    return user.preferred_language or settings.LANGUAGE_CODE


def _digest_text(released: int, withdrawn: int) -> tuple[str, str]:
    """Subject and text, in the language of the moment."""
    told = []
    if released:
        told.append(
            ngettext("%(n)d new finding of your parts.", "%(n)d new findings of your parts.", released)
            % {"n": released}
        )
    if withdrawn:
        told.append(
            ngettext("%(n)d finding was withdrawn.", "%(n)d findings were withdrawn.", withdrawn) % {"n": withdrawn}
        )
    lines = [
        " ".join(told),
        gettext("Unit: physical component, confirmed by an analyst."),
        f"{settings.BASE_URL}/findings/",
        " ".join(
            [
                gettext("For your safety this mail names no part."),
                gettext("A part found is not a finding of fault by its maker."),
            ]
        ),
        gettext("How often you get this mail: %(address)s") % {"address": f"{settings.BASE_URL}/maker/alerts/"},
    ]
    return told[0], "\n\n".join(lines)


def _mail(user: User, subject: str, text: str) -> None:
    send_mail(f"Chiptrail: {subject}", text, settings.DEFAULT_FROM_EMAIL, [user.email])
