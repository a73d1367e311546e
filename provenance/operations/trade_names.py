"""Whom the names in a file of shipments mean: each name once, however many rows bear it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

from provenance.batching import batches
from provenance.identifiers import read_identifier
from provenance.importers.trade_rows import Name
from provenance.models import NameMatch, Party, PartyIdentifier, PartyKind, PartyName, TradeName
from provenance.name_key import stored_key
from provenance.queries.name_keys import Bearer, names_by_key
from provenance.tradewords.near_names import Spelling, likely_same

UNREADABLE = "="
"""Begins the key of a name that has none: only the same signs are the same name."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts of which one sign is a word: another sign is another company."""
_MAKERS = (PartyKind.MAKER, PartyKind.BRAND_OWNER)


@dataclass(slots=True)
class Company:
    """A company that is there, with its primary key, or (0) one to be made for the name in the place `named`.

    `key`: that of its name, for one to be made. `fixed`: its country is not to be filled in.
    """

    party: int
    country: str
    registration: str = ""
    fixed: bool = False
    named: int = -1
    fills: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a name means, and how that is known. `stored`: the key of the name where it is there already."""

    company: Company
    how: str = NameMatch.EXACT
    score: float = 1.0
    stored: int = 0


@dataclass(slots=True)
class Meanings:
    """By the place of each name: whom it means. `new`: companies to be made."""

    meant: list[Meant]
    new: list[Company] = field(default_factory=list)

    def kept(self, chosen: Sequence[bool]) -> Meanings:
        """Those of some of the names, by their new places."""
        if all(chosen):
            return self
        places = {place: new for new, place in enumerate(compress(range(len(chosen)), chosen))}
        meant = list(compress(self.meant, chosen))
        for company in {id(one.company): one.company for one in self.meant}.values():
            company.named = places.get(company.named, -1)
        for new, one in enumerate(meant):
            if one.company.named < 0:
                one.company.named = new
        return Meanings(meant, list({id(one.company): one.company for one in meant if not one.company.party}.values()))

    def part(self, places: Iterable[int], names: Sequence[Name]) -> None:
        """Take likeness back where it would make a company trade with itself: who trade with each other are two."""
        for place in places:
            if self.meant[place].how == NameMatch.LIKELY and not self.meant[place].stored:
                text, country, registration = names[place]
                self.meant[place] = Meant(Company(0, country, registration, named=place, key=_key(text)))
                self.new.append(self.meant[place].company)

    def likely(self) -> Iterator[tuple[int, Meant]]:
        """Places of names that are new here and likely misspelt."""
        return ((place, one) for place, one in enumerate(self.meant) if one.how == NameMatch.LIKELY and not one.stored)


def meanings(names: Sequence[Name], rows: Sequence[int]) -> Meanings:
    """Find out whom names mean. `rows`: how many rows bear each. Writes nothing."""
    meant: dict[int, Meant] = _stored(names)
    unknown = [place for place in range(len(names)) if place not in meant]
    meant |= _by_slug(names, unknown)
    unknown = sorted(
        (place for place in unknown if place not in meant), key=lambda place: (not names[place][1], -rows[place])
    )
    keys = {place: _key(names[place][0]) for place in unknown}
    there = _Companies(set(keys.values()), {names[place][2] for place in unknown if names[place][2]})
    meant |= {place: Meant(there.meant(keys[place], names[place], place)) for place in unknown}
    _likely(names, rows, keys, meant)
    used = {id(one.company): one.company for one in meant.values() if not one.company.party}
    return Meanings([meant[place] for place in range(len(names))], list(used.values()))


def _key(text: str) -> str:
    return stored_key(text) or f"{UNREADABLE}{text}"


def _stored(names: Sequence[Name]) -> dict[int, Meant]:
    """Names that an earlier file wrote the same way."""
    places = {name: place for place, name in enumerate(names)}
    found: dict[int, Meant] = {}
    for chunk in batches(dict.fromkeys(name[0] for name in names)):
        rows = TradeName.objects.filter(text__in=chunk).values_list(
            "text", "country", "registration", "pk", "party_id", "party__country", "how", "score"
        )
        for *name, key, party, country, how, score in rows:
            place = places.get((name[0], name[1], name[2]))
            if place is not None:
                found[place] = Meant(Company(party, country, fixed=True), how, score, key)
    return found


def _by_slug(names: Sequence[Name], unknown: Iterable[int]) -> dict[int, Meant]:
    """Names that are the short name of a party, as files of our own write them."""
    places = [place for place in unknown if _SLUG.fullmatch(names[place][0])]
    found: dict[str, tuple[int, str]] = {}
    for chunk in batches({names[place][0] for place in places}):
        found |= {slug: (key, country) for slug, key, country in Party.objects.filter(slug__in=chunk).values_list(
            "slug", "pk", "country")}  # fmt: skip
    return {place: Meant(Company(*found[names[place][0]], fixed=True)) for place in places if names[place][0] in found}


class _Companies:
    """Companies by key of their names and by registration number; those that are met for the first time join them."""

    def __init__(self, keys: Iterable[str], registrations: Iterable[str]) -> None:
        self._companies: dict[int, Company] = {}
        self._named: dict[str, list[Company]] = defaultdict(list)
        self._registered: dict[str, Company] = {}
        self._written: set[tuple[int, str]] = set()
        for key, bearer in names_by_key(keys):
            self._add(key, bearer)
        for text in registrations:
            self._load_registered(text)

    def _add(self, key: str, bearer: Bearer) -> None:
        fresh = Company(bearer.party, bearer.country, fixed=bearer.kind in _MAKERS)
        company = self._companies.setdefault(bearer.party, fresh)
        self._written.add((id(company), _signs(bearer.name)))
        if company not in self._named[key]:
            self._named[key].append(company)

    def _load_registered(self, text: str) -> None:
        number = read_identifier(text)
        found = PartyIdentifier.objects.filter(value=number.value).select_related("party") if number else ()
        parties = {one.party_id: one.party for one in found}
        if len(parties) == 1:
            (party,) = parties.values()
            company = self._companies.setdefault(
                party.pk, Company(party.pk, party.country, fixed=party.kind in _MAKERS)
            )
            company.registration = text
            self._registered[text] = company

    def meant(self, key: str, name: Name, place: int) -> Company:
        """The company of a name, perhaps a new one."""
        text, country, registration = name
        if registration and registration in self._registered:
            return self._registered[registration]
        fitting = [one for one in self._named[key] if _fits(one, country, registration)]
        if country:
            fitting = [one for one in fitting if one.country == country] or fitting
        else:  # one key stands for several legal forms: without a country only the very name will do
            same = [one for one in fitting if (id(one), _signs(text)) in self._written]
            fitting = same or [one for one in fitting if not one.country]
            fitting = fitting if len(fitting) == 1 else []
        company = min(fitting, key=lambda one: (not one.party, one.party)) if fitting else None
        if company is None:
            company = Company(0, country, registration, named=place, key=key)
            self._named[key].append(company)
        elif country and not company.country and not company.fixed:
            company.country, company.fills = country, True
        if registration:
            company.registration = registration
            self._registered[registration] = company
        self._written.add((id(company), _signs(text)))
        return company


def _signs(name: str) -> str:
    """A name without what a keyboard adds: case, punctuation, spaces."""
    return "".join(filter(str.isalnum, name.casefold()))


def _fits(company: Company, country: str, registration: str) -> bool:
    if country and company.country and country != company.country:
        return False
    return not (registration and company.registration and registration != company.registration)


def _likely(names: Sequence[Name], rows: Sequence[int], keys: Mapping[int, str], meant: dict[int, Meant]) -> None:
    """Names of new companies that are likely another name misspelt mean that other company."""
    borne: dict[int, list[int]] = defaultdict(list)
    for place in keys:
        if not meant[place].company.party:
            borne[id(meant[place].company)].append(place)
    fresh = [
        places for places in borne.values() if not (names[places[0]][2] or _IDEOGRAPHS.search(names[places[0]][0]))
    ]
    if not fresh:
        return
    spellings = [
        _spelling(keys[places[0]], meant[places[0]].company, sum(rows[place] for place in places)) for places in fresh
    ]
    there = list(_known_spellings())
    companies = [meant[places[0]].company for places in fresh] + [one for _, one in there]
    found = likely_same([*spellings, *(spelling for spelling, _ in there)])
    for at, likely in found.items():
        if companies[likely.place].country and not meant[fresh[at][0]].company.country:
            continue  # a likeness alone puts nobody into a country
        for place in fresh[at]:
            meant[place] = Meant(companies[likely.place], NameMatch.LIKELY, likely.score)


def _known_spellings() -> Iterator[tuple[Spelling, Company]]:
    companies: dict[int, Company] = {}
    for table, party in ((Party, "pk"), (PartyName, "party_id")):
        country = "country" if table is Party else "party__country"
        for key, owner, where in table.objects.values_list("name_key", party, country).iterator():
            company = companies.setdefault(owner, Company(owner, where, fixed=True))
            yield _spelling(key, company, 1), company


def _spelling(key: str, company: Company, rows: int) -> Spelling:
    words: list[str] = []
    families: list[str] = []
    for word in key.split():
        (families if word.startswith("+") else words).append(word)
    return Spelling(tuple(words), frozenset(families), company.country, rows, company.party)
