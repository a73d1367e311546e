"""What a person said of a likely name: whom a record of trade means by it. Taken back, never deleted."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from provenance.models.party import Party


class NameVerdict(models.TextChoices):
    """What was said."""

    SAME = "same", _("it is this company")
    OTHER = "other", _("it is another company")
    NEW = "new", _("it is a company of its own")


class NameJudgement(models.Model):
    """One judgement on a name as records write it: `text`, `country` and `registration` are the key of a `TradeName`,
    which may go with its file while this stays.

    `before`: the company for which it was taken. `party`: the company that it means; empty once one that was made for
    it is gone again. `score`: the likeness of before. It stands while `withdrawn_at` is empty.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.CharField(max_length=300)
    country = models.CharField(max_length=2, blank=True)
    registration = models.CharField(max_length=60, blank=True)
    verdict = models.CharField(max_length=10, choices=NameVerdict.choices)
    before = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="names_taken_for_it")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="names_judged_its")
    score = models.FloatField(default=1.0)
    note = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="name_judgements")
    made_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawn_names"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["text", "country", "registration"],
                condition=Q(withdrawn_at__isnull=True),
                name="name_judged_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.verdict}"
