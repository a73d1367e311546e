"""The pages and the API of lots that were found on several specimens."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.roles import Role
from teardowns.models import Identification
from tests.factories.accounts import make_token, make_user
from tests.factories.provenance import make_maker
from tests.factories.teardowns import make_confirmed
from tests.web.markup import tree

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
LOT = {"role": "lot_code", "line": "3871462.1", "start": 0, "text": "3871462.1", "probability": 600}


@pytest.fixture
def lot() -> str:
    for _ in range(2):
        judged = make_confirmed("AD9361BBCZ", make_maker("Analog Devices"))
        Identification.objects.filter(pk=judged.pk).update(lot_code="38714621", roles=[LOT])
    return "/lots/analog-devices/lot/38714621/AD9361BBCZ/"


def test_the_list_leads_to_the_finds_and_they_to_their_photos(signed_in: Enter, lot: str) -> None:
    client = signed_in(Role.ENFORCEMENT)
    page = tree(client.get("/lots/").content)
    assert [link["href"] for link in page.all("tbody a")] == [lot]
    finds = tree(client.get(lot).content)
    assert len(finds.all("tbody tr")) == 2
    assert all(row.one("td.pic a")["href"].startswith("/photos/") for row in finds.all("tbody tr"))
    assert "To whom did Analog Devices sell lot 3871462.1 of AD9361BBCZ" in finds.said


def test_a_filter_that_nothing_fits_says_so(signed_in: Enter, lot: str) -> None:
    client = signed_in(Role.ENFORCEMENT)
    assert "Nothing fits this filter." in tree(client.get("/lots/", {"part": "XC7A100T"}).content).said
    assert "AD9361BBCZ" in tree(client.get("/lots/", {"maker": "analog-devices", "page": "x"}).content).said


def test_the_api_gives_lots_and_refuses_what_it_does_not_know(client: Client, lot: str) -> None:
    key = {"authorization": f"Bearer {make_token(make_user(Role.ENFORCEMENT))}"}
    answer = client.get("/api/v1/analyst/lots/", headers=key).json()
    assert answer["total"] == 1
    row = answer["results"][0]
    assert (row["shared"], row["code"], row["specimens"]) == ("lot", "38714621", 2)
    assert row["weapon_models"] == ["shahed-136"] and row["regions"] == ["UA-63"]
    assert client.get("/api/v1/analyst/lots/", {"shared": "colour"}, headers=key).status_code in (400, 422)


def test_the_api_gives_a_party(client: Client) -> None:
    key = {"authorization": f"Bearer {make_token(make_user(Role.ANALYST))}"}
    party = make_maker("Analog Devices")
    answer = client.get(f"/api/v1/analyst/parties/{party.public_id}/", headers=key).json()
    assert answer["party"]["name"] == "Analog Devices"
    assert answer["names"][0] == {"text": "Analog Devices", "script": "LATIN", "how": "own"}
