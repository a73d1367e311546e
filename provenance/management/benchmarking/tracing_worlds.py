"""How the made worlds of trade are: their sizes, and what makes one of them harder than the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

START: Final = date(2019, 1, 1)
DAYS: Final = 5 * 365
LATE_DAYS: Final = 90
"""What comes later is mostly of these last days."""
MAKERS: Final = 40
AUTHORISED: Final = (15, 60)
DECOYS: Final = ("order", "gap", "quantity", "other_part", "before_production", "after_recovery", "wrong_start")
KINDS: Final = ("named", "mixed", "hs")
"""Each hop of a planted chain names the part, one hop does, none does."""


@dataclass(frozen=True, slots=True)
class World:
    """One world. Shares are between 0 and 1 and of rows, unless said."""

    name: str
    shipments: int
    seed: int
    named: float = 0.045
    misspelt: float = 0.02
    split: float = 0.1
    """Of planted hops, those that go in two or three shipments."""
    price_noise: float = 0.1
    """Of a planted hop: the deviation of the logarithm of its price."""
    hub_steepness: float = 0.9
    through_hubs: float = 0.25
    """Of planted intermediaries and importers, those that are drawn by how much they trade."""
    told_relations: float = 1.0
    wrong_code: float = 0.0
    """Of planted hops, those under a customs code that is not the part's."""
    resold: float = 0.0
    """Of other rows, those that pass on what another row brought: same goods and quantity, a price that follows."""
    no_value: float = 0.0
    stray_numbers: float = 0.0
    """Of rows, those with a contract number that looks like a part number."""
    decoys: tuple[str, ...] = DECOYS
    characters: bool = False
    """Chinese names written another way are written in Chinese."""

    @property
    def parties(self) -> int:
        """A hundredth of the shipments, at least 2,000, at most 100,000."""
        return min(100_000, max(2_000, self.shipments // 100))

    @property
    def parts(self) -> int:
        """6,000 from 3 M shipments on, 2,000 up to 1 M."""
        return min(6_000, max(2_000, self.shipments // 500))

    @property
    def distributors(self) -> int:
        """Those of whom each maker authorises 15 to 60."""
        return min(400, self.parties // 10)

    @property
    def chains(self) -> int:
        """300; in a world too small for them fewer."""
        return min(300, max(15, self.shipments // 200))

    @property
    def controls(self) -> int:
        """Questions for which nothing is planted."""
        return min(240, max(15, self.shipments // 200))

    @property
    def later(self) -> int:
        """Rows that come into the full database: 200,000 into 10 M."""
        return self.shipments // 50


def world(name: str, shipments: int, seed: int) -> World:
    """The usual world or the harder one, which has another seed, so that nothing can be fitted to it."""
    if name == "usual":
        return World(name, shipments, seed)
    return World(
        name,
        shipments,
        seed + 7919,
        named=0.03,
        misspelt=0.04,
        split=0.6,
        price_noise=0.6,
        hub_steepness=1.05,
        through_hubs=0.5,
        told_relations=0.8,
        wrong_code=0.05,
        resold=0.02,
        no_value=0.1,
        stray_numbers=0.02,
        decoys=(*DECOYS, "twin_name", "returned"),
        characters=True,
    )
