"""Fixtures of the tests of accounts."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_rate_limit_from_before() -> None:
    """Tries counted by an earlier test are forgotten."""
    cache.clear()
