"""Consolidated list of persons, groups and entities subject to EU financial sanctions: XML, "Full sanctions list 1.1".

Specification: https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content, its schema beside it
(xsd; name space http://eu.europa.ec/fpi/fsd/export). `designationDate` may be missing, and the regulation named may be
an amendment: the earliest day of all that an entity names is when it was listed.
"""

from collections.abc import Iterator

from provenance.identifiers import Identifier, read_number
from provenance.importers.lists_published.countries import country_code
from provenance.importers.lists_published.days import day_or_none, read_day
from provenance.importers.lists_published.entry import About, Entry, Format, Item, LeftOut, made
from provenance.importers.lists_published.opening import ListFile
from provenance.importers.lists_published.xml_stream import Element, elements
from provenance.importers.table import RowError, RowRefused

NAME = "EU consolidated financial sanctions list"
PEOPLE = ("person", "P")
_CODES = {"regnumber": "registration number", "fiscalcode": "tax number", "vatnumber": "VAT", "lei": "LEI"}


def read(file: ListFile, about: About) -> Iterator[Item]:
    """The entities; persons are left out."""
    for element in elements(file, ("export",), ("sanctionEntity",)):
        if element.name == "export":
            about.effective = day_or_none(element.get("generationDate")[:10])
            continue
        kinds = {value for kind in element.all("subjectType") for value in kind.values.values()}
        yield LeftOut(element.line) if kinds & set(PEOPLE) else _entry(element)


def _entry(element: Element) -> Entry | RowError:
    places = [(_place(one), country_code(one.get("countryIso2Code"))) for one in element.all("address")]
    country = next((code for _, code in places if code), "")
    names = [one for one in element.all("nameAlias") if one.get("wholeName")]
    names.sort(key=lambda one: (one.get("strong") == "false", one.get("nameLanguage") not in ("", "EN")))
    try:
        return made(
            line=element.line,
            list_name=NAME,
            jurisdiction="EU",
            name=names[0].get("wholeName") if names else "",
            names=[one.get("wholeName") for one in names],
            country=country,
            addresses=places,
            identifiers=[_number(one, country) for one in element.all("identification")],
            programme=", ".join(dict.fromkeys(one.get("programme") for one in element.all("regulation")))[:200],
            start=_start(element),
            reference=element.get("euReferenceNumber") or element.get("logicalId"),
        )
    except RowRefused as refused:
        return RowError(element.line, refused.code, refused.params)


def _start(element: Element) -> object:
    told = [element.get("designationDate")]
    told += [
        one.get("entryIntoForceDate") or one.get("publicationDate")
        for one in (*element.all("regulation"), *element.all("nameAlias", "regulationSummary"))
    ]
    return min((day for text in told if (day := read_day(text, "designationDate"))), default=None)


def _place(one: Element) -> str:
    parts = (one.get(name) for name in ("street", "poBox", "zipCode", "city", "region", "place", "countryDescription"))
    told = [part for part in parts if part and part != "UNKNOWN"]
    return ", ".join(told) if len(told) > 1 else ""


def _number(one: Element, country: str) -> Identifier | None:
    code = one.get("identificationTypeCode")
    label = one.get("identificationTypeDescription") or _CODES.get(code, code)
    place = country_code(one.get("countryIso2Code")) or country
    number = one.get("number") or one.get("latinNumber")
    return read_number(number, label, place)


EU_CONSOLIDATED = Format(
    key="eu_consolidated",
    source=("eu-fsf", "European Commission, Financial Sanctions Files", "https://webgate.ec.europa.eu/fsd/fsf"),
    read=read,
    lists={NAME: "EU"},
)
