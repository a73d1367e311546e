"""UK Sanctions List (FCDO), and the consolidated list that OFSI published until January 2026: XML or CSV of either.

Specification: https://www.gov.uk/government/publications/the-uk-sanctions-list (its guide to the formats), and
https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets. Days are day/month/year.
"""

import re
from collections.abc import Iterator

from provenance.importers.lists_published.days import BRITISH, day_or_none
from provenance.importers.lists_published.entry import About, Format, Item
from provenance.importers.lists_published.opening import ListFile, column
from provenance.importers.lists_published.uk_rows import FCDO, GROUP, UNIQUE, grouped
from provenance.importers.lists_published.uk_told import Told, entry
from provenance.importers.lists_published.xml_stream import Element, elements

_REPORTED = re.compile(r"(?:Report Date|Last Updated)[\s:,\"]*(?P<day>\d{1,2}[-/ ]\w{2,9}[-/ ]\d{4})", re.IGNORECASE)
_OFSI_XML = {
    "groupid": GROUP, "grouptypedescription": "group_type", "datelisted": "listed_on", "regimename": "regime",
    "datedesignated": "uk_sanctions_list_date_designated", "aliastype": "alias_type",
    "namenonlatinscript": "name_non_latin_script", "postcode": "post/zip_code",
    "entity_businessregnumber": "business_registration", "otherinformation": "other_information",
    **{f"name{n}": f"name_{n}" for n in range(1, 7)}, **{f"address{n}": f"address_{n}" for n in range(1, 7)},
}  # fmt: skip
"""Columns of the table by the elements of OFSI's XML."""
_ADDRESS = (*(f"AddressLine{n}" for n in range(1, 7)), "AddressPostalCode", "AddressCountry")


def read(file: ListFile, about: About) -> Iterator[Item]:
    """The entities of any of the four files."""
    if file.begins("<"):
        return _ofsi_xml(file, about) if b"FinancialSanctionsTarget" in file.head else _designations(file, about)
    head = file.head.decode(errors="replace")
    reported = _REPORTED.match(head)
    about.effective = day_or_none(reported["day"], BRITISH) if reported else None
    return grouped(file.rows((), skip_until=UNIQUE if "unique id" in head.lower() else GROUP))


def _designations(file: ListFile, about: About) -> Iterator[Item]:
    for element in elements(file, ("Designations",), ("DateGenerated", "Designation")):
        if element.name == "DateGenerated":
            about.effective = day_or_none(element.text.partition("T")[0], BRITISH)
        elif element.name == "Designation":
            yield entry(_told(element))


def _told(element: Element) -> Told:
    names = element.all("Names", "Name")
    return Told(
        line=element.line,
        list_name=FCDO,
        kind=element.one("IndividualEntityShip") or element.one("DesignationType"),
        names=[
            (one.one("NameType"), " ".join(filter(None, (one.one(f"Name{n}") for n in range(1, 7))))) for one in names
        ],
        foreign=[one.text for one in element.all("NonLatinNames", "NonLatinName", "NameNonLatinScript")],
        places=[[one.one(name) for name in _ADDRESS] for one in element.all("Addresses", "Address")],
        numbers=[one.text for one in element.below("BusinessRegistrationNumber")],
        regime=element.one("RegimeName"),
        since=element.one("DateDesignated"),
        reference=element.one("UniqueID"),
    )


def _ofsi_xml(file: ListFile, about: About) -> Iterator[Item]:
    rows = list[tuple[int, dict[str, str]]]()
    for element in elements(file, ("ArrayOfFinancialSanctionsTarget",), ("FinancialSanctionsTarget",)):
        told = {column(child.name): child.text for child in element.children}
        if told:
            rows.append((element.line, {_OFSI_XML.get(name, name): text for name, text in told.items()}))
    changed = (day_or_none(row.get("lastupdated", "").partition("T")[0], BRITISH) for _, row in rows)
    about.effective = max(filter(None, changed), default=None)
    yield from grouped(rows)


UK = Format(
    key="uk",
    source=(
        "uk-sanctions",
        "UK Foreign, Commonwealth and Development Office; OFSI",
        "https://www.gov.uk/government/publications/the-uk-sanctions-list",
    ),
    read=read,
    whole=False,
)
