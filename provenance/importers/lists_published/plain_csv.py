"""Our own plain table of listed entities, and Annex IV of Regulation (EU) 833/2014 written in it.

Columns: list, name, aliases, country_iso2, address, listing_date, delisting_date, programme, registration_ids, source,
jurisdiction. `name` must be there; aliases, addresses and numbers are separated by semicolons. Annex IV itself:
https://eur-lex.europa.eu/eli/reg/2014/833 (consolidated text; amending regulations give the days of listing).
"""

from collections.abc import Iterator, Mapping

from provenance.identifiers import read_identifier
from provenance.importers.lists_published.countries import country_code
from provenance.importers.lists_published.days import read_day
from provenance.importers.lists_published.entry import About, Entry, Format, Item, made
from provenance.importers.lists_published.jurisdictions import jurisdiction_of
from provenance.importers.lists_published.opening import ListFile, text_of
from provenance.importers.table import RowError, RowRefused

ANNEX_IV = "EU Reg. 833/2014 Annex IV"


def read(file: ListFile, about: About) -> Iterator[Item]:
    """The rows as entries; a row without a list is of the list that the importer names."""
    for line, row in file.rows(("name",)):
        yield row if isinstance(row, RowError) else _entry(line, row)


def _entry(line: int, row: Mapping[str, str]) -> Entry | RowError:
    country = country_code(text_of(row, "country_iso2", "country"))
    name, programme = row.get("list", ""), text_of(row, "programme", "program")
    try:
        return made(
            line=line,
            list_name=name,
            jurisdiction=row.get("jurisdiction") or jurisdiction_of(name, programme),
            name=row["name"],
            names=row.get("aliases", "").split(";"),
            country=country,
            addresses=[(text, country) for text in text_of(row, "address", "addresses").split(";")],
            identifiers=[read_identifier(text, country) for text in row.get("registration_ids", "").split(";")],
            programme=programme[:200],
            start=read_day(row.get("listing_date", ""), "listing_date"),
            end=read_day(row.get("delisting_date", ""), "delisting_date"),
            reference=text_of(row, "reference", "entry_id")[:300],
        )
    except RowRefused as refused:
        return RowError(line, refused.code, refused.params)


CSV = Format(key="csv", source=("", "", ""), read=read, whole=False)
EU_ANNEX_IV = Format(
    key="eu_annex_iv",
    source=("eu-833-2014", "Regulation (EU) 833/2014, Annex IV", "https://eur-lex.europa.eu/eli/reg/2014/833"),
    read=read,
    whole=False,
    lists={ANNEX_IV: "EU"},
)
