"""A client that asks the fake."""

import pytest

from provenance.partsearch.nexar import Access, Nexar
from tests.fakes.nexar import CLIENT_ID, SECRET, FakeNexar


@pytest.fixture
def client(fake: FakeNexar) -> Nexar:
    """Has the right key."""
    return Nexar(Access(CLIENT_ID, SECRET, f"{fake.address}/connect/token", f"{fake.address}/graphql"))
