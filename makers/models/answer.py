"""What a maker answers: of the lot, of each sale, with the terms of every field. A correction supersedes."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from makers.models.sealed import SealedJSONField
from makers.models.trace_request import TraceRequest
from provenance.models import Credibility

CREDIBILITIES = [(value, label) for value, label in Credibility.choices if value != Credibility.CONFIRMED]


class AnswerFileState(models.TextChoices):
    """Where a table of answers stands."""

    WAITING = "waiting", _("being read")
    DONE = "done", _("read")
    FAILED = "failed", _("failed")


class AnswerFile(models.Model):
    """A table of answers as it came. Its bytes lie encrypted in the vault under `kept`; `sha256` is of what was sent.

    `closed`: {"name": file name, "date_order": as of `Style`, "encoding": as was said, "faults": the first of what was
    not taken, or otherwise than written, [{"line", "code", "params"}], "failure_params": values of `failure`}.
    `use`: the terms of lines that name none. `counts`: {"lines", "answers", "sales", "refused", "notes", "encoding"}.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token = models.ForeignKey("accounts.ApiToken", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(TraceRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    kept = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    use = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=AnswerFileState.choices, default=AnswerFileState.WAITING)
    counts = models.JSONField(default=dict, blank=True)
    closed = SealedJSONField(default=dict, blank=True)
    failure = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class Answer(models.Model):
    """One answer to one request; it stands while nothing supersedes it and it is not withdrawn.

    `given` and `closed`: values by field (`makers.answer_cells`), those open for good and, encrypted, all others.
    `terms`: by field, as `str(Terms)`. `opens_on`: the next day on which a field of it or of its sales opens.
    `whole`: the question is answered. `after_withdrawal`: the request had been withdrawn when it came.
    `credibility`: of its claims; a person of ours may change it, to 2 at best. `made_parties`: primary keys of
    companies that nobody knew before its claims.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(TraceRequest, on_delete=models.PROTECT, related_name="answers")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(AnswerFile, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    supersedes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor")
    given = models.JSONField(default=dict)
    closed = SealedJSONField(default=dict)
    terms = models.JSONField(default=dict)
    opens_on = models.DateField(null=True, blank=True)
    whole = models.BooleanField(default=False)
    after_withdrawal = models.BooleanField(default=False)
    credibility = models.PositiveSmallIntegerField(choices=CREDIBILITIES, default=Credibility.PROBABLE)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    made_parties = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request"], condition=Q(supersedes=None), name="answer_first_once"),
            models.CheckConstraint(condition=~Q(credibility=Credibility.CONFIRMED), name="answer_never_confirmed"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["opens_on"], name="answer_opens", condition=Q(opens_on__isnull=False))
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def stands(self) -> bool:
        """Whether it is what the maker says now."""
        return self.withdrawn_at is None and not hasattr(self, "successor")


class AnswerRow(models.Model):
    """One sale that an answer tells of. `given`, `closed`, `terms`: as of Answer. `claim`: what it became, while its
    seller, buyer and date are open; `unclaimed`: why an open one became none."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="rows")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    given = models.JSONField(default=dict)
    closed = SealedJSONField(default=dict)
    terms = models.JSONField(default=dict)
    claim = models.OneToOneField("provenance.Claim", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    unclaimed = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["answer", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["answer", "number"], name="answer_row_once")]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.number}"


class AnswerDocument(models.Model):
    """A paper that came with an answer, encrypted in the vault under `kept`; `sha256` is of what was sent.

    Its terms are those of the answer's field `documents`. `closed`: {"name": file name}.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="documents")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    kept = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100, blank=True)
    closed = SealedJSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.public_id)
