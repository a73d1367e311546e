"""A claim: something speaks for a role of a piece of a line."""

from typing import NamedTuple

from provenance.partnumbers.types import Reason, Role

Span = tuple[int, int]
"""First character of a line and the one behind the last."""


class Claim(NamedTuple):
    """`weight`, 0..1: the probability if nothing else were claimed. One that is `left` counts only where room is."""

    line: int
    span: Span
    role: Role
    weight: float
    says: Reason
    left: bool = False
