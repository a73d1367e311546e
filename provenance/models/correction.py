"""What a person judged about the catalogue: dated, signed, and taken back by a further dated judgement."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from provenance.models.party import Party


class CorrectionKind(models.TextChoices):
    """What is put right."""

    MERGED_PARTIES = "merged_parties", _("two names of one company")
    ALIAS = "alias", _("another name of a part")
    RULE_WRONG = "rule_wrong", _("a rule that misleads")


class Correction(models.Model):
    """One judgement; it is in force until `withdrawn_at`. No row is ever deleted or overwritten.

    * merged parties: `party` is the same company as `into`, which stays.
    * alias: lettering `alias` (and its `alias_canonical`) names the part `part_number` of `party`.
    * rule wrong: the rule with the id `rule` (`provenance.partnumbers.rule_ids`) is left aside from now on.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=CorrectionKind.choices)
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    into = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="merged_here")
    alias = models.CharField(max_length=80, blank=True)
    alias_canonical = models.CharField(max_length=80, blank=True)
    part_number = models.CharField(max_length=80, blank=True)
    rule = models.CharField(max_length=200, blank=True)
    note = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="corrections")
    made_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawn_corrections"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["party"],
                condition=Q(kind="merged_parties", withdrawn_at__isnull=True),
                name="party_merged_once",
            ),
            models.UniqueConstraint(
                fields=["alias_canonical", "part_number", "party"],
                condition=Q(kind="alias", withdrawn_at__isnull=True),
                name="correction_alias_once",
            ),
            models.UniqueConstraint(
                fields=["rule"],
                condition=Q(kind="rule_wrong", withdrawn_at__isnull=True),
                name="rule_wrong_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "withdrawn_at"], name="correction_in_force")]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
