"""A chain that is planted, before it becomes rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delivery:
    """One planted hop, whole: what was sent in parts is one delivery. Days count from the world's first."""

    seller: int
    buyer: int
    first: int
    last: int
    good: int
    quantity: int
    price: float
    named: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """A planted chain: a week of making, a day of recovery, and the deliveries between.

    `others`: parts under the same code, of the same maker if it has some, of which nothing is planted.
    """

    kind: str
    good: int
    made: int
    recovered: int
    hops: tuple[Delivery, ...]
    others: tuple[int, ...] = ()
