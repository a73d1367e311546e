"""Makes `provenance/reference/parts.csv` from KiCad's symbol libraries (Debian package kicad-symbols).

Only facts are taken: the part number, the maker that the data sheet's address names, and the kind of part that
the library's name states. Symbols without an address of their own take that of the symbol they extend; without
any, the maker comes from a prefix of high confidence in `mpn_prefixes.csv`; else the symbol is left out.

Use: python tools/extract_kicad.py /usr/share/kicad/symbols provenance/reference
"""

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse

_SOURCE = "kicad-symbols"
_SKIPPED = re.compile(
    r"^(4xxx|74x|Connector|Device$|Graphic|Jumper|Mechanical|power$|pspice|Simulation|Switch|Valve|LED$|Motor$|MCU_Module)"
)
_SYMBOL = re.compile(r'^  \(symbol "((?:[^"\\]|\\.)*)"(?: \(extends "((?:[^"\\]|\\.)*)"\))?', re.MULTILINE)
_DATASHEET = re.compile(r'\(property "Datasheet" "((?:[^"\\]|\\.)*)"')
_NUMBER = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9+./#-]{3,31}")
_PACKAGE = re.compile(
    r"_(?:(?:S|SS|TS|TSS|MS|VS|HTSS|HS|PD|SP|C)?(?:O|DI|OI)[PC]?-?\d*|SOT.*|TO-?\d.*|DIP.*|SO.*|[A-Z]*(?:QFN|QFP|DFN|SON|BGA|SP|SC|LCC|DIP)\d*.*"
    r"|DBV|DCK|DGK|Unit|Split|Alt.*|Lite|Dual|Common.*|Faced.*|small|large|\d+)$"
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol: the library it stands in, its name, and the address of its data sheet."""

    library: str
    name: str
    address: str


def symbols(folder: Path) -> Iterator[Symbol]:
    """Every symbol of every library in the folder that may name a part."""
    for path in sorted(folder.glob("*.kicad_sym")):
        if _SKIPPED.match(path.stem):
            continue
        text = path.read_text(encoding="utf-8")
        starts = list(_SYMBOL.finditer(text))
        addresses: dict[str, str] = {}
        for start, after in zip(starts, [*starts[1:], None], strict=True):
            body = text[start.end() : after.start() if after else len(text)]
            sheet = _DATASHEET.search(body)
            own = sheet.group(1) if sheet else ""
            addresses[start.group(1)] = own if own.startswith("http") else addresses.get(start.group(2) or "", "")
            yield Symbol(path.stem, start.group(1), addresses[start.group(1)])


def numbers(symbol: Symbol) -> list[str]:
    """The part numbers that a symbol's name stands for: wildcards resolved where the family's rule is known.

    STM32 and STM8 names end in `x` for the temperature grade: 6 and 7 exist for practically all. S08 names hold
    one `x` for the grade C, V or M. AVR names end in the package, without the U of lead-free. Microchip's -I/P
    and -E/P are written -IP, -EP, or -xP for both. Any other `x` is cut away together with what follows it.
    """
    name = _PACKAGE.sub("", symbol.name.replace("{slash}", "/"))
    microchip = re.fullmatch(r"((?:DSPIC|PIC)\w+)-([IEx])/?([A-Z]{1,3})", name)
    if "_" in name or re.search(r"[xX]{4}", name):
        return []
    if re.fullmatch(r"STM(32|8)[A-Z0-9]+x", name):
        names = [name[:-1] + "6", name[:-1] + "7"]
    elif symbol.library == "MCU_NXP_S08" and re.fullmatch(r"[^x]+x[^x]+", name):
        names = [name.replace("x", grade) for grade in "CVM"]
    elif re.fullmatch(r"AT(?:tiny|x?mega|SAM)\w+-\d*(?:A|C|C7|J|M|P|S|SS|X)", name):
        names = [name + "U"]
    elif microchip:
        device, grade, package = microchip.groups()
        names = [f"{device}-{one}/{package}" for one in grade.replace("x", "IE")]
    else:
        names = [_without_wildcard(name)]
    return [n for n in names if _NUMBER.fullmatch(n) and len(re.sub(r"\W", "", n)) >= 4]


def _without_wildcard(name: str) -> str:
    """`OPA188xxDBV` is OPA188; a lower-case x beside a family letter (ATxmega, nRF52xxx) is told by case."""
    wildcard = re.search(r"(?<=[A-Z0-9-])x+(?=[A-Z0-9.-]|$)", name)
    if not wildcard or name.startswith("ATx"):
        return name
    cut = name[: wildcard.start()].rstrip("-")
    return cut if len(cut) >= 6 or sum(c.isdigit() for c in cut) >= 3 else ""


class Makers:
    """Who made it: by the address of the data sheet, refined or replaced by a prefix of high confidence."""

    def __init__(self, reference: Path) -> None:
        makers = _rows(reference / "manufacturers.csv")
        self._domains = {domain: row["name"] for row in makers for domain in row["domains"].split()}
        self._parents = {row["name"]: row["parent"] for row in makers}
        self._prefixes = sorted(
            ((row["prefix"], row["manufacturer"]) for row in _rows(reference / "mpn_prefixes.csv")
             if row["confidence"] == "high" and row["manufacturer"] and not row["shared"]),
            key=lambda pair: -len(pair[0]),
        )  # fmt: skip

    def of(self, number: str, address: str) -> str:
        """The maker's brand, or an empty text when nothing names it."""
        by_domain = self._by_domain(address)
        by_prefix = next((maker for prefix, maker in self._prefixes if number.upper().startswith(prefix)), "")
        return by_prefix if not by_domain or by_domain in self._owners(by_prefix) else by_domain

    def _by_domain(self, address: str) -> str:
        parts = urlparse(address).netloc.lower().split(".")
        tails = (".".join(parts[index:]) for index in range(len(parts) - 1))
        return next((self._domains[tail] for tail in tails if tail in self._domains), "")

    def _owners(self, maker: str) -> set[str]:
        owners: set[str] = set()
        while maker := self._parents.get(maker, ""):
            owners.add(maker)
        return owners


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def category(library: str) -> str:
    """A library's name as the kind of part: `MCU_ST_STM32F4` is a microcontroller, `Analog_ADC` an `analog adc`."""
    kinds = {
        "MCU": "microcontroller",
        "CPU": "processor",
        "DSP": "signal processor",
        "FPGA": "fpga",
        "CPLD": "cpld",
    }
    first = library.split("_", maxsplit=1)[0]
    return kinds.get(first, library.replace("_", " ").lower())


def main(folder: Path, reference: Path) -> None:
    """Write `parts.csv` into the reference folder, sorted, one row a part number."""
    makers = Makers(reference)
    found: dict[str, tuple[str, str]] = {}
    for symbol in symbols(folder):
        for number in numbers(symbol):
            maker = makers.of(number, symbol.address)
            if maker and number.upper() not in {"", symbol.library.upper()}:
                found.setdefault(number, (maker, category(symbol.library)))
    with (reference / "parts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("number", "manufacturer", "category", "source"))
        writer.writerows((number, *found[number], _SOURCE) for number in sorted(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
