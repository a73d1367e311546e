"""Tables of answers as makers write them: any encoding and separator, one line a sale, each wrong line named.

Columns: request, lot, part_number (which request is answered: its number, or the lot code, with the part number where
two parts share one); verdict, no_records_years, note (of the lot); sold_to, country, date, quantity, order, end_use,
seller (of one sale); use, and use_<column> for one of them (how it may be used: open, leads, sealed, each also as
`leads until 2030-01-31`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
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
from makers.sharing import Terms, day_of
from provenance.importers.encodings import spoken
from provenance.importers.lists_published.entry import tidy
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
SHOWN = 20
"""Lines that show how letters were read."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What one line says. `request`, `lot`, `part_number`: as written, to find the request by."""

    request: str
    lot: str
    part_number: str
    given: Given


class LettersUnsure(FileStopped):
    """Nobody said how the letters of a table are written, and its bytes do not. `seen`: what they may say."""

    def __init__(self, encoding: str, seen: Collection[RowError]) -> None:
        super().__init__("letters_unsure", encoding=encoding)
        self.seen = seen


class AnswerReader:
    """Reads a table once: `lines()` yields answers and errors with their lines.

    `sent`: when it came, by which its days are judged. `encoding`: as of `Table`."""

    def __init__(
        self,
        path: Path,
        meter: Meter,
        default: Terms | None,
        *,
        sent: datetime,
        style: Style | None = None,
        encoding: str = "",
    ) -> None:
        self._table = Table(path, meter, encoding=encoding)
        self._style = style or Style("", "," if self._table.delimiter == ";" else "")
        self._places = places(self._table.header, {}, ANSWERS)
        if not {"request", "lot"} & set(self._places):
            raise FileStopped("columns_missing", missing="request", found=", ".join(self._table.header)[:500])
        self._default = default
        self._today, self._day = sent.date(), day_of(sent)
        self._unsure: list[RowError] = []

    @property
    def encoding(self) -> str:
        """In which the file is written, as programs show it."""
        return spoken(self._table.encoding)

    def lines(self) -> Iterator[tuple[int, AnswerLine | RowError]]:
        """Yield (line, answer or error). Raises FileStopped; LettersUnsure behind the last line, for it takes all."""
        for chunk in self._table.chunks():
            yield from ((error.line, error) for error in chunk.errors)
            for line, row in zip(chunk.lines, chunk.rows, strict=True):
                cells = {name: row[at] for name, at in self._places.items()}
                if self._table.guessed:
                    self._look_at(line, cells)
                try:
                    found = self._line(cells)
                except RowRefused as refused:
                    yield line, RowError(line, refused.code, refused.params)
                else:
                    if found is not None:
                        yield line, found
        if self._unsure:
            raise LettersUnsure(self.encoding, self._unsure)

    def _look_at(self, line: int, cells: Mapping[str, str]) -> None:
        """Keep what a line says in letters of which nobody is sure."""
        read = ", ".join(text for text in cells.values() if not text.replace("\u00a0", " ").isascii())
        if read and len(self._unsure) < SHOWN:
            self._unsure.append(RowError(line, "letters_unsure", {"value": tidy(read.replace("\0", ""))[:120]}))

    def _line(self, row: dict[str, str]) -> AnswerLine | None:
        said = {name: plain(text) for name, text in row.items()}
        if not any(said.get(name) for name in SAID):
            return None  # a line of the template that nobody filled in
        request, lot = said.get("request", ""), said.get("lot", "")
        if not request and not lot:
            raise RowRefused("empty", column="request")
        terms = terms_by_field(row, self._default, day=self._day)
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

    def add(self, given: Given, line: int) -> None:
        """Take one more line."""
        for name, value in given.values.items():
            known = self.values.get(name)
            if known not in (None, value):
                raise RowRefused("differs_from_line_before", column=name, value=value[:40], known=str(known)[:40])
        self.values |= given.values
        self.terms = together(self.terms, given.terms) if self.terms else dict(given.terms)
        for sale in given.sales:
            self.sales.append(sale, line)

    def given(self) -> Given:
        """What all lines say together."""
        return Given(self.values, self.terms, self.sales)
