"""A private overlap under the security of rows, as the role of production: every step works, among own rows alone."""

import base64
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.queries import principal_for
from accounts.roles import OrganisationKind, Role
from makers.models import OverlapRelease, OverlapRun
from makers.row_scope import own_rows
from tests.factories.accounts import bearer, make_organisation, make_token, make_user
from tests.factories.provenance import make_maker, represent
from tests.makers.overlaps import outputs, pieces, with_finding, with_proposal
from tests.makers.row_security import at_run_time

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no security of rows"),
]
FOUND, HELD = "26901141", "AB12345C"
API = "/api/v1/manufacturer/overlap/"


def test_a_whole_run_as_in_production(client: Client) -> None:
    brand, house = make_maker("Analog Devices"), make_organisation(OrganisationKind.MAKER)
    represent(house, brand)
    with_finding(FOUND, brand)
    with_proposal(HELD, brand)
    officer, other = make_user(Role.MAKER, organisation=house), make_user(Role.MAKER)
    tokens = bearer(make_token(officer)), bearer(make_token(other))

    def post(step: str, body: dict[str, Any] | None = None, *, foreign: bool = False) -> dict[str, Any]:
        answer = client.post(f"{API}{step}", body or {}, "application/json", **tokens[foreign])
        assert answer.status_code in (200, 201), answer.content
        return answer.json()

    def evaluate(blinded: bytes) -> tuple[bytes, bytes]:
        said = post(f"{begun['id']}/evaluate/", {"blinded": base64.b64encode(blinded).decode()})
        return base64.b64decode(said["evaluated"]), base64.b64decode(said["proof"])

    with at_run_time():
        post("", foreign=True)
        begun = post("")
        own = outputs([FOUND, HELD, "99887766"], base64.b64decode(begun["public_key"]), evaluate)
        ours = {
            kind: pieces(base64.b64decode(said)) for kind, said in post(f"{begun['id']}/finish/").items() if said != 16
        }
        assert {own[tag] for tag in ours["findings"] & own.keys()} == {FOUND}
        assert {own[tag] for tag in ours["waiting"] & own.keys()} == {HELD}
        assert post(f"{begun['id']}/release/", {"lots": [HELD]}) == {"released": 1}
        with own_rows(principal_for(other)):
            assert OverlapRun.objects.count() == 1
            assert not OverlapRelease.objects.exists()
        with own_rows(principal_for(officer)):
            assert OverlapRun.objects.get().begun_by == officer
            assert OverlapRelease.objects.get().lot == HELD
