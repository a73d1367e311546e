"""What descriptions of goods name: parts, catalogued or not, and makers. Each text is looked at once."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from provenance.batching import batches
from provenance.importers.table import RowRefused
from provenance.models import GoodsText, Part, PartAlias, Party
from provenance.name_key import stored_key
from provenance.operations import bulk
from provenance.operations.maker_names import MakerNames
from provenance.operations.trade_parties import made_party
from provenance.partnumbers.normalise import canonical
from provenance.tradewords.part_tokens import part_like, split_numbers

MOST_KEPT = 50_000
"""Texts that are remembered."""
SHORTEST_MAKER = 4
_ORDINARY = frozenset(
    {"alliance", "apex", "catalyst", "component", "components", "connector", "crystal", "dialog", "digital", "diode",
     "diodes", "electronics", "general", "halo", "integral", "integrated", "lattice", "micro", "module", "optical",
     "peak", "power", "pulse", "semiconductor", "sensor", "sharp", "signal", "standard", "switch", "transistor",
     "vision"}
)  # fmt: skip
"""Makers' names that are words of descriptions."""
_WORD = re.compile(r"[^\W_]+(?:[-&][^\W_]+)*")
Said = tuple[str, str, str]
"""Description, part number and maker as a row writes them; each may be empty."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A part number in a row. `maker`: key of its maker where somebody says who that is."""

    canonical: str
    number: str
    maker: int | None
    stated: bool


@dataclass(frozen=True, slots=True)
class Goods:
    """What a row says of its goods: the maker that it names, and parts."""

    maker: int | None
    mentions: tuple[Mention, ...]


class GoodsReader:
    """Reads what rows say of goods with one look into the catalogue for each batch."""

    def __init__(self) -> None:
        self._makers = MakerNames()
        self._named: dict[str, int | None] = {}
        self._in_texts = _maker_words()
        self._read: dict[Said, Goods] = {}
        self._texts: dict[str, int] = {}

    def read(self, rows: Iterable[Said]) -> dict[Said, Goods]:
        """By what rows say: what that means."""
        wanted = set(rows)
        new = [said for said in wanted if said not in self._read]
        found = {said: (self._maker(said), tuple(_numbers(said))) for said in new}
        makers = self._catalogued({key for _, numbers in found.values() for key, _, _ in numbers})
        if len(self._read) + len(new) > MOST_KEPT:
            self._read = {said: self._read[said] for said in wanted if said in self._read}
        for said, (maker, numbers) in found.items():
            mentions = tuple(
                Mention(key, number, maker or _only(makers.get(key, ())), bool(stated))
                for key, number, stated in numbers
                if stated is not None or key in makers
            )
            self._read[said] = Goods(maker, mentions)
        return self._read

    def texts(self, texts: Iterable[str]) -> dict[str, int]:
        """By description: its key; those that are new are stored."""
        wanted = {text for text in texts if text}
        if len(self._texts) > MOST_KEPT:
            self._texts = {}
        digests = {_digest(text): text for text in wanted if text not in self._texts}
        for chunk in batches(digests):
            rows = GoodsText.objects.filter(digest__in=chunk).values_list("digest", "pk")
            self._texts |= {digests[digest]: key for digest, key in rows}
        new = {digest: text for digest, text in digests.items() if text not in self._texts}
        if new:
            first = bulk.reserve(GoodsText, len(new))
            keys = list(range(first, first + len(new)))
            bulk.insert_columns(
                GoodsText, {"id": keys, "text": list(new.values()), "digest": [digest.hex for digest in new]}
            )
            self._texts |= dict(zip(new.values(), keys, strict=True))
        return self._texts

    def _maker(self, said: Said) -> int | None:
        description, _number, name = said
        if not name:
            return self._maker_in(description)
        if name not in self._named:
            self._named[name] = self._meant(name)
        return self._named[name]

    def _meant(self, name: str) -> int | None:
        try:
            maker = self._makers.named(name)
        except RowRefused:
            return None  # several makers bear the name
        return maker.party or _other_maker(name)

    def _maker_in(self, text: str) -> int | None:
        """The only maker whose name stands in a text."""
        words = [word.casefold() for word in _WORD.findall(text)]
        found: set[int] = set()
        for at, word in enumerate(words):
            for name, maker in self._in_texts.get(word, ()):
                if tuple(words[at : at + len(name)]) == name:
                    found.add(maker)
        return _only(found)

    def _catalogued(self, keys: Collection[str]) -> dict[str, set[int]]:
        """By canonical number: the makers that list it."""
        found: dict[str, set[int]] = defaultdict(set)
        for chunk in batches(keys):
            for table in (Part, PartAlias):
                for key, maker in table.objects.filter(canonical__in=chunk).values_list("canonical", "manufacturer_id"):
                    found[key].add(self._makers.standing(maker))
        return found


def _numbers(said: Said) -> Iterator[tuple[str, str, bool | None]]:
    """Canonical and written number, and whether it stood in its own column: None for what only a catalogue confirms."""
    description, stated, _maker = said
    seen = set()
    if key := canonical(stated):
        seen.add(key)
        yield key, stated, True
    for numbers, sure in ((part_like(description), False), (split_numbers(description), None)):
        for number in numbers:
            if (key := canonical(number)) not in seen:
                seen.add(key)
                yield key, number, sure


def _maker_words() -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """By first word: names of makers, as words, that no description uses otherwise."""
    found: dict[str, dict[tuple[str, ...], set[int]]] = defaultdict(lambda: defaultdict(set))
    kinds = ("maker", "brand_owner")
    makers = Party.objects.filter(kind__in=kinds, merged_into__isnull=True)
    names = [*makers.values_list("name", "pk"), *makers.filter(other_names__isnull=False).values_list(
        "other_names__name", "pk")]  # fmt: skip
    for name, maker in names:
        words = tuple(word.casefold() for word in _WORD.findall(name))
        if len("".join(words)) >= SHORTEST_MAKER and not _ORDINARY.issuperset(words):
            found[words[0]][words].add(maker)
    return {
        first: [(words, next(iter(meant))) for words, meant in by_words.items() if len(meant) == 1]
        for first, by_words in found.items()
    }


def _other_maker(name: str) -> int:
    """A brand that nobody knew: a party under its name, of whatever kind."""
    key = stored_key(name)
    there = list(Party.objects.filter(name_key=key).order_by("pk").values_list("pk", flat=True)[:2]) if key else []
    return there[0] if len(there) == 1 else made_party(name)


def _only(makers: Collection[int]) -> int | None:
    return next(iter(makers)) if len(makers) == 1 else None


def _digest(text: str) -> UUID:
    return UUID(bytes=hashlib.blake2b(text.encode(), digest_size=16).digest())
