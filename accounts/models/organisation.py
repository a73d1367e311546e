"""Organisations, and who belongs to them in which role."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import OrganisationKind, Role

KIND_LABELS = {
    OrganisationKind.FIELD_TEAM: _("Field team"),
    OrganisationKind.LAB: _("Laboratory"),
    OrganisationKind.MAKER: _("Manufacturer"),
    OrganisationKind.AGENCY: _("Agency"),
}
ROLE_LABELS = {
    Role.FIELD: _("Field team member"),
    Role.ANALYST: _("Analyst"),
    Role.MAKER: _("Manufacturer’s officer"),
    Role.ENFORCEMENT: _("Enforcement analyst"),
    Role.ADMIN: _("Administrator"),
}


class Organisation(models.Model):
    """A field team, laboratory, manufacturer or agency.

    `ended_at`: since then every door is closed to all who belong to it; what they did stays.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=[(k.value, label) for k, label in KIND_LABELS.items()])
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    end_reason = models.CharField(max_length=500, blank=True, default="", editable=False)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person, one organisation, one role: nobody sees two organisations' secrets under one name."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="membership")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=[(r.value, label) for r, label in ROLE_LABELS.items()])
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["organisation__name", "user__email"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.role} · {self.organisation}"
