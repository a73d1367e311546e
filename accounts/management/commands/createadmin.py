"""Creates the first administrator: the one account that no other account can make."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from accounts.models import Membership, Organisation, User
from accounts.operations import add_member, create_organisation, create_user
from accounts.roles import OrganisationKind, Role

ACTOR = "system:createadmin"


class Command(BaseCommand):
    """Asks for what it is not told. Run again for the same e-mail it changes nothing and says so."""

    help = "Create an administrator. Without options it asks; with --password-stdin it asks nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("--email")
        parser.add_argument("--name")
        parser.add_argument("--organisation", default="Administration", help="made when there is none of this name")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for a bad address, a weak password or an e-mail that is somebody else's."""
        quiet: bool = options["password_stdin"]
        email = _given(options["email"], "E-mail: ", quiet=quiet, option="--email")
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        if self._exists(email):
            return
        name = _given(options["name"], "Name: ", quiet=quiet, option="--name")
        password = _password(quiet=quiet)
        try:
            create_admin(email=email, name=name, password=password, organisation_name=options["organisation"])
        except ValidationError as error:
            raise CommandError("Weak password. " + " ".join(error.messages)) from error
        self.stdout.write(f"{email} is an administrator now.")

    def _exists(self, email: str) -> bool:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            return False
        if not Membership.objects.filter(user=user, role=Role.ADMIN).exists():
            raise CommandError(f"{email} has an account with another role; nothing was changed.")
        self.stdout.write(f"{email} is an administrator already; nothing was changed.")
        return True


@transaction.atomic
def create_admin(*, email: str, name: str, password: str, organisation_name: str) -> User:
    """User, organisation where it is missing, and membership. Raises ValidationError for a weak password."""
    organisation = Organisation.objects.filter(name__iexact=organisation_name).first() or create_organisation(
        name=organisation_name, kind=OrganisationKind.AGENCY, actor=ACTOR
    )
    user = create_user(email=email, name=name, password=password, actor=ACTOR)
    add_member(user=user, organisation=organisation, role=Role.ADMIN, actor=ACTOR)
    return user


def _given(value: str | None, prompt: str, *, quiet: bool, option: str) -> str:
    if not value and quiet:
        raise CommandError(f"With --password-stdin say {option} too.")
    answer = (value or input(prompt)).strip()
    if not answer:
        raise CommandError(f"{option} is empty.")
    return answer


def _password(*, quiet: bool) -> str:
    if quiet:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass("Password: ")
    if first != getpass("Password again: "):
        raise CommandError("The two passwords differ.")
    return first
