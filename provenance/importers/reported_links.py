"""Links as investigations publish them: years or months, "1300+ units", several consignees in one cell.

Columns: shipper, consignee (several separated by semicolons); and as far as they are there shipper_country,
consignee_country, date_from, date_to, quantity, value_usd, goods, notes, source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from provenance.importers.table import EARLIEST_YEAR, RowError, RowRefused, optional, read_table, required
from provenance.inexact import Amount, Inexact, amount, span

_NOBODY = re.compile(r"(?:and )?(?:other|others|various|several|unknown|unnamed)\b.*", re.IGNORECASE)
_COUNTRY = re.compile(r"[A-Z]{2}|")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One row. `consignees`: those that are named; `and_others`: the row speaks of more, whom it does not name."""

    shipper: str
    shipper_country: str
    consignees: tuple[str, ...]
    and_others: bool
    consignee_country: str
    earliest: date | None
    latest: date | None
    quantity: Amount | None
    value: Amount | None
    goods: str
    notes: str
    source: str
    written: Mapping[str, str]


def read_links(path: Path) -> Iterator[tuple[int, LinkRow | RowError]]:
    """Yield the rows of a file of reported links. Raises ImportStopped for an unreadable file."""
    return read_table(path, ("shipper", "consignee"), _link)


def _link(row: Mapping[str, str]) -> LinkRow:
    cells = [cell.strip() for cell in required(row, "consignee", 2000).split(";") if cell.strip()]
    named = tuple(dict.fromkeys(cell for cell in cells if not _NOBODY.fullmatch(cell)))
    if not named:
        raise RowRefused("no_party_named", value=row["consignee"][:40])
    earliest, latest = _days(row)
    return LinkRow(
        shipper=required(row, "shipper", 300),
        shipper_country=_country(row, "shipper_country"),
        consignees=named,
        and_others=len(named) < len(cells),
        consignee_country=_country(row, "consignee_country"),
        earliest=earliest,
        latest=latest,
        quantity=_amount(row, "quantity"),
        value=_amount(row, "value_usd"),
        goods=optional(row, "goods", 1000),
        notes=optional(row, "notes", 2000),
        source=optional(row, "source", 300),
        written=row,
    )


def _days(row: Mapping[str, str]) -> tuple[date | None, date | None]:
    texts = row.get("date_from", ""), row.get("date_to", "")
    try:
        days = span(*texts)
    except Inexact as error:
        raise RowRefused("not_a_date", column="date_from", value=str(error)[:40]) from error
    if any(day and day.year < EARLIEST_YEAR for day in days):
        raise RowRefused("date_too_early", column="date_from", value=" ".join(texts)[:40])
    if days[0] and days[0] > date.today():  # noqa: DTZ011 - calendar days, as written in the source
        raise RowRefused("date_in_future", column="date_from", value=texts[0][:40])
    return days


def _amount(row: Mapping[str, str], name: str) -> Amount | None:
    try:
        return amount(row.get(name, ""))
    except Inexact as error:
        raise RowRefused("not_a_number", column=name, value=row[name][:40]) from error


def _country(row: Mapping[str, str], name: str) -> str:
    text = row.get(name, "").upper()
    if not _COUNTRY.fullmatch(text):
        raise RowRefused("not_a_country", column=name, value=text[:40])
    return text
