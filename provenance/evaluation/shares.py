"""So many of so many, with Wilson's 95 % interval."""

import math
from dataclasses import dataclass
from typing import Any

JSON = dict[str, Any]
Z = 1.959964
"""Of the normal distribution, for 95 %."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def percent(self) -> float | None:
        """None when there is nothing to divide by."""
        return 100 * self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval in percent."""
        if not self.of:
            return None
        p, n, z2 = self.hits / self.of, self.of, Z * Z
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)

    def plain(self) -> JSON:
        """As JSON: percent with its interval, and the counts."""
        low, high = self.interval or (None, None)
        return {
            "percent": _tenth(self.percent),
            "hits": self.hits,
            "of": self.of,
            "low": _tenth(low),
            "high": _tenth(high),
        }


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
