"""A process that has read gives large pieces of memory back."""

import subprocess
import sys
import textwrap

import pytest

from teardowns.ocr.memory import give_memory_back

GROWN = textwrap.dedent(
    """
    import ctypes
    from teardowns.ocr.memory import give_memory_back
    if {tuned}:
        give_memory_back()
    c = ctypes.CDLL(None)
    c.malloc.restype, c.malloc.argtypes, c.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]
    size = 30_000_000
    c.free(c.malloc(size))  # after this glibc serves pieces of this size from its heap
    piece = c.malloc(size)
    above = c.malloc(100_000)  # holds the heap up
    c.memset(ctypes.c_void_p(piece), 1, size)
    c.free(piece)
    print(int(open("/proc/self/statm").read().split()[1]) * 4096 // 1_000_000)
    """
)


@pytest.mark.skipif(not give_memory_back(), reason="not glibc")
def test_what_was_freed_no_longer_counts() -> None:
    kept, given_back = (_megabytes(tuned=tuned) for tuned in (False, True))
    assert given_back < kept - 20


def _megabytes(*, tuned: bool) -> int:
    code = GROWN.format(tuned=tuned)
    return int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)
