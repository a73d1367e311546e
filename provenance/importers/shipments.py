"""Files of shipments, column by column: a million rows hold few days, countries, codes and names, read once each."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np

from provenance.importers.encodings import spoken
from provenance.importers.table import RowError, RowRefused
from provenance.importers.trade_cells import MOST_USD, Days, Style, amount, days, hs_code, quantity
from provenance.importers.trade_columns import NEEDED, Layout, places
from provenance.importers.trade_countries import country_code
from provenance.importers.trade_lines import Chunk, Table
from provenance.importers.trade_rows import Names, Rows
from provenance.importers.unpacking import Meter

MOST_KEPT = 30_000
"""Different cells of one column that are remembered; of names more."""
MOST_NAMES = 200_000
LONGEST_REFERENCE = 300
UNKNOWN = (-1, -1)


class _Cells(dict[str, Any]):
    """What the cells of a column say; a cell that cannot be read is the RowRefused itself."""

    def __init__(self, read: Callable[[str], Any], most: int) -> None:
        super().__init__()
        self._read, self._most, self.refused = read, most, False

    def __missing__(self, cell: str) -> Any:
        if len(self) >= self._most:
            self.clear()
        try:
            value = self._read(cell)
        except RowRefused as refused:
            value, self.refused = refused, True
        self[cell] = value
        return value


class ShipmentReader:
    """Reads a file once from its beginning: `rows()` yields what can be stored, `errors` gathers what was refused."""

    def __init__(self, path: Path, meter: Meter, *, layout: Layout, source: str) -> None:
        self._table = Table(path, meter, layout.delimiter)
        style, mapping = layout.style, layout.mapping
        if not style.decimal and self._table.delimiter == ";":
            style = Style(style.date_order, ",")
        self._places = places(self._table.header, mapping)
        self._cells = {
            column: _Cells(read, MOST_NAMES if column in NEEDED else MOST_KEPT)
            for column, read in _readers(style, source).items()
        }
        self.numbered = "row_id" in self._places
        self.names = Names()
        self.errors: list[RowError] = []

    @property
    def encoding(self) -> str:
        """In which the file is written, as programs show it."""
        return spoken(self._table.encoding)

    def rows(self) -> Iterator[Rows]:
        """Rows in the order of the file. Raises FileStopped."""
        for chunk in self._table.chunks():
            self.errors += chunk.errors
            rows = self._read(chunk)
            if rows:
                yield rows

    def _read(self, chunk: Chunk) -> Rows | None:
        if not chunk.rows:
            return None
        theirs = list(zip(*chunk.rows, strict=True))
        cells = {column: self._column(column, theirs, chunk) for column in self._cells}
        bad = self._refused(chunk.lines, cells)
        lines = chunk.lines
        if bad:
            fits = [place not in bad for place in range(len(lines))]
            cells = {column: list(compress(values, fits)) for column, values in cells.items()}
            lines = list(compress(lines, fits))
        return self._checked(lines, cells)

    def _column(self, column: str, theirs: list[tuple[str, ...]], chunk: Chunk) -> list[Any]:
        read = self._cells[column]
        if column in self._places:
            their = theirs[self._places[column]]
            if column == "row_id" and (given := _references(their)):
                return given
            return [read[cell] for cell in their]
        if column == "row_id":
            return [f"line {line}" for line in chunk.lines]
        return [read[""]] * len(chunk.lines)

    def _refused(self, lines: list[int], cells: Mapping[str, list[Any]]) -> set[int]:
        """Note the first refused cell of each row; the places of these rows."""
        bad: dict[int, RowRefused] = {}
        for column, values in cells.items():
            if self._cells[column].refused:
                for place, value in enumerate(values):
                    if isinstance(value, RowRefused):
                        value.params.setdefault("column", column)
                        bad.setdefault(place, value)
        self.errors += [RowError(lines[place], value.code, value.params) for place, value in sorted(bad.items())]
        return set(bad)

    def _checked(self, lines: list[int], cells: dict[str, list[Any]]) -> Rows:
        names = self.names
        sellers = list(zip(cells["seller"], cells["seller_country"], cells["seller_id"], strict=True))
        buyers = list(zip(cells["buyer"], cells["buyer_country"], cells["buyer_id"], strict=True))
        read = list(map(_span, cells["date"], cells["date_from"], cells["date_to"]))
        spans = [span or UNKNOWN for span in read]
        cents = list(map(_cents, cells["value_usd"], cells["price"], cells["quantity"]))
        said = (
            cells["dispatch_country"], cells["origin_country"], cells["hs_code"], cells["description"],
            cells["part_number"], cells["manufacturer"], cells["unit"], cells["quantity"],
        )  # fmt: skip
        whole = zip(sellers, buyers, spans, *said, cents, cells["credibility"], strict=True)
        rows = Rows(
            cells["row_id"], cells["source"], *said[:7],
            line=np.array(lines), seller=np.array([names[one] for one in sellers]),
            buyer=np.array([names[one] for one in buyers]), earliest=np.array([span[0] for span in spans]),
            latest=np.array([span[1] for span in spans]),
            quantity=np.array([np.nan if one is None else one for one in cells["quantity"]]),
            cents=np.array([-1 if one is None else one for one in cents]), credibility=np.array(cells["credibility"]),
            digest=np.array(list(map(digest, whole))),
        )  # fmt: skip
        wrong = (rows.seller == rows.buyer) | np.array([span is None for span in read], dtype=bool)
        if wrong.any():
            places = np.flatnonzero(wrong).tolist()
            self.errors += [_mismatch(lines[place], sellers[place][0], read[place]) for place in places]
            rows = rows.kept(~wrong)
        return rows


def _mismatch(line: int, seller: str, span: Days | None) -> RowError:
    if span is None:
        return RowError(line, "ends_before_it_starts")
    return RowError(line, "party_with_itself", {"value": seller})


def digest(row: tuple[Any, ...]) -> int:
    """A fingerprint of what a row says, never 0."""
    # The oldest form of marshal: the same bytes for the same values, whatever else the interpreter remembers of them.
    found = blake2b(marshal.dumps(row, 0), digest_size=8).digest()
    return int.from_bytes(found, "big", signed=True) or 1


def _span(day: Days | None, first: Days | None, last: Days | None) -> Days | None:
    """First and last day; None where they are the wrong way round."""
    start, end = (first or day or UNKNOWN)[0], (last or first or day or UNKNOWN)[1]
    return None if start > end else (start, end)


def _cents(value: float | None, price: float | None, pieces: float | None) -> int | None:
    if value is None and price is not None and pieces is not None:
        value = price * pieces
    return None if value is None else round(value * 100)


def _readers(style: Style, source: str) -> dict[str, Callable[[str], Any]]:
    today = datetime.now(UTC).date()

    def some_days(cell: str) -> Days | None:
        return days(cell, style, today) if cell.strip() else None

    def some(read: Callable[[str], float]) -> Callable[[str], float | None]:
        return lambda cell: read(cell) if cell.strip() else None

    return {
        "row_id": lambda cell: _needed(cell, LONGEST_REFERENCE),
        "source": lambda cell: _text(cell, 300) or source,
        "seller": lambda cell: _needed(cell, 300),
        "seller_country": country_code,
        "seller_id": lambda cell: _text(cell, 60),
        "buyer": lambda cell: _needed(cell, 300),
        "buyer_country": country_code,
        "buyer_id": lambda cell: _text(cell, 60),
        "date": some_days,
        "date_from": some_days,
        "date_to": some_days,
        "dispatch_country": country_code,
        "origin_country": country_code,
        "hs_code": hs_code,
        "description": lambda cell: _text(cell, 4000),
        "part_number": lambda cell: _text(cell, 80),
        "manufacturer": lambda cell: _text(cell, 300),
        "quantity": some(lambda cell: quantity(cell, style)),
        "unit": lambda cell: _text(cell, 20),
        "value_usd": some(lambda cell: amount(cell, style, "value_usd", MOST_USD)),
        "price": some(lambda cell: amount(cell, style, "price", MOST_USD)),
        "credibility": _credibility,
    }


def _references(cells: Sequence[str]) -> list[str] | None:
    """Row ids as they should be, each another one; None where one of them is missing or too long."""
    texts = [" ".join(cell.split()) for cell in cells]
    return texts if all(texts) and len(max(texts, key=len)) <= LONGEST_REFERENCE else None


def _text(cell: str, longest: int) -> str:
    text = " ".join(cell.split())
    if len(text) > longest:
        raise RowRefused("too_long", longest=str(longest), value=text[:40])
    return text


def _needed(cell: str, longest: int) -> str:
    text = _text(cell, longest)
    if not text:
        raise RowRefused("empty")
    return text


def _credibility(cell: str) -> int:
    text = cell.strip()
    if not text:
        return 6
    if text not in ("1", "2", "3", "4", "5", "6"):
        raise RowRefused("out_of_range", value=text[:40])
    return int(text)
