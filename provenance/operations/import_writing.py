"""What an applied import does to the catalogue, and how it is undone. Inside the caller's transaction."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from provenance.models import CatalogueChange, CatalogueImport, Part, PartAlias, Party
from provenance.models.part import KEY_FIELDS, lookup_keys
from provenance.operations import bulk
from provenance.operations.comparing import FACTS, Found, Kind
from provenance.operations.maker_names import made, unneeded
from provenance.partnumbers.normalise import canonical

CHANGEABLE = (*FACTS, "gone_on")
_PART = ("manufacturer_id", "number", *FACTS, "source_id", "added_by_id", *KEY_FIELDS)
_CHANGE = ("applied_id", "manufacturer_id", "number", "before")


class Writing:
    """Writes batches of compared rows in the name of one import."""

    def __init__(self, row: CatalogueImport) -> None:
        self._import, self._source = row.pk, row.source_id
        self._today = datetime.now(UTC).date().isoformat()
        self._made: dict[str, Party] = {}

    @property
    def new_parties(self) -> list[str]:
        """Slugs of the makers that were made."""
        return [party.slug for party in self._made.values()]

    def write(self, batch: Sequence[Found]) -> None:
        """New parts and makers, changed facts, parts that are gone, other names."""
        bulk.insert(Part, _PART, [self._part(found) for found in batch if found.kind is Kind.NEW])
        altered = [found for found in batch if found.kind in (Kind.CHANGED, Kind.GONE)]
        if altered:
            CatalogueChange.objects.bulk_create([self._change(found) for found in altered], batch_size=bulk.AT_ONCE)
            bulk.update(Part, CHANGEABLE, [self._after(found) for found in altered])
        aliases = [alias for found in batch if found.error is None for alias in self._aliases(found)]
        if aliases:
            PartAlias.objects.bulk_create(aliases, ignore_conflicts=True)

    def _part(self, found: Found) -> tuple[Any, ...]:
        row = found.row
        assert row is not None  # noqa: S101 - a new part comes of a row
        facts = (getattr(row, name) for name in FACTS)
        return (self._maker(found), row.number, *facts, self._source, self._import, *lookup_keys(row.number).values())

    def _maker(self, found: Found) -> int:
        maker = found.maker
        assert maker is not None  # noqa: S101 - a row that is taken has a maker
        if maker.party:
            return maker.party
        if maker.name not in self._made:
            self._made[maker.name] = made(maker.name)
        return self._made[maker.name].pk

    def _change(self, found: Found) -> CatalogueChange:
        part = found.part
        assert part is not None  # noqa: S101 - what is changed was there
        before = {name: getattr(part, name) for name in FACTS}
        before["gone_on"] = part.gone_on.isoformat() if part.gone_on else None
        return CatalogueChange(
            applied_id=self._import, manufacturer_id=part.manufacturer, number=part.number, before=before
        )

    def _after(self, found: Found) -> tuple[Any, ...]:
        part = found.part
        assert part is not None  # noqa: S101 - as above
        if found.kind is Kind.GONE:
            return (*(getattr(part, name) for name in FACTS), self._today, part.pk)
        return (*(found.after.get(name, getattr(part, name)) for name in CHANGEABLE), part.pk)

    def _aliases(self, found: Found) -> list[PartAlias]:
        row = found.row
        if row is None or not row.aliases:
            return []
        maker = found.part.manufacturer if found.part else self._maker(found)
        return [
            PartAlias(
                manufacturer_id=maker,
                number=row.number,
                alias=alias,
                canonical=canonical(alias),
                source_id=self._source,
                added_by_id=self._import,
            )
            for alias in row.aliases
        ]


def taken_back(row: CatalogueImport, progress: Callable[[int, int], None]) -> dict[str, int]:
    """Undo all of it; returns how many parts went, were restored, how many makers went.

    What another source has taken over since stays, and a maker to whom anything refers by now.
    """
    added = Part.objects.filter(added_by=row, source=row.source_id).order_by("pk").values_list("pk", flat=True)
    changes = row.changes.order_by("pk")
    restored, removed = changes.count(), added.count()
    done, last = 0, 0
    while batch := list(changes.filter(pk__gt=last)[: bulk.AT_ONCE]):
        last = batch[-1].pk
        _restore(row, batch)
        done += len(batch)
        progress(done, restored + removed)
    changes.all().delete()
    PartAlias.objects.filter(added_by=row).delete()
    while keys := list(added[: bulk.AT_ONCE]):
        Part.objects.filter(pk__in=keys).delete()
        done += len(keys)
        progress(done, restored + removed)
    Part.objects.filter(added_by=row).update(added_by=None)
    makers = set(Party.objects.filter(slug__in=row.new_parties).values_list("pk", flat=True))
    gone = unneeded(makers)
    Party.objects.filter(pk__in=gone).delete()
    return {"removed": removed, "restored": restored, "makers_removed": len(gone)}


def _restore(row: CatalogueImport, batch: Sequence[CatalogueChange]) -> None:
    numbers = {change.number for change in batch}
    keys = Part.objects.filter(number__in=numbers, source=row.source_id).values_list("manufacturer_id", "number", "pk")
    parts = {(maker, number): pk for maker, number, pk in keys}
    wanted = [(change, parts.get((change.manufacturer_id, change.number))) for change in batch]
    rows = [(*(change.before[name] for name in CHANGEABLE), pk) for change, pk in wanted if pk is not None]
    bulk.update(Part, CHANGEABLE, rows)
