"""Fakes that tests of several packages ask for by name."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.fakes.nexar import FakeNexar, fake_nexar


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeNexar]:
    """A Nexar on loopback; a proxy of this machine has no part in it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with fake_nexar() as server:
        yield server


@pytest.fixture
def keyed(fake: FakeNexar, settings: Any) -> FakeNexar:
    """The same, and an installation that has a key for it."""
    for name, value in fake.settings.items():
        setattr(settings, name, value)
    return fake
