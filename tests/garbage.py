"""The search for garbage, spared: ten thousand tests are no garbage, and every search would look at all of them."""

import gc

SEARCH_EVERY = 50_000
"""Objects. Python's own measure is made for programs that hold little."""


def wait() -> None:
    """Nothing is searched while tests are collected."""
    gc.disable()


def begin() -> None:
    """From now on it is searched, among what is made from now on."""
    gc.freeze()
    gc.set_threshold(SEARCH_EVERY, 10, 10)
    gc.enable()
