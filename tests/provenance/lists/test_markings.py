"""Lists of markings as people send them: every form read, every fault said with its line."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from pytest_django import Settings

from provenance.importers import sheets
from provenance.importers.markings import Choice, Entry, read_file, read_text
from provenance.lines import SIGN, lines_of
from provenance.problems import (
    BadRecoveryDay,
    ColumnNeeded,
    ListEmpty,
    ListHoldsNul,
    ListMalformed,
    ListNotUtf8,
    ListRefused,
    ListTooLarge,
    ListTooLong,
    MarkingTooLong,
    WorkbookRefused,
)


def read(data: bytes | str, **options: Any) -> list[Entry]:
    return read_file(io.BytesIO(data.encode() if isinstance(data, str) else data), **options)


def lines(entries: list[Entry]) -> list[tuple[str, ...]]:
    return [entry.lines for entry in entries]


def book_of(rows: Sequence[Any], change: Callable[[Workbook], None] = lambda book: None) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def repacked(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == name else content)
    return buffer.getvalue()


def test_plain_text_is_one_marking_a_line_and_bars_between_spaces_part_its_lines() -> None:
    found = read_text("AD9361 | BBCZ | #2147\n\n  VP230 28M \r\nA|B, C; D\n")
    assert lines(found) == [("AD9361", "BBCZ", "#2147"), ("VP230 28M",), ("A|B, C; D",)]


def test_what_spreadsheets_copy_keeps_cells_of_several_lines() -> None:
    assert lines(read_text('"AD9361\nBBCZ"\nMAX3490\n')) == [("AD9361", "BBCZ"), ("MAX3490",)]
    assert lines(read_text("marking\tplace\nAD9361\tU1\n")) == [("AD9361",)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_by_the_names_of_its_columns(delimiter: str) -> None:
    table = ["ref,Marking,recovered_on", 'U1,"AD9361\nBBCZ",2022-08-26', "U2,2217,", ",,"]
    found = read("\n".join(table).replace(",", delimiter), name="list.csv")
    assert found == [Entry(("AD9361", "BBCZ"), "U1", date(2022, 8, 26)), Entry(("2217",), "U2", None)]


def test_other_encodings_of_unicode_are_read_and_others_refused_with_their_line() -> None:
    assert lines(read("маркування\nМАХ3490\n".encode("utf-16"), name="a.csv")) == [("МАХ3490",)]
    assert lines(read(b"\xef\xbb\xbfmarking\nAD9361\n", name="a.csv")) == [("AD9361",)]
    with pytest.raises(ListNotUtf8, match="Line 3"):
        read("marking\nAD9361\nМАХ3490\n".encode("cp1251"), name="a.csv")


def test_a_column_that_is_not_named_is_asked_for_and_may_be_chosen() -> None:
    table = "place,what it says\nU1,AD9361\nU2,MAX3490\n"
    with pytest.raises(ColumnNeeded, match="place, what it says") as asked:
        read(table, name="a.csv")
    assert len(asked.value.params["rows"]) == 3
    assert lines(read(table, name="a.csv", choice=Choice(1, named=True))) == [("AD9361",), ("MAX3490",)]
    assert len(read(table, name="a.csv", choice=Choice(1, named=False))) == 3
    with pytest.raises(ListEmpty):
        read(table, name="a.csv", choice=Choice(7, named=True))


@pytest.mark.parametrize(
    ("data", "problem", "line"),
    [
        ("AD9361\nMAX\0\n", ListHoldsNul, 2),
        ('marking\n"AD"9361\n', ListMalformed, 2),
        ('marking\nAD9361\n"MAX', ListMalformed, 3),
        ("marking,recovered_on\nAD9361,26.08.2022\n", BadRecoveryDay, 2),
        ("marking\nAD9361\n" + "A" * 2001, MarkingTooLong, 3),
    ],
)
def test_faults_are_said_with_their_line(data: str, problem: type[ListRefused], line: int) -> None:
    with pytest.raises(problem, match=f"Line {line}"):
        read(data, name="a.csv")


@pytest.mark.parametrize("data", ["", "\n \n", "marking\n", '""', "\ufeff", " | "])
def test_a_list_without_a_marking_is_refused(data: str) -> None:
    with pytest.raises(ListRefused):
        read(data, name="a.csv")


def test_a_list_beyond_the_limits_is_refused_before_it_is_read(settings: Settings) -> None:
    settings.MARKING_LIST_MAX_ROWS, settings.MARKING_LIST_MAX_BYTES = 3, 1024 * 1024
    assert len(read_text("A1\nB2\nC3")) == 3
    with pytest.raises(ListTooLong, match="3 rows"):
        read_text("A1\nB2\nC3\nD4")

    class Endless(io.RawIOBase):
        """A file of ten million rows that must not be read."""

        def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
            return 70_000_000 if whence == io.SEEK_END else offset

        def read(self, size: int = -1) -> bytes:
            raise AssertionError("it was read")

    with pytest.raises(ListTooLarge, match="1 MB"):
        read_file(Endless())  # type: ignore[arg-type]


def test_a_workbook_gives_its_cells_as_text() -> None:
    rows = [
        ["ref", "Marking", "recovered_on"],
        [7, 2217, datetime.fromisoformat("2022-08-26")],
        [None] * 3,
        [8.5, "AD9361\nBBCZ", None],
    ]
    assert read(book_of(rows)) == [Entry(("2217",), "7", date(2022, 8, 26)), Entry(("AD9361", "BBCZ"), "8.5", None)]


def test_a_formula_of_a_workbook_is_never_computed() -> None:
    with pytest.raises(ListEmpty):  # a formula that no program computed has no value
        read(book_of([["marking"], ["=1+1"]]))


def test_an_entity_in_a_workbook_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>'
    honest = book_of([["marking"], ["AD9361"]])
    for content in (bomb, bomb.decode().encode("utf-16")):
        with pytest.raises(WorkbookRefused):
            read(repacked(honest, "xl/worksheets/sheet1.xml", lambda _old, new=content: new))  # type: ignore[misc]


def test_a_workbook_that_unpacks_to_too_much_is_refused(settings: Settings) -> None:
    settings.MARKING_LIST_MAX_EXPANDED_BYTES = 2 * 1024 * 1024
    bomb = repacked(book_of([["marking"]]), "xl/workbook.xml", lambda old: old + b" " * 50_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(ListTooLarge, match="2 MB"):
        read(bomb)


@pytest.mark.parametrize("data", [b"PK", b"PK\x03\x04" + b"\0" * 60, book_of([["marking"]])[:400]])
def test_a_damaged_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(WorkbookRefused):
        read(data)


def test_a_sheet_with_one_cell_in_its_far_corner_is_no_work() -> None:
    def corner(book: Workbook) -> None:
        book.active.cell(row=1_048_576, column=16_384, value="AD9361")

    with pytest.raises(ListRefused):
        read(book_of([], corner))


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        found = read_text(text)
    except ListRefused as problem:
        assert all(problem.sentences())
    else:
        assert found and all(entry.lines and all(entry.lines) for entry in found)


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.txt", "a.xlsx"]))
def test_any_bytes_are_read_or_refused_in_words(data: bytes, name: str) -> None:
    try:
        read(data, name=name)
    except ListRefused as problem:
        assert all(problem.sentences())


@given(
    st.lists(st.lists(st.text("ABCXYZ019-/+", min_size=1, max_size=12), min_size=1, max_size=4), min_size=1, max_size=9)
)
def test_what_is_written_as_a_list_comes_back(markings: list[list[str]]) -> None:
    assert lines(read_text("\n".join(map(SIGN.join, markings)))) == [tuple(marking) for marking in markings]


@pytest.mark.parametrize(
    "text", ["", "A", "A" * 100_000, "A\n" * 100_000, "\0\u202e\u200b", "🛰", "ＡＤ９３６１", "a\u2028b | c"]
)
def test_lines_of_any_text_are_few_and_clean(text: str) -> None:
    found = lines_of(text)
    assert len(found) <= 24 and all(line == line.strip() and 0 < len(line) <= 240 for line in found)


def test_columns_beyond_what_a_list_has_are_cut() -> None:
    cells = next(sheets.text_rows(("A," * 5000).encode(), table=True))[1]
    assert len(cells) == sheets.MOST_COLUMNS
