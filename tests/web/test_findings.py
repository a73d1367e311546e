import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.roles import OrganisationKind, Role
from teardowns.models import Release
from tests.factories.accounts import make_organisation, make_user
from tests.factories.provenance import make_maker, represent
from tests.factories.teardowns import make_finding
from web.spreadsheets import harmless

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def maker(signed_in: Enter) -> Client:
    brand = make_maker("Analog Devices")
    house = make_organisation(OrganisationKind.MAKER, "Analog Devices, compliance")
    represent(house, brand)
    make_finding("AD9361BBCZ", brand)
    make_finding("ADF4351BCPZ", brand)
    make_finding("TPS7A4501", make_maker("Texas Instruments"))
    return signed_in(make_user(Role.MAKER, organisation=house))


def test_own_findings_only_and_one_is_opened_beside(maker: Client) -> None:
    page = maker.get("/findings/").content.decode()
    assert "AD9361BBCZ" in page and "ADF4351BCPZ" in page and "TPS7A4501" not in page
    assert "Texas Instruments" not in page
    assert "Covered or withheld from this finding" in page
    assert "KH-2025" not in page and "S-0" not in page


def test_the_filter_narrows_and_what_it_cannot_read_is_said(maker: Client) -> None:
    page = maker.get("/findings/?part_number=ad-9361").content.decode()
    assert "AD9361BBCZ" in page and "ADF4351BCPZ" not in page
    assert "Nothing fits" in maker.get("/findings/?part_number=XYZ").content.decode()
    assert "Write the date as" in maker.get("/findings/?made_from=March").content.decode()


def test_one_finding_opens_by_link_and_by_htmx(maker: Client) -> None:
    release = Release.objects.get(part_number="ADF4351BCPZ")
    address = f"/findings/{release.public_id}/"
    assert 'aria-current="true"' in maker.get(address).content.decode()
    alone = maker.get(address, headers={"hx-request": "true"}).content.decode()
    assert alone.lstrip().startswith("<aside") and "ADF4351BCPZ" in alone
    assert maker.get(f"/findings/{release.public_id}.jpg").headers["Content-Type"] == "image/jpeg"


def test_another_makers_finding_is_not_there(maker: Client) -> None:
    foreign = Release.objects.get(part_number="TPS7A4501")
    assert maker.get(f"/findings/{foreign.public_id}/").status_code == 404
    assert maker.get(f"/findings/{foreign.public_id}.jpg").status_code == 404


def test_the_table_holds_what_the_filter_leaves(maker: Client) -> None:
    faulty = maker.get("/findings.csv?made_from=14.03.2025")
    assert faulty.status_code == 422 and "Write the date as" in faulty.content.decode()
    answer = maker.get("/findings.csv?part_number=AD9361")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["part_number"] for row in rows] == ["AD9361BBCZ"]
    assert rows[0]["month_found"] == "2025-03" and rows[0]["region"] == "UA-63"


def test_no_cell_is_a_formula(maker: Client) -> None:
    Release.objects.filter(part_number="AD9361BBCZ").update(marking_lines=["=HYPERLINK(1)", "x"], date_code="@SUM(1)")
    rows = list(csv.DictReader(io.StringIO(maker.get("/findings.csv").content.decode("utf-8-sig"))))
    found = next(row for row in rows if row["part_number"] == "AD9361BBCZ")
    assert found["marking"].startswith("'=") and found["date_code"].startswith("'@")


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1"])
def test_dangerous_cells_get_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
