"""Pages of findings are walked brand by brand, and come out as one list."""

import random
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from accounts.roles import OrganisationKind, Role
from teardowns.models import Identification, Release
from teardowns.queries import findings
from teardowns.queries.findings import FindingFilter, OwnFindings, each_finding, findings_for, place_of
from tests.factories.accounts import make_organisation, make_principal
from tests.factories.provenance import make_maker, represent
from tests.factories.teardowns import make_finding
from tests.rows import kept_for_long

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def officer(django_db_setup, django_db_blocker):
    with kept_for_long(django_db_blocker, _officer) as made:
        yield made


def _officer():
    """An officer of a maker with three brands, with 14 findings on 4 days, and a fourth brand without any."""
    owner = make_maker("Owner")
    brands = [owner, make_maker("Acquired", owner=owner), make_maker("Older", owner=owner)]
    make_maker("Never found", owner=owner)
    dice = random.Random(7)
    for number in range(14):
        found = make_finding(f"PN-{number:02}", brands[number % 3])
        released = date(2025, 1, 1) + timedelta(days=dice.randrange(4))
        Release.objects.filter(pk=found.pk).update(
            released_on=released, opened_at=datetime(2025, 2, number + 1, tzinfo=UTC)
        )
    make_finding("PN-99", make_maker("Foreign"))
    organisation = make_organisation(OrganisationKind.MAKER)
    represent(organisation, owner)
    return make_principal(Role.MAKER, organisation=organisation)


@pytest.mark.parametrize("limit", [1, 4, 13, 14, 15])
def test_walking_on_and_back_shows_each_finding_once_in_order(officer, limit):
    own, every = OwnFindings(officer), list(findings_for(officer))
    assert len(every) == 14
    forward, place = [], None
    while True:
        page = own.page(limit=limit, after=place)
        assert page.ahead == (place is not None) and len(page.rows) <= limit
        assert own.ahead_of(FindingFilter(), place_of(page.rows[0])) == len(forward)
        forward += page.rows
        if not page.behind:
            break
        place = place_of(page.rows[-1])
    assert forward == every
    backward = list(own.page(limit=limit, after=place).rows)
    while backward[0] != every[0]:
        page = own.page(limit=limit, before=place_of(backward[0]))
        assert page.behind
        backward = [*page.rows, *backward]
    assert backward == every and not page.ahead if limit < 14 else backward == every


def test_the_asker_s_brands_are_those_that_have_findings(officer):
    assert [brand.name for brand in OwnFindings(officer).brands] == ["Acquired", "Older", "Owner"]


def test_counts_say_all_what_fits_and_what_is_new(officer):
    counted = OwnFindings(officer).counted(FindingFilter(brand="older"), datetime(2025, 2, 12, tzinfo=UTC))
    assert (counted.total, counted.fitting, counted.new) == (14, 4, 2)
    counted = OwnFindings(officer).counted(FindingFilter(brand="foreign"))
    assert (counted.total, counted.fitting, counted.new) == (14, 0, 0)
    nobody = OwnFindings(make_principal(Role.MAKER)).counted(since=datetime(2025, 2, 12, tzinfo=UTC))
    assert (nobody.total, nobody.fitting, nobody.new) == (0, 0, 0)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (FindingFilter(part_number="pn 0"), 10),
        (FindingFilter(part_number="PN-13"), 1),
        (FindingFilter(part_number="-"), 0),
        (FindingFilter(date_code="#21"), 14),
        (FindingFilter(date_code="22"), 0),
        (FindingFilter(lot="A1"), 1),
        (FindingFilter(text="a-1.2"), 1),
        (FindingFilter(text="21"), 14),
        (FindingFilter(text="%"), 0),
        (FindingFilter(part_number="P_n"), 14),
        (FindingFilter(opened_since=datetime(2025, 2, 13, tzinfo=UTC)), 1),
        (FindingFilter(weapon_model="nothing"), 0),
    ],
)
def test_every_filter_narrows_pages_and_counts_alike(officer, wanted, expected):
    one = Release.objects.get(part_number="PN-03")
    one.lot_code = "A-1.23"
    one.save()
    own = OwnFindings(officer)
    assert len(own.page(wanted, limit=50).rows) == own.counted(wanted).fitting == own.rows(wanted).count() == expected


def test_an_export_holds_all_and_asks_for_the_brands_anew(officer, monkeypatch):
    monkeypatch.setattr(findings, "AT_ONCE", 5)
    assert list(each_finding(officer)) == list(findings_for(officer))
    told = each_finding(officer)
    taken = [next(told) for _each in range(5)]
    officer.organisation.brands.update(end=date(2020, 1, 1))
    assert [*taken, *told] == taken, "who no longer speaks for a brand gets no more of it"


def test_findings_of_old_get_their_keys_lot_grade_and_month():
    found = make_finding()
    judged = found.identification
    roles = [{"line": 0, "start": 0, "text": "38-71462.1", "role": "lot_code", "probability": 900, "says": None}]
    Identification.objects.filter(pk=judged.pk).update(roles=roles, lot_code="38714621")
    blank = dict.fromkeys(("part_key", "date_key", "lot_key", "lot_code", "grade"), "")
    lines = [*found.marking_lines, "LOT 38-71462.1"]
    Release.objects.update(**blank, sealed_month=None, marking_lines=lines, released_on=date(2025, 3, 1))
    import_module("teardowns.migrations.0013_findings").fill(apps, None)
    found.refresh_from_db()
    assert (found.part_key, found.date_key, found.lot_code, found.lot_key) == (
        "AD9361BBCZ", "2147", "38-71462.1", "38714621",
    )  # fmt: skip
    assert (found.grade, found.opened_at) == ("A2", datetime(2025, 3, 1, tzinfo=UTC))
    assert found.sealed_month == judged.reading.marking.photo.received_at.date().replace(day=1)
