"""A published list on its way in: every file is a version; all of it or nothing; the newest can be taken back.

The preview is the application with its transaction undone: what it counts is what would happen.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from django.db import transaction

from provenance.importers.lists_published.entry import Format
from provenance.importers.lists_published.formats import FORMATS
from provenance.importers.lists_published.opening import ListFile
from provenance.importers.stopping import FileStopped
from provenance.importers.unpacking import inside_of
from provenance.models import ListVersion
from provenance.operations.import_files import check_size, kept, one_file
from provenance.operations.list_applying import Applying
from provenance.operations.list_wish import ListReport, Wish
from provenance.operations.screening_index import order_index
from provenance.progress import Progress, silent
from provenance.queries.listings import newest_version

__all__ = ["ListReport", "Wish", "import_list"]


def import_list(wish: Wish, progress: Progress = silent) -> ListReport:
    """Apply a file, or with `preview` say what it would do.

    Raises FileStopped, ImportTooLarge, ImportNotStored, ListShrinks, OlderVersion, UnnamedList; then nothing changed.
    """
    wanted = FORMATS[wish.format]
    with one_file(wish.path, wanted.tables) as path:
        return _imported(replace(wish, path=path), wanted, progress)


def _imported(wish: Wish, wanted: Format, progress: Progress) -> ListReport:
    file = _opened(wish.path, wanted)
    sha256 = _hashed(wish.path)
    standing = _standing(sha256, wish)
    if standing:
        return ListReport(versions=standing, unchanged=True, preview=wish.preview)
    with transaction.atomic():
        applying = Applying(wish, wanted, file, sha256, progress)
        report = applying.run()
        if wish.preview:
            transaction.set_rollback(True)
        elif report.versions:
            _keep(wish.path, sha256)
        if not wish.preview:
            order_index()
        if applying.goods and not wish.preview:
            report.shipments = applying.goods.store(wish.path.stem, applying.entries, actor=wish.actor)
    return report


def _opened(path: Path, wanted: Format) -> ListFile:
    check_size(path)
    main = wanted.tables[0] if wanted.tables and wanted.tables[0] in inside_of(path) else ""
    return ListFile(path, path.name, member=main)


def _hashed(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _standing(sha256: str, wish: Wish) -> list[ListVersion]:
    """The versions that this very file made, if every one of them stands."""
    versions = ListVersion.objects.filter(sha256=sha256, format=wish.format)
    if wish.name:
        versions = versions.filter(list__name=wish.name)
    latest = {version.list_id: version for version in versions.select_related("list").order_by("pk")}
    made = list(latest.values())
    return made if all(newest_version(one.list) == one for one in made) else []


def _keep(path: Path, sha256: str) -> None:
    """The original goes into the vault last: nothing is stored of a file that is refused."""
    if kept(path) != sha256:
        raise FileStopped("file_changed")
