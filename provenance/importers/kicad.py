"""KiCad symbol libraries: a `.kicad_sym` file of KiCad 6 or later, or a zip of such files.

The format is documented at dev-docs.kicad.org (file formats, symbol library), read in November 2026: S-expressions,
`(kicad_symbol_lib (symbol NAME (extends NAME) (property KEY VALUE ...) (symbol ...units)))`. Relied on: a symbol's
name and its properties Reference, Value, Footprint, Datasheet, ki_fp_filters, ki_description (Description since
KiCad 8), and a maker's property where a library has one.

`extends` means that two parts share a drawing and no more (8250 extends 16450): what the symbol lacks is taken from
the other one, and it is the base number only of numbers that begin with it.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from provenance.importers.part_row import PartRow, checked
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError
from provenance.importers.unpacking import Member, Meter, Unpacked, members
from provenance.partnumbers.makers import known_makers

SUFFIX = ".kicad_sym"
LARGEST = 128 * 1024 * 1024
_TOKEN = re.compile(r'\(\s*([^\s()"]*)|(\))|"([^"\\]*+(?:\\.?[^"\\]*+)*+)"?|([^\s()"]+)', re.DOTALL)
"""A string that is never closed goes on to the end of the text: nothing of it is read twice."""
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PLACEHOLDER = re.compile(r"x(?![a-z])")
"""LTC2284xUP stands for several parts, ATxmega32 for itself."""
_MAKER = ("manufacturer", "manufacturer_name", "mfr", "mfg", "maker")
_DERIVED = 8
"""How many symbols in a row may be derived from each other."""


@dataclass(slots=True)
class Symbol:
    """One symbol as it stands in a library."""

    name: str
    line: int
    extends: str = ""
    properties: dict[str, str] = field(default_factory=dict)


def read_kicad(path: Path, meter: Meter | None = None) -> Iterator[tuple[int, PartRow | RowError]]:
    """Yield (line in its library, part or error). Raises FileStopped for what is no symbol library.

    Left out: symbols without a maker (generic ones, connectors, power), and names with a placeholder inside.
    """
    with members(path, meter or Meter()) as files:
        libraries = [file for file in files if not file.name or file.name.endswith(SUFFIX)]
        if not libraries:
            raise FileStopped("nothing_inside", wanted=SUFFIX)
        for library in libraries:
            symbols = {symbol.name: symbol for symbol in read_symbols(_text(library), library.name)}
            for symbol in symbols.values():
                yield symbol.line, _part(symbol, symbols, library.name)


def read_symbols(text: str, file: str = "") -> Iterator[Symbol]:
    """The symbols of one library. Raises FileStopped when it is none, or its brackets do not match."""
    if not re.match(r"\ufeff?\s*\(\s*kicad_symbol_lib\b", text):
        raise FileStopped("not_kicad")
    reading = _Reading(text)
    for token in _TOKEN.finditer(text):
        head, closing, quoted, bare = token.groups()
        if head is not None:
            reading.open(head, token.start())
        elif not closing:
            reading.word(bare if quoted is None else _ESCAPED.sub(r"\1", quoted))
        elif symbol := reading.close():
            yield symbol
        if reading.depth < 0:
            break
    if reading.depth != 0:
        raise FileStopped("kicad_unbalanced", file=file or SUFFIX, line=reading.line)


class _Reading:
    """Where in a library the reading is. Symbols stand at depth 2, what is said of them at depth 3."""

    def __init__(self, text: str) -> None:
        self.depth, self.line = 0, 1
        self._text, self._counted = text, 0
        self._symbol: Symbol | None = None
        self._words: list[str] = []

    def open(self, head: str, place: int) -> None:
        """A bracket with its first word."""
        self.depth += 1
        if self.depth == 2:
            self.line += self._text.count("\n", self._counted, place)
            self._counted = place
            self._symbol = Symbol("", self.line) if head == "symbol" else None
        elif self.depth == 3:
            self._words = [head]

    def word(self, said: str) -> None:
        """A word inside the bracket."""
        if self.depth == 2 and self._symbol is not None:
            self._symbol.name = self._symbol.name or said
        elif self.depth == 3:
            self._words.append(said)

    def close(self) -> Symbol | None:
        """A bracket ends; the symbol, when it was its."""
        self.depth -= 1
        if self._symbol is None or self.depth > 2:
            return None
        if self.depth == 2:
            match self._words:
                case ["extends", parent, *_]:
                    self._symbol.extends = parent
                case ["property", key, value, *_]:
                    self._symbol.properties[key] = value
            return None
        ended, self._symbol = self._symbol, None
        return ended


def _text(library: Member) -> str:
    with library.open() as file:
        return "".join(_limited(file, library.name))


def _limited(file: Unpacked, name: str) -> Iterator[str]:
    size = 0
    for text in file.texts():
        size += len(text)
        if size > LARGEST:
            raise FileStopped("library_too_large", file=name or SUFFIX, megabytes=LARGEST // 2**20)
        yield text


def _part(symbol: Symbol, symbols: Mapping[str, Symbol], file: str) -> PartRow | RowError:
    said = _inherited(symbol, symbols)
    number = (said.get("Value", "").strip("~ ") or symbol.name).rstrip("x")
    where = {"value": number[:80]} | ({"file": file} if file else {})
    maker = _maker(said)
    if said.get("Reference", "").startswith("#") or not maker or not any(c.isdigit() for c in number):
        return RowError(symbol.line, "no_maker", where)
    if _PLACEHOLDER.search(number):
        return RowError(symbol.line, "placeholder", where)
    base = symbol.extends.rstrip("x")
    library = PurePosixPath(file).stem.replace("_", " ")
    about = said.get("ki_description") or said.get("Description", "")
    return checked(
        symbol.line,
        number,
        maker,
        category=" / ".join(filter(None, (library, about))),
        package=_package(said),
        base=base if number.startswith(base) and number != base else "",
    )


def _inherited(symbol: Symbol, symbols: Mapping[str, Symbol]) -> dict[str, str]:
    """The symbol's properties, and of those that it leaves empty the ones of what it extends; never their Value."""
    said = {key: value for key, value in symbol.properties.items() if value.strip("~ ")}
    for _step in range(_DERIVED):
        parent = symbols.get(symbol.extends)
        if parent is None:
            break
        inherited = {key: value for key, value in parent.properties.items() if value.strip("~ ") and key != "Value"}
        said, symbol = inherited | said, parent
    return said


def _maker(said: Mapping[str, str]) -> str:
    """The maker that the library names, else the one whose internet domain the data sheet lies under."""
    named = next((value for key, value in said.items() if key.casefold().replace(" ", "_") in _MAKER), "")
    if named:
        return named
    with suppress(ValueError):  # no address
        return known_makers().named(urlsplit(said.get("Datasheet", "").strip()).hostname or "")
    return ""


def _package(said: Mapping[str, str]) -> str:
    """The package of the footprint: Package_DIP:DIP-40_W15.24mm is DIP-40. A filter that fits several says nothing."""
    folder, _, footprint = said.get("Footprint", "").rpartition(":")
    if not footprint:
        filters = said.get("ki_fp_filters", "").split(" ")[0].rpartition(":")[2].strip("*?")
        return "" if set("*?") & set(filters) else filters
    return footprint.split("_")[0] if folder.startswith("Package_") else footprint
