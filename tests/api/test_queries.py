"""The number of queries does not grow with the number of rows; HEAD costs and says what GET does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from teardowns.models import Photo
from teardowns.operations.opening import add_assembly
from tests.api.calling import Caller, caller
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker, represent
from tests.factories.teardowns import make_finding, make_photo, make_proposal, make_teardown

pytestmark = pytest.mark.django_db


def queries(one: Caller, url: str) -> int:
    """How many queries a GET takes."""
    one.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert one.get(url).status_code == 200
    return len(captured)


def more_proposals() -> None:
    """One more of everything that the analyst's lists show."""
    make_proposal(photo=make_photo(make_teardown()))


@pytest.mark.parametrize("path", ["teardowns/", "components/", "queue/", "traces/", "jobs/"])
def test_lists_of_the_analyst(path: str) -> None:
    one, _ = caller(Role.ANALYST)
    make_proposal()
    url = f"/api/v1/analyst/{path}"
    before = queries(one, url)
    for _ in range(4):
        more_proposals()
    assert queries(one, url) == before
    assert before <= 6


@pytest.mark.parametrize(
    "grow",
    [lambda photo: make_proposal(photo=photo), lambda photo: make_photo(photo.teardown)],
    ids=["chips", "photos"],
)
@pytest.mark.parametrize("path", ["photos/{}/", "teardowns/{}/", "teardowns/{}/photos/"])
def test_pages_of_evidence(path: str, grow: Callable[[Photo], Any]) -> None:
    one, _ = caller(Role.ANALYST)
    photo = make_photo()
    make_proposal(photo=photo)
    field = make_principal(Role.FIELD, organisation=photo.teardown.organisation)
    url = "/api/v1/analyst/" + path.format(photo.public_id if path.startswith("photos") else photo.teardown.public_id)
    outer = add_assembly(principal=field, teardown=photo.teardown, name="outer")
    before = queries(one, url)
    for _ in range(4):
        grow(photo)
        add_assembly(principal=field, teardown=photo.teardown, name="inner", parent=outer)
    assert queries(one, url) <= before + 1


def test_findings() -> None:
    one, principal = caller(Role.MAKER)
    brand = make_maker("Analog Devices")
    represent(principal.organisation, brand)
    make_finding("AD9361BBCZ", brand)
    before = queries(one, "/api/v1/manufacturer/findings/")
    for _ in range(4):
        make_finding("AD9361BBCZ", brand)
    assert queries(one, "/api/v1/manufacturer/findings/") == before


def test_head_is_get_without_a_body() -> None:
    one, _ = caller(Role.ANALYST)
    response = one.client.head("/api/v1/analyst/teardowns/")
    assert (response.status_code, response.content) == (200, b"")
