"""What tests of alerts ask for by name: a maker that wants to hear, and where its messages go."""

from collections.abc import Iterator

import pytest

from makers.management.benchmarking.receivers import Receivers
from tests.makers.alerting import Listener, listener


@pytest.fixture
def receivers() -> Iterator[Receivers]:
    """Web servers on loopback that behave as real ones do."""
    with Receivers() as running:
        yield running


@pytest.fixture
def own() -> Listener:
    """A person of a maker, and its brand."""
    return listener()
