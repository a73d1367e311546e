"""Data files of the jlcparts project (github.com/yaqwsx/jlcparts), read in November 2026 from its own writer.

Two forms, each gzipped or not, alone or many in a zip:

* until spring 2026 a file a subcategory: `{"category", "subcategory", "schema": [names], "components": [[values]]}`.
  `mfr` is the part number; the maker stands under `manufacturer` or in the attribute "Manufacturer", the package in the
  attribute "Package", each `{"primary": name, "values": {name: [text, "string"]}}`.
* since then `components-*.jsonl.gz`: the schema `{name: place}` in the first line, then a row a line; `attributes`
  are places in `attributes-lut.json.gz` ([[name, value]]), `subcategory` is an id of `manifest.json`. They mean
  something only together: a zip with all of them.

The line of a row is its component's number in its file. LCSC numbers (C12345) are no names of parts: no chip bears one.
"""

import codecs
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from provenance.importers.json_stream import NotJson, items
from provenance.importers.part_row import PartRow, checked
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError
from provenance.importers.unpacking import Member, Meter, Unpacked, members

_BESIDE = (".stock.json", "index.json", ".sha256", "manifest.json", "attributes-lut.json.gz", ".stock.json.gz")
_FACTS = frozenset(("schema", "category", "subcategory", "lcsc", "mfr", "attributes"))
LARGEST = 256 * 1024 * 1024
"""Characters of a file that is read as a whole."""
Rows = Iterator[tuple[int, PartRow | RowError]]


@dataclass(frozen=True, slots=True)
class Shared:
    """What the shards of the newer form refer to: maker and package by the place of the attribute, categories by id."""

    makers: Mapping[int, str]
    packages: Mapping[int, str]
    categories: Mapping[int, str]


def read_jlcparts(path: Path, meter: Meter | None = None) -> Rows:
    """Yield (number of the component in its file, part or error). Raises FileStopped for what is no such file."""
    with members(path, meter or Meter()) as files:
        shards = [file for file in files if ".jsonl" in file.name]
        if shards:
            shared = _shared({file.name.rpartition("/")[2]: file for file in files})
            for shard in shards:
                yield from _shard(shard, shared)
            return
        tables = [file for file in files if not file.name.endswith(_BESIDE) and (not file.name or ".json" in file.name)]
        if not tables:
            raise FileStopped("nothing_inside", wanted="*.json.gz, components-*.jsonl.gz")
        for table in tables:
            yield from _table(table)


def _table(file: Member) -> Rows:
    """The older form. The schema may stand behind the components: the file is read twice."""
    facts = {key: value for key, value in _items(file) if key in _FACTS}
    schema = facts.get("schema")
    if not isinstance(schema, list) or "mfr" not in schema or not all(isinstance(name, str) for name in schema):
        newer = facts.keys() >= {"lcsc", "mfr", "attributes"}
        raise FileStopped("shard_alone") if newer else FileStopped("not_jlcparts", detail="schema, mfr")
    category = "/".join(str(facts[key]) for key in ("category", "subcategory") if facts.get(key))
    line = 0
    for key, values in _items(file):
        if key == "components":
            line += 1
            yield line, _component(line, values, schema, category)


def _component(line: int, values: Any, schema: list[str], category: str) -> PartRow | RowError:
    if not isinstance(values, list) or len(values) != len(schema):
        return RowError(line, "wrong_number_of_columns")
    said = dict(zip(schema, values, strict=True))
    attributes = said.get("attributes")
    attributes = attributes if isinstance(attributes, dict) else {}
    maker = said.get("manufacturer") or _said(attributes.get("Manufacturer"))
    return checked(line, _text(said["mfr"]), _text(maker), category, _said(attributes.get("Package")))


def _items(file: Member) -> Iterator[tuple[str, Any]]:
    try:
        with file.open() as stream:
            yield from items(_pieces(stream), "components")
    except NotJson as error:
        raise FileStopped("not_jlcparts", detail=f"{file.name} {error}".strip()) from error


def _pieces(stream: Unpacked) -> Callable[[], str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()

    def read() -> str:
        while block := stream.read():
            try:
                if text := decoder.decode(block):
                    return text
            except UnicodeDecodeError as error:
                raise NotJson(str(error)) from error
        return ""

    return read


def _shared(files: Mapping[str, Member]) -> Shared:
    manifest, lut = files.get("manifest.json"), files.get("attributes-lut.json.gz")
    if manifest is None or lut is None:
        raise FileStopped("shard_alone")
    makers: dict[int, str] = {}
    packages: dict[int, str] = {}
    try:
        for place, (name, value) in enumerate(_whole(lut)):
            if name in ("Manufacturer", "Package"):
                (makers if name == "Manufacturer" else packages)[place] = _said(value)
        entries = _whole(manifest)["categories"]
        categories = {entry["id"]: f"{entry['category']}/{entry['subcategory']}" for entry in entries}
    except (LookupError, TypeError, ValueError) as error:
        raise FileStopped("not_jlcparts", detail=f"{manifest.name}, {lut.name}") from error
    return Shared(makers, packages, categories)


def _whole(file: Member) -> Any:
    with file.open() as stream:
        text, read = io.StringIO(), _pieces(stream)
        try:
            while piece := read():
                if text.tell() > LARGEST:
                    raise NotJson(f"> {LARGEST // 2**20} MB")
                text.write(piece)
            return json.loads(text.getvalue())
        except (ValueError, RecursionError, NotJson) as error:
            raise FileStopped("not_jlcparts", detail=f"{file.name} {error}") from error


def _shard(file: Member, shared: Shared) -> Rows:
    with file.open() as stream:
        schema: dict[str, int] = {}
        for line, text in enumerate(stream.texts()):
            try:
                values = json.loads(text)
            except (ValueError, RecursionError) as error:
                raise FileStopped("not_jlcparts", detail=f"{file.name} {error}") from error
            if line:
                yield line, _row(line, values, schema, shared)
            elif isinstance(values, dict):
                schema = values
            else:
                raise FileStopped("not_jlcparts", detail=file.name)


def _row(line: int, values: list[Any], schema: Mapping[str, int], shared: Shared) -> PartRow | RowError:
    try:
        number, attributes = values[schema["mfr"]], values[schema["attributes"]]
        category = shared.categories.get(values[schema["subcategory"]], "")
        maker, package = (
            next((names[place] for place in attributes if place in names), "")
            for names in (shared.makers, shared.packages)
        )
    except (LookupError, TypeError):
        return RowError(line, "wrong_number_of_columns")
    return checked(line, _text(number), maker, category, package)


def _said(attribute: Any) -> str:
    """The text of an attribute; "-" and what has another form say nothing."""
    if not isinstance(attribute, dict):
        return ""
    values, primary = attribute.get("values"), attribute.get("primary")
    value = values.get(primary) if isinstance(values, dict) and isinstance(primary, str) else None
    said = _text(value[0]) if isinstance(value, list) and value else ""
    return "" if said == "-" else said


def _text(value: Any) -> str:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
