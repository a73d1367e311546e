from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import OrganisationKind, Role
from custody.queries import history
from problems import NotFound
from teardowns.disclosure import Found, Line, disclose, graded
from teardowns.operations.releasing import restore_of, withdraw
from teardowns.queries.findings import FindingFilter, filter_choices, finding_for, findings_for
from teardowns.queries.pictures import finding_picture
from tests.factories.accounts import make_organisation, make_principal
from tests.factories.provenance import make_maker, represent
from tests.factories.teardowns import make_confirmed, make_finding, make_photo, make_teardown


def maker_s_officer(*makers):
    organisation = make_organisation(OrganisationKind.MAKER)
    for maker in makers:
        represent(organisation, maker)
    return make_principal(Role.MAKER, organisation=organisation)


@pytest.mark.django_db
def test_a_maker_sees_its_own_findings_and_acquired_brands_and_nobody_else_s():
    intel = make_maker("Intel")
    altera = make_maker("Altera", owner=intel, since=date(2015, 12, 28))
    own, acquired, foreign = (
        make_finding("N25Q128A", intel),
        make_finding("10M08SAU169C8G", altera),
        make_finding("AD9361BBCZ", make_maker("Analog Devices")),
    )
    officer = maker_s_officer(intel)
    assert set(findings_for(officer)) == {own, acquired}
    assert finding_for(officer, own.public_id) == own
    with pytest.raises(NotFound):
        finding_for(officer, foreign.public_id)
    assert {brand.name for brand in filter_choices(officer).brands} == {"Intel", "Altera"}


@pytest.mark.django_db
def test_a_former_owner_sees_a_sold_brand_no_longer():
    owner = make_maker("Owner")
    brand = make_maker("Brand", owner=owner)
    finding = make_finding("BR1234X", brand)
    officer = maker_s_officer(owner)
    assert list(findings_for(officer)) == [finding]
    brand.relations_of.update(end=date(2020, 1, 1))
    assert not findings_for(officer).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("credibility", "opens"), [(1, True), (3, True), (4, False), (5, False), (6, False)])
def test_a_rumour_of_an_acquisition_opens_nothing(credibility, opens):
    owner = make_maker("Owner")
    brand = make_maker("Brand", owner=owner)
    brand.relations_of.update(credibility=credibility)
    make_finding("BR1234X", brand)
    assert findings_for(maker_s_officer(owner)).exists() == opens


@pytest.mark.django_db
def test_no_other_role_has_findings():
    make_finding()
    for role in set(Role) - {Role.MAKER}:
        assert not findings_for(make_principal(role)).exists()


@pytest.mark.django_db
def test_the_filters_narrow():
    maker = make_maker("Analog Devices")
    make_finding("AD9361BBCZ", maker)
    old = make_confirmed("ADF4351BCPZ", maker, photo=make_photo(make_teardown(recovered_on=date(2023, 2, 7)))).release
    officer = maker_s_officer(maker)

    def numbers(**wanted):
        return {release.part_number for release in findings_for(officer, FindingFilter(**wanted))}

    assert numbers(part_number="ad-9361") == {"AD9361BBCZ"}
    assert numbers(brand="analog-devices") == {"AD9361BBCZ", "ADF4351BCPZ"}
    assert numbers(brand="texas-instruments") == set()
    assert numbers(weapon_model="shahed-136") == {"AD9361BBCZ", "ADF4351BCPZ"}
    assert numbers(found_to=date(2024, 1, 1)) == {old.part_number}
    assert numbers(found_from=date(2025, 3, 31)) == {"AD9361BBCZ"}
    assert numbers(made_from=date(2021, 11, 28)) == {"AD9361BBCZ", "ADF4351BCPZ"}
    assert numbers(made_to=date(2021, 11, 21)) == set()


@pytest.mark.django_db
def test_a_withdrawn_finding_is_gone():
    maker = make_maker("Analog Devices")
    finding = make_finding("AD9361BBCZ", maker)
    officer = maker_s_officer(maker)
    withdraw(principal=make_principal(Role.ANALYST), release=finding, reason="mistake")
    assert not findings_for(officer).exists()


@pytest.mark.django_db
def test_a_release_holds_nothing_of_team_place_day_or_original():
    confirmed = make_confirmed()
    release, teardown = confirmed.release, confirmed.component.teardown
    told = " ".join(str(value) for value in vars(release).values())
    photo = confirmed.reading.marking.photo
    for secret in (
        teardown.order_number,
        teardown.organisation.name,
        str(teardown.public_id),
        teardown.specimen.label,
        photo.sha256,
        str(photo.public_id),
        photo.file_name,
        "2025-03-14",
    ):
        assert secret not in told
    assert release.month == date(2025, 3, 1)


@pytest.mark.django_db
def test_the_covered_picture_is_not_the_original():
    release = make_finding()
    picture = finding_picture(release)
    assert picture.startswith(b"\xff\xd8")
    assert release.picture_sha256 not in (release.identification.reading.marking.photo.sha256, "")


@given(st.dates(), st.sampled_from(["day", "month", "year"]))
def test_a_disclosed_date_is_never_a_day(recovered_on, precision):
    shown = disclose(Found("X", (Line("X", on_component=True),), "", "UA-63", recovered_on, precision))
    assert shown.month is None if precision == "year" else shown.month == recovered_on.replace(day=1)


@pytest.mark.django_db
def test_a_release_holds_lot_grade_and_custody_in_figures():
    release = make_finding()
    judged = release.identification
    assert (release.grade, release.readings) == ("A2", 1)
    assert release.sealed_month == judged.reading.marking.photo.received_at.date().replace(day=1)
    assert release.custody_entries == history("component", str(judged.component.public_id)).count() - 1
    assert (release.part_key, release.date_key) == ("AD9361BBCZ", "2147")


@pytest.mark.parametrize(
    ("line", "lot", "shown"),
    [("LOT 38-71462.1", "3871462.1", "3871462.1"), ("something else", "3871462.1", ""), ("X", "", "")],
)
def test_a_lot_code_goes_out_only_with_the_line_it_stands_on(line, lot, shown):
    found = Found(
        "X", (Line(line, on_component=True), Line(lot, on_component=False)), "", "", None, "day", lot_code=lot
    )
    assert disclose(found).lot_code == shown


def test_one_word_alone_is_never_the_best_grade():
    assert {graded(catalogued=known) for known in (True, False)} == {"A2", "A3"}


@pytest.mark.django_db
def test_a_finding_that_opens_again_is_new_again():
    finding = make_finding()
    before = finding.opened_at
    analyst = make_principal(Role.ANALYST)
    withdraw(principal=analyst, release=finding, reason="mistake")
    restore_of(principal=analyst, identification=finding.identification, since=before)
    finding.refresh_from_db()
    assert finding.withdrawn_at is None and finding.opened_at > before
