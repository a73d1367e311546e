"""A manufacturer’s organisation that has yet to come in, and a second person of ours."""

import pytest

from accounts.models import Organisation
from accounts.queries import Principal
from accounts.roles import OrganisationKind, Role
from tests.factories.accounts import make_organisation, make_principal
from tests.makers.alert_fixtures import own, receivers
from tests.makers.asking import asked, kept_request
from tests.makers.exporting import empty_folder, exporter
from tests.racing import Halt

__all__ = ["asked", "empty_folder", "exporter", "house", "kept_request", "own", "receivers", "second"]


@pytest.fixture
def house() -> Organisation:
    return make_organisation(OrganisationKind.MAKER, "House")


@pytest.fixture
def second() -> Principal:
    """Another analyst than who wrote it."""
    return make_principal(Role.ANALYST)


@pytest.fixture
def halt(monkeypatch: pytest.MonkeyPatch) -> Halt:
    """Where one act stands until others have gone by."""
    return Halt(monkeypatch)
