"""A program that knows which chips are the same says so."""

import uuid

import pytest

from accounts.roles import Role
from tests.api.calling import Caller, caller
from tests.factories.teardowns import make_confirmed, make_photo, make_proposal, make_teardown

pytestmark = pytest.mark.django_db
API = "/api/v1/analyst/"


@pytest.fixture
def analyst() -> Caller:
    """An analyst's program."""
    return caller(Role.ANALYST)[0]


def test_chips_are_joined_and_parted(analyst: Caller) -> None:
    teardown = make_teardown()
    one, other = (make_proposal(photo=make_photo(teardown)).component for _ in range(2))
    url, sent = f"{API}components/{one.public_id}/", {"other": str(other.public_id)}
    joined = analyst.post(f"{url}joins/", sent)
    assert joined.status_code == 201
    shown = joined.json()
    assert shown["id"] == str(one.public_id)
    assert [marking["found_as"] for marking in shown["markings"]] == [None, str(other.public_id)]
    assert "seen_on_several_photos" in [r["code"] for r in shown["identifications"][-1]["candidates"][0]["reasons"]]
    assert [row["id"] for row in analyst.get(f"{API}components/").json()["results"]] == [str(one.public_id)]
    assert analyst.get(f"{API}components/{other.public_id}/").json()["joined_into"] == str(one.public_id)
    parted = analyst.post(f"{url}partings/", sent)
    assert parted.status_code == 201
    assert (parted.json()["id"], parted.json()["joined_into"]) == (str(other.public_id), None)
    assert len(analyst.get(f"{API}components/").json()["results"]) == 2


def test_refusals_have_their_codes(analyst: Caller) -> None:
    teardown = make_teardown()
    one = make_confirmed(photo=make_photo(teardown)).component
    other = make_proposal("ADF4351BCPZ", photo=make_photo(teardown)).component
    url = f"{API}components/{one.public_id}/"

    def answer(door: str, named: object) -> tuple[int, str]:
        said = analyst.post(f"{url}{door}/", {"other": str(named)})
        return said.status_code, said.json()["code"]

    assert answer("joins", other.public_id) == (409, "judgements_differ")
    assert answer("joins", one.public_id) == (422, "same_component")
    assert answer("joins", make_proposal().component.public_id) == (422, "other_teardown")
    assert answer("partings", other.public_id) == (409, "not_joined")
    assert answer("joins", uuid.uuid4()) == (404, "not_found")
    assert analyst.post(f"{url}joins/", {}).status_code == 422
