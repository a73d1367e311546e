"""Tables of the UK lists, and OFSI's XML, where a row is one name or address: rows with one number are one entry."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from provenance.importers.lists_published.entry import Item
from provenance.importers.lists_published.opening import text_of
from provenance.importers.lists_published.uk_told import Told, entry
from provenance.importers.table import RowError

FCDO, OFSI = "UK sanctions list", "UK OFSI consolidated list"
UNIQUE, GROUP = "unique_id", "group_id"
_KINDS = ("designation_type", "group_type", "individual,_entity,_ship", "individual/entity/ship")
_REGISTERED = re.compile(
    r"\(Business Reg(?:istration)? (?:No|Number)\):(?P<numbers>(?:[^()]|\([^():]*\)(?!:))*)", re.IGNORECASE
)
_LINES = range(1, 7)
Row = Mapping[str, str]


def grouped(rows: Iterable[tuple[int, dict[str, str] | RowError]]) -> Iterator[Item]:
    """The entries, after all rows are read: those of one entry need not follow each other."""
    groups: dict[str, list[tuple[int, Row]]] = {}
    for line, row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        number = text_of(row, UNIQUE, GROUP)
        if number:
            groups.setdefault(number, []).append((line, row))
        else:
            yield RowError(line, "no_reference")
    for listed in groups.values():
        yield entry(_told(listed))


def _told(listed: Sequence[tuple[int, Row]]) -> Told:
    line, first = listed[0]
    ours = UNIQUE in first
    told = Told(
        line=line,
        list_name=FCDO if ours else OFSI,
        kind=text_of(first, *_KINDS),
        regime=text_of(first, "regime_name", "regime"),
        since=text_of(first, "date_designated", "uk_sanctions_list_date_designated", "listed_on"),
        reference=text_of(first, UNIQUE, GROUP),
    )
    for _, row in listed:
        name = " ".join(filter(None, (row.get(f"name_{n}", "") for n in _LINES)))
        told.names.append((text_of(row, "name_type", "alias_type"), name))
        told.foreign.append(row.get("name_non_latin_script", ""))
        street = [text_of(row, f"address_line_{n}", f"address_{n}") for n in _LINES]
        told.places.append(
            (*street, text_of(row, "address_postal_code", "post/zip_code"), text_of(row, "address_country", "country"))
        )
        told.numbers += [text for name, text in row.items() if name.startswith("business_registration")]
        told.numbers += [found["numbers"] for found in _REGISTERED.finditer(row.get("other_information", ""))]
    return told
