"""Memory that a photo needed goes back to the system when the photo is done.

glibc by itself keeps large pieces in its heap once one of them was freed, in an arena for each thread: over a set of
photos the process grew to the sum of its peaks. With fixed limits it peaked at two thirds of that, at no cost of time.
"""

import ctypes
from functools import cache

KEPT_BYTES = 256 * 1024
"""Pieces above this come from the system and go back to it."""
ARENAS = 2
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Names of parameters in glibc's malloc.h."""


@cache
def give_memory_back() -> bool:
    """Tell the C library so, once a process; False where it is not glibc and knows no such limits."""
    tune = getattr(ctypes.CDLL(None), "mallopt", None)
    if tune is None:
        return False
    limits = ((_MMAP_THRESHOLD, KEPT_BYTES), (_TRIM_THRESHOLD, KEPT_BYTES), (_ARENA_MAX, ARENAS))
    return all([bool(tune(name, value)) for name, value in limits])
