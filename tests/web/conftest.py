"""Signed-in clients."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from tests.factories.accounts import make_user
from tests.makers.alert_fixtures import own, receivers
from tests.makers.asking import asked, kept_request

__all__ = ["asked", "kept_request", "own", "receivers", "signed_in"]


@pytest.fixture
def signed_in(db: None) -> Callable[..., Client]:
    """`signed_in(user_or_role)`: an English-speaking visitor who has signed in."""

    def enter(who: User | Role) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(who if isinstance(who, User) else make_user(who))
        return client

    return enter
