"""Names that were screened, what was answered, and what people judged about it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from provenance.models.party import Party


class ScreeningRun(models.Model):
    """One screening of names as of a day. Nothing of it changes once `ended_at` is set.

    `lists`: [{"list", "version", "sha256", "effective_on"}], the versions of that day. `engine`, `match_from`,
    `possible_from`: what decided. `sha256`: of all answers as they are kept, one JSON line each; also in the ledger.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    actor = models.CharField(max_length=120)
    organisation = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="screenings"
    )
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    as_of = models.DateField()
    engine = models.CharField(max_length=60)
    match_from = models.FloatField()
    possible_from = models.FloatField()
    lists = models.JSONField(default=list)
    data_stamp = models.CharField(max_length=64)
    names = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["-began_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d} {self.names}"


class ScreenedName(models.Model):
    """One name of a run and its answer as it was given. `candidates`: the closest parties that were not named."""

    run = models.ForeignKey(ScreeningRun, on_delete=models.CASCADE, related_name="answers")
    row = models.PositiveIntegerField()
    name = models.CharField(max_length=1000)
    key = models.CharField(max_length=600)
    answer = models.JSONField()
    candidates = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["row"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "row"], name="screened_name_once")]

    def __str__(self) -> str:
        return self.name


class ScreeningJudgement(models.Model):
    """A person says that a name (by its `key`) is this party or is not; it stands until it is withdrawn."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=1000)
    key = models.CharField(max_length=600)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="screening_judgements")
    same = models.BooleanField()
    note = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="screening_judgements")
    made_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "party"], condition=Q(withdrawn_at__isnull=True), name="screening_judged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.same}"
