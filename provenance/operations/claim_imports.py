"""A file of claims on its way in: looked at, or stored whole in one transaction; each wrong row is named.

The preview is the import with its transaction undone: what it counts is what would happen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from custody.ledger import Subject, append
from provenance.batching import batches
from provenance.importers.claim_tables import ClaimCells, ClaimReader
from provenance.importers.relations import Named
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError, RowRefused
from provenance.importers.trade_columns import Layout
from provenance.importers.unpacking import Meter
from provenance.models import Claim, ClaimFile, PartyKind
from provenance.operations.import_files import check_size, kept
from provenance.operations.named_parties import NamedParties
from provenance.operations.named_sources import NamedSources, first_stated
from provenance.operations.staleness import mark_touched
from provenance.partnumbers.normalise import canonical
from provenance.tracing.scopes import Scope, row_scopes

KEPT_ERRORS = 200
MOST_ROWS = 200_000
"""Statements are made by people; all of a file are held in memory."""
MARK = 20
"""Signs of a hash that stand for a row without a number."""
PLAIN = Layout()
SAID = (
    "kind", "seller_id", "buyer_id", "earliest", "latest", "part_number", "manufacturer_id", "hs6", "quantity",
    "value_usd_cents", "statement", "credibility",
)  # fmt: skip
Progress = Callable[[int, int], None]
Rows = list[tuple[int, ClaimCells]]


@dataclass(slots=True)
class ClaimReport:
    """What an import did, or would do. `file`: public id of what was stored; empty for a preview, or nothing new.

    `notes`: of rows that were stored otherwise than written. `repeats`: an earlier file with the very same rows.
    """

    created: int = 0
    unchanged: int = 0
    new_parties: int = 0
    errors: list[RowError] = field(default_factory=list)
    notes: list[RowError] = field(default_factory=list)
    file: str = ""
    encoding: str = ""
    repeats: str = ""

    def counts(self) -> dict[str, int]:
        """As `ClaimFile.counts` and the ledger keep them."""
        return {
            "new": self.created,
            "already_there": self.unchanged,
            "refused": len(self.errors),
            "new_parties": self.new_parties,
        }


def import_claims(
    path: Path,
    *,
    actor: str,
    layout: Layout = PLAIN,
    source: str = "",
    preview: bool = False,
    progress: Progress = lambda done, total: None,
) -> ClaimReport:
    """Store a file's claims; source and reference are a row's identity, and what is there already stays as it is.

    `source`: of rows that name none; the file's name when left out. Raises ImportStopped, BadMapping, and what keeping
    the original raises; then nothing is stored.
    """
    check_size(path)
    report = ClaimReport()
    rows = _read(path, layout, report, progress)
    with transaction.atomic():
        importing = _Importing(rows, report, path, source)
        claims = importing.claims()
        report.created = len(claims)
        if preview:
            transaction.set_rollback(True)
        elif claims:
            file = ClaimFile(name=path.name[:255], mapping=dict(layout.mapping), actor=actor)
            importing.store(file, claims, kept(path))
    report.errors.sort(key=lambda error: error.line)
    return report


def _read(path: Path, layout: Layout, report: ClaimReport, progress: Progress) -> Rows:
    meter = Meter()
    reader = ClaimReader(path, meter, layout)
    rows: Rows = []
    for line, row in reader.rows():
        if isinstance(row, RowError):
            report.errors.append(row)
        else:
            rows.append((line, row))
        count = len(rows) + len(report.errors)
        if count > MOST_ROWS:
            raise FileStopped("too_many_at_once", most=MOST_ROWS)
        if count % 5000 == 0:
            progress(count, meter.total(count))
    if not rows and not report.errors:
        raise FileStopped("only_header")
    report.encoding = reader.encoding
    return rows


class _Importing:
    """The rows of one file, inside the transaction of their import."""

    def __init__(self, rows: Rows, report: ClaimReport, path: Path, source: str) -> None:
        self._rows, self._report = rows, report
        self.content = hashlib.sha256(b"".join(sorted(_mark(row) for _, row in rows))).hexdigest()
        before = ClaimFile.objects.filter(content=self.content, rolled_back_at__isnull=True).order_by("pk").first()
        report.repeats = before.name if before and rows else ""
        first = before.claims.select_related("source").order_by("pk").first() if before else None
        default = first.source.name if first and not source else source or path.name
        self._sources = NamedSources(default, origin=first_stated(first.source) if first else None)
        makers = {row.manufacturer for _, row in rows if row.manufacturer}
        named: list[Named] = [Named(name, name, "") for name in makers]
        named += [party for _, row in rows for party in (row.seller, row.buyer)]
        self._who = NamedParties(named, dict.fromkeys(makers, PartyKind.MAKER))

    def claims(self) -> list[Claim]:
        """Claims that are not there yet. Rows that cannot be stored are told."""
        new: dict[tuple[int, str], tuple[int, Claim]] = {}
        made = list(self._made())
        stored = _stored(claim for _, claim in made)
        for line, claim in made:
            key = (claim.source_id, claim.reference)
            there = stored.get(key)
            earlier = new.get(key)
            if there is None and earlier is None:
                new[key] = line, claim
            elif _same(claim, there or earlier[1]):  # type: ignore[index] # one of the two is there
                self._report.unchanged += 1
            elif there:
                self._report.errors.append(RowError(line, "differs_from_stored", {"value": claim.reference}))
            else:
                self._report.errors.append(RowError(line, "reference_twice", {"first": str(earlier[0])}))  # type: ignore[index]
        self._report.new_parties = len(self._who.made)
        return [claim for _, claim in new.values()]

    def store(self, file: ClaimFile, claims: list[Claim], sha256: str) -> None:
        """Write the claims, the ledger's entry, and what they touch."""
        report = self._report
        file.sha256, file.content, file.counts = sha256, self.content, report.counts()
        file.made_parties = self._who.made
        file.errors = [
            {"line": one.line, "code": one.code, "params": dict(one.params)} for one in report.errors[:KEPT_ERRORS]
        ]
        file.save()
        for claim in claims:
            claim.file = file
        Claim.objects.bulk_create(claims, batch_size=500)
        append(
            action="claims.imported",
            subject=Subject("claim_file", str(file.public_id)),
            actor=file.actor,
            details={"file": file.name, "sha256": sha256, **report.counts()},
        )
        mark_touched(parties=parties_of(claims) | self._who.raised, scopes=scopes_of(claims), reason="claims")
        report.file = str(file.public_id)

    def _made(self) -> Iterator[tuple[int, Claim]]:
        for line, row in self._rows:
            try:
                seller, buyer = self._who.meant(row.seller), self._who.meant(row.buyer)
                maker = self._who.meant(Named(row.manufacturer, row.manufacturer, "")) if row.manufacturer else None
            except RowRefused as refused:
                self._report.errors.append(RowError(line, refused.code, refused.params))
                continue
            if seller == buyer:
                self._report.errors.append(RowError(line, "party_with_itself", {"value": row.seller.name}))
                continue
            yield line, self._claim(line, row, seller, buyer, maker)

    def _claim(self, line: int, row: ClaimCells, seller: int, buyer: int, maker: int | None) -> Claim:
        source = self._sources.named(row.source, row.reliability)
        if row.reliability and row.reliability != source.reliability:
            grades = {"value": row.reliability, "known": source.reliability, "source": source.name}
            self._report.notes.append(RowError(line, "reliability_differs", grades))
        if row.confirmed:
            self._report.notes.append(RowError(line, "credibility_of_a_person"))
        return Claim(
            kind=row.kind,
            seller_id=seller,
            buyer_id=buyer,
            earliest=row.earliest,
            latest=row.latest,
            part_number=row.part_number,
            part_canonical=canonical(row.part_number)[:80],
            manufacturer_id=maker,
            hs6=row.hs6,
            quantity=row.quantity,
            value_usd_cents=row.cents,
            source=source,
            reference=row.reference or f"content {row.content.hex()[:MARK]}",
            credibility=row.credibility,
            statement=row.statement,
        )


def parties_of(claims: Iterable[Claim]) -> set[int]:
    """The sellers and buyers."""
    return {key for claim in claims for key in (claim.seller_id, claim.buyer_id)}


def scopes_of(claims: Iterable[Claim]) -> set[Scope]:
    """Where they lie."""
    return {
        scope
        for claim in claims
        for scope in row_scopes(
            canonicals=(claim.part_canonical,) if claim.part_canonical else (),
            hs6=claim.hs6,
            earliest=claim.earliest,
            latest=claim.latest,
        )
    }


def _mark(row: ClaimCells) -> bytes:
    return hashlib.sha256(row.reference.encode() + b"\0" + row.content).digest()


def _stored(claims: Iterable[Claim]) -> Mapping[tuple[int, str], Claim]:
    references: dict[int, set[str]] = {}
    for claim in claims:
        references.setdefault(claim.source_id, set()).add(claim.reference)
    found: dict[tuple[int, str], Claim] = {}
    for source, wanted in references.items():
        for some in batches(sorted(wanted)):
            rows = Claim.objects.filter(source=source, reference__in=some)
            found |= {(row.source_id, row.reference): row for row in rows}
    return found


def _same(one: Claim, other: Claim) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in SAID)
