"""Lists of parts for tests, and imports of them."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from custody.vault import vault
from provenance.models import CatalogueImport, ImportFormat, ListVersion, PartyList
from provenance.operations.applying import apply, preview, roll_back
from provenance.operations.catalogue_imports import (
    SourceFacts,
    receive_import,
    start_apply,
    start_preview,
    start_roll_back,
)
from provenance.progress import silent

ACTOR = "system:test"
HEADER = ("mpn", "manufacturer", "category", "package", "base", "aliases")


def table(rows: Iterable[Sequence[str]], header: Sequence[str] = HEADER, delimiter: str = ",") -> bytes:
    """The bytes of a table."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()


def received(
    data: bytes,
    *,
    source: str = "List",
    wanted: str = ImportFormat.TABLE,
    complete: bool = True,
    file_name: str = "list.csv",
) -> CatalogueImport:
    """A list that has come in."""
    return receive_import(
        chunks=[data],
        file_name=file_name,
        wanted=wanted,
        source=SourceFacts(name=source),
        complete=complete,
        actor=ACTOR,
    )


def previewed(data: bytes, **options: object) -> CatalogueImport:
    """A list that was compared with the catalogue, or failed at it."""
    row = received(data, **options)  # type: ignore[arg-type]
    start_preview(row=row, actor=ACTOR)
    return preview(import_id=str(row.public_id), actor=ACTOR, progress=silent)


def applied(data: bytes, **options: object) -> CatalogueImport:
    """A list that is in the catalogue."""
    return applied_now(previewed(data, **options))


def applied_now(row: CatalogueImport) -> CatalogueImport:
    """A previewed list, applied."""
    start_apply(row=row, actor=ACTOR)
    return apply(import_id=str(row.public_id), actor=ACTOR)


def taken_back(row: CatalogueImport) -> CatalogueImport:
    """An applied list, taken back."""
    start_roll_back(row=row, actor=ACTOR)
    return roll_back(import_id=str(row.public_id), actor=ACTOR)


def keep_version(of: PartyList, data: bytes = b"list,name\n", *, on: date = date(2023, 1, 1)) -> ListVersion:
    """A version of a list, with its file in the vault."""
    stored = vault().store_stream([data], max_bytes=10**6)
    return ListVersion.objects.create(
        list=of,
        format="csv",
        file_name="list.csv",
        sha256=stored.sha256,
        size=stored.size,
        fetched_at=timezone.now(),
        effective_on=on,
        actor=ACTOR,
    )


def example_imports() -> None:
    """A list that is applied, its next edition that waits for a decision, and one whose columns are not mapped yet."""
    old = b"mpn,manufacturer,category\nEX100A,Example Semi,RF\nEX200B,Example Semi,ADC\nEX300C,Example Semi,DAC\n"
    new = (
        b"mpn,manufacturer,category,package\nEX100A,Example Semi,RF/Transceivers,QFN-48\nEX200B,Example Semi,ADC,\n"
        b"EX400D,Example Semi,RF,QFN-32\nEX400D,Example Semi,RF,QFN-32\n,Example Semi,RF,\n"
        b"EX9,Example Power GmbH,Converters,\nLM358,TI,Amplifiers,SOIC-8\n"
    )
    applied(old, source="Example distributor", file_name="example-2025.csv")
    previewed(new, source="Example distributor", file_name="example-2026.csv")
    received(b"Item;Who;Case\nEX1;Example Semi;SO-8\n", source="Example shop", file_name="shop.csv")
