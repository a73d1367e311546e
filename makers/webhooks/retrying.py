"""When a message that was not taken is sent again, and when it is given up."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

PAUSES: Final[tuple[float, ...]] = (5, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600, 20 * 3600, 38 * 3600)
"""Seconds after the first attempt, the second ...: eight attempts within 69 hours."""

PATIENCE: Final = 4
"""So many failures in a row, and the receiver is left alone for a while with all of its messages."""
JITTER: Final = 0.1


def pause_after(attempts: int, pauses: Sequence[float] = PAUSES) -> timedelta | None:
    """How long to wait after so many attempts, one tenth more or less by chance; None: it is given up."""
    if attempts > len(pauses):
        return None
    return timedelta(seconds=pauses[attempts - 1] * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 - no secret
