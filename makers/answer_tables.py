"""Tables of answers as makers write them: any encoding and separator, one line a sale, each wrong line named.

Columns: request, lot, part_number (which request is answered: its number, or the lot code, with the part number where
two parts share one); verdict, no_records_years, note (of the lot); sold_to, country, date, quantity, order, end_use,
seller (of one sale); use, and use_<column> for one of them (how it may be used: open, leads, sealed, each also as
`leads until 2030-01-31`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from makers.answer_cells import (
    ANSWER_FIELDS,
    FIELDS,
    Given,
    answer_values,
    plain,
    sale_of,
    terms_by_field,
    together,
)
from makers.answer_spool import SpooledSales
from makers.sharing import Terms
from provenance.importers.encodings import spoken
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError, RowRefused
from provenance.importers.trade_cells import Style
from provenance.importers.trade_columns import Columns, places
from provenance.importers.trade_lines import Table
from provenance.importers.unpacking import Meter

WHICH = ("request", "lot", "part_number")
SAID = (
    "verdict", "sold_to", "country", "date", "quantity", "order", "end_use", "seller", "no_records_years", "note",
)  # fmt: skip
USES = ("use", *(f"use_{name}" for name in FIELDS if name != "documents"))
ANSWERS = Columns((*WHICH, *SAID, *USES), ())
TEMPLATE = (*WHICH, *SAID, "use")
"""The columns of the table that a maker fills in."""
MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What one line says. `request`, `lot`, `part_number`: as written, to find the request by."""

    request: str
    lot: str
    part_number: str
    given: Given


class AnswerReader:
    """Reads a table once: `lines()` yields answers and errors with their lines."""

    def __init__(self, path: Path, meter: Meter, default: Terms | None, style: Style | None = None) -> None:
        self._table = Table(path, meter)
        self._style = style or Style("", "," if self._table.delimiter == ";" else "")
        self._places = places(self._table.header, {}, ANSWERS)
        if not {"request", "lot"} & set(self._places):
            raise FileStopped("columns_missing", missing="request", found=", ".join(self._table.header)[:500])
        self._default = default
        self._today = datetime.now(UTC).date()

    @property
    def encoding(self) -> str:
        """In which the file is written, as programs show it."""
        return spoken(self._table.encoding)

    def lines(self) -> Iterator[tuple[int, AnswerLine | RowError]]:
        """Yield (line, answer or error). Raises FileStopped."""
        for chunk in self._table.chunks():
            yield from ((error.line, error) for error in chunk.errors)
            for line, row in zip(chunk.lines, chunk.rows, strict=True):
                try:
                    found = self._line({name: row[at] for name, at in self._places.items()})
                except RowRefused as refused:
                    yield line, RowError(line, refused.code, refused.params)
                else:
                    if found is not None:
                        yield line, found

    def _line(self, row: dict[str, str]) -> AnswerLine | None:
        said = {name: plain(text) for name, text in row.items()}
        if not any(said.get(name) for name in SAID):
            return None  # a line of the template that nobody filled in
        request, lot = said.get("request", ""), said.get("lot", "")
        if not request and not lot:
            raise RowRefused("empty", column="request")
        terms = terms_by_field(row, self._default)
        sale = sale_of(row, terms, style=self._style, today=self._today)
        given = Given(answer_values(row), {name: terms[name] for name in ANSWER_FIELDS}, (sale,) if sale else ())
        return AnswerLine(request, lot, said.get("part_number", ""), given)


class Gathered:
    """The lines about one request, put together, their sales in a file. `add` raises RowRefused where two lines
    contradict each other."""

    def __init__(self, sales: SpooledSales) -> None:
        self.values: dict[str, str] = {}
        self.terms: dict[str, Terms] = {}
        self.sales = sales

    def add(self, given: Given) -> None:
        """Take one more line."""
        for name, value in given.values.items():
            known = self.values.get(name)
            if known not in (None, value):
                raise RowRefused("differs_from_line_before", column=name, value=value[:40], known=str(known)[:40])
        self.values |= given.values
        self.terms = together(self.terms, given.terms) if self.terms else dict(given.terms)
        for sale in given.sales:
            self.sales.append(sale)

    def given(self) -> Given:
        """What all lines say together."""
        return Given(self.values, self.terms, self.sales)
