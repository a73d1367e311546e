"""Photos that teams have already, into the same intake as any upload. Twice is once; each photo stands alone.

Whatever ends an import in the middle, what is in is in: run again, it goes on with what is missing.
"""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from problems import Problem
from teardowns.images.checks import HEAD_BYTES, PIXEL_CEILINGS, sniff
from teardowns.operations.import_targets import Target, assembly_named, target_of
from teardowns.operations.intake import receive_photo
from teardowns.photo_import_problems import PhotoImportStopped
from teardowns.photo_imports.bundles import chunks, head, opened
from teardowns.photo_imports.contents import read
from teardowns.photo_imports.types import Fault, FileUnreadable, Find, Shot, SourceStopped
from teardowns.photo_imports.values import named_as_photo
from teardowns.problems import StorageAway, StorageFull

Progress = Callable[[int, int], None]
Take = Callable[[Target, Shot], bool]
"""Takes one photo; whether it is new."""


@dataclass(slots=True)
class ImportReport:
    """What an import did, or in a preview would do. `notes` were taken all the same, `refused` were not."""

    teardowns_new: int = 0
    teardowns_known: int = 0
    photos_new: int = 0
    photos_known: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def refused(self) -> list[Fault]:
        """What was not taken."""
        return [fault for fault in self.faults if not fault.note]

    def counts(self) -> dict[str, int]:
        """The figures by name."""
        return {
            "teardowns_new": self.teardowns_new,
            "teardowns_known": self.teardowns_known,
            "photos_new": self.photos_new,
            "photos_known": self.photos_known,
            "refused": len(self.refused),
            "notes": len(self.faults) - len(self.refused),
        }


def import_photos(
    *,
    principal: Principal,
    source: Path,
    name: str = "",
    import_id: str = "",
    since: datetime | None = None,
    progress: Progress = lambda done, total: None,
) -> ImportReport:
    """Take all photos of a folder or ZIP. `name`: the source's own, where `source` lies under another one.

    `since`: photos received since count as new: of an attempt of the same import that was cut off.
    Raises NotAllowed, PhotoImportStopped; StorageFull and StorageAway in the middle: what is in stays, run it again.
    """

    def receive(target: Target, shot: Shot) -> bool:
        return _receive(principal, target, shot, since)

    report = _each(principal, source, name, progress, receive, store=True)
    if report.teardowns_new or report.photos_new:
        with transaction.atomic():
            append(
                action="photos.imported",
                subject=Subject("photo_import", import_id or str(uuid.uuid4())),
                actor=principal.actor,
                details=report.counts(),
            )
    return report


def preview_photos(
    *, principal: Principal, source: Path, name: str = "", progress: Progress = lambda done, total: None
) -> ImportReport:
    """What `import_photos` would do. Stores nothing. Raises NotAllowed, PhotoImportStopped."""
    seen: set[tuple[UUID, str]] = set()

    def look(target: Target, shot: Shot) -> bool:
        sha256 = _sha256(shot)
        known = (target.public_id, sha256) in seen or (
            target.teardown is not None and target.teardown.photos.filter(sha256=sha256).exists()
        )
        seen.add((target.public_id, sha256))
        return not known

    return _each(principal, source, name, progress, look, store=False)


def _each(
    principal: Principal, source: Path, name: str, progress: Progress, take: Take, *, store: bool
) -> ImportReport:
    principal.require(Capability.PHOTO_UPLOAD)
    principal.require(Capability.FIELD_SEND)
    try:
        with opened(source, name=name) as bundle:
            contents = read(bundle)
            report = ImportReport(faults=list(contents.faults))
            far = _Far(progress, sum(len(find.shots) for find in contents.finds))
            for find in contents.finds:
                _find(principal, find, report, take, far, store=store)
    except SourceStopped as stopped:
        raise PhotoImportStopped(stopped.code, **stopped.params) from stopped
    report.faults.sort(key=lambda fault: (fault.file, fault.line))
    return report


def _find(principal: Principal, find: Find, report: ImportReport, take: Take, far: "_Far", *, store: bool) -> None:
    photos = [shot for shot in find.shots if _looks_like_one(shot, report)]
    far.step(len(find.shots) - len(photos))
    if not photos and not find.instance:
        return
    target = target_of(principal, find, store=store)
    report.faults += target.notes
    if target.new:
        report.teardowns_new += 1
    else:
        report.teardowns_known += 1
    for shot in photos:
        try:
            new = take(target, shot)
        except (StorageFull, StorageAway):
            raise
        except Problem as problem:
            told = {key: str(value) for key, value in problem.params.items()}
            report.faults.append(_fault(shot, problem.code, **told))
        except FileUnreadable as unreadable:
            report.faults.append(_fault(shot, unreadable.code))
        else:
            report.photos_new += new
            report.photos_known += not new
        far.step()


def _receive(principal: Principal, target: Target, shot: Shot, since: datetime | None) -> bool:
    if target.teardown is None:
        raise AssertionError("what is stored into has been stored")
    receipt = receive_photo(
        principal=principal,
        teardown=target.teardown,
        chunks=chunks(shot.media),
        file_name=shot.media.name,
        assembly=assembly_named(principal, target.teardown, shot.assembly),
        slot=shot.slot,
        taken_at=shot.taken_at,
    )
    return receipt.created or (since is not None and receipt.received_at >= since)


def _looks_like_one(shot: Shot, report: ImportReport) -> bool:
    """Whether the file may be a photo. What nobody can name and is named as a photo may be one with a damaged head."""
    try:
        first = head(shot.media, HEAD_BYTES)
    except FileUnreadable as unreadable:
        report.faults.append(_fault(shot, unreadable.code))
        return False
    if not first:
        report.faults.append(_fault(shot, "empty_file"))
        return False
    kind = sniff(first)
    if kind in PIXEL_CEILINGS:
        return True
    if kind is not None:
        report.faults.append(_fault(shot, "unsupported_format", kind=kind))
        return False
    if named_as_photo(shot.media.name):
        return True
    report.faults.append(_fault(shot, "not_a_photo"))
    return False


def _sha256(shot: Shot) -> str:
    found = hashlib.sha256()
    for block in chunks(shot.media):
        found.update(block)
    return found.hexdigest()


def _fault(shot: Shot, code: str, **params: str) -> Fault:
    return Fault(code, shot.file or shot.media.path, shot.line, {"name": shot.media.path, **params})


class _Far:
    """How far it is, told after each photo."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._done, self._total = progress, 0, total
        self.step(0)

    def step(self, more: int = 1) -> None:
        self._done += more
        self._progress(self._done, self._total)
