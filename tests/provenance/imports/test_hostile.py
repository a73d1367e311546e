"""Files that are made to break the reader: each ends as a sentence or as rows, soon, and never as an error of ours."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from provenance.importers import jlcparts, unpacking
from provenance.importers.jlcparts import read_jlcparts
from provenance.importers.kicad import read_kicad
from provenance.importers.part_row import PartRow
from provenance.importers.parts import read_header, read_parts
from provenance.importers.stopping import FileStopped
from provenance.importers.unpacking import Meter

SHARD = b'{"mfr": 0, "attributes": 1, "subcategory": 2}\n["A1", [], 1]\n'
LIBRARY = b'(kicad_symbol_lib (symbol "TI1" (property "manufacturer" "TI")))'
DEEP = b"[" * 200_000
HEADER = b"mpn,manufacturer\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list"


def archive(files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as written:
        for name, data in files.items():
            written.writestr(name, data)
    return packed.getvalue()


def newer(manifest: bytes = b'{"categories": []}', lut: bytes = b"[]", shard: bytes = SHARD) -> bytes:
    return archive({"manifest.json": manifest, "attributes-lut.json.gz": lut, "components-1.jsonl.gz": shard})


def why(rows: Iterator[Any]) -> str:
    with pytest.raises(FileStopped) as caught:
        list(rows)
    assert str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"mpn,manufacturer\rA1,TI\rB2,TI\r", 1),
        (b"mpn,manufacturer," + b"x" * 200_000 + b"\nA1,TI\n", 1),
        (HEADER + b"A0,TI\n" + b"x" * 200_000 + b",TI\n", 3),
        (HEADER + b"A1\rB,TI\n", 2),
        (HEADER + b'"A1,TI\n' + b"x,y\n" * 100_000, 0),
    ],
    ids=["line-ends-of-old", "long-name", "long-cell", "stray-line-end", "never-closed"],
)
def test_a_table_that_is_none_is_told_where(path: Path, data: bytes, line: int) -> None:
    path.write_bytes(data)
    assert why(read_parts(path)) == "bad_table"
    if line:  # what the page of an import shows of the file
        with pytest.raises(FileStopped) as caught:
            read_header(path)
        assert (caught.value.reason, caught.value.values["line"]) == ("bad_table", line)


@pytest.mark.parametrize("ending", [b"", b"\\", b'"'])
def test_a_string_of_a_library_that_is_never_closed_is_read_once(path: Path, ending: bytes) -> None:
    path.write_bytes(b'(kicad_symbol_lib (symbol "' + b'\\"' * 300_000 + ending)
    started = monotonic()
    assert why(read_kicad(path)) == "kicad_unbalanced"
    assert monotonic() - started < 10  # where each bracket begins anew it is hours


def test_an_address_that_is_none_names_no_maker(path: Path) -> None:
    path.write_bytes(b'(kicad_symbol_lib (symbol "A1" (property "Datasheet" "http://[bad")))')
    ((_, row),) = read_kicad(path)
    assert getattr(row, "code", "") == "no_maker"


@pytest.mark.parametrize(
    "data",
    [
        b'{"schema": ' + DEEP,
        b'{"schema": ["mfr"], "components": [' + DEEP,
        b'{"schema": ["mfr"], "components": [[1' + b"0" * 6000 + b"]]}",
        b'{"schema": ["mfr", []], "components": [["A", 1]]}',
        newer(manifest=b"[]"),
        newer(manifest=b'{"categories": [5]}'),
        newer(manifest=b'{"categories": [{"id": []}]}'),
        newer(lut=b"[5]"),
        newer(lut=DEEP),
        newer(shard=SHARD + DEEP),
        newer(shard=b"[]\n" + SHARD),
    ],
)
def test_json_of_another_form_is_no_data_file(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert why(read_jlcparts(path)) == "not_jlcparts"


@pytest.mark.parametrize(
    "said", [{"primary": "x", "values": ["y"]}, {"primary": [], "values": {"y": 1}}, {"values": 5}]
)
def test_an_attribute_of_another_form_says_nothing(path: Path, said: object) -> None:
    row = {"schema": ["mfr", "attributes"], "components": [["A1", {"Package": said}]]}
    path.write_text(json.dumps(row), encoding="utf-8")
    assert list(read_jlcparts(path)) == [(1, PartRow("A1", ""))]


def test_a_file_that_is_read_as_a_whole_has_its_limit(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jlcparts, "LARGEST", 1000)
    path.write_bytes(newer(lut=b" " * 600_000 + b"[]"))
    assert why(read_jlcparts(path)) == "not_jlcparts"


def test_archives_that_are_damaged(path: Path) -> None:
    whole = archive({"é.kicad_sym": LIBRARY * 30}, zipfile.ZIP_BZIP2)
    start = whole.index(b"kicad_sym") + 11
    for data in (
        whole.replace("é".encode(), b"\xff\xfe"),
        whole[:-6] + b"\xff\xff\xff\x7f" + whole[-2:],
        whole[:start] + bytes(byte ^ 0x5A for byte in whole[start : start + 12]) + whole[start + 12 :],
    ):
        path.write_bytes(data)
        assert why(read_kicad(path)) == "damaged"


def test_many_small_files_count_together(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_HARMLESS", 1_000_000)
    path.write_bytes(archive({f"{number}.kicad_sym": LIBRARY + b" " * 200_000 for number in range(10)}))
    meter = Meter()
    assert why(read_kicad(path, meter)) == "bomb"
    assert meter.read and meter.unpacked <= 1_500_000
