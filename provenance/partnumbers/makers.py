"""Who a brand is: its names, its owner as of a date, the prefixes of its numbers, its lettering on components."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from provenance import reference
from provenance.partnumbers.confusions import fold
from provenance.partnumbers.families import registry
from provenance.partnumbers.scripts import fold_lookalikes
from provenance.reference import BrandMarkRow, MakerRow, PrefixRow, SuffixRow

_LEGAL = re.compile(
    r"[\s,]+(inc|incorporated|corp|corporation|co|company|ltd|limited|llc|gmbh|ag|plc|nv|bv|sa|srl|kk|semiconductors?"
    r"|semicon|semi|electronics?|elec|components?|industries|network|america|usa|technology|technologies|tech"
    r"|international|holdings|group)\.?$",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(r"(?:.*\S)?\((.*?)\)*")
UNNAMED = "Unnamed maker"
"""The party under which a catalogue keeps parts whose list named no maker."""
_WEAK_LENGTH = 2
_SHORT_MARK = 3
_ORDINARY = frozenset(
    {"PULSE", "PEAK", "APEX", "HALO", "SHARP", "ALLIANCE", "CATALYST", "DIALOG", "INTEGRAL", "LATTICE"}
)
"""Brands that are words of descriptions too: lettering is in capitals."""


@dataclass(frozen=True, slots=True)
class BrandSeen:
    """A brand's lettering found on line `line`. Weak: so short that it may be part of something else."""

    manufacturer: str
    text: str
    line: int
    weak: bool


def brand_key(text: str) -> str:
    """Key for comparing lettering of brands: letters and digits, look-alikes and confusable characters folded."""
    return fold("".join(c for c in fold_lookalikes(text.upper()) if c.isalnum()))


def without_legal_form(name: str) -> str:
    """A maker's name without the last of the words that many names end in."""
    return _LEGAL.sub("", name)


def _spelt(text: str) -> Iterator[str]:
    """A name as it stands, the full name in brackets behind a short one, and a domain without what stands before it."""
    yield text
    if bracket := _FULL_NAME.fullmatch(text):
        yield bracket[1]
    if " " not in text:
        yield from (text[dot.end() :] for dot in re.finditer(r"\.", text))


class Makers:
    """All that is known about brands; built from the reference rows, or from other rows in tests."""

    def __init__(
        self,
        makers: Iterable[MakerRow],
        prefixes: Iterable[PrefixRow],
        marks: Iterable[BrandMarkRow],
        suffixes: Iterable[SuffixRow] = (),
    ) -> None:
        self._rows = {row.name: row for row in makers}
        self._names = {alias.casefold(): row.name for row in self._rows.values() for alias in row.aliases}
        self._names |= {domain: row.name for row in self._rows.values() for domain in row.domains}
        self._names |= {name.casefold(): name for name in self._rows}
        self._prefixes = {row.prefix: row for row in prefixes}
        self._longest = max((len(prefix) for prefix in self._prefixes), default=0)
        self._suffixes = [(row.manufacturer, re.compile(row.pattern)) for row in suffixes]
        self._marks: dict[str, tuple[str, bool]] = {}
        for mark in marks:
            for text in (*mark.misread_as, mark.mark):
                self._marks[brand_key(text)] = (mark.manufacturer, len(mark.mark) <= _WEAK_LENGTH)

    def named(self, text: str) -> str:
        """The brand that a name or an internet domain means, or an empty text.

        What stands in brackets is the owner and is left aside: "Maxim Integrated Products (Analog Devices)" is Maxim;
        of "Analog Devices Inc./Maxim Integrated" it is the brand that the other one owns. Short and full name stand
        together without a space: "UMW(Youtai Semiconductor)".
        """
        found = self._names.get(text.casefold()) or next(
            (name for name in map(self._plainly_named, _spelt(text)) if name), ""
        )
        if found or "/" not in text:
            return found
        pieces = dict.fromkeys(name for name in map(self._plainly_named, text.split("/")) if name)
        owned = [one for one in pieces if all(one == other or other in self.owners(one) for other in pieces)]
        return owned[0] if owned else ""

    def _plainly_named(self, text: str) -> str:
        name = re.sub(r"\s*\(.*", "", text).strip() or text.strip()
        while name:
            found = self._names.get(name.casefold())
            if found:
                return found
            shorter = without_legal_form(name)
            if shorter == name:
                return ""
            name = shorter
        return ""

    def knows(self, manufacturer: str) -> bool:
        """Whether a name is a brand's of the reference data."""
        return manufacturer in self._rows

    def owners(self, manufacturer: str, on: date | None = None) -> tuple[str, ...]:
        """Owner, owner's owner and so on, as of a date (None: today's state).

        Only years of acquisition are known: within that year the former state still counts.
        """
        chain: list[str] = []
        row = self._rows.get(manufacturer)
        while row and row.parent and row.parent not in chain:
            if on and row.parent_year and on.year <= row.parent_year:
                break
            chain.append(row.parent)
            row = self._rows.get(row.parent)
        return tuple(chain)

    def owner(self, manufacturer: str, on: date | None = None) -> str:
        """Who owned the brand on a date (None: today); the brand itself when nobody else did."""
        return (manufacturer, *self.owners(manufacturer, on))[-1]

    def related(self, one: str, other: str) -> bool:
        """Whether the two are one brand, or one has come to belong to the other."""
        return one == other or one in self.owners(other) or other in self.owners(one)

    def prefix(self, text: str) -> PrefixRow | None:
        """The longest known prefix that `text` (upper case, punctuation kept) starts with and goes on as a number."""
        for length in range(min(self._longest, len(text) - 1), 1, -1):
            row = self._prefixes.get(text[:length])
            if row and _goes_on(text[:length], text[length:]):
                return row
        return None

    def is_suffix(self, text: str, manufacturer: str) -> bool:
        """Whether `text` (plain) is an ordering suffix of the brand, of its owner, or of a brand that it owns."""
        return any(
            pattern.fullmatch(text) is not None and self.related(brand, manufacturer)
            for brand, pattern in self._suffixes
        )

    def brands_on(self, lines: Sequence[str]) -> tuple[BrandSeen, ...]:
        """Brand lettering on the lines: whole lines, words, or two words together; the strong ones first.

        What only one maker prints beside its numbers (`families.base.Sign`) counts as weak lettering.
        """
        seen: list[BrandSeen] = []
        for index, line in enumerate(lines):
            seen += [BrandSeen(maker, text, index, weak=True) for maker, text in registry.signs(line)]
            words = line.split()
            for text in dict.fromkeys([line, *(" ".join(pair) for pair in pairwise(words)), *words]):
                found = self._marks.get(brand_key(text))
                if not found or not any(c.isalpha() for c in text):
                    continue
                if text.upper() in _ORDINARY and not text.isupper():
                    continue
                if text != line and len(text) <= _WEAK_LENGTH and not any(c.isdigit() for c in line):
                    continue  # ON OFF, LED ON: words beside a switch
                weak = text != line and (found[1] or (len(text) == _SHORT_MARK and not text.isupper()))
                if line.startswith(text) or not weak:
                    seen.append(BrandSeen(found[0], text, index, weak))
        return tuple(sorted(seen, key=lambda brand: brand.weak))


def _goes_on(prefix: str, rest: str) -> bool:
    """Whether `rest` makes `prefix` a part number: digits close by, two at least, and not a word."""
    digits = sum(c.isdigit() for c in prefix + rest[:12])
    near = rest[:1] if len(prefix) <= 2 and prefix.isalpha() else rest[:4]
    return digits >= 2 and (prefix[-1].isdigit() or any(c.isdigit() for c in near)) and len(prefix + rest) >= 5


@cache
def known_makers() -> Makers:
    """The makers of the reference data."""
    return Makers(reference.makers(), reference.prefixes(), reference.brand_marks(), reference.package_suffixes())
