"""The file of an import: refused at once when it is none or too large, kept as it came."""

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from custody.vault import OriginalEmpty, OriginalTooLarge, VaultError, vault
from provenance.import_problems import ImportEmpty, ImportNotStored, ImportTooLarge
from provenance.importers.stopping import FileStopped
from provenance.importers.unpacking import check_file


def check_size(path: Path) -> None:
    """Raises FileStopped for what is no file, ImportTooLarge for more bytes than one may have."""
    check_file(path)
    if path.stat().st_size > settings.IMPORT_MAX_BYTES:
        raise ImportTooLarge(megabytes=settings.IMPORT_MAX_BYTES // 2**20)


def kept(path: Path) -> str:
    """The SHA-256 of the original, which is in the vault now. Raises ImportTooLarge, ImportEmpty, ImportNotStored."""
    try:
        return vault().store_file(path, max_bytes=settings.IMPORT_MAX_BYTES).sha256
    except OriginalTooLarge:
        raise ImportTooLarge(megabytes=settings.IMPORT_MAX_BYTES // 2**20) from None
    except OriginalEmpty:
        raise ImportEmpty from None
    except VaultError:
        raise ImportNotStored from None


@contextmanager
def one_file(path: Path, tables: Sequence[str]) -> Iterator[Path]:
    """The file itself; of a folder the files of these names (in small letters) as a zip, the same for the same files.

    Raises FileStopped where a folder holds not even the first of them, or none is meant."""
    if not path.is_dir() or not tables:
        yield path
        return
    there = {one.name.lower(): one for one in sorted(path.iterdir()) if one.is_file()}
    if tables[0] not in there:
        raise FileStopped("nothing_inside", wanted=", ".join(tables))
    with tempfile.TemporaryDirectory(prefix="chiptrail-list-") as folder:
        packed = Path(folder) / f"{path.resolve().name}.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in tables:
                if name in there:
                    check_size(there[name])
                    archive.writestr(zipfile.ZipInfo(name), there[name].read_bytes(), zipfile.ZIP_DEFLATED)
        yield packed
