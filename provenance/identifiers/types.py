"""What a number of a register is."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identifier:
    """One number. `scheme`: a key of `SCHEMES` or "other"; `value` normalised, `text` as written.

    `valid`: what the check digits say, None where the scheme has none. `strong`: it names one organisation alone, and
    a slip of the pen would have been noticed.
    """

    scheme: str
    value: str
    text: str
    valid: bool | None
    strong: bool


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one register numbers. `label`: how its numbers are called; `shape`: how a normalised one looks.

    `country`: where it is given out, empty for everywhere: without a label only numbers of that country are taken for
    it. `check`: whether the check digits are right; None when the scheme has none, and then no number is strong.
    """

    key: str
    label: re.Pattern[str]
    shape: re.Pattern[str]
    country: str = ""
    check: Callable[[str], bool] | None = None

    def read(self, value: str, text: str) -> Identifier | None:
        """A normalised number as one of this scheme; None when it does not look like one."""
        if not self.shape.fullmatch(value):
            return None
        valid = self.check(value) if self.check else None
        return Identifier(self.key, value, text, valid, strong=valid is True)
