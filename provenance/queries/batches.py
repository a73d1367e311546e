"""Lists of markings and their answers, for the organisation whose they are."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.queries import Principal
from accounts.roles import Capability
from problems import NotFound
from provenance.answers import stored
from provenance.models import MarkingBatch, MarkingBatchRow
from provenance.queries.catalogue import DatabaseCatalogue
from provenance.resolving import resolve


def answered(lines: Sequence[str], recovered_on: date | None, catalogue: DatabaseCatalogue) -> dict[str, Any]:
    """The answer for one marking as it is stored (`provenance.answers`), with the corrections in force."""
    return stored(resolve(lines, catalogue, recovered=recovered_on, corrections=catalogue.corrections))


def batches_for(principal: Principal) -> QuerySet[MarkingBatch]:
    """The lists of this person's organisation, newest first. Raises NotAllowed."""
    principal.require(Capability.PART_SEE)
    return MarkingBatch.objects.filter(organisation=principal.organisation).select_related("author")


def batch_for(principal: Principal, public_id: UUID) -> MarkingBatch:
    """One list. Raises NotFound, also when it is another organisation's."""
    found = batches_for(principal).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def rows_of(batch: MarkingBatch) -> QuerySet[MarkingBatchRow]:
    """Its rows in the order of the list."""
    return MarkingBatchRow.objects.filter(batch=batch).order_by("ordinal")
