"""What we write about a maker's part, and what the maker says to it: the right of reply."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from makers.models.trace_request import TraceRequest


class WordingState(models.TextChoices):
    """Where one version of a wording stands."""

    DRAFT = "draft", _("draft")
    SHOWN = "shown", _("shown to the maker")
    PUBLISHED = "published", _("published")
    REPLACED = "replaced", _("replaced by a later version")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Wording(models.Model):
    """One version of our text about the finds of a request; what the maker was shown is never changed again.

    Another person than its author shows it to the maker, who has until `due_at`, the end of the day `due_on` where
    the maker sits, to correct it. Published, it never stands alone: what the maker said stands beside it, or
    "no reply by `due_on`".
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="wordings")
    request = models.ForeignKey(TraceRequest, on_delete=models.PROTECT, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    state = models.CharField(max_length=10, choices=WordingState.choices, default=WordingState.DRAFT)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    shown_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["request", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "number"], name="wording_version_once"),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state__in=[WordingState.DRAFT, WordingState.SHOWN]),
                name="wording_one_under_way",
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(state=WordingState.PUBLISHED), name="wording_one_published"
            ),
            models.CheckConstraint(
                condition=Q(shown_by=None) | ~Q(shown_by=F("written_by")), name="wording_shown_by_another"
            ),
            models.CheckConstraint(
                condition=Q(shown_at=None, shown_by=None, due_on=None, due_at=None)
                | Q(shown_at__isnull=False, shown_by__isnull=False, due_on__isnull=False, due_at__isnull=False),
                name="wording_shown_has_clock",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[WordingState.SHOWN, WordingState.PUBLISHED]) | Q(shown_at__isnull=False),
                name="wording_published_was_shown",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="wording_due")]

    def __str__(self) -> str:
        return f"{self.request_id} v{self.number}"


class ReplyKind(models.TextChoices):
    """What a maker says to a wording."""

    AGREED = "agreed", _("nothing to correct")
    CORRECTION = "correction", _("asks for a correction")
    STATEMENT = "statement", _("own statement, to stand beside it")


class WordingReply(models.Model):
    """What a maker's person said to one version; kept, also when it came late."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="replies")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="wording_replies")
    kind = models.CharField(max_length=10, choices=ReplyKind.choices)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    late = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name_plural = "wording replies"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind=ReplyKind.AGREED) | ~Q(text=""), name="wording_reply_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.wording_id} {self.kind}"
