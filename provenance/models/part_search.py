"""What a commercial part search answered: the hash and the time for good, the content while it may be kept."""

from typing import ClassVar

from django.db import models

from provenance.models.source import Source


class PartSearchAnswer(models.Model):
    """One answer of an outside service to one question. A newer answer is a further row.

    `sha256` of the response's bytes. `answer`: the parts as `provenance.partsearch` understood them, until
    `fresh_until`; then it is emptied, because the service's terms let nobody keep it, and the question may be asked
    again. The other fields never change.
    """

    service = models.CharField(max_length=40)
    asked = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    fresh_until = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["service", "asked", "-asked_at"], name="part_search_latest")]

    def __str__(self) -> str:
        return f"{self.service} {self.asked}"
