"""A list of parts on its way into the catalogue: received, previewed, applied, taken back or set aside.

Here is what a person asks for, each a short transaction; the long work that follows is in `applying`.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from custody.ledger import Subject, append
from custody.vault import OriginalEmpty, OriginalTooLarge, StoredOriginal, VaultError, vault
from jobs.queue import enqueue
from provenance.import_problems import (
    ImportEmpty,
    ImportNotReady,
    ImportNotStored,
    ImportTooLarge,
    LaterImports,
    UnknownSource,
)
from provenance.importers.parts import FIELDS
from provenance.models import CatalogueImport, ImportFormat, ImportState, Reliability, Source
from provenance.queries.catalogue_imports import later_applied

PREVIEW_JOB, APPLY_JOB, ROLL_BACK_JOB = (
    f"provenance.{step}" for step in ("preview_import", "apply_import", "roll_back_import")
)
OPEN = (ImportState.WAITING, ImportState.PREVIEWED, ImportState.FAILED)
"""Nothing of it is in the catalogue, and no work is under way or it can begin anew."""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Who states what the list says. `slug` names a source that is there; without one, one is found or made by name."""

    name: str = ""
    slug: str = ""
    url: str = ""
    licence: str = ""
    reliability: str = Reliability.F
    party_to_war: bool = False


def receive_import(
    *,
    chunks: Iterable[bytes],
    file_name: str,
    wanted: str = ImportFormat.TABLE,
    source: SourceFacts,
    columns: Mapping[str, str] | None = None,
    complete: bool = True,
    actor: str,
) -> CatalogueImport:
    """Keep the bytes as they came and note what they are; nothing is read yet.

    `complete`: the list is all that its source has, so that what it does not name is gone.
    Raises ImportEmpty, ImportTooLarge, ImportNotStored, UnknownSource.
    """
    if not (source.slug or slugify(source.name)):
        raise UnknownSource
    stored = _kept(chunks)
    with transaction.atomic():
        row = CatalogueImport.objects.create(
            format=ImportFormat(wanted),
            file_name="".join(c for c in file_name if c.isprintable())[:255] or "list",
            sha256=stored.sha256,
            size=stored.size,
            source=_source(source, party_to_war=wanted == ImportFormat.RECOVERED),
            columns=_mapped(columns or {}),
            complete=complete,
            actor=actor,
        )
        details = {"sha256": row.sha256, "size": row.size, "format": wanted, "source": row.source.slug}
        _tell("received", row, actor, details)
    return row


def _kept(chunks: Iterable[bytes]) -> StoredOriginal:
    try:
        return vault().store_stream(chunks, max_bytes=settings.IMPORT_MAX_BYTES)
    except OriginalTooLarge:
        raise ImportTooLarge(megabytes=settings.IMPORT_MAX_BYTES // 2**20) from None
    except OriginalEmpty:
        raise ImportEmpty from None
    except VaultError:
        raise ImportNotStored from None


def _mapped(columns: Mapping[str, str]) -> dict[str, str]:
    return {field: columns[field] for field in FIELDS if columns.get(field)}


def _source(facts: SourceFacts, *, party_to_war: bool) -> Source:
    slug = (facts.slug or slugify(facts.name))[:80]
    fields = {
        "name": (facts.name or slug)[:300],
        "url": facts.url,
        "licence": facts.licence,
        "reliability": facts.reliability,
        "party_to_war": facts.party_to_war or party_to_war,
    }
    source, made = Source.objects.get_or_create(slug=slug, defaults=fields)
    if party_to_war and not made and not source.party_to_war:
        source.party_to_war = True
        source.save(update_fields=["party_to_war"])
    return source


@transaction.atomic
def start_preview(
    *, row: CatalogueImport, columns: Mapping[str, str] | None = None, complete: bool | None = None, actor: str
) -> CatalogueImport:
    """Have the list compared with the catalogue, with other columns when given. Raises ImportNotReady."""
    locked = _locked(row, *OPEN)
    locked.state, locked.failure, locked.failure_detail = ImportState.WAITING, "", ""
    locked.counts, locked.errors, locked.samples = {}, [], {}
    if columns is not None:
        locked.columns = _mapped(columns)
    if complete is not None:
        locked.complete = complete
    locked.save()
    _order(PREVIEW_JOB, locked, actor)
    return locked


@transaction.atomic
def start_apply(*, row: CatalogueImport, actor: str) -> CatalogueImport:
    """Have a previewed list applied. Raises ImportNotReady."""
    locked = _locked(row, ImportState.PREVIEWED)
    _order(APPLY_JOB, _now(locked, ImportState.APPLYING), actor)
    return locked


@transaction.atomic
def start_roll_back(*, row: CatalogueImport, actor: str) -> CatalogueImport:
    """Have an applied list taken back. Raises ImportNotReady, LaterImports."""
    locked = _locked(row, ImportState.APPLIED)
    refuse_later(locked)
    _order(ROLL_BACK_JOB, _now(locked, ImportState.ROLLING_BACK), actor)
    return locked


@transaction.atomic
def discard(*, row: CatalogueImport, actor: str) -> CatalogueImport:
    """Set a list aside that is not applied; its bytes stay in the vault. Raises ImportNotReady."""
    locked = _now(_locked(row, *OPEN), ImportState.DISCARDED)
    _tell("discarded", locked, actor, {"file": locked.file_name})
    return locked


def check_roll_back(row: CatalogueImport) -> None:
    """Raises ImportNotReady or LaterImports when it cannot be taken back."""
    _in_state(row, ImportState.APPLIED)
    refuse_later(row)


def refuse_later(row: CatalogueImport) -> None:
    """Raises LaterImports while imports of the same source that were applied after this one stand."""
    later = [one.file_name for one in later_applied(row)]
    if later:
        raise LaterImports(files=", ".join(later))


def _locked(row: CatalogueImport, *states: ImportState) -> CatalogueImport:
    locked = CatalogueImport.objects.select_for_update(of=("self",)).select_related("source").get(pk=row.pk)
    _in_state(locked, *states)
    return locked


def _in_state(row: CatalogueImport, *states: ImportState) -> None:
    if row.state not in states:
        raise ImportNotReady(state=ImportState(row.state).label)


def _now(row: CatalogueImport, state: ImportState) -> CatalogueImport:
    row.state, row.failure, row.failure_detail = state, "", ""
    row.save(update_fields=["state", "failure", "failure_detail"])
    return row


def _order(job: str, row: CatalogueImport, actor: str) -> None:
    enqueue(
        job,
        key=f"{job}:{row.public_id}:{uuid.uuid4()}",
        arguments={"import_id": str(row.public_id), "actor": actor},
        subject_type="import",
        subject_id=str(row.public_id),
    )


def _tell(what: str, row: CatalogueImport, actor: str, details: dict[str, object]) -> None:
    append(action=f"parts.import_{what}", subject=Subject("import", str(row.public_id)), actor=actor, details=details)
