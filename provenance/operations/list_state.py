"""One list while a file is applied to it: its listings, what the file says of each, and what that changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from provenance.batching import batches
from provenance.importers.lists_published.entry import Entry
from provenance.importers.table import RowRefused
from provenance.models import Listing, ListingChange, ListVersion, PartyList
from provenance.operations.list_matching import OnList

FIELDS = ("programme", "start", "end", "reference", "last_version_id", "ended_in_id")


@dataclass(slots=True)
class Row:
    """A listing. `pk` 0: new. `before`: its fields as they were, once they are changed. `seen`: the file has it."""

    pk: int
    party: int
    programme: str
    start: date | None
    end: date | None
    reference: str
    last_version_id: int | None
    ended_in_id: int | None
    seen: bool = False
    before: dict[str, Any] | None = None

    def change(self, **fields: Any) -> None:
        """Write fields and remember how they were."""
        if self.pk and self.before is None:
            self.before = {name: _plain(getattr(self, name)) for name in FIELDS}
        for name, value in fields.items():
            setattr(self, name, value)


class ListState:
    """Reads all listings of a list once; `apply` says what an entry is to it, `close` what the file no longer has."""

    def __init__(self, party_list: PartyList, version: ListVersion, first: ListVersion | None) -> None:
        self.list, self.version, self.before = party_list, version, first
        self.counts: Counter[str] = Counter()
        self.on = OnList()
        self.touched: set[int] = set()
        self._rows: dict[int, list[Row]] = {}
        self._new: list[Row] = []
        columns = ("pk", "party_id", *FIELDS[:4], "last_version_id", "ended_in_id")
        for values in Listing.objects.filter(list=party_list).order_by("pk").values_list(*columns):
            row = Row(*values)
            self._rows.setdefault(row.party, []).append(row)
            self.on.parties.add(row.party)
            if row.reference:
                self.on.by_reference.setdefault(row.reference, row.party)

    def apply(self, party: int, entry: Entry) -> str:
        """Enter what the file says; returns "new", "changed", "returned" or "same". Refuses impossible intervals."""
        row = self._meant(party, entry)
        if row is None:
            start = entry.start or (self.version.effective_on if self.before else None)
            if start and entry.end and start > entry.end:
                start = None
            found = Row(0, party, entry.programme, start, entry.end, entry.reference, None, None, seen=True)
            self._rows.setdefault(party, []).append(found)
            self._new.append(found)
            self.touched.add(party)
            return "new"
        again = self._again(row, entry)
        if again:
            self._rows[party].append(again)
            self._new.append(again)
            self.touched.add(party)
            return "returned"
        said = self._said(row, entry)
        row.seen = True
        if not said:
            return "same"
        returned = row.ended_in_id is not None and "ended_in_id" in said
        row.change(**said)
        self.touched.add(party)
        return "returned" if returned else "changed"

    def _meant(self, party: int, entry: Entry) -> Row | None:
        """The listing that the entry speaks of: the very same, else the only kind of change that is one entry's."""
        rows = self._rows.get(party, [])
        exact = (entry.programme, entry.start, entry.reference)
        for row in rows:
            if exact == (row.programme, row.start, row.reference):
                return _latest(row, rows, entry)
        same = [row for row in rows if not row.seen and (row.reference == entry.reference or not row.reference)]
        same.sort(key=lambda row: (row.start != entry.start and bool(entry.start), row.end is not None))
        return _latest(same[0], rows, entry) if same else None

    def _again(self, row: Row, entry: Entry) -> Row | None:
        """A new interval of an entry that was missing: the days on which the version in force lacked it stay out."""
        if row.ended_in_id is None or row.end is None:
            return None
        stated = entry.start if entry.start and entry.start > row.end else None
        start = stated or self.version.effective_on
        if entry.end and entry.end < start:  # the publisher says when it ended: no return
            return None
        if not stated and start <= row.end + timedelta(days=1):  # it was missing on no day
            return None
        programme, reference = entry.programme or row.programme, entry.reference or row.reference
        return Row(0, row.party, programme, start, entry.end, reference, None, None, seen=True)

    def _said(self, row: Row, entry: Entry) -> dict[str, Any]:
        """Fields that differ. What the entry leaves empty stays; an end that the file no longer gives is taken back."""
        wanted: dict[str, Any] = {"end": entry.end, "ended_in_id": None}
        if entry.start and not _goes_on(row, self._rows[row.party], entry.start):
            wanted["start"] = entry.start
        for name in ("programme", "reference"):
            if getattr(entry, name):
                wanted[name] = getattr(entry, name)
        start = wanted.get("start", row.start)
        if start and entry.end and entry.end < start:
            raise RowRefused("ends_before_it_starts", start=str(start), end=str(entry.end))
        return {name: value for name, value in wanted.items() if getattr(row, name) != value}

    def settle(self, keys: dict[int, int]) -> None:
        """Parties that were new have their keys now; new listings are written."""
        self.touched = {keys.get(party, party) for party in self.touched}
        self._rows = {keys.get(party, party): rows for party, rows in self._rows.items()}
        for row in self._new:
            row.party = keys.get(row.party, row.party)
        Listing.objects.bulk_create(
            [
                Listing(
                    party_id=row.party,
                    list=self.list,
                    programme=row.programme,
                    start=row.start,
                    end=row.end,
                    reference=row.reference,
                    first_version=self.version,
                    last_version=self.version,
                )
                for row in self._new
            ],
            batch_size=500,
        )
        self._new = []

    def close(self) -> None:
        """End what the file no longer has, write what changed, and how to take it back."""
        rows = [row for listed in self._rows.values() for row in listed if row.pk]
        day = self.version.effective_on - timedelta(days=1)  # `end` is the last day in force
        for row in rows:
            if not row.seen and row.end is None:
                row.change(end=max(day, row.start or day), ended_in_id=self.version.pk)
                self.counts["gone"] += 1
                self.touched.add(row.party)
        changed = [row for row in rows if row.before is not None]
        ListingChange.objects.bulk_create(
            [ListingChange(version=self.version, listing_id=row.pk, before=row.before) for row in changed],
            batch_size=500,
        )
        written = [
            Listing(pk=row.pk, **{name: getattr(row, name) for name in FIELDS if name != "last_version_id"})
            for row in changed
        ]
        names = [name.removesuffix("_id") for name in FIELDS if name != "last_version_id"]
        Listing.objects.bulk_update(written, names, batch_size=200)
        for some in batches([row.pk for row in rows if row.seen]):
            Listing.objects.filter(Q(pk__in=some)).update(last_version=self.version)


def _latest(row: Row, rows: list[Row], entry: Entry) -> Row:
    """The row itself; of an entry that was missing and came back its newest interval, unless the file speaks of old."""
    if row.ended_in_id is None or row.end is None:
        return row
    later = [
        (one.start, place)
        for place, one in enumerate(rows)
        if one.start
        and one.start > row.end
        and one.programme in (row.programme, entry.programme)
        and one.reference in (row.reference, entry.reference)
        and not (entry.end and entry.end < one.start)
    ]
    return rows[max(later)[1]] if later else row


def _goes_on(row: Row, rows: list[Row], stated: date) -> bool:
    """Whether the row is a later interval of an entry whose stated first day belongs to an earlier one."""
    return any(
        one.ended_in_id is not None
        and one.end is not None
        and row.start is not None
        and stated <= one.end < row.start
        and one.reference in (row.reference, "")
        and (one.programme == row.programme or one.start == stated)
        for one in rows
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
