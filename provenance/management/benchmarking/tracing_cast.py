"""Who trades in a made world, and what: makers, their distributors, traders, importers; parts and other goods."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from provenance.management.benchmarking.tracing_names import COUNTRIES, Name, company
from provenance.management.benchmarking.tracing_worlds import AUTHORISED, MAKERS, World
from provenance.reference.trade import customs_rows

Numbers: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

CODES = 100
BUSIEST = ("854231", "854239", "854232")
_IMPORTERS, _OTHER_BUYERS = 0.15, 0.25
_MAKER_COUNTRIES = ("US", "US", "DE", "JP", "TW")
_DISTRIBUTOR_COUNTRIES = ("US", "DE", "SG", "HK", "TW", "JP", "CN", "IN")
_PACKAGES = ("RGZ", "DT", "PWR", "BGT", "QFN", "LQ", "CSP", "NS")
_PART_CODE_SHARE, _PART_SHARE = 0.5, 0.6
_CONSONANTS = "BCDFGHJKLMNPQRSTVWXZ"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the catalogue. `maker` is a place in the cast, `price` US dollars a piece."""

    number: str
    base: str
    maker: int
    category: str
    codes: tuple[str, ...]
    price: float


@dataclass(frozen=True, slots=True)
class Pool:
    """Parties of one role, from `first` on; `busy` the running sum of how much each trades, ending in 1."""

    first: int
    busy: Floats

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.busy)

    def drawn(self, dice: np.random.Generator, count: int) -> Numbers:
        """Parties by how much they trade: a few are in most rows."""
        return self.first + np.searchsorted(self.busy, dice.random(count)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and everything. Parties are places in `names` and `countries`; the makers come first."""

    names: Sequence[Name]
    countries: Sequence[str]
    distributors: Pool
    traders: Pool
    importers: Pool
    buyers: Pool
    authorised: Sequence[Numbers]
    """By maker."""
    parts: Sequence[Part]
    bases: Numbers
    """By part: a number that parts of one base share."""
    goods: Floats
    """The running sum of what is traded: the parts, then the codes of `other_codes`."""
    other_codes: Sequence[str]
    other_prices: Floats


def cast(world: World) -> Cast:
    """The cast of a world; the same seed gives the same."""
    dice, drawn = random.Random(world.seed), np.random.default_rng(world.seed)  # noqa: S311
    importers, buyers = int(world.parties * _IMPORTERS), int(world.parties * _OTHER_BUYERS)
    traders = world.parties - MAKERS - world.distributors - importers - buyers
    countries = [
        *dice.choices(_MAKER_COUNTRIES, k=MAKERS),
        *dice.choices(_DISTRIBUTOR_COUNTRIES, k=world.distributors),
        *dice.choices(list(COUNTRIES), [share for _, share in COUNTRIES.values()], k=traders),
        *["RU"] * importers,
        *dice.choices(list(COUNTRIES), k=buyers),
    ]
    pools = _pools((world.distributors, traders, importers, buyers), world.hub_steepness, drawn)
    authorised = [
        pools[0].first + np.sort(drawn.choice(world.distributors, drawn.integers(*AUTHORISED), replace=False))
        for _ in range(MAKERS)
    ]
    shares, other_codes = _codes(drawn)
    parts = _parts(world.parts, shares, dice, drawn)
    return Cast(
        names=_names(countries, world, dice),
        countries=countries,
        distributors=pools[0],
        traders=pools[1],
        importers=pools[2],
        buyers=pools[3],
        authorised=authorised,
        parts=parts,
        bases=_bases(parts),
        goods=_goods(parts, shares, other_codes),
        other_codes=other_codes,
        other_prices=np.exp(drawn.normal(3.0, 1.5, len(other_codes))),
    )


def _names(countries: Sequence[str], world: World, dice: random.Random) -> list[Name]:
    """A name for each party; no two are called the same."""
    names: list[Name] = []
    taken: set[str] = set()
    for country in countries:
        name = company(country, dice, characters=world.characters)
        while name.usual.casefold() in taken:
            name = company(country, dice, characters=world.characters)
        taken.add(name.usual.casefold())
        names.append(name)
    return names


def _pools(sizes: Sequence[int], steepness: float, drawn: np.random.Generator) -> list[Pool]:
    first, pools = MAKERS, []
    for size in sizes:
        busy = drawn.permutation(np.arange(1, size + 1, dtype=np.float64) ** -steepness)
        pools.append(Pool(first, _running(busy)))
        first += size
    return pools


def _running(shares: Floats) -> Floats:
    """The running sum, ending in exactly 1."""
    sums: Floats = np.cumsum(shares)
    ending_in_1: Floats = sums / sums[-1]
    return ending_in_1


def _codes(drawn: np.random.Generator) -> tuple[dict[str, float], list[str]]:
    """Each customs code's share of trade: those that parts travel under, and made ones of other goods."""
    known = sorted({code for row in customs_rows().values() for code in row.codes} - set(BUSIEST))
    others = [f"{heading}{sub:02}" for heading in ("8471", "8473", "8517", "8529", "8543", "9030") for sub in range(90)]
    missing = CODES - len(known) - len(BUSIEST)
    other_codes = sorted(drawn.choice(sorted(set(others) - set(known)), missing, replace=False))
    order = [*BUSIEST, *drawn.permutation([*known, *other_codes])]
    return {str(code): (place + 1) ** -_PART_CODE_SHARE for place, code in enumerate(order)}, [*map(str, other_codes)]


def _parts(count: int, shares: dict[str, float], dice: random.Random, drawn: np.random.Generator) -> list[Part]:
    """Bases of one to three parts, more of them under codes that are traded more."""
    by_code: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for category, row in customs_rows().items():
        by_code.setdefault(row.codes[0], []).append((category, row.codes))
    codes = sorted(by_code)
    prefixes = dice.sample([a + b for a in _CONSONANTS for b in _CONSONANTS], MAKERS)
    parts: list[Part] = []
    taken: set[str] = set()
    while len(parts) < count:
        maker = dice.randrange(MAKERS)
        base = f"{prefixes[maker]}{dice.randrange(1000, 10_000)}{dice.choice(('', '', 'A', 'H'))}"
        if base in taken:
            continue
        taken.add(base)
        category, own = dice.choice(by_code[dice.choices(codes, [shares[code] for code in codes])[0]])
        price = float(np.exp(drawn.normal(1.1, 1.4)))
        for package in dice.sample(_PACKAGES, min(dice.randint(1, 3), count - len(parts))):
            parts.append(Part(base + package, base, maker, category, own, price))
    return parts


def _bases(parts: Sequence[Part]) -> Numbers:
    numbers = {base: place for place, base in enumerate(dict.fromkeys(part.base for part in parts))}
    return np.array([numbers[part.base] for part in parts])


def _goods(parts: Sequence[Part], shares: dict[str, float], other_codes: Sequence[str]) -> Floats:
    """A code's trade goes to its parts, to the first much more than to the last."""
    seen: dict[str, int] = {}
    weights = []
    for part in parts:
        seen[part.codes[0]] = seen.get(part.codes[0], 0) + 1
        weights.append(seen[part.codes[0]] ** -_PART_SHARE)
    whole: dict[str, float] = {}
    for part, weight in zip(parts, weights, strict=True):
        whole[part.codes[0]] = whole.get(part.codes[0], 0.0) + weight
    own = [shares[p.codes[0]] * weight / whole[p.codes[0]] for p, weight in zip(parts, weights, strict=True)]
    return _running(np.array([*own, *(shares[code] for code in other_codes)]))
