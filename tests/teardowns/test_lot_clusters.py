"""Lots that were found on several specimens."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from problems import NotFound
from provenance.models import Party
from teardowns.models import Identification, Specimen
from teardowns.queries.lot_clusters import LotFilter, Shared, clusters_for, lead_for, leads_of
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker
from tests.factories.teardowns import make_confirmed, make_photo, make_proposal, make_teardown

pytestmark = pytest.mark.django_db
WEEK = (date(2021, 11, 22), date(2021, 11, 28))
OTHER_WEEK = (date(2021, 3, 1), date(2021, 3, 7))
Find = Callable[..., Identification]


@pytest.fixture
def find() -> Find:
    """A confirmed component on a specimen of its own, or on a given photo."""

    def made(lot: str = "", week: tuple[date, date] | None = WEEK, number: str = "AD9361BBCZ", **more: Any) -> Any:
        judged = make_confirmed(number, more.get("maker") or make_maker("Analog Devices"), photo=more.get("photo"))
        first, last = week or (None, None)
        Identification.objects.filter(pk=judged.pk).update(lot_code=lot, made_earliest=first, made_latest=last)
        judged.refresh_from_db()
        return judged

    return made


def clusters(**wanted: str) -> list[tuple[Shared, str, int, int]]:
    found = clusters_for(make_principal(Role.ENFORCEMENT), LotFilter(**wanted))
    return [(one.shared, one.code, one.specimens, one.components) for one in found]


def test_a_lot_on_two_specimens_is_one_and_its_date_says_nothing_more(find: Find) -> None:
    find("D7283614A")
    find("D7283614A")
    assert clusters() == [(Shared.LOT, "D7283614A", 2, 2)]
    assert clusters(shared="date") == [(Shared.DATE, "2021-11-22..2021-11-28", 2, 2)]


def test_a_date_that_joins_more_than_a_lot_stands_beside_it(find: Find) -> None:
    for lot in ("D7283614A", "D7283614A", ""):
        find(lot)
    assert clusters() == [
        (Shared.DATE, "2021-11-22..2021-11-28", 3, 3),
        (Shared.LOT, "D7283614A", 2, 2),
    ]


def test_two_components_on_one_specimen_are_no_cluster(find: Find) -> None:
    photo = make_photo()
    find("D7283614A", photo=photo)
    find("D7283614A", photo=photo)
    assert clusters() == []


@pytest.mark.parametrize("week", [None, (date(2021, 1, 1), date(2021, 12, 31))])
def test_a_date_that_is_open_or_only_a_year_joins_nothing(find: Find, week: Any) -> None:
    find(week=week)
    find(week=week)
    assert clusters() == []


def test_only_what_a_person_confirmed_counts(find: Find) -> None:
    find("D7283614A")
    proposal = make_proposal("AD9361BBCZ")
    Identification.objects.filter(pk=proposal.pk).update(lot_code="D7283614A")
    assert clusters() == []


def test_other_parts_and_makers_are_other_lots(find: Find) -> None:
    find("D7283614A")
    find("D7283614A", number="AD9364BBCZ")
    find("D7283614A", maker=make_maker("Texas Instruments"))
    assert clusters() == []


def test_makers_that_are_one_have_one_cluster(find: Find) -> None:
    old, new = make_maker("Old Chips"), make_maker("New Chips")
    find("D7283614A", maker=old)
    find("D7283614A", maker=new)
    Party.objects.filter(pk=old.pk).update(merged_into=new)
    principal = make_principal(Role.ENFORCEMENT)
    (cluster,) = clusters_for(principal)
    assert leads_of(principal, [cluster])[0].maker == new
    for slug in (old.slug, new.slug):
        lead, finds = lead_for(principal, maker=slug, part_number="AD9361BBCZ", shared="lot", code="D7283614A")
        assert (lead.cluster.specimens, len(finds)) == (2, 2)


def test_a_lead_says_weapons_months_and_coarse_places(find: Find) -> None:
    find("D7283614A", photo=make_photo(make_teardown(recovered_on=date(2025, 3, 14))))
    find("D7283614A", photo=make_photo(make_teardown(recovered_on=date(2024, 1, 2))))
    principal = make_principal(Role.ENFORCEMENT)
    (lead,) = leads_of(principal, clusters_for(principal))
    assert [model.slug for model in lead.weapons if model] == ["shahed-136"]
    assert lead.months == (date(2024, 1, 1), date(2025, 3, 1))
    assert lead.regions == ("UA-63",)
    assert lead.recovered == (date(2024, 1, 2), date(2025, 3, 14))


def test_a_year_of_recovery_is_no_month(find: Find) -> None:
    for _ in range(2):
        find("D7283614A")
    Specimen.objects.update(recovered_precision="year")
    principal = make_principal(Role.ENFORCEMENT)
    assert leads_of(principal, clusters_for(principal))[0].months == ()


def test_who_sees_no_others_teardowns_sees_no_cluster_of_them(find: Find) -> None:
    find("D7283614A")
    find("D7283614A")
    assert clusters_for(make_principal(Role.FIELD)) == []
    assert clusters_for(make_principal(Role.MAKER)) == []


@pytest.mark.parametrize(
    "wanted",
    [
        {"shared": "colour"},
        {"code": "nothing"},
        {"shared": "date", "code": "2021-11-22"},
        {"shared": "date", "code": "x..y"},
        {"maker": "nobody"},
        {"part_number": "OTHER"},
        {"code": ""},
    ],
)
def test_what_is_no_cluster_is_not_found(find: Find, wanted: dict[str, str]) -> None:
    find("D7283614A")
    asked = {"maker": "analog-devices", "part_number": "AD9361BBCZ", "shared": "lot", "code": "D7283614A"} | wanted
    with pytest.raises(NotFound):
        lead_for(make_principal(Role.ENFORCEMENT), **asked)


def test_more_finds_ask_no_more_questions(find: Find) -> None:
    principal = make_principal(Role.ENFORCEMENT)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            leads_of(principal, clusters_for(principal)[:25])
        return len(queries)

    for lot in ("D7283614A", "D7283614A"):
        find(lot)
    few = asked()
    for lot in ("E7283614A", "E7283614A", "F7283614A", "F7283614A"):
        find(lot, OTHER_WEEK)
    assert asked() == few
