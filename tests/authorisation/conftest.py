"""The walk asks thousands of times for what it may not have: that is not worth a log line each."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Errors only."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
