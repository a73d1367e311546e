import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from accounts.queries import principal_for
from accounts.roles import OrganisationKind, Role
from makers.models import OwnAct
from makers.operations import requests as desk
from makers.queries.requests import requests_about
from teardowns.models import Release
from tests.factories.accounts import make_organisation, make_principal, make_user
from tests.factories.answers import make_answer
from tests.factories.provenance import make_maker, represent
from tests.factories.requests import make_officer, make_request
from tests.factories.teardowns import make_finding
from tests.web.markup import tree
from web.spreadsheets import harmless

Enter = Callable[..., Client]
Counted = Callable[[int], AbstractContextManager[object]]
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
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [row["part_number"] for row in rows] == ["AD9361BBCZ"]
    assert rows[0]["month_found"] == "2025-03" and rows[0]["region"] == "UA-63"


def test_no_cell_is_a_formula(maker: Client) -> None:
    Release.objects.filter(part_number="AD9361BBCZ").update(marking_lines=["=HYPERLINK(1)", "x"], date_code="@SUM(1)")
    rows = list(csv.DictReader(io.StringIO(maker.get("/findings.csv").getvalue().decode("utf-8-sig"))))
    found = next(row for row in rows if row["part_number"] == "AD9361BBCZ")
    assert found["marking"].startswith("'=") and found["date_code"].startswith("'@")


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1"])
def test_dangerous_cells_get_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_new_ones_are_marked_counted_and_can_be_seen_alone(maker: Client) -> None:
    page = maker.get("/findings/").content.decode()
    assert "2 are new since" in page and page.count('class="tag new"') == 3
    Release.objects.filter(part_number="AD9361BBCZ").update(opened_at="2020-01-01T00:00:00Z")
    page = maker.get("/findings/?new=on").content.decode()
    assert "ADF4351BCPZ" in page and "AD9361BBCZ" not in page and "1 is new since" in page


def test_the_search_finds_numbers_date_codes_and_lots(maker: Client) -> None:
    Release.objects.filter(part_number="ADF4351BCPZ").update(lot_key="26901141", date_key="1908")
    for typed in ("adf-43", "1908", "2690114.1"):
        page = maker.get("/findings/", {"q": typed}).content.decode()
        assert "ADF4351BCPZ" in page and "AD9361BBCZ" not in page
        assert f'value="{typed}"' in page


def test_pages_lead_on_and_back(maker: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.views.findings.ROWS", 1)
    first = maker.get("/findings/?part_number=ad")
    assert "1–1 of 2" in first.content.decode() and first.context["previous"] == ""
    second = maker.get(f"/findings/?after={first.context['next']}&part_number=ad")
    assert "2–2 of 2" in second.content.decode() and second.context["next"] == ""
    assert f"?before={second.context['previous']}&amp;part_number=ad" in second.content.decode()
    back = maker.get(f"/findings/?before={second.context['previous']}&part_number=ad")
    assert back.context["window"].rows == first.context["window"].rows
    assert maker.get("/findings/?after=nonsense_x").context["window"].rows == first.context["window"].rows


def test_a_filter_is_saved_asked_again_and_deleted(maker: Client) -> None:
    asked = {"question": "part_number=adf&new=on&page=9&brand__name=x", "name": "my filter"}
    answer = maker.post("/findings/filters/", asked, follow=True)
    assert "The filter is saved" in answer.content.decode()
    page = maker.get("/findings/").content.decode()
    assert "/findings/?new=on&amp;part_number=adf" in page and "my filter" in page
    opened = maker.get("/findings/?part_number=adf&new=on")
    kept = opened.context["saved"][0].public_id
    assert f"/findings/filters/{kept}/delete/" in opened.content.decode()
    assert "The filter is deleted" in maker.post(f"/findings/filters/{kept}/delete/", follow=True).content.decode()
    assert maker.post(f"/findings/filters/{kept}/delete/").status_code == 404
    nameless = maker.post("/findings/filters/", {"question": "lot=1", "name": " "}, follow=True)
    assert "it has no name" in nameless.content.decode()


def test_who_opened_a_finding_is_in_the_maker_s_own_log(maker: Client) -> None:
    release = Release.objects.get(part_number="ADF4351BCPZ")
    maker.get(f"/findings/{release.public_id}/")
    act = OwnAct.objects.get()
    assert (act.act, act.subject_id) == ("finding.seen", str(release.public_id))


def test_grade_custody_and_lot_stand_beside_the_picture(maker: Client) -> None:
    Release.objects.update(lot_code="3871462.1")
    page = maker.get("/findings/").content.decode()
    assert "3871462.1" in page and "sealed original; the number is in a catalogue" in page
    assert "original sealed in" in page and "in the custody ledger" in page


def test_a_finding_says_how_far_our_question_about_its_lot_is(signed_in: Enter) -> None:
    asked = make_request(to="approved")
    other = make_finding("ADF4351BCPZ", asked.brand)
    client = signed_in(make_officer(asked))
    assert tree(client.get("/findings/").content).said.count("not asked") == 4, "three rows, one of them opened"
    desk.send(principal=make_principal(Role.ANALYST), request=asked)
    page = tree(client.get("/findings/").content)
    links = [one for one in page.all("td a.state") if "asked by" in one.said]
    assert [one["href"] for one in links] == [f"/maker/requests/{asked.public_id}/"] * 2
    alone = client.get(f"/findings/{other.public_id}/", headers={"hx-request": "true"}).content
    assert "not asked" in tree(alone).said
    make_answer(asked)
    found = asked.releases.first()
    assert found and "answered" in tree(client.get(f"/findings/{found.public_id}/").content).one("#finding").said


def test_the_questions_of_a_page_are_one_query(signed_in: Enter, django_assert_num_queries: Counted) -> None:
    asked = make_request()
    own = principal_for(make_officer(asked))
    findings = list(Release.objects.all())
    with django_assert_num_queries(1):
        assert len(requests_about(own, findings)) == 2
    for other in (make_principal(Role.MAKER), make_principal(Role.ANALYST)):
        assert requests_about(other, findings) == {}
