"""What shipments.csv and claims.csv have in common: goods, seller, buyer, days, source and grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from provenance.importers.table import RowRefused, optional, period, required, whole

COLUMNS = (
    "reference",
    "date_from",
    "date_to",
    "seller",
    "buyer",
    "part_number",
    "manufacturer",
    "hs_code",
    "quantity",
    "value_usd",
    "source",
    "credibility",
)
MOST_PIECES = 10**12
MOST_USD = 10**12


@dataclass(frozen=True, slots=True)
class MovementRow:
    """Goods between two parties, named by slug or name. `reference` is the row's place in its source."""

    reference: str
    earliest: date | None
    latest: date | None
    seller: str
    buyer: str
    part_number: str
    manufacturer: str
    hs6: str
    quantity: int | None
    value_usd: int | None
    source: str
    credibility: int


def movement(row: Mapping[str, str]) -> MovementRow:
    """Parse one row; refuses it with the code of what is wrong."""
    earliest, latest = period(row, "date_from", "date_to", one_day=True)
    seller, buyer = required(row, "seller", 300), required(row, "buyer", 300)
    if seller == buyer:
        raise RowRefused("party_with_itself", value=seller)
    return MovementRow(
        reference=required(row, "reference", 300),
        earliest=earliest,
        latest=latest,
        seller=seller,
        buyer=buyer,
        part_number=optional(row, "part_number", 80),
        manufacturer=optional(row, "manufacturer", 300),
        hs6=_hs6(row["hs_code"]),
        quantity=whole(row, "quantity", 1, MOST_PIECES),
        value_usd=whole(row, "value_usd", 0, MOST_USD),
        source=required(row, "source", 80),
        credibility=whole(row, "credibility", 1, 6) or 6,
    )


def _hs6(text: str) -> str:
    """Return the first six digits of a customs code written as 8542.31, 85423190..."""
    digits = text.replace(".", "").replace(" ", "")
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdigit() and 6 <= len(digits) <= 12):
        raise RowRefused("not_an_hs_code", value=text[:40])
    return digits[:6]
