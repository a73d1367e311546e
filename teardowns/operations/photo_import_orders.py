"""An archive of photos by page: kept whole, then imported in the background; the job may run twice."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.queries import Principal, find_principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from custody.vault import OriginalTooLarge, vault
from jobs.queue import enqueue
from jobs.runner import PermanentFailure, Progress
from teardowns.models import PhotoImport, PhotoImportState
from teardowns.operations.photo_imports import ImportReport, import_photos
from teardowns.operations.storing import faults_of_the_vault
from teardowns.paths import safe_name
from teardowns.photo_import_problems import ArchiveTooLarge, PhotoImportStopped

JOB = "teardowns.import_photos"
KEPT_FAULTS = 1000


def receive_archive(*, principal: Principal, chunks: Iterable[bytes], file_name: str) -> PhotoImport:
    """Keep the archive and order its import.

    Raises NotAllowed, ArchiveTooLarge, EmptyPhoto, StorageFull, StorageAway.
    """
    principal.require(Capability.FIELD_SEND)
    with faults_of_the_vault():
        try:
            stored = vault().store_stream(chunks, max_bytes=settings.IMPORT_MAX_BYTES)
        except OriginalTooLarge:
            raise ArchiveTooLarge(megabytes=settings.IMPORT_MAX_BYTES // 2**20) from None
    with transaction.atomic():
        row = PhotoImport.objects.create(
            organisation=principal.organisation,
            person=principal.user,
            file_name=safe_name(file_name),
            sha256=stored.sha256,
            size=stored.size,
        )
        public_id = str(row.public_id)
        append(
            action="photo_import.received",
            subject=Subject("photo_import", public_id),
            actor=principal.actor,
            details={"sha256": row.sha256, "size": row.size},
        )
        enqueue(
            JOB,
            key=f"{JOB}:{public_id}",
            arguments={"import_id": public_id},
            subject_type="photo_import",
            subject_id=public_id,
        )
    return row


def run_import(*, progress: Progress, import_id: str) -> None:
    """Import an archive that was received. What an attempt before has taken is not taken again."""
    row = PhotoImport.objects.select_related("person", "organisation").get(public_id=import_id)
    if row.state != PhotoImportState.WAITING:
        return
    principal = find_principal(row.person)
    if principal is None or principal.organisation != row.organisation or not principal.can(Capability.FIELD_SEND):
        raise PermanentFailure("not_allowed")
    try:
        with vault().local_copy(row.sha256) as source:
            report = import_photos(
                principal=principal,
                source=source,
                name=row.file_name,
                import_id=import_id,
                since=row.created_at,
                progress=progress,
            )
    except PhotoImportStopped as stopped:
        _ended(row, PhotoImportState.FAILED, failure=stopped.params["reason"], failure_params=stopped.params)
    else:
        _ended(row, PhotoImportState.DONE, counts=report.counts(), faults=_first(report))


def give_up(*, import_id: str, code: str) -> None:
    """The work failed for good: what is in is in."""
    row = PhotoImport.objects.get(public_id=import_id)
    if row.state == PhotoImportState.WAITING:
        _ended(row, PhotoImportState.FAILED, failure=code)


def _ended(row: PhotoImport, state: PhotoImportState, **facts: Any) -> None:
    for name, value in {**facts, "state": state, "finished_at": timezone.now()}.items():
        setattr(row, name, value)
    row.save()


def _first(report: ImportReport) -> list[dict[str, Any]]:
    return [asdict(fault) | {"params": dict(fault.params)} for fault in report.faults[:KEPT_FAULTS]]
