"""Lists and their versions: what changed between two, the original, and the ways that lead there."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from custody.models import LedgerEntry
from provenance.models import ListVersion, Party, PartyList
from provenance.operations.list_imports import Wish, import_list
from provenance.operations.list_roll_back import roll_back_version
from provenance.queries.list_versions import differences
from tests.web.markup import Element, tree

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
HEAD = "list,name,country_iso2,listing_date,delisting_date,programme,registration_ids\n"
FIRST = "EU list,Alfa Works,RU,2022-03-15,,OLD,\nEU list,Beta Import,RU,2022-03-15,,OLD,\nEU list,,,,,,\n"
SECOND = "EU list,Alfa Works,RU,2022-03-15,,NEW,\nEU list,Gamma Freight,TR,2023-05-01,,NEW,\n"
THIRD = "EU list,Alfa Works,RU,2022-03-15,2024-01-31,NEW,\nEU list,Beta Import,RU,,,NEW,\n"


def apply(tmp_path: Path, text: str, day: str) -> ListVersion:
    path = tmp_path / f"{day}.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    return import_list(Wish(path=path, format="csv", actor="test", effective=date.fromisoformat(day))).versions[0]


@pytest.fixture
def versions(tmp_path: Path) -> list[ListVersion]:
    told = zip((FIRST, SECOND, THIRD), ("2022-04-01", "2023-05-02", "2024-02-01"), strict=True)
    return [apply(tmp_path, text, day) for text, day in told]


def page_of(client: Client, where: str) -> Element:
    answer = client.get(where)
    assert answer.status_code == 200
    return tree(answer.content)


def of(version: ListVersion) -> str:
    return reverse("web:list_version", args=[version.public_id])


def test_what_each_version_did_is_told_as_it_left_the_list(versions: list[ListVersion]) -> None:
    first, second, third = versions
    whole = differences(first, None)
    assert [one.party.name for one in whole.began] == ["Alfa Works", "Beta Import"]
    assert (whole.ended, whole.changed, whole.returned) == ((), (), ())
    then = differences(second, first)
    assert [one.party.name for one in then.began] == ["Gamma Freight"]
    assert [one.listing.party.name for one in then.ended] == ["Beta Import"]
    assert then.ended[0].fields == (("end", "", "2023-05-01"),)
    assert [(one.listing.party.name, one.fields) for one in then.changed] == [
        ("Alfa Works", (("programme", "OLD", "NEW"),))
    ]
    latest = differences(third, second)
    assert [one.listing.party.name for one in latest.ended] == ["Gamma Freight"]
    assert [one.fields for one in latest.changed] == [(("end", "", "2024-01-31"),)]
    over_two = differences(third, first)
    assert [one.fields for one in over_two.changed] == [
        (("programme", "OLD", "NEW"), ("end", "", "2024-01-31")),
    ]
    assert "Gamma Freight" in {one.party.name for one in over_two.began}


def test_lists_lead_to_versions_and_these_to_what_changed(signed_in: Enter, versions: list[ListVersion]) -> None:
    client, held = signed_in(Role.ANALYST), PartyList.objects.get()
    row = page_of(client, "/listings/").one("tbody tr")
    assert row.one("a")["href"] == f"/listings/{held.public_id}/"
    assert of(versions[2]) in [link["href"] for link in row.all("a")]
    listed = page_of(client, f"/listings/{held.public_id}/").all("tbody tr")
    assert [one.one("a")["href"] for one in listed] == [of(one) for one in reversed(versions)]
    page = page_of(client, of(versions[1]))
    assert "Gamma Freight" in page.one("tbody").said and versions[1].sha256[:8] in page.said
    ended = page_of(client, f"{of(versions[1])}?show=ended")
    assert "Beta Import" in ended.one("tbody").said and "to: 2023-05-01" in ended.one("tbody").said
    older = page_of(client, f"{of(versions[2])}?since={versions[0].public_id}&show=changed")
    assert "OLD" in older.one("tbody").said
    assert client.get(f"{of(versions[0])}?since={versions[2].public_id}").status_code == 404
    assert "Line 4" in page_of(client, of(versions[0])).said


def test_a_version_that_was_taken_back_says_so(signed_in: Enter, versions: list[ListVersion]) -> None:
    roll_back_version(public_id=str(versions[2].public_id), actor="test")
    page = page_of(signed_in(Role.ENFORCEMENT), of(versions[2]))
    assert "This version was taken back" in page.said and "What changed" not in page.said
    states = page_of(signed_in(Role.ENFORCEMENT), f"/listings/{versions[0].list.public_id}/").all("tbody .state")
    assert [one.said for one in states] == ["taken back", "applied", "applied"]


def test_the_original_is_given_to_who_may_take_it(signed_in: Enter, versions: list[ListVersion]) -> None:
    where = reverse("web:list_original", args=[versions[0].public_id])
    answer = signed_in(Role.ENFORCEMENT).post(where)
    assert b"".join(answer.streaming_content).decode() == HEAD + FIRST  # type: ignore[attr-defined]
    entry = LedgerEntry.objects.latest("sequence")
    assert (entry.action, entry.subject_id) == ("list.original_taken", str(versions[0].public_id))
    assert signed_in(Role.ANALYST).post(where).status_code == 403


def test_listings_and_screenings_lead_to_the_version_in_one_click(
    signed_in: Enter, versions: list[ListVersion]
) -> None:
    client = signed_in(Role.ENFORCEMENT)
    party = Party.objects.get(name="Alfa Works")
    page = page_of(client, f"/parties/{party.public_id}/?asof=2023-06-01")
    links = [link["href"] for link in page.all("a")]
    assert of(versions[1]) in links and of(versions[2]) in links
    assert f"/listings/{versions[0].list.public_id}/" in links
    run = client.post("/screening/", {"names": "Alfa Works", "as_of": "2023-06-01"})["Location"]
    links = [link["href"] for link in page_of(client, run).all("td a")]
    assert of(versions[1]) in links


def test_without_lists_the_page_says_so(signed_in: Enter) -> None:
    assert "No list is held yet" in page_of(signed_in(Role.ANALYST), "/listings/").said
