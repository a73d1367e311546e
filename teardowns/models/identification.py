"""Judgements: this component is this part."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teardowns.models.reading import Reading
from teardowns.models.teardown import Component


class Decision(models.TextChoices):
    """What the matching of a reading against the catalogue came to."""

    IDENTIFIED = "identified", _("identified")
    AMBIGUOUS = "ambiguous", _("more than one part fits")
    UNKNOWN = "unknown", _("unknown")


class Standing(models.TextChoices):
    """Whose word a judgement is, and which way it goes."""

    PROPOSED = "proposed", _("proposed by the machine")
    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("rejected")
    ILLEGIBLE = "illegible", _("illegible")


class Identification(models.Model):
    """One judgement about one component, by the machine or a person. Never changed: a later one supersedes it.

    `reading`: the one that it was made on; a proposal takes the other photos of the component into account too.
    `candidates`, best first, score in thousandths: [{"part_number", "manufacturer", "owner", "catalogued", "score",
    "reasons": [{"sign", "code", "params"}]}]. `date_codes`: [{"text", "rule", "manufacturer", "earliest", "latest",
    "line", "ruled_out": [{"earliest", "latest", "why"}]}]; before 2026-12 without the last two.
    `decoded`, of a proposal: lines as its first candidate has them, beside what was read: [{"read", "text",
    "part_number", "manufacturer"}].
    `roles`: what the pieces of the lines were taken for when it was judged, of one piece the likeliest first:
    [{"line", "start", "text", "role", "probability" in thousandths, "says": {"code", "params"}}]; before 2026-12 none.
    They are kept, not worked out again when shown: rules and catalogue change, and a judgement shows what it rested on.
    `lot_code`: the lot among them (`teardowns.lots`), by which finds on several specimens are joined.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="identifications")
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="identifications")
    standing = models.CharField(max_length=10, choices=Standing.choices)
    decision = models.CharField(max_length=10, choices=Decision.choices)
    part_number = models.CharField(max_length=80, blank=True)
    manufacturer = models.ForeignKey(
        "provenance.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="identifications"
    )
    catalogued = models.BooleanField(default=False)
    candidates = models.JSONField(default=list, blank=True)
    date_codes = models.JSONField(default=list, blank=True)
    decoded = models.JSONField(default=list, blank=True)
    roles = models.JSONField(default=list, blank=True)
    lot_code = models.CharField(max_length=40, blank=True, default="")
    date_code = models.CharField(max_length=40, blank=True)
    date_rule = models.CharField(max_length=120, blank=True)
    made_earliest = models.DateField(null=True, blank=True)
    made_latest = models.DateField(null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="identifications",
    )
    note = models.CharField(max_length=300, blank=True)
    trace = models.ForeignKey(
        "provenance.Trace", null=True, blank=True, on_delete=models.PROTECT, related_name="identifications"
    )
    supersedes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(author__isnull=True, standing="proposed")
                | Q(author__isnull=False) & ~Q(standing="proposed"),
                name="identification_person_or_proposal",
            ),
            models.UniqueConstraint(
                fields=["component"], condition=Q(supersedes__isnull=True), name="one_chain_of_judgements"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["manufacturer", "part_number", "lot_code"], name="identification_lot"),
            models.Index(fields=["manufacturer", "part_number", "made_earliest"], name="identification_made"),
        ]

    def __str__(self) -> str:
        return self.part_number or self.decision
