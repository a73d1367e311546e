"""Screening of names as of a day: which parties that were ever on a list a name may be, and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from provenance.models import Listing, Party, PartyIdentifier, ScreeningJudgement
from provenance.name_key import stored_key
from provenance.queries.listed_on import lists_held_on, versions_held
from provenance.queries.listings import listings_of_parties, sharing_an_address, told_version
from provenance.queries.merging import Merged, merged_parties
from provenance.queries.name_keys import parties_by_key
from provenance.queries.screening_index import Opened, current_index
from provenance.screening.reasons import reasons
from provenance.screening.searching import MATCH_FROM, POSSIBLE_FROM

JSON = dict[str, Any]
MOST_MATCHES = 5
BY_NUMBER, BY_WEAK_NUMBER, BY_ADDRESS = 1.0, 0.9, POSSIBLE_FROM
LONGEST = 1000
_NUMBER = re.compile(r"(?<![^\W_])(?=[^\W_]*\d)[^\W_](?:[^\W_]|[-\s.](?=\d)){7,24}(?![^\W_])")


@dataclass(slots=True)
class Screened:
    """One name's answer (the JSON line) and the parties that were too far from it to be named."""

    name: str
    key: str
    answer: JSON
    candidates: list[JSON] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Screener:
    """Answers names as of one day, from the data as it was when this was made."""

    as_of: date
    opened: Opened
    merged: Merged

    def screen(self, names: Sequence[str]) -> list[Screened]:
        """The answers in order. Few queries for all of them together: pass some hundreds at a time."""
        facts = _Facts(self, names)
        return [facts.answer(name) for name in names]


def screener(as_of: date) -> Screener:
    """A screener over the names and listings as they are now; `as_of` says which listings count as in force."""
    return Screener(as_of, current_index(), merged_parties())


def list_versions(as_of: date) -> list[JSON]:
    """The lists of a day and the version of each that was in force, for the record of a run."""
    return [
        {
            "list": held.list.name,
            "version": str(held.version) if held.version else None,
            "sha256": held.version.sha256 if held.version else None,
            "effective_on": held.version.effective_on.isoformat() if held.version else None,
        }
        for held in lists_held_on(as_of)
    ]


@dataclass(slots=True)
class _Match:
    party: int
    score: float
    reasons: list[JSON]


class _Facts:
    """Everything that the answers to some names need, read together."""

    def __init__(self, screener: Screener, names: Sequence[str]) -> None:
        self._as_of, self._merged = screener.as_of, screener.merged
        self._keys = {name: stored_key(name) for name in names}
        with screener.opened.lock:
            search = screener.opened.searcher.search
            self._found = {name: search(name, MOST_MATCHES * 2) for name in dict.fromkeys(names)}
        self._by_number = _by_number(names, self._merged)
        self._listed = {int(party) for party in screener.opened.searcher.index.parties}
        self._near = self._sharing_addresses(names)
        wanted = {found.party for each in self._found.values() for found in each}
        wanted |= {hit[0] for hits in self._by_number.values() for hit in hits}
        wanted |= {hit[0] for hits in self._near.values() for hit in hits}
        self._parties = Party.objects.in_bulk(wanted)
        self._listings = _listings(wanted, self._merged)
        self._held = versions_held(self._as_of, (one for each in self._listings.values() for one in each))
        self._judged = _judgements(self._keys.values())

    def answer(self, name: str) -> Screened:
        """The answer to one of the names."""
        key = self._keys[name]
        matches, far = self._ranked(name)
        told = [self._told(one, key) for one in matches[:MOST_MATCHES]]
        answer = {"name": name, "as_of": self._as_of.isoformat(), "matches": told}
        far = [*matches[MOST_MATCHES:], *far][:MOST_MATCHES]
        return Screened(name, key, answer, [self._short(one) for one in far])

    def _ranked(self, name: str) -> tuple[list[_Match], list[_Match]]:
        by_party: dict[int, _Match] = {}
        for found in self._found[name]:
            by_party[found.party] = _Match(found.party, found.score, [_said(each) for each in reasons(found)])
        for party, strong, scheme, value in self._by_number.get(name, ()):
            code = "same_number" if strong else "same_weak_number"
            _add(by_party, party, BY_NUMBER if strong else BY_WEAK_NUMBER, code, {"scheme": scheme, "number": value})
        for party, bearer in self._near.get(name, ()):
            _add(by_party, party, BY_ADDRESS, "shares_address", {"party": bearer})
        ranked = sorted(by_party.values(), key=lambda one: (-one.score, one.party))
        named = [one for one in ranked if one.score >= POSSIBLE_FROM and one.party in self._parties]
        return named, [one for one in ranked if one.score < POSSIBLE_FROM and one.party in self._parties]

    def _told(self, match: _Match, key: str) -> JSON:
        party = self._parties[match.party]
        judged = self._judged.get((key, match.party))
        decision = "match" if match.score >= MATCH_FROM else "possible"
        if judged:
            decision = "match" if judged.same else "possible"
        listings = self._listings.get(match.party, [])
        sure = [one for one in listings if one.in_force_on(self._as_of)]
        told: JSON = {
            "party": party.name,
            "party_id": str(party.public_id),
            "country": party.country,
            "score": round(match.score, 3),
            "decision": decision,
            "listed": [self._listing(one) for one in sure],
            "listed_on_other_days": [self._listing(one) for one in listings if one not in sure],
            "reasons": match.reasons,
        }
        return told | ({"judged": _judgement(judged)} if judged else {})

    def _listing(self, listing: Listing) -> JSON:
        return {
            "list": listing.list_name,
            "from": listing.start.isoformat() if listing.start else None,
            "to": listing.end.isoformat() if listing.end else None,
            "version": told_version(listing, self._held.get(listing.list_id)),
            "programme": listing.programme,
        }

    def _short(self, match: _Match) -> JSON:
        return {"party": self._parties[match.party].name, "score": round(match.score, 3)}

    def _sharing_addresses(self, names: Collection[str]) -> dict[str, list[tuple[int, str]]]:
        """By name: listed parties at an address of a party that bears the name exactly and is on no list itself."""
        bearers = parties_by_key(self._keys[name] for name in names)
        unlisted = {
            name: [one.party for one in bearers.get(self._keys[name], ()) if one.party not in self._listed]
            for name in names
        }
        shared = sharing_an_address({party for parties in unlisted.values() for party in parties})
        return {
            name: [(other, name) for party in parties for other in shared.get(party, ()) if other in self._listed]
            for name, parties in unlisted.items()
        }


def _add(by_party: dict[int, _Match], party: int, score: float, code: str, params: dict[str, str]) -> None:
    match = by_party.setdefault(party, _Match(party, 0.0, []))
    match.score = max(match.score, score)
    match.reasons.insert(0, {"code": code, "params": params})


def _said(reason: tuple[str, Mapping[str, str]]) -> JSON:
    return {"code": reason[0], "params": dict(reason[1])}


def _by_number(names: Iterable[str], merged: Merged) -> dict[str, list[tuple[int, bool, str, str]]]:
    """By name: parties on a list one of whose numbers stands in the text."""
    written = {name: {_plain(found[0]) for found in _NUMBER.finditer(name)} for name in names}
    values = {value for each in written.values() for value in each}
    if not values:
        return {}
    rows = PartyIdentifier.objects.filter(value__in=values).exclude(valid=False)
    listed = set(Listing.objects.filter(list__register=False).values_list("party_id", flat=True))
    by_value: dict[str, list[tuple[int, bool, str, str]]] = {}
    for party, strong, scheme, value in rows.values_list("party_id", "strong", "scheme", "value"):
        if listed.intersection(merged.rows([party])):
            standing = merged.roots[party].pk if party in merged.roots else party
            by_value.setdefault(value, []).append((standing, strong, scheme, value))
    return {name: [hit for value in sorted(each) for hit in by_value.get(value, ())] for name, each in written.items()}


def _plain(number: str) -> str:
    return "".join(sign for sign in number.upper() if sign.isalnum())


def _listings(parties: Collection[int], merged: Merged) -> dict[int, list[Listing]]:
    found: dict[int, list[Listing]] = {}
    for listing in listings_of_parties(merged.rows(parties)):
        standing = merged.roots[listing.party_id].pk if listing.party_id in merged.roots else listing.party_id
        found.setdefault(standing, []).append(listing)
    return found


def _judgements(keys: Iterable[str]) -> dict[tuple[str, int], ScreeningJudgement]:
    rows = ScreeningJudgement.objects.filter(key__in=set(keys), withdrawn_at__isnull=True).select_related("author")
    return {(row.key, row.party_id): row for row in rows}


def _judgement(row: ScreeningJudgement) -> JSON:
    return {
        "id": str(row.public_id),
        "same": row.same,
        "by": row.author.name or row.author.email,
        "on": row.made_at.date().isoformat(),
        "note": row.note,
    }
