"""What the catalogue says to anything that somebody types: a number or a piece of one, a marking, a company, a code."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from provenance.likeness_words import likeness
from provenance.models import Part, Party, PartyAddress, PartyIdentifier, PartyName
from provenance.partnumbers.lookup import look_up
from provenance.partnumbers.makers import UNNAMED
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import Candidate, CataloguePart, Reason, Resolution
from provenance.queries.catalogue import DatabaseCatalogue
from provenance.queries.merging import Merged
from provenance.resolving import resolve
from provenance.search_key import search_key

FEW = 25
LONGEST_NUMBER = 80
SHORTEST_NAME = 2
CANDIDATES = 5
LOOKED_UP = 40
LEAST_SCORE = 0.45
SHARES = {"is_number": 8, "begins": 8, "holds": 6, "near": 3}
"""How a number may stand to what was typed, the closest first, and how many of each are shown in any case."""
SHORTEST_NEAR = 4
"""Characters for each that differs."""

FoundNumber = tuple[CataloguePart, tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class FoundPart:
    """A catalogued part and how its number stands to what was typed (`provenance.likeness_words`)."""

    part: Part
    likeness: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class FoundParty:
    """A company; `by` is the other name, number or address that it was found by, empty when it is its own name."""

    party: Party
    by: str


@dataclass(frozen=True, slots=True)
class CatalogueAnswer:
    """`candidates`: of the marking engine, each with its catalogued part if any. `more`: parts than are told."""

    resolution: Resolution
    candidates: tuple[tuple[Candidate, Part | None], ...]
    parts: tuple[FoundPart, ...]
    more: bool
    parties: tuple[FoundParty, ...]


def search_catalogue(lines: Sequence[str]) -> CatalogueAnswer:
    """The answer for the lines of one marking; part numbers and companies are sought for a single line only."""
    catalogue = DatabaseCatalogue()
    asked = [line.upper() for line in lines]
    resolution = resolve(asked, catalogue, corrections=catalogue.corrections)
    single = lines[0] if len(lines) == 1 else ""
    listed, more = _listed(single, catalogue)
    candidates = [one for one in resolution.candidates if _tells(one)][:CANDIDATES]
    numbers = [(one.number, one.manufacturer) for one, _ in listed]
    known = _parts([*numbers, *((one.part_number, one.manufacturer) for one in candidates)], catalogue.merged)
    return CatalogueAnswer(
        resolution=resolution,
        candidates=tuple((one, known.get((one.part_number, one.manufacturer))) for one in candidates),
        parts=tuple(
            FoundPart(known[one.number, one.manufacturer], like)
            for one, like in listed
            if (one.number, one.manufacturer) in known
        ),
        more=more,
        parties=parties_named(single, catalogue.merged),
    )


def parties_named(text: str, merged: Merged) -> tuple[FoundParty, ...]:
    """Companies with this piece in a name of any script, a registration number or an address; own names first."""
    key = search_key(text)
    if len(key) < SHORTEST_NAME:
        return ()
    own = Party.objects.filter(search_key__contains=key).order_by("name")[:FEW]
    named = [(party, party.name) for party in own]
    for model in (PartyName, PartyIdentifier, PartyAddress):
        others = model.objects.filter(search_key__contains=key).select_related("party").order_by("party__name", "pk")
        named += [(other.party, str(other)) for other in others[:FEW]]
    found: dict[int, FoundParty] = {}
    for party, by in named:
        standing = merged.standing(party)
        found.setdefault(standing.pk, FoundParty(standing, _found_by(standing, by, key)))
    return tuple(found.values())[:FEW]


def _found_by(party: Party, name: str, key: str) -> str:
    return "" if key in search_key(party.name) else name


def _listed(line: str, catalogue: DatabaseCatalogue) -> tuple[list[FoundNumber], bool]:
    """The number, those that begin with it, those that hold it, near ones; within each the likeliest first.

    And whether there are more than these.
    """
    key = canonical(line)
    if not SHORTEST_NAME <= len(key) <= LONGEST_NUMBER:
        return [], False
    held = sorted(catalogue.holding(key), key=lambda one: _cut(one.canonical, key))
    found: dict[tuple[str, str], CataloguePart] = {}
    for one in (*look_up(line, catalogue, LOOKED_UP), *held):
        found.setdefault((one.number, one.manufacturer), one)
    groups: dict[str, list[FoundNumber]] = {code: [] for code in SHARES}
    for one in found.values():
        like = likeness(line, one.number)
        if like[0].code != "near" or _is_near(line, like):
            groups[like[0].code].append((one, like))
    return _shared_out(groups), sum(map(len, groups.values())) > FEW


def _cut(number: str, key: str) -> tuple[bool, int, str]:
    """How a number holds a piece, the best first: where a group of letters or digits begins, in a short number."""
    start = number.find(key)
    return start > 0 and number[start - 1].isdigit() == number[start].isdigit(), len(number), number


def _is_near(line: str, like: Sequence[Reason]) -> bool:
    """Whether so few edits leave enough of a number: words and short texts are near to many numbers, and mean none."""
    return len(canonical(line)) >= SHORTEST_NEAR * (len(like) - 1) and any(map(str.isdigit, line))


def _shared_out(groups: Mapping[str, list[FoundNumber]]) -> list[FoundNumber]:
    """A share of each group, then what is left over until the list is full."""
    first = [one for code, share in SHARES.items() for one in groups[code][:share]]
    rest = [one for code, share in SHARES.items() for one in groups[code][share:]]
    chosen = [*first, *rest[: FEW - len(first)]]
    return sorted(chosen, key=lambda one: list(SHARES).index(one[1][0].code))


def _parts(wanted: Iterable[tuple[str, str]], merged: Merged) -> dict[tuple[str, str], Part]:
    """The rows of some parts by number and maker's name: the listed one, and the one of whoever stands for it."""
    asked = set(wanted)
    found: dict[tuple[str, str], Part] = {}
    for row in Part.objects.filter(number__in={number for number, _ in asked}).select_related("manufacturer"):
        for maker in (row.manufacturer, merged.standing(row.manufacturer)):
            found.setdefault((row.number, "" if maker.name == UNNAMED else maker.name), row)
    return {key: row for key, row in found.items() if key in asked}


def _tells(candidate: Candidate) -> bool:
    """Whether more than the bare text speaks for it: any word that is searched for looks like some part number."""
    return candidate.reasons[0].code not in ("read_only", "brand_only") and candidate.score >= LEAST_SCORE
