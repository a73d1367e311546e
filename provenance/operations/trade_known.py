"""What of a file of shipments is in the store already: its sources, and rows by source and reference."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from pathlib import Path

from django.db.models import Q
from django.utils.text import slugify

from provenance.importers.table import RowError
from provenance.importers.trade_rows import Rows
from provenance.importers.trade_spool import Spool
from provenance.models import Reliability, Shipment, Source, TradeFile, TradeFileState
from provenance.operations.named_sources import first_stated

AT_ONCE = 5000


def stated_before(spool: Spool, path: Path) -> TradeFile | None:
    """The first file in the store with the very same rows. Of files older than this comparison: the same bytes."""
    if not spool.count:
        return None
    same = Q(content=spool.content)
    older = TradeFile.objects.filter(content="").exclude(sha256="")
    if older.exists():
        with path.open("rb") as file:
            same |= Q(content="", sha256=hashlib.file_digest(file, "sha256").hexdigest())
    files = TradeFile.objects.filter(same, state=TradeFileState.APPLIED)
    return files.select_related("source").order_by("pk").first()


class Known:
    """Tells rows that are there from new ones. `unchanged` counts the former, `files` are those that brought them.

    `anywhere`: it is known that all rows are there, if in other places of their file.
    """

    def __init__(self, names: Collection[str], *, anywhere: bool = False) -> None:
        self._anywhere = anywhere
        found = Source.objects.filter(name__in=names).order_by("-pk").values_list("name", "pk")
        self.sources: dict[str, int] = dict(found) | dict(
            Source.objects.filter(slug__in=names).values_list("slug", "pk")
        )
        self._names = names
        self.unchanged = 0
        self.files: set[int] = set()
        self.errors: list[RowError] = []

    def there(self, rows: Rows) -> list[bool]:
        """For each row whether one of its reference is there. One that says something else is an error of this row."""
        found: list[bool] = []
        for start in range(0, len(rows), AT_ONCE):
            found += self._look(rows, range(start, min(start + AT_ONCE, len(rows))))
        return found

    def make_sources(self, origin: Source | None) -> None:
        """Make the sources that nobody knew; how far they can be relied on is not judged yet.

        `origin`: the source of a file with the very same rows, which these repeat.
        """
        for name in sorted(set(self._names) - self.sources.keys()):
            slug = slugify(name)[:60]
            if not slug or Source.objects.filter(slug=slug).exists():
                slug = f"{slug}-{hashlib.sha256(name.encode()).hexdigest()[:12]}".strip("-")
            facts = {"reliability": Reliability.F, "origin": first_stated(origin) if origin else None}
            self.sources[name] = Source.objects.create(name=name, slug=slug, **facts).pk

    def _look(self, rows: Rows, places: Iterable[int]) -> list[bool]:
        wanted = {(rows.reference[at], self.sources.get(rows.source[at])) for at in places}
        stored = {
            (reference, source): (digest, file)
            for reference, source, digest, file in Shipment.objects.filter(
                reference__in={reference for reference, _ in wanted},
                source__in={source for _, source in wanted if source},
            ).values_list("reference", "source_id", "digest", "file_id")
        }
        found = []
        for at in places:
            row = stored.get((rows.reference[at], self.sources.get(rows.source[at]) or 0))
            found.append(row is not None)
            if row is not None:
                self._note(row, rows, at)
        return found

    def _note(self, row: tuple[int, int], rows: Rows, at: int) -> None:
        digest, file = row
        if self._anywhere or digest in (0, rows.digest[at]):
            self.unchanged += 1
            self.files.add(file)
        else:
            self.errors.append(RowError(int(rows.line[at]), "differs_from_stored", {"value": rows.reference[at]}))
