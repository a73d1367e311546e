"""Steps of people who come in, and what a door of theirs answers."""

from typing import Any

from django.test import Client

from accounts.models import Organisation, User
from accounts.roles import Role
from makers.models import Maker
from makers.operations import proving
from tests.factories.accounts import make_principal, make_user

FINDINGS = "/api/v1/manufacturer/findings/"


def officer(house: Organisation, **more: Any) -> User:
    return make_user(Role.MAKER, organisation=house, come_in=False, **more)


def with_domain(house: Organisation, domain: str = "maker.example") -> Maker:
    return proving.set_domain(principal=make_principal(Role.ADMIN), organisation=house, domain=domain)


def answer(client: Client, **headers: Any) -> tuple[int, str]:
    found = client.get(FINDINGS, **headers)
    return found.status_code, found.json().get("code", "")
