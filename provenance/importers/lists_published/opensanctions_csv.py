"""OpenSanctions, simplified tabular format (`targets.simple.csv`).

Specification: https://www.opensanctions.org/docs/bulk/csv/ . Values of one cell are separated by semicolons; `dataset`
holds the titles of the lists that have the entity: it is put on each of them. `sanctions` tells days in words, of which
none is taken; `first_seen` is when OpenSanctions saw it, no day of listing.
"""

from collections.abc import Iterator, Mapping

from provenance.identifiers import read_identifier
from provenance.importers.lists_published.countries import country_code
from provenance.importers.lists_published.days import day_or_none
from provenance.importers.lists_published.entry import About, Format, Item, LeftOut, made
from provenance.importers.lists_published.jurisdictions import jurisdiction_of
from provenance.importers.lists_published.opening import ListFile
from provenance.importers.table import RowError, RowRefused

ORGANISATIONS = frozenset(("Company", "Organization", "LegalEntity", "PublicBody"))
COLUMNS = ("id", "schema", "name", "aliases", "countries", "addresses", "identifiers", "dataset")
PREFIX = "OpenSanctions: "


def read(file: ListFile, about: About) -> Iterator[Item]:
    """The organisations, once for each data set that holds them; the file's day is the latest that it names."""
    for line, row in file.rows(COLUMNS):
        if isinstance(row, RowError):
            yield row
        elif row["schema"] not in ORGANISATIONS:
            yield LeftOut(line)
        else:
            seen = day_or_none(row.get("last_seen", ""))
            about.effective = max(filter(None, (about.effective, seen)), default=None)
            for dataset in _parts(row["dataset"]) or [""]:
                yield _entry(line, row, dataset)


def _entry(line: int, row: Mapping[str, str], dataset: str) -> Item:
    countries = [code for code in map(country_code, _parts(row["countries"])) if code]
    country = countries[0] if countries else ""
    try:
        return made(
            line=line,
            list_name=PREFIX + (dataset or "targets"),
            jurisdiction=jurisdiction_of(dataset),
            name=row["name"],
            names=_parts(row["aliases"]),
            country=country,
            addresses=[(text, country) for text in _parts(row["addresses"])],
            identifiers=[read_identifier(text, country) for text in _parts(row["identifiers"])],
            programme=(row.get("program_ids") or "")[:200],
            reference=row["id"][:300],
        )
    except RowRefused as refused:
        return RowError(line, refused.code, refused.params)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


OPENSANCTIONS_CSV = Format(
    key="opensanctions_csv",
    source=("opensanctions", "OpenSanctions", "https://www.opensanctions.org/"),
    read=read,
)
