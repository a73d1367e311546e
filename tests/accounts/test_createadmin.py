"""The first administrator."""

import io
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Membership, Organisation, User
from accounts.queries import principal_for
from accounts.roles import Capability, Role
from tests.factories.accounts import PASSWORD, make_user

pytestmark = [pytest.mark.once, pytest.mark.django_db]


def create(email: str = "root@example.org", password: str = PASSWORD) -> str:
    out = io.StringIO()
    with patch("sys.stdin", io.StringIO(f"{password}\n")):
        call_command("createadmin", email=email, name="Root", password_stdin=True, stdout=out)
    return out.getvalue()


def test_makes_one_administrator_and_says_when_there_is_one() -> None:
    assert "now" in create()
    user = User.objects.get()
    assert user.check_password(PASSWORD)
    assert principal_for(user).can(Capability.PEOPLE_MANAGE)
    assert "already" in create("ROOT@example.org", "another long phrase 9")
    assert User.objects.get().check_password(PASSWORD)
    create("second@example.org")
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("password", ["", "short", "password1234", "123456789012", "root@example.org"])
def test_weak_passwords(password: str) -> None:
    with pytest.raises(CommandError, match="Weak password"):
        create(password=password)
    assert not User.objects.exists() and not Organisation.objects.exists()


def test_somebody_elses_address_is_left_alone() -> None:
    make_user(Role.FIELD, email="field@example.org")
    with pytest.raises(CommandError, match="another role"):
        create("field@example.org")
    assert Membership.objects.get().role == Role.FIELD
    with pytest.raises(CommandError):
        create("no address")
    with pytest.raises(CommandError, match="--name"):
        call_command("createadmin", email="x@example.org", password_stdin=True)


def test_asks_for_what_is_missing() -> None:
    with (
        patch("builtins.input", side_effect=["asked@example.org", "Asked"]),
        patch("accounts.management.commands.createadmin.getpass", return_value=PASSWORD),
    ):
        call_command("createadmin", stdout=io.StringIO())
    assert User.objects.get(email="asked@example.org").name == "Asked"
    with (
        patch("builtins.input", side_effect=["b@example.org", "B"]),
        patch("accounts.management.commands.createadmin.getpass", side_effect=["one", "two"]),
        pytest.raises(CommandError, match="differ"),
    ):
        call_command("createadmin", stdout=io.StringIO())
