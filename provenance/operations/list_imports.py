"""A published list on its way in: every file is a version; all of it or nothing; the newest can be taken back.

The preview is the application with its transaction undone: what it counts is what would happen.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import transaction

from custody.vault import OriginalTooLarge, VaultError, vault
from provenance.import_problems import ImportNotStored, ImportTooLarge
from provenance.importers.lists_published.formats import FORMATS
from provenance.importers.lists_published.opening import ListFile
from provenance.importers.stopping import FileStopped
from provenance.models import ListVersion
from provenance.operations.list_applying import Applying, Progress
from provenance.operations.list_wish import ListReport, Wish
from provenance.queries.listings import newest_version

__all__ = ["ListReport", "Wish", "import_list"]


def import_list(wish: Wish, progress: Progress = lambda done, total: None) -> ListReport:
    """Apply a file, or with `preview` say what it would do.

    Raises FileStopped, ImportTooLarge, ImportNotStored, ListShrinks, OlderVersion, UnnamedList; then nothing changed.
    """
    wanted = FORMATS[wish.format]
    file = _opened(wish.path)
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
        if applying.goods and not wish.preview:
            report.shipments = applying.goods.store(wish.path.stem, applying.entries, actor=wish.actor)
    return report


def _opened(path: Path) -> ListFile:
    if not path.is_file():
        raise FileStopped("not_there", name=path.name)
    if path.stat().st_size > settings.IMPORT_MAX_BYTES:
        raise ImportTooLarge(megabytes=settings.IMPORT_MAX_BYTES // 2**20)
    return ListFile(path, path.name)


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
    try:
        stored = vault().store_file(path, max_bytes=settings.IMPORT_MAX_BYTES)
    except OriginalTooLarge:
        raise ImportTooLarge(megabytes=settings.IMPORT_MAX_BYTES // 2**20) from None
    except VaultError:
        raise ImportNotStored from None
    if stored.sha256 != sha256:
        raise FileStopped("file_changed")
