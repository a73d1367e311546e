"""The world, built once for all tests of this folder; and quiet: a refusal is not worth a log line."""

import logging
from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.authorisation.world import World, build
from tests.rows import kept_for_long


@pytest.fixture(scope="package")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One of everything. What a test adds or changes goes when it ends."""
    with kept_for_long(django_db_blocker, build) as world:
        yield world


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Errors only."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
