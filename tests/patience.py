"""How long tests wait for what must come: for long, because a busy machine is no fault."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 40.0


def wait_until(held: Callable[[], object], *, within: float = PATIENCE_SECONDS) -> None:
    """Fail when it does not come about within so many seconds."""
    end = time.monotonic() + within
    while not held():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)
