"""A manufacturer’s organisation that has yet to come in, and a second person of ours."""

import pytest

from accounts.models import Organisation
from accounts.queries import Principal
from accounts.roles import OrganisationKind, Role
from tests.factories.accounts import make_organisation, make_principal
from tests.makers.alert_fixtures import own, receivers

__all__ = ["house", "own", "receivers", "second"]


@pytest.fixture
def house() -> Organisation:
    return make_organisation(OrganisationKind.MAKER, "House")


@pytest.fixture
def second() -> Principal:
    """Another analyst than who wrote it."""
    return make_principal(Role.ANALYST)
