"""A list of parts taken into the catalogue in one go, as the command line does: the steps that the pages take."""

import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from provenance.importers.kicad import SUFFIX
from provenance.importers.stopping import FileStopped
from provenance.importers.unpacking import check_file
from provenance.models import CatalogueImport, ImportFormat, ImportState
from provenance.operations.applying import apply, preview
from provenance.operations.catalogue_imports import SourceFacts, receive_import
from provenance.progress import Progress, silent

BLOCK = 1 << 20


def import_parts(
    *,
    path: Path,
    wanted: str = ImportFormat.TABLE,
    source: str = "",
    columns: Mapping[str, str] | None = None,
    complete: bool = False,
    actor: str,
    progress: Progress = silent,
) -> CatalogueImport:
    """Receive, preview and apply. Raises FileStopped and what those raise; then the catalogue is as it was.

    `source`: the slug of the list's source, after the file's name when left out.
    """
    row = previewed(
        path=path,
        wanted=wanted,
        source=source,
        columns=columns,
        complete=complete,
        actor=actor,
        progress=progress,
    )
    return applied(row, actor=actor, progress=progress)


def previewed(
    *,
    path: Path,
    wanted: str = ImportFormat.TABLE,
    source: str = "",
    columns: Mapping[str, str] | None = None,
    complete: bool = False,
    actor: str,
    progress: Progress = silent,
) -> CatalogueImport:
    """Receive and preview a file, or a folder of KiCad libraries. Raises FileStopped and what receiving raises."""
    slug = slugify(source or path.name.split(".")[0])[:80] or "parts"
    with _one_file(path) as file:
        row = receive_import(
            chunks=_blocks(file),
            file_name=path.name,
            wanted=wanted,
            source=SourceFacts(name=source or f"Part list {path.name}"[:200], slug=slug),
            columns=columns,
            complete=complete,
            actor=actor,
        )
    row = preview(import_id=str(row.public_id), actor=actor, progress=progress)
    if row.state == ImportState.FAILED:
        raise FileStopped(row.failure, **json.loads(row.failure_detail))
    return row


def applied(row: CatalogueImport, *, actor: str, progress: Progress = silent) -> CatalogueImport:
    """Apply a previewed list at once; whatever stops it, the list is as it was before. Raises CatalogueMoved."""
    with transaction.atomic():
        CatalogueImport.objects.filter(pk=row.pk, state=ImportState.PREVIEWED).update(state=ImportState.APPLYING)
        return apply(import_id=str(row.public_id), actor=actor, progress=progress)


@contextmanager
def _one_file(path: Path) -> Iterator[Path]:
    """The file itself; the libraries of a folder as a zip."""
    if not path.is_dir():
        check_file(path)
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="chiptrail-import-") as folder:
        packed = Path(folder) / "libraries.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(path.rglob(f"*{SUFFIX}")):
                archive.writestr(zipfile.ZipInfo(str(file.relative_to(path))), file.read_bytes(), zipfile.ZIP_DEFLATED)
        yield packed


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
