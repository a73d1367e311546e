"""The long work of an import: the preview reads, application and roll-back are one transaction each.

A step that is killed leaves nothing behind and can be run again; one that ran already does nothing.
"""

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.utils import timezone

from custody.ledger import Subject, append
from custody.vault import vault
from provenance.import_problems import CatalogueMoved
from provenance.importers.stopping import FileStopped
from provenance.importers.unpacking import Meter
from provenance.models import CatalogueImport, ImportState, Part, PartAlias
from provenance.operations import bulk, import_progress
from provenance.operations.catalogue_imports import refuse_later
from provenance.operations.comparing import Found, Kind, compared
from provenance.operations.import_writing import Writing, taken_back
from provenance.operations.maker_names import MakerNames
from provenance.progress import Progress

SAMPLES, ERRORS, TAKEN = 20, 100, 200
BEFORE = {
    ImportState.WAITING: ImportState.FAILED,
    ImportState.APPLYING: ImportState.PREVIEWED,
    ImportState.ROLLING_BACK: ImportState.APPLIED,
}
"""Where an import is when the work that was asked for is given up."""


def preview(*, import_id: str, actor: str, progress: Progress) -> CatalogueImport:
    """Compare the list with the catalogue and keep what it would do. A file that cannot be read ends as failed."""
    row = CatalogueImport.objects.select_related("source").get(public_id=import_id)
    if not _due(row, ImportState.WAITING):
        return row
    makers, meter, seen = MakerNames(), Meter(), Seen()
    try:
        with vault().local_copy(row.sha256) as path:
            for batch in compared(row, path, makers, meter):
                seen.add(batch, makers)
                progress(seen.rows, meter.total(seen.rows))
    except FileStopped as stopped:
        row.state, row.failure, row.failure_detail = ImportState.FAILED, stopped.reason, json.dumps(stopped.values)
    else:
        row.state, row.counts, row.failure = ImportState.PREVIEWED, seen.counts(makers), ""
        row.errors, row.samples = seen.errors, seen.samples | {"makers": _taken(makers), "all": seen.fingerprint}
    return _previewed(row, actor)


@transaction.atomic
def _previewed(row: CatalogueImport, actor: str) -> CatalogueImport:
    held = _held(str(row.public_id))
    asked_otherwise = (held.columns, held.complete) != (row.columns, row.complete)  # the job after this one answers
    if _due(held, ImportState.WAITING) and not asked_otherwise:  # else it was set aside meanwhile
        row.save()
        _tell("previewed", row, actor, dict(row.counts) or {"code": row.failure})
    return row


def apply(*, import_id: str, actor: str, progress: Progress | None = None) -> CatalogueImport:
    """Do what the preview showed, all of it or nothing. Raises CatalogueMoved when it would be something else now.

    `progress` must not write to the database: it is called within the transaction.
    """
    say = progress or (lambda done, total: import_progress.tell(import_id, done, total))
    with transaction.atomic():
        row = _held(import_id)
        if not _due(row, ImportState.APPLYING):
            return row
        bulk.begin(Part, PartAlias)
        makers, seen, writing = MakerNames(), Seen(), Writing(row)
        with vault().local_copy(row.sha256) as path:
            for batch in compared(row, path, makers, Meter()):
                seen.add(batch, makers)
                writing.write(batch)
                say(seen.rows, max(row.counts["rows"], seen.rows))
        if (seen.counts(makers), seen.fingerprint) != (row.counts, row.samples.get("all")):
            raise CatalogueMoved
        row.new_parties = writing.new_parties
        row.state, row.applied_at, row.failure = ImportState.APPLIED, timezone.now(), ""
        row.save()
        bulk.settle(Part, PartAlias)
        _tell("applied", row, actor, {**row.counts, "sha256": row.sha256, "source": row.source.slug})
    import_progress.forget(import_id)
    return row


def roll_back(*, import_id: str, actor: str) -> CatalogueImport:
    """Undo an import: its parts and makers go, what it changed is as before. Raises LaterImports."""
    with transaction.atomic():
        row = _held(import_id)
        if not _due(row, ImportState.ROLLING_BACK):
            return row
        refuse_later(row)
        bulk.begin(Part, PartAlias)
        done = taken_back(row, lambda done, total: import_progress.tell(import_id, done, total))
        bulk.settle(Part, PartAlias)
        row.state, row.rolled_back_at, row.failure = ImportState.ROLLED_BACK, timezone.now(), ""
        row.save()
        _tell("rolled_back", row, actor, {**done, "sha256": row.sha256, "source": row.source.slug})
    import_progress.forget(import_id)
    return row


def give_up(*, import_id: str, code: str) -> None:
    """The work failed for good: the import is where it was before, with the reason beside it."""
    row = CatalogueImport.objects.filter(public_id=import_id).first()
    if row is not None and row.state in BEFORE:
        row.state, row.failure = BEFORE[ImportState(row.state)], code[:60]
        row.save(update_fields=["state", "failure"])
    import_progress.forget(import_id)


def _due(row: CatalogueImport, asked: ImportState) -> bool:
    """Whether the work is still to be done: asked for, or given up and its job run again by a person."""
    return row.state == asked or (row.state == BEFORE[asked] and row.failure != "")


def _held(import_id: str) -> CatalogueImport:
    return CatalogueImport.objects.select_for_update(of=("self",)).select_related("source").get(public_id=import_id)


def _tell(what: str, row: CatalogueImport, actor: str, details: dict[str, Any]) -> None:
    append(action=f"parts.import_{what}", subject=Subject("import", str(row.public_id)), actor=actor, details=details)


class Seen:
    """What the rows so far come to: counts of each kind, the first of each change, the first errors.

    Two with the same `fingerprint` saw the same changes to the same parts.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.errors: list[dict[str, Any]] = []
        self.samples: dict[str, list[dict[str, Any]]] = {Kind.NEW: [], Kind.CHANGED: [], Kind.GONE: []}
        self._counted: Counter[Kind] = Counter()
        self._changes = blake2b(digest_size=16)

    @property
    def fingerprint(self) -> str:
        """Of every new, changed and gone part, as it stands and as it is to be."""
        return self._changes.hexdigest()

    def add(self, batch: Sequence[Found], makers: MakerNames) -> None:
        """Count a batch."""
        for found in batch:
            self._counted[found.kind] += 1
            self.rows += found.kind is not Kind.GONE
            if found.error is not None and len(self.errors) < ERRORS:
                error = found.error
                self.errors.append({"line": error.line, "code": error.code, "params": dict(error.params)})
            samples = self.samples.get(found.kind)
            if samples is not None:
                maker = found.maker.party if found.maker else None
                self._changes.update(repr((found.line, maker, found.part, found.after)).encode())
                if len(samples) < SAMPLES:
                    samples.append(_sample(found, makers))

    def counts(self, makers: MakerNames) -> dict[str, int]:
        """As `CatalogueImport.counts`."""
        return {"rows": self.rows, **{kind.value: self._counted[kind] for kind in Kind}, "new_makers": len(makers.new)}


def _sample(found: Found, makers: MakerNames) -> dict[str, Any]:
    row, part = found.row, found.part
    before = {name: getattr(part, name) for name in found.after} if part else {}
    shown = {name: value for name, value in found.after.items() if name != "gone_on"}
    if found.kind is Kind.NEW and row is not None:
        shown = {"category": row.category, "package": row.package, "base": row.base}
    return {
        "line": found.line,
        "manufacturer": found.maker.name if found.maker else makers.name_of(part.manufacturer) if part else "",
        "number": row.number if row else part.number if part else "",
        "before": {name: str(value) for name, value in before.items() if value},
        "after": {name: value for name, value in shown.items() if value},
    }


def _taken(makers: MakerNames) -> list[dict[str, Any]]:
    return [{"listed": listed, "maker": maker.name, "how": maker.how} for listed, maker in makers.taken()[:TAKEN]]
