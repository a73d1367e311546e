"""The two forms of jlcparts' data files, alone and together, whole and broken."""

import gzip
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from provenance.importers import json_stream
from provenance.importers.jlcparts import read_jlcparts
from provenance.importers.part_row import PartRow
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError


def text(value: str) -> dict[str, Any]:
    return {"format": "${default}", "primary": "default", "values": {"default": [value, "string"]}}


ATTRIBUTES = {"Manufacturer": text("TI(德州仪器)"), "Package": text("SOIC-8"), "Status": text("Active")}
SCHEMA = ["lcsc", "mfr", "joints", "description", "datasheet", "price", "img", "url", "attributes"]
COMPONENT = ["C7950", "LM358DR", 8, "amp", "https://x", [], None, "lm358", ATTRIBUTES]
TABLE = {"category": "Amplifiers", "components": [COMPONENT], "schema": SCHEMA, "subcategory": "Op Amps"}
PART = PartRow("LM358DR", "TI(德州仪器)", "Amplifiers/Op Amps", "SOIC-8")
PLACES = {name: place for place, name in enumerate([*SCHEMA, "stock", "subcategory"])}
SHARD = [
    PLACES,
    ["C7950", "LM358DR", 8, "amp", "", [], None, "", [1, 0], 5, 1],
    ["C1", "X9", 8, "", "", [], None, "", [], 0, 7],
]
MANIFEST = {"version": 2, "categories": [{"id": 1, "category": "Amplifiers", "subcategory": "Op Amps"}]}
LUT = [["Package", text("SOIC-8")], ["Manufacturer", text("TI(德州仪器)")]]


def lines(rows: list[Any]) -> bytes:
    return gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode())


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def read(path: Path) -> list[PartRow | RowError]:
    return [row for _, row in read_jlcparts(path)]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("components_first", [True, False])
def test_one_file_of_the_older_form(tmp_path: Path, *, packed: bool, components_first: bool) -> None:
    data = json.dumps(TABLE, sort_keys=components_first, ensure_ascii=False).encode()
    path = tmp_path / "file"
    path.write_bytes(gzip.compress(data) if packed else data)
    assert read(path) == [PART]


def test_the_oldest_files_name_the_maker_beside_the_number(tmp_path: Path) -> None:
    path = tmp_path / "file"
    component = ["C1", "LM358DR", 8, "TI", {"Package": text("-")}]
    schema = ["lcsc", "mfr", "joints", "manufacturer", "attributes"]
    path.write_text(json.dumps({"schema": schema, "components": [component]}))
    assert read(path) == [PartRow("LM358DR", "TI")]


def test_many_files_in_a_zip(tmp_path: Path) -> None:
    data = gzip.compress(json.dumps(TABLE).encode())
    files = {
        "data/A.json.gz": data,
        "data/A.stock.json": b"{}",
        "data/index.json": b"{}",
        "data/A.json.gz.sha256": b"0",
    }
    assert read(zipped(tmp_path / "data.zip", files)) == [PART]


def test_the_newer_form_is_read_from_all_its_files_together(tmp_path: Path) -> None:
    files = {
        "components-a-001.jsonl.gz": lines(SHARD),
        "manifest.json": json.dumps(MANIFEST).encode(),
        "attributes-lut.json.gz": gzip.compress(json.dumps(LUT).encode()),
    }
    assert read(zipped(tmp_path / "data.zip", files)) == [PART, PartRow("X9", "")]
    assert [line for line, _ in read_jlcparts(tmp_path / "data.zip")] == [1, 2]
    del files["manifest.json"]
    with pytest.raises(FileStopped, match="stand in other files"):
        read(zipped(tmp_path / "some.zip", files))


def test_wrong_components_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(
        json.dumps(TABLE | {"components": [["C1"], "x", [*COMPONENT[:1], None, *COMPONENT[2:]], COMPONENT]})
    )
    codes = [row.code if isinstance(row, RowError) else row for row in read(path)]
    assert codes == ["wrong_number_of_columns", "wrong_number_of_columns", "empty", PART]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not_jlcparts"),
        (b"mpn,manufacturer\n", "not_jlcparts"),
        (b"[]", "not_jlcparts"),
        (b'{"schema": ["lcsc"], "components": []}', "not_jlcparts"),
        (json.dumps(TABLE).encode()[:-40], "not_jlcparts"),
        (b"\xff\xfe" + json.dumps(TABLE).encode("utf-16-le"), "not_jlcparts"),
        (lines(SHARD), "shard_alone"),
    ],
    ids=["empty", "table", "array", "no-number", "cut", "utf-16", "shard"],
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(FileStopped) as caught:
        read(path)
    assert caught.value.reason == reason


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_an_object_is_read_in_pieces_of_any_size(size: int) -> None:
    whole = json.dumps({"a": 12345, "rows": [{"x": [1, "]}"]}, -7, "ö"], "b": None}, indent=1, ensure_ascii=False)
    pieces = iter([whole[start : start + size] for start in range(0, len(whole), size)])
    found = list(json_stream.items(lambda: next(pieces, ""), "rows"))
    assert found == [("a", 12345), ("rows", {"x": [1, "]}"]}), ("rows", -7), ("rows", "ö"), ("b", None)]


def test_a_value_without_end_is_not_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "LONGEST_ITEM", 100)
    with pytest.raises(json_stream.NotJson):
        list(json_stream.items(lambda: '{"a": "xxxxxxxxxxxxxx', "rows"))
