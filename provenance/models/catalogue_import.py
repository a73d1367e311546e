"""An outside list of parts on its way into the catalogue: looked at, applied, taken back."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from provenance.models.party import Party
from provenance.models.source import Source


class ImportFormat(models.TextChoices):
    """How the file is written."""

    TABLE = "table", _("table (CSV or TSV)")
    KICAD = "kicad", _("KiCad symbol library")
    JLCPARTS = "jlcparts", _("jlcparts data file")
    RECOVERED = "recovered", _("table of recovered components")


class ImportState(models.TextChoices):
    """Where an import stands."""

    WAITING = "waiting", _("waiting to be read")
    PREVIEWED = "previewed", _("read, not applied")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    ROLLING_BACK = "rolling_back", _("being taken back")
    ROLLED_BACK = "rolled_back", _("taken back")
    DISCARDED = "discarded", _("set aside")
    FAILED = "failed", _("failed")


class CatalogueImport(models.Model):
    """One file. Its bytes are kept in the vault under `sha256`.

    `columns`: {our field: their column} of a table. `complete`: it is the whole list of its source, so that what it
    does not name is gone. `counts`: {"rows", "new", "changed", "gone", "same", "known" (listed by another source),
    "left_out", "new_makers"}. `errors`: the first rows left out, [{"line", "code", "params"}]. `samples`: the first of
    each kind of change, {"new"|"changed"|"gone": [{"line", "manufacturer", "number", "before", "after"}]}, and
    {"makers": [{"listed", "maker", "how"}]}, whom a name was taken for, and {"all": fingerprint of every change}, to
    apply that and nothing else. `new_parties`: keys of makers it made.
    `failure`: a code, `failure_detail` its values as JSON.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    format = models.CharField(max_length=20, choices=ImportFormat.choices)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imports")
    columns = models.JSONField(default=dict, blank=True)
    complete = models.BooleanField(default=True)
    state = models.CharField(max_length=20, choices=ImportState.choices, default=ImportState.WAITING)
    failure = models.CharField(max_length=60, blank=True)
    failure_detail = models.TextField(blank=True)
    counts = models.JSONField(default=dict, blank=True)
    errors = models.JSONField(default=list, blank=True)
    samples = models.JSONField(default=dict, blank=True)
    new_parties = models.JSONField(default=list, blank=True)
    actor = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    rolled_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"


class CatalogueChange(models.Model):
    """What an applied import did to a part that was there already; `before` holds the fields as they were.

    New parts are known by `Part.added_by`.
    """

    applied = models.ForeignKey(CatalogueImport, on_delete=models.CASCADE, related_name="changes")
    manufacturer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80)
    before = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["applied", "manufacturer", "number"], name="change_once_a_part")
        ]

    def __str__(self) -> str:
        return f"{self.applied_id} {self.number}"
