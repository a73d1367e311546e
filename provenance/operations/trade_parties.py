"""Stores names of companies as trade records write them, and makes the companies that nobody knew."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from provenance.batching import batches
from provenance.identifiers import read_identifier
from provenance.importers.trade_rows import Name
from provenance.models import Party, PartyIdentifier, TradeFile, TradeName
from provenance.name_key import stored_key
from provenance.operations import bulk
from provenance.operations.trade_names import UNREADABLE, Company, Meanings
from provenance.search_key import search_key
from provenance.tracing.columns import pack_country


class StoredNames:
    """By the place of each name: keys of its row and of its company, its company's country packed."""

    def __init__(self, names: Sequence[Name], meanings: Meanings, file: TradeFile) -> None:
        self.made = len(meanings.new)
        _make_parties(names, meanings.new)
        self.filled = _fill_countries(meanings)
        keys = _store(names, meanings, file)
        self.keys: NDArray[np.int64] = np.array(keys, dtype=np.int64)
        self.parties: NDArray[np.int64] = np.array([one.company.party for one in meanings.meant], dtype=np.int64)
        countries = [name[1] or one.company.country for name, one in zip(names, meanings.meant, strict=True)]
        self.countries: NDArray[np.uint16] = np.array(list(map(pack_country, countries)), dtype=np.uint16)


def made_party(name: str, country: str = "") -> int:
    """One new company of no known kind; its key."""
    company = Company(0, country, named=0, key=stored_key(name))
    _make_parties([(name, country, "")], [company])
    return company.party


def _make_parties(names: Sequence[Name], new: Sequence[Company]) -> None:
    """Make companies, and tell each its key."""
    if not new:
        return
    there = _slugs_there([_slug(names[one.named]) for one in new])
    first = bulk.reserve(Party, len(new))
    for key, company in enumerate(new, start=first):
        company.party = key
    texts = [names[one.named][0] for one in new]
    slugs = [_slug(names[one.named]) for one in new]
    columns: dict[str, Any] = {
        "id": [one.party for one in new],
        "public_id": [uuid.uuid4().hex for _ in new],
        "slug": [f"{slug}-{uuid.uuid4().hex[:8]}" if slug in there else slug for slug in slugs],
        "name": texts,
        "country": [one.country for one in new],
        "search_key": list(map(search_key, texts)),
        "name_key": ["" if one.key.startswith(UNREADABLE) else one.key for one in new],
    }
    for field in Party._meta.concrete_fields:
        if field.column not in columns:
            columns[str(field.column)] = [field.get_default()] * len(new)
    bulk.insert_columns(Party, columns)
    PartyIdentifier.objects.bulk_create(
        [row for one in new if one.registration and (row := _identifier(one)) is not None], batch_size=bulk.AT_ONCE
    )


def _identifier(company: Company) -> PartyIdentifier | None:
    read = read_identifier(company.registration, company.country)
    if read is None:
        return None
    facts = {"scheme": read.scheme, "value": read.value, "text": read.text, "valid": read.valid, "strong": read.strong}
    return PartyIdentifier(party_id=company.party, **facts)


def _slug(name: Name) -> str:
    """The same for the same name wherever it is imported."""
    return "trade-" + hashlib.blake2b("\n".join(name).encode(), digest_size=10).hexdigest()


def _slugs_there(slugs: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in batches(slugs):
        found.update(Party.objects.filter(slug__in=some).values_list("slug", flat=True))
    return found


def _fill_countries(meanings: Meanings) -> list[int]:
    """Countries of companies that had none; the keys of these companies."""
    fills = {
        one.company.party: one.company.country for one in meanings.meant if one.company.fills and one.company.party
    }
    for party, country in fills.items():
        Party.objects.filter(pk=party, country="").update(country=country)
    return list(fills)


def _store(names: Sequence[Name], meanings: Meanings, file: TradeFile) -> list[int]:
    """Store the names that are new; the keys of all, by place."""
    new = [place for place, one in enumerate(meanings.meant) if not one.stored]
    keys = [one.stored for one in meanings.meant]
    if not new:
        return keys
    first = bulk.reserve(TradeName, len(new))
    meant = [meanings.meant[place] for place in new]
    bulk.insert_columns(
        TradeName,
        {
            "id": list(range(first, first + len(new))),
            "text": [names[place][0] for place in new],
            "country": [names[place][1] for place in new],
            "registration": [names[place][2] for place in new],
            "party_id": [one.company.party for one in meant],
            "how": [str(one.how) for one in meant],
            "score": [one.score for one in meant],
            "made_party": [one.company.named == place for one, place in zip(meant, new, strict=True)],
            "added_by_id": [file.pk] * len(new),
        },
    )
    for key, place in enumerate(new, start=first):
        keys[place] = key
    return keys
