"""Resolving a list of markings: taken as a whole, resolved in chunks, each of which stands once it is written."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from jobs.queue import enqueue
from jobs.runner import Progress
from problems import NotAllowed
from provenance.importers.markings import Entry
from provenance.models import MarkingBatch, MarkingBatchRow
from provenance.queries.batches import answered, batch_for, rows_of
from provenance.queries.catalogue import DatabaseCatalogue

JOB = "provenance.resolve_batch"
CHUNK = 50
INSERTED = 500


@transaction.atomic
def create_batch(*, principal: Principal, entries: Sequence[Entry], note: str = "") -> MarkingBatch:
    """Store a list and have it resolved. Raises NotAllowed."""
    principal.require(Capability.PART_SEE)
    batch = MarkingBatch.objects.create(
        author=principal.user, organisation=principal.organisation, note=note[:255], rows=len(entries)
    )
    rows = (
        MarkingBatchRow(
            batch=batch,
            ordinal=ordinal,
            marking="\n".join(entry.lines),
            reference=entry.reference,
            recovered_on=entry.recovered_on,
        )
        for ordinal, entry in enumerate(entries, start=1)
    )
    MarkingBatchRow.objects.bulk_create(rows, batch_size=INSERTED)
    subject = Subject("batch", str(batch.public_id))
    append(action="batch.created", subject=subject, actor=principal.actor, details={"rows": batch.rows})
    enqueue(
        JOB,
        key=f"batch:{batch.public_id}",
        arguments={"batch": str(batch.public_id)},
        subject_type=subject.type,
        subject_id=subject.id,
    )
    return batch


def resolve_batch(*, batch: str, progress: Progress) -> None:
    """The work behind `create_batch`: goes on where an attempt before it stopped. Nothing to do for a deleted list."""
    found = MarkingBatch.objects.filter(public_id=batch).first()
    catalogue = DatabaseCatalogue()
    while found is not None and found.done < found.rows:
        progress(found.done, found.rows)
        chunk = list(rows_of(found).filter(ordinal__gt=found.done)[:CHUNK])
        for row in chunk:
            row.answer = answered(row.lines, row.recovered_on, catalogue)
        found = _stored(found, chunk)
    if found is not None:
        progress(found.rows, found.rows)


@transaction.atomic
def delete_batch(*, principal: Principal, public_id: UUID) -> None:
    """Delete a list of one's own with its answers. Raises NotFound; NotAllowed for a colleague's list."""
    batch = batch_for(principal, public_id)
    if batch.author_id != principal.user.pk:
        raise NotAllowed
    MarkingBatch.objects.select_for_update().get(pk=batch.pk).delete()
    append(
        action="batch.deleted",
        subject=Subject("batch", str(public_id)),
        actor=principal.actor,
        details={"rows": batch.rows},
    )


def give_up(*, batch: str, code: str) -> None:
    """Note that no attempt is left; what was resolved stays, and running the job again goes on from there."""
    MarkingBatch.objects.filter(public_id=batch, finished_at__isnull=True).update(failure=code[:60])


@transaction.atomic
def _stored(batch: MarkingBatch, chunk: Sequence[MarkingBatchRow]) -> MarkingBatch | None:
    """Write one chunk, unless another attempt did so meanwhile; the list as it stands then, None when it is gone."""
    locked = MarkingBatch.objects.select_for_update().filter(pk=batch.pk).first()
    if locked is None or locked.done != batch.done:
        return locked
    MarkingBatchRow.objects.bulk_update(chunk, ["answer"])
    locked.done, locked.failure = chunk[-1].ordinal, ""
    locked.finished_at = timezone.now() if locked.done == locked.rows else None
    locked.save(update_fields=["done", "failure", "finished_at"])
    return locked
