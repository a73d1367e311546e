import io
from typing import Any

import pytest
from openpyxl import load_workbook

from provenance.workbooks import AT_ONCE, LONGEST_CELL, workbook_pieces

LIVE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\uff1d1+1",
    '=HYPERLINK("http://x")',
    "'=1",
    "=cmd|' /C'!A0",
)


def read(rows: list[list[str]]) -> list[list[tuple[Any, str]]]:
    """Values and kinds of the cells below the head, as a spreadsheet reads them."""
    file = io.BytesIO(b"".join(workbook_pieces(["a", "b"], rows)))
    book = load_workbook(file)
    assert book.active is not None
    return [[(cell.value, cell.data_type) for cell in row] for row in book.active.iter_rows(min_row=2)]


@pytest.mark.parametrize("text", LIVE)
def test_nothing_is_a_formula_and_nothing_is_changed(text: str) -> None:
    assert read([[text, "x"]]) == [[(text, "s"), ("x", "s")]]


def test_what_xml_cannot_hold_is_replaced_and_the_rest_escaped() -> None:
    [[odd, marked, empty]] = read([["a\x00\x1b\ud800b", '<&">]]>', ""]])
    assert odd == ("a\ufffd\ufffd\ufffdb", "s") and marked == ('<&">]]>', "s") and empty[0] is None


def test_a_cell_is_no_longer_than_a_spreadsheet_takes() -> None:
    assert len(read([["x" * (LONGEST_CELL + 1), ""]])[0][0][0] or "") == LONGEST_CELL


def test_the_first_rows_leave_before_the_last_are_read() -> None:
    asked = []

    def rows():
        for number in range(3 * AT_ONCE):
            asked.append(number)
            yield [str(number), "x"]

    pieces = workbook_pieces(["a", "b"], rows())
    assert next(pieces) and len(asked) < 2 * AT_ONCE


def test_the_same_rows_are_the_same_bytes() -> None:
    rows = [["1", "2"], ["3", "4"]]
    assert b"".join(workbook_pieces(["a", "b"], rows)) == b"".join(workbook_pieces(["a", "b"], rows))
