"""Specially Designated Nationals of the US Treasury (OFAC): SDN.XML, or the tables SDN.CSV, ALT.CSV, ADD.CSV.

The tables stand in one folder or zip; SDN.CSV alone lacks the other names and addresses.

Specification: https://ofac.treasury.gov/sdn-list-data-formats-data-schemas (sdn.xsd; dat_spec.txt for the tables: no
header, "-0-" for nothing, remarks hold numbers). The list gives no day of listing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from provenance.identifiers import Identifier, read_identifier, read_number
from provenance.importers.lists_published.countries import country_code
from provenance.importers.lists_published.days import AMERICAN, day_or_none
from provenance.importers.lists_published.entry import About, Entry, Format, Item, LeftOut, made
from provenance.importers.lists_published.opening import ListFile
from provenance.importers.lists_published.xml_stream import Element, elements
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError, RowRefused

NAME = "OFAC SDN"
MAIN, ALIASES, PLACES = "sdn.csv", "alt.csv", "add.csv"
COLUMNS, ALIAS_COLUMNS, PLACE_COLUMNS = 12, 5, 6
NOTHING = "-0-"
_NUMBERS = re.compile(r"(?:Tax ID|Registration|Identification|Number|License|LEI|Credit|Gazette)", re.IGNORECASE)
_PLACE = re.compile(r"\((?P<country>[^()]+)\)\s*\.?$")


def read(file: ListFile, about: About) -> Iterator[Item]:
    """The entities of either form; individuals, vessels and aircraft are left out."""
    return _xml(file, about) if file.begins("<") else _csv(file)


def _xml(file: ListFile, about: About) -> Iterator[Item]:
    told, found = 0, 0
    for element in elements(file, ("sdnList",), ("publshInformation", "sdnEntry")):
        if element.name == "publshInformation":
            about.effective = day_or_none(element.one("Publish_Date"), AMERICAN)
            told = int(element.one("Record_Count") or 0) if element.one("Record_Count").isdecimal() else 0
        elif element.name == "sdnEntry":
            found += 1
            yield _entry(element) if element.one("sdnType") == "Entity" else LeftOut(element.line)
    if told and told != found:
        raise FileStopped("entries_missing", told=told, found=found)


def _entry(element: Element) -> Entry | RowError:
    places = [(_place(one), country_code(one.one("country"))) for one in element.all("addressList", "address")]
    country = next((code for _, code in places if code), "")
    try:
        return made(
            line=element.line,
            list_name=NAME,
            jurisdiction="US",
            name=element.one("lastName"),
            names=[_whole(one) for one in element.all("akaList", "aka")],
            country=country,
            addresses=places,
            identifiers=[_number(one, country) for one in element.all("idList", "id")],
            programme=", ".join(one.text for one in element.all("programList", "program"))[:200],
            reference=element.one("uid"),
        )
    except RowRefused as refused:
        return RowError(element.line, refused.code, refused.params)


def _whole(one: Element) -> str:
    return f"{one.one('firstName')} {one.one('lastName')}"


def _place(one: Element) -> str:
    names = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
    told = [part for part in map(one.one, names) if part]
    return ", ".join(told) if len(told) > 1 else ""


def _number(one: Element, country: str) -> Identifier | None:
    return read_number(one.one("idNumber"), one.one("idType"), country_code(one.one("idCountry")) or country)


def _csv(file: ListFile) -> Iterator[Item]:
    aliases, places = dict[str, list[str]](), dict[str, list[tuple[str, str]]]()
    yield from _joined(file.beside(ALIASES), ALIAS_COLUMNS, lambda cells: _alias(cells, aliases))
    yield from _joined(file.beside(PLACES), PLACE_COLUMNS, lambda cells: _address(cells, places))
    for number, (line, cells) in enumerate(file.cells()):
        if not number and len(cells) != COLUMNS:
            raise FileStopped("other_format", found=",".join(cells)[:60], wanted="<sdnList>, ent_num, SDN_Name...")
        yield _row(line, cells, aliases, places)


def _joined(file: ListFile | None, columns: int, take: Callable[[Sequence[str]], None]) -> Iterator[RowError]:
    """Read a table whose rows belong to entries of SDN.CSV by their number."""
    for line, cells in file.cells() if file else ():
        if len(cells) != columns or not cells[0].isdecimal():
            yield RowError(line, "wrong_number_of_columns", {"file": file.name if file else ""})
        else:
            take(["" if cell == NOTHING else cell for cell in cells])


def _alias(cells: Sequence[str], aliases: dict[str, list[str]]) -> None:
    aliases.setdefault(cells[0], []).append(cells[3])


def _address(cells: Sequence[str], places: dict[str, list[tuple[str, str]]]) -> None:
    told = [cell for cell in cells[2:5] if cell]
    where = ", ".join(told) if len(told) > 1 else ""
    places.setdefault(cells[0], []).append((where, country_code(cells[4])))


def _row(
    line: int,
    cells: Sequence[str],
    aliases: Mapping[str, Sequence[str]],
    places: Mapping[str, Sequence[tuple[str, str]]],
) -> Item:
    if len(cells) != COLUMNS or not cells[0].isdecimal():
        return RowError(line, "wrong_number_of_columns")
    number, name, kind, programme, *_others, remarks = ("" if cell == NOTHING else cell for cell in cells)
    if kind:
        return LeftOut(line)
    addresses = list(places.get(number, ()))
    numbers, country = _remarked(remarks, next((code for _, code in addresses if code), ""))
    try:
        return made(
            line=line,
            list_name=NAME,
            jurisdiction="US",
            name=name,
            names=[*aliases.get(number, ()), *re.findall(r"a\.k\.a\. '([^']+)'", remarks)],
            country=country,
            addresses=addresses,
            identifiers=numbers,
            programme=", ".join(re.findall(r"[^\[\];]+", programme.replace("] [", ";"))).strip()[:200],
            reference=number,
        )
    except RowRefused as refused:
        return RowError(line, refused.code, refused.params)


def _remarked(remarks: str, country: str) -> tuple[list[Identifier | None], str]:
    """Numbers among the remarks, and the country: that of the address, else the one that they name."""
    numbers = list[Identifier | None]()
    for said in remarks.split(";"):
        place = _PLACE.search(said)
        code = country_code(place["country"]) if place else ""
        if _NUMBERS.search(said) and any(map(str.isdigit, said)):
            numbers.append(read_identifier(_PLACE.sub("", said).strip(" ."), code))
            country = country or code
    return numbers, country


OFAC_SDN = Format(
    key="ofac_sdn",
    source=("us-ofac", "US Treasury, Office of Foreign Assets Control", "https://ofac.treasury.gov/"),
    read=read,
    lists={NAME: "US"},
    tables=(MAIN, ALIASES, PLACES),
)
