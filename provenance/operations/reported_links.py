"""Stores links that investigations report as claims: declared, in dated intervals, one for each consignee.

An amount that several consignees share, or that is said as "at least", is no quantity of one claim: it stands in the
claim's statement, as written. The same row stored twice changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from custody.ledger import Subject, append
from provenance.importers.reported_links import LinkRow, read_links
from provenance.importers.table import RowError
from provenance.inexact import Amount
from provenance.models import Claim, ClaimKind, Party, Source
from provenance.operations.records import ImportReport
from provenance.operations.staleness import mark_touched
from provenance.partnumbers.normalise import canonical
from provenance.queries.merging import Merged, merged_parties
from provenance.queries.same_names import party_meant
from provenance.tracing.scopes import Scope, row_scopes
from provenance.tradewords.part_tokens import part_like

SHIPPED = Path(__file__).parents[1] / "reference" / "reported_links.csv"
NO_SOURCE = "Reported links without a source"


@transaction.atomic
def import_reported_links(path: Path = SHIPPED, *, actor: str) -> ImportReport:
    """Store the links of a file; parties nobody knows yet are made. Raises ImportStopped for an unreadable file."""
    found = list(_read(path, merged_parties()))
    claims = [one for one in found if isinstance(one, Claim)]
    errors = [one for one in found if isinstance(one, RowError)]
    before = Claim.objects.count()
    Claim.objects.bulk_create(claims, ignore_conflicts=True)
    report = ImportReport(Claim.objects.count() - before, 0, tuple(errors))
    report = ImportReport(report.created, len(claims) - report.created, report.errors)
    if report.created:
        _tell(path, report, actor)
        mark_touched(
            parties={key for claim in claims for key in (claim.seller_id, claim.buyer_id)},
            scopes={scope for claim in claims for scope in _scopes(claim)},
            reason="claims",
        )
    return report


def _read(path: Path, merged: Merged) -> Iterator[Claim | RowError]:
    for line, row in read_links(path):
        if isinstance(row, RowError):
            yield row
        else:
            yield from _claims(line, row, merged)


def _claims(line: int, row: LinkRow, merged: Merged) -> Iterator[Claim | RowError]:
    source = _source(row.source or NO_SOURCE)
    seller = _party(row.shipper, row.shipper_country, merged)
    numbers = part_like(row.goods)
    number = numbers[0] if len(numbers) == 1 else ""
    alone = len(row.consignees) == 1 and not row.and_others
    for consignee in row.consignees:
        buyer = _party(consignee, row.consignee_country, merged)
        if buyer == seller:
            yield RowError(line, "one_party", {"value": row.shipper, "other": consignee})
            continue
        yield Claim(
            kind=ClaimKind.SHIPPED,
            seller=seller,
            buyer=buyer,
            earliest=row.earliest,
            latest=row.latest,
            part_number=number[:80],
            part_canonical=canonical(number)[:80],
            quantity=_exactly(row.quantity) if alone else None,
            value_usd_cents=_cents(row.value) if alone else None,
            source=source,
            reference=_reference(row, consignee),
            statement=_statement(row, consignee),
        )


def _party(name: str, country: str, merged: Merged) -> Party:
    """The party that the name means, or a new one."""
    known = party_meant(name, country, merged)
    if known is not None:
        return known
    digest = hashlib.sha256(f"{name}|{country}".encode()).hexdigest()[:12]
    slug = f"{slugify(name)[:100]}-{digest}".strip("-")
    return Party.objects.get_or_create(slug=slug, defaults={"name": name, "country": country})[0]


def _source(name: str) -> Source:
    return Source.objects.get_or_create(slug=slugify(name)[:80], defaults={"name": name})[0]


def _exactly(amount: Amount | None) -> int | None:
    return int(amount.number) if amount and amount.exact and amount.number == int(amount.number) > 0 else None


def _cents(amount: Amount | None) -> int | None:
    return round(amount.number * 100) if amount and amount.exact else None


def _reference(row: LinkRow, consignee: str) -> str:
    """What tells one link of a source from another, to be read by a person."""
    digest = hashlib.sha256("|".join(row.written.values()).encode()).hexdigest()[:12]
    days = "–".join(row.written.get(name, "") for name in ("date_from", "date_to"))
    return f"{row.shipper} to {consignee}, {days}: {row.goods}"[:270] + f" [{digest}]"


def _statement(row: LinkRow, consignee: str) -> str:
    """What the source says, as it says it."""
    others = [other for other in row.consignees if other != consignee]
    said = {
        "consignees": "; ".join((consignee, *others, *(("others",) if row.and_others else ()))),
        **{name: row.written.get(name, "") for name in ("date_from", "date_to", "quantity", "value_usd")},
        "goods": row.goods,
        "notes": row.notes,
    }
    return "\n".join(f"{name}: {text}" for name, text in said.items() if text)


def _scopes(claim: Claim) -> Iterator[Scope]:
    named = (claim.part_canonical,) if claim.part_canonical else ()
    return row_scopes(canonicals=named, hs6=claim.hs6, earliest=claim.earliest, latest=claim.latest)


def _tell(path: Path, report: ImportReport, actor: str) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    details = {
        "kind": "claim",
        "file_sha256": digest,
        "created": report.created,
        "unchanged": report.unchanged,
        "left_out": len(report.errors),
    }
    append(action="import.stored", subject=Subject("import", path.name), actor=actor, details=details)
