"""What every format comes to: entries of lists, or relations between parties."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from provenance.identifiers import Identifier
from provenance.importers.lists_published.opening import ListFile
from provenance.importers.table import RowError, RowRefused

LONGEST_NAME = 300
LONGEST_ADDRESS = 500
LONGEST_PROGRAMME = 200
MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation on one list. `line`: where it begins in the file. `names`: others than `name`, in any script.

    `country`: ISO 3166 alpha-2 or empty. `addresses`: (text, country). `start`: first day on the list, `end`: its
    last; None where the file does not say. `reference`: the publisher's number of the entry. `listed`: False in a
    register of companies, or for who is only mentioned. `party`: the public id of our own party, in files of ours.
    `key`: by which relations of the same file name it. `kind`: a `PartyKind`, where the file says one.
    """

    line: int
    list_name: str
    name: str
    jurisdiction: str = ""
    names: tuple[str, ...] = ()
    country: str = ""
    addresses: tuple[tuple[str, str], ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    programme: str = ""
    start: date | None = None
    end: date | None = None
    reference: str = ""
    listed: bool = True
    party: str = ""
    key: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A person, a ship or an aircraft: no organisation."""

    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two entries by their keys. `kind`: a `RelationKind`. `source`: empty for the file's own."""

    line: int
    kind: str
    party: str
    target: str
    start: date | None = None
    end: date | None = None
    start_latest: date | None = None
    territory: str = ""
    reference: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Goods:
    """A delivery between two entries by their keys; `cells`: columns of our own table of shipments."""

    line: int
    seller: str
    buyer: str
    cells: Mapping[str, str]


Item = Entry | Link | Goods | LeftOut | RowError


@dataclass(slots=True)
class About:
    """What the file says of itself, as far as it is read: the day that its content is of."""

    effective: date | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `source`: (slug, name, address) of its publisher. `register`: entries are not listings.

    `tables`: names of files that belong together, in small letters, the first before all others; given as a folder or a
    zip. `whole`: a list that the file held before and holds no longer is empty now.
    """

    key: str
    source: tuple[str, str, str]
    read: Callable[[ListFile, About], Iterator[Item]]
    register: bool = False
    whole: bool = True
    tables: tuple[str, ...] = ()
    lists: dict[str, str] = field(default_factory=dict)


def made(
    *,
    line: int,
    list_name: str,
    name: str,
    names: tuple[str, ...] | list[str] = (),
    addresses: list[tuple[str, str]] | tuple[tuple[str, str], ...] = (),
    identifiers: list[Identifier | None] | tuple[Identifier | None, ...] = (),
    **facts: object,
) -> Entry:
    """An entry with its texts tidied. Refuses with `empty`, `too_long`, `nul_character` or `ends_before_it_starts`."""
    own = tidy(name)
    if not own:
        raise RowRefused("no_name")
    if len(own) > LONGEST_NAME:
        raise RowRefused("too_long", column="name", longest=str(LONGEST_NAME))
    others = dict.fromkeys(tidy(other)[:LONGEST_NAME] for other in names)
    others.pop("", None)
    others.pop(own, None)
    places = dict.fromkeys((tidy(text)[:LONGEST_ADDRESS], country) for text, country in addresses if tidy(text))
    numbers = {(one.scheme, one.value): one for one in identifiers if one}
    entry = Entry(
        line=line,
        list_name=tidy(list_name)[:200],
        name=own,
        names=tuple(others)[:MOST_NAMES],
        addresses=tuple(places),
        identifiers=tuple(numbers.values()),
        **facts,  # type: ignore[arg-type]
    )
    if entry.start and entry.end and entry.end < entry.start:
        raise RowRefused("ends_before_it_starts", start=str(entry.start), end=str(entry.end))
    return entry


def tidy(text: str) -> str:
    """One line without signs that cannot be printed. Refuses with `nul_character`."""
    if "\0" in text:
        raise RowRefused("nul_character")
    plain = text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())
