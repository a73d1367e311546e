"""Tables of claims as strangers write them: any encoding and separator, their own columns, days of many offices.

Columns: seller, buyer; row_id, date, date_from, date_to, seller_country, buyer_country, part_number, manufacturer,
hs_code, quantity, value_usd, kind (sold, shipped, used), statement, source, reliability (A-F, of the source),
credibility (1-6, of what the row says).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from provenance.importers.encodings import spoken
from provenance.importers.lists_published.entry import tidy
from provenance.importers.relations import Named
from provenance.importers.table import RowError, RowRefused
from provenance.importers.trade_cells import MOST_PIECES, MOST_USD, Style, amount, days, hs_code
from provenance.importers.trade_columns import NEEDED, Columns, Layout, places
from provenance.importers.trade_countries import country_code
from provenance.importers.trade_lines import Table
from provenance.importers.unpacking import Meter
from provenance.models import ClaimKind, Credibility, Reliability

CLAIMS = Columns(
    (
        "row_id", "date", "date_from", "date_to", "seller", "seller_country", "buyer", "buyer_country", "part_number",
        "manufacturer", "hs_code", "quantity", "value_usd", "kind", "statement", "source", "reliability", "credibility",
    ),
    NEEDED,
)  # fmt: skip
LONGEST_STATEMENT = 5000


@dataclass(frozen=True, slots=True)
class ClaimCells:
    """What one row says. `reference`: its row_id, or a mark of its content. `source`: empty where it names none.

    `reliability`: of the source, empty where nothing is said. `credibility`: never 1, which only a person gives:
    `confirmed` says that the row claims it.
    """

    reference: str
    earliest: date | None
    latest: date | None
    seller: Named
    buyer: Named
    part_number: str
    manufacturer: str
    hs6: str
    quantity: int | None
    cents: int | None
    kind: str
    statement: str
    source: str
    reliability: str
    credibility: int
    confirmed: bool

    @property
    def content(self) -> bytes:
        """The same for rows that say the same: without its source and the grades."""
        said = (
            self.earliest, self.latest, self.seller.text, self.buyer.text, self.part_number, self.manufacturer,
            self.hs6, self.quantity, self.cents, self.kind, self.statement,
        )  # fmt: skip
        return hashlib.sha256(repr(said).encode()).digest()


class ClaimReader:
    """Reads a file once: `rows()` yields claims and errors with their lines."""

    def __init__(self, path: Path, meter: Meter, layout: Layout) -> None:
        self._table = Table(path, meter, layout.delimiter)
        style = layout.style
        if not style.decimal and self._table.delimiter == ";":
            style = Style(style.date_order, ",")
        self._style = style
        self._places = places(self._table.header, layout.mapping, CLAIMS)
        self._today = datetime.now(UTC).date()
        self.numbered = "row_id" in self._places

    @property
    def encoding(self) -> str:
        """In which the file is written, as programs show it."""
        return spoken(self._table.encoding)

    def rows(self) -> Iterator[tuple[int, ClaimCells | RowError]]:
        """Yield (line, claim or error). Raises FileStopped."""
        for chunk in self._table.chunks():
            yield from ((error.line, error) for error in chunk.errors)
            for line, row in zip(chunk.lines, chunk.rows, strict=True):
                try:
                    yield line, self._claim({name: row[at] for name, at in self._places.items()})
                except RowRefused as refused:
                    yield line, RowError(line, refused.code, refused.params)

    def _claim(self, row: Mapping[str, str]) -> ClaimCells:
        seller, buyer = _named(row, "seller"), _named(row, "buyer")
        if seller == buyer:
            raise RowRefused("party_with_itself", value=seller.name)
        earliest, latest = self._days(row)
        credibility = _choice(row, "credibility", tuple(map(str, Credibility.values)))
        cells = ClaimCells(
            reference=_text(row, "row_id", 300),
            earliest=earliest,
            latest=latest,
            seller=seller,
            buyer=buyer,
            part_number=_text(row, "part_number", 80),
            manufacturer=_text(row, "manufacturer", 300),
            hs6=hs_code(row.get("hs_code", "")),
            quantity=self._pieces(row),
            cents=self._cents(row),
            kind=_choice(row, "kind", tuple(ClaimKind.values)) or ClaimKind.SOLD.value,
            statement=_text(row, "statement", LONGEST_STATEMENT),
            source=_text(row, "source", 300),
            reliability=_choice(row, "reliability", tuple(Reliability.values)),
            credibility=max(int(credibility or Credibility.UNKNOWN), 2),
            confirmed=credibility == "1",
        )
        if self.numbered and not cells.reference:
            raise RowRefused("empty", column="row_id")
        return cells

    def _days(self, row: Mapping[str, str]) -> tuple[date | None, date | None]:
        first, last = row.get("date_from") or row.get("date", ""), row.get("date_to") or row.get("date", "")
        start = days(first, self._style, self._today)[0] if first.strip() else None
        end = days(last or first, self._style, self._today)[1] if (last or first).strip() else None
        if start and end and end < start:
            raise RowRefused("ends_before_it_starts")
        return _day(start), _day(end)

    def _pieces(self, row: Mapping[str, str]) -> int | None:
        text = row.get("quantity", "").strip()
        if not text:
            return None
        number = amount(text, self._style, "quantity", MOST_PIECES)
        if not number:
            raise RowRefused("out_of_range", column="quantity", value=text[:40])
        if not number.is_integer():
            raise RowRefused("not_whole", column="quantity", value=text[:40])
        return int(number)

    def _cents(self, row: Mapping[str, str]) -> int | None:
        text = row.get("value_usd", "").strip()
        return round(amount(text, self._style, "value_usd", MOST_USD) * 100) if text else None


def _day(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


def _named(row: Mapping[str, str], column: str) -> Named:
    name = _text(row, column, 300)
    if not name:
        raise RowRefused("empty", column=column)
    country = country_code(row.get(f"{column}_country", ""))
    return Named(f"{name} ({country})" if country else name, name, country)


def _text(row: Mapping[str, str], column: str, longest: int) -> str:
    text = tidy(row.get(column, ""))
    if len(text) > longest:
        raise RowRefused("too_long", column=column, longest=str(longest), value=text[:40])
    return text


def _choice(row: Mapping[str, str], column: str, allowed: tuple[str, ...]) -> str:
    """One of a few words, in small or large letters; empty where nothing is said."""
    text = row.get(column, "").strip()
    found = next((word for word in allowed if word.casefold() == text.casefold()), "")
    if text and not found:
        raise RowRefused("unknown_word", column=column, value=text[:40], known=", ".join(allowed))
    return found
