"""Tables of parts in every form, and broken the way such files are broken."""

import gzip
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from provenance.import_words import ROWS, row_error
from provenance.importers import unpacking
from provenance.importers.lists import read_list
from provenance.importers.part_row import PartRow
from provenance.importers.parts import read_header, read_parts
from provenance.importers.stopping import REASONS, FileStopped
from provenance.importers.table import RowError
from provenance.importers.unpacking import Meter
from tests.factories.lists import table

ROW = ("LM358N", "TI", "amplifiers", "DIP-8", "LM358", "LM-358;358N")
NAMES = "name line byte encoding missing found names longest error megabytes ratio most wanted column file detail told"
PART = PartRow("LM358N", "TI", "amplifiers", "DIP-8", "LM358", ("LM-358", "358N"))


@pytest.fixture
def stored(tmp_path: Path) -> Any:
    def store(data: bytes) -> Path:
        path = tmp_path / "list"
        path.write_bytes(data)
        return path

    return store


def stopped(path: Path, columns: dict[str, str] | None = None) -> FileStopped:
    with pytest.raises(FileStopped) as caught:
        list(read_parts(path, columns))
    return caught.value


@pytest.mark.parametrize(
    "data",
    [
        table([ROW]),
        table([ROW], delimiter="\t"),
        table([ROW], delimiter="|").replace(b";", b"; "),
        gzip.compress(table([ROW])),
        b"\xef\xbb\xbf" + table([ROW]).replace(b"\n", b"\r\n"),
        table([ROW], header=("Mfr. Part #", "Brand", "Type", "Case", "Base number", "Alias")).replace(b"#", b""),
        table([ROW]).replace(b"\nLM358N", b"\n\n\nLM358N"),
        table([tuple(f" {cell}  " for cell in ROW)]),
    ],
    ids=["csv", "tsv", "bars", "gzip", "mark-and-crlf", "other-names", "empty-lines", "blanks"],
)
def test_a_table_is_read_in_every_form(stored: Any, data: bytes) -> None:
    (line, part), *more = read_parts(stored(data))
    assert part == PART and not more and line in (2, 4)


def test_semicolons_separate_columns_where_the_header_has_them(stored: Any) -> None:
    path = stored("Артикул;Виробник;Корпус\nК1986ВЕ92;Миландр;LQFP-64\n".encode())
    assert read_header(path).guess() == {"number": "Артикул", "manufacturer": "Виробник", "package": "Корпус"}
    assert [row for _, row in read_parts(path)] == [PartRow("К1986ВЕ92", "Миландр", "", "LQFP-64")]


def test_columns_are_mapped(stored: Any) -> None:
    path = stored(b"Item,Who,mpn\nLM358N,TI,internal\n")
    columns = {"number": "item", "manufacturer": "Who"}
    assert [row for _, row in read_parts(path, columns)] == [PartRow("LM358N", "TI")]
    header = read_header(path)
    assert header.names == ("Item", "Who", "mpn") and header.rows == (("LM358N", "TI", "internal"),)


def test_wrong_rows_are_named_with_their_line(stored: Any) -> None:
    rows = [
        b",TI",
        b"OK1,TI",
        b"A\x00B,TI",
        b"x" * 90 + b",TI",
        b"y" * 100_000 + b",TI",
        b"R\xe2\x80\xaeX,TI",
        b'"A\nB",TI',
    ]
    found = dict(read_parts(stored(b"mpn,manufacturer\n" + b"\n".join(rows) + b"\n")))
    errors = {line: row.code for line, row in found.items() if isinstance(row, RowError)}
    assert errors == {2: "empty", 4: "nul_character", 5: "too_long", 6: "too_long", 7: "unprintable"}
    assert found[3] == PartRow("OK1", "TI") and found[9] == PartRow("A B", "TI")
    many = b"mpn,manufacturer,aliases\nA,TI," + b"|".join(b"%d" % number for number in range(30))
    aliases = next(row for _, row in read_parts(stored(many)))
    assert isinstance(aliases, RowError) and aliases.code == "too_many_aliases"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1251", "Windows-1251"),
        ("cp866", "DOS 866"),
        ("gb18030", "GB 18030"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_a_wrong_encoding_is_named_with_its_place(stored: Any, encoding: str, name: str) -> None:
    text = {"gb18030": "SN74,德州仪器,放大器", "cp1252": "Würth Elektronik,Résistance"}.get(
        encoding, "Микросхема К1986ВЕ92,Миландр,Микроконтроллеры"
    )
    fault = stopped(stored(f"mpn,manufacturer\nA1,TI\n{text}\n".encode(encoding)))
    assert fault.reason == "not_utf8" and fault.values["encoding"] == name
    assert fault.values["line"] == (1 if encoding == "utf-16" else 3)
    assert str(fault.values["byte"]) in str(fault) and name in str(fault)


def test_missing_columns_are_named_with_those_found(stored: Any) -> None:
    fault = stopped(stored(b"Item,Who\nA1,TI\n"))
    assert (fault.reason, fault.values) == (
        "columns_missing",
        {"missing": "number, manufacturer", "found": "Item, Who"},
    )
    fault = stopped(stored(b"Item,Who\nA1,TI\n"), {"number": "Item", "manufacturer": "Whom"})
    assert fault.values["missing"] == "Whom"
    assert stopped(stored(b"mpn,mpn,manufacturer\nA,B,C\n")).reason == "columns_twice"


WHOLE = gzip.compress(b"mpn,manufacturer\n" + b"\n".join(b"A%d,TI" % n for n in range(9000)))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty_file"),
        (b"\n\n", "empty_file"),
        (b"mpn,manufacturer\n", "only_header"),
        (b"mpn,manufacturer\n\n\n", "only_header"),
        (b"\x1f\x8bno gzip", "damaged"),
        (WHOLE[: len(WHOLE) // 2], "damaged"),
        (WHOLE[:2000] + b"\xff" * 300 + WHOLE[2300:], "damaged"),
        (b"mpn,manufacturer\n" + b"x" * 2_000_000, "line_too_long"),
        (b'mpn,manufacturer\n"A1,TI\n' + b"B1,TI\n" * 40_000, "bad_table"),
    ],
    ids=["empty", "only-ends", "header", "header-and-ends", "no-gzip", "cut", "spoiled", "endless-line", "open-quote"],
)
def test_a_file_that_cannot_be_read_says_why(stored: Any, data: bytes, reason: str) -> None:
    fault = stopped(stored(data))
    assert fault.reason == reason
    assert "{" not in str(fault)


@pytest.mark.once
def test_a_bomb_is_stopped_while_it_is_read(stored: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = stored(gzip.compress(b"mpn,manufacturer\n" + b"A1,TI\n" * 700_000))
    monkeypatch.setattr(unpacking, "_HARMLESS", 1_000_000)
    meter = Meter()
    with pytest.raises(FileStopped) as caught:
        list(read_parts(path, None, meter))
    assert caught.value.reason == "bomb" and meter.unpacked < 4_000_000
    settings.IMPORT_MAX_EXPANDED_BYTES = 500_000
    assert stopped(path).reason == "expands_too_far"


def test_the_number_of_rows_is_limited_by_a_setting(stored: Any, settings: Any) -> None:
    settings.IMPORT_MAX_ROWS = 3
    path = stored(table([(f"A{n}", "TI", "", "", "", "") for n in range(4)]))
    with pytest.raises(FileStopped, match=r"more than 3 rows.*CHIPTRAIL_IMPORT_MAX_ROWS"):
        list(read_list(path, "table", {}, Meter()))


@pytest.mark.once
def test_memory_does_not_grow_with_the_rows(stored: Any) -> None:
    def peak(rows: int) -> int:
        path = stored(gzip.compress(b"mpn,manufacturer\n" + b"".join(b"AB%d,TI\n" % n for n in range(rows))))
        tracemalloc.start()
        for _row in read_parts(path):
            pass
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    assert peak(40_000) < 1.5 * peak(4_000) + 200_000


def test_every_reason_is_a_sentence_in_both_languages(stored: Any) -> None:
    for language in ("en", "uk"):
        with translation.override(language):
            for code in ROWS:
                params = dict.fromkeys(("value", "first", "makers", "maker", "other"), "1")
                assert "{" not in row_error(RowError(1, code, params))
            for reason in REASONS:
                assert "{" not in str(FileStopped(reason, **dict.fromkeys((*NAMES.split(), "kind"), "1")))
    assert row_error(RowError(1, "unheard_of")) == "unheard_of"
