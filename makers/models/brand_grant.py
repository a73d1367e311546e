"""Who of us let a maker speak for which brand, why, and from when to when."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class GrantState(models.TextChoices):
    """Where a grant stands; an approved one also says when it ends."""

    ASKED = "asked", _("waits for a second person")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("not approved")
    WITHDRAWN = "withdrawn", _("taken back before it was decided")


class BrandGrant(models.Model):
    """A dated fact in the making: one person of ours asks, another one decides. Approved, it becomes the
    `BrandRepresentation` by which findings open; this row keeps who and why.

    `start`, `end`: first and last day on which the organisation speaks for the brand; None: no limit is known.
    `shared_with`: public ids of other organisations that spoke for it when this was asked, and that it was asked
    all the same on purpose. `ended_*`: who took it away, and why.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="brand_grants")
    party = models.ForeignKey("provenance.Party", on_delete=models.PROTECT, related_name="brand_grants")
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=GrantState.choices, default=GrantState.ASKED)
    reason = models.CharField(max_length=1000)
    shared_with = models.JSONField(default=list)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=1000, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "party"], condition=Q(state="asked"), name="grant_asked_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"])
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided_by=F("asked_by")),
                name="grant_decided_by_another",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "party"], name="grant_of_maker")]

    def __str__(self) -> str:
        return f"{self.organisation_id} for {self.party_id}: {self.state}"
