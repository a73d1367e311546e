"""What happened to a maker's findings, the rules that pick of it, and the mail that tells of it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class News(models.TextChoices):
    """What an alert tells."""

    RELEASED = "finding.released", _("new finding")
    WITHDRAWN = "finding.withdrawn", _("finding withdrawn")


class AlertRule(models.Model):
    """Which findings somebody wants to hear of: all that is set must fit, what is empty fits any.

    `part_number`: its beginning, without punctuation. `top_tier`: only kinds of parts on the highest tier of the Common
    High Priority List. `lot_seen`: only where an earlier finding of the part shows the same lot code.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    brand = models.ForeignKey("provenance.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    part_number = models.CharField(max_length=80, blank=True)
    weapon_model = models.ForeignKey(
        "teardowns.WeaponModel", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    top_tier = models.BooleanField(default=False)
    lot_seen = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """How many alerts an organisation has had: the row that is locked while one more is numbered."""

    organisation = models.OneToOneField("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.last}"


class Alert(models.Model):
    """One thing that happened to one finding, for one organisation that spoke for its brand then.

    `number` counts within the organisation and has no gap: who reads on from one misses none, and learns nothing of how
    much others have. `entry`: the ledger's entry that it comes from, so that hearing twice tells once.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    news = models.CharField(max_length=30, choices=News.choices)
    release = models.ForeignKey("teardowns.Release", on_delete=models.PROTECT, related_name="+")
    entry = models.PositiveBigIntegerField()
    happened_at = models.DateTimeField()
    rules = models.ManyToManyField(AlertRule, related_name="+")

    class Meta:
        ordering: ClassVar = ["organisation", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "number"], name="alert_number_once"),
            models.UniqueConstraint(fields=["organisation", "entry"], name="alert_heard_once"),
        ]

    def __str__(self) -> str:
        return f"{self.news} {self.number}"


class Digest(models.Model):
    """The mail that one person wants: how often, of which rule (none: of every finding), and up to where it told."""

    class Often(models.TextChoices):
        """How often."""

        DAILY = "daily", _("every day")
        WEEKLY = "weekly", _("every Monday")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    often = models.CharField(max_length=8, choices=Often.choices)
    rule = models.ForeignKey(AlertRule, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told = models.PositiveBigIntegerField(default=0)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.often}"
