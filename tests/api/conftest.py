"""What all tests of the API share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """No calls of earlier tests."""
    cache.clear()
