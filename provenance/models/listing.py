"""Who was listed by whom, under which programme, from when to when, and which version of the list says so."""

import builtins
import datetime
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from provenance.models.party import Party
from provenance.models.source import Source


class PartyList(models.Model):
    """A sanctions or export-control list, or a register of companies (`register`: being in it is no listing).

    `format`: how its file is written, so that a list that its file no longer holds is noticed.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, unique=True)
    jurisdiction = models.CharField(max_length=10, blank=True)
    format = models.CharField(max_length=30, blank=True)
    register = models.BooleanField(default=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="lists")

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class VersionState(models.TextChoices):
    """Whether what a version says stands."""

    APPLIED = "applied", _("applied")
    ROLLED_BACK = "rolled_back", _("taken back")


class ListVersion(models.Model):
    """One file's word on one list, in force from `effective_on`. The file is in the vault under `sha256`.

    `counts`: {"new", "changed", "gone", "returned", "same", "refused", "persons", "new_parties"}. `errors`: the first
    rows refused, [{"line", "code", "params"}].
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    list = models.ForeignKey(PartyList, on_delete=models.PROTECT, related_name="versions")
    format = models.CharField(max_length=30)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    fetched_at = models.DateTimeField()
    effective_on = models.DateField()
    entries = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=20, choices=VersionState.choices, default=VersionState.APPLIED)
    counts = models.JSONField(default=dict, blank=True)
    errors = models.JSONField(default=builtins.list, blank=True)
    actor = models.CharField(max_length=120)
    rolled_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-effective_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.effective_on} {self.sha256[:12]}"


class Listing(models.Model):
    """One party on one list. `start` is empty where nobody says since when; `end` while it stands, else its last day.

    `reference`: the list's own number of the entry. `first_version`, `last_version`: the versions that hold it.
    `end`: the last day in force. `ended_in`: the version that no longer has it, from whose effective day it is over.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="listings")
    list = models.ForeignKey(PartyList, on_delete=models.PROTECT, related_name="listings")
    programme = models.CharField(max_length=200, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=300, blank=True)
    first_version = models.ForeignKey(ListVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="new")
    last_version = models.ForeignKey(ListVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="held")
    ended_in = models.ForeignKey(ListVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="gone")

    class Meta:
        ordering: ClassVar = ["start", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "party",
                "list",
                Coalesce("start", Value(datetime.date.min)),
                "programme",
                "reference",
                name="listing_once",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(start__lte=models.F("end")),
                name="listing_interval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_name} {self.start or ''}".strip()

    @property
    def list_name(self) -> str:
        """The list's name."""
        return self.list.name

    @property
    def jurisdiction(self) -> str:
        """Whose list it is."""
        return self.list.jurisdiction

    @property
    def source(self) -> Source:
        """Who publishes the list."""
        return self.list.source

    @property
    def known_since(self) -> datetime.date | None:
        """The first day on which it surely stood: its start, else the effective day of the first version with it."""
        return self.start or (self.first_version.effective_on if self.first_version else None)

    def in_force_on(self, day: datetime.date) -> bool:
        """Whether it surely stood on a day."""
        since = self.known_since
        return since is not None and since <= day and (self.end is None or self.end >= day)


class ListingChange(models.Model):
    """What a version did to a listing that was there; `before` holds the fields as they were, to take it back."""

    version = models.ForeignKey(ListVersion, on_delete=models.CASCADE, related_name="changes")
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="changes")
    before = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "listing"], name="listing_changed_once_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.listing_id}"
