"""The analyst, with the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from accounts.roles import Role
from teardowns.models import Identification, Standing
from teardowns.queries.judgements import current_identification
from tests.factories.accounts import make_user
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import make_photo, make_proposal
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def proposals() -> list[Identification]:
    photo = make_photo()
    return [make_proposal(number, photo=photo) for number in ("AD9361BBCZ", "ADF4351BCPZ", "ADUM1201BRZ")]


@pytest.fixture
def page(visit: Visit, proposals: list[Identification]) -> Page:
    return visit(make_user(Role.ANALYST), viewport={"width": 1440, "height": 900})


def standing_of(proposal: Identification) -> str:
    judged = current_identification(proposal.component)
    assert judged is not None
    return str(judged.standing)


def chosen(page: Page) -> str:
    return page.locator(".read h2[data-focus]").inner_text().split()[0]


def test_accept_skip_illegible_and_none_fits_by_key(page: Page, proposals: list[Identification]) -> None:
    page.goto("/")
    page.keyboard.press("g")
    expect(page.locator("#bench")).to_be_visible()
    expect(page.locator(".read h2[data-focus]")).to_contain_text("U1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("is confirmed as AD9361BBCZ")).to_be_visible()
    expect(page.locator(".read h2[data-focus]")).to_contain_text("U2")
    expect(page.locator(".read h2[data-focus]")).to_be_focused()
    page.keyboard.press("s")
    expect(page.locator(".read h2[data-focus]")).to_contain_text("U3")
    page.wait_for_load_state("load")  # before the scripts are here, nobody hears the key
    page.keyboard.press("i")
    expect(page.locator(".read h2[data-focus]")).to_contain_text("U2")
    page.keyboard.press("n")
    expect(page.get_by_text("No candidate fits U2")).to_be_visible()
    assert [standing_of(one) for one in proposals] == [Standing.CONFIRMED, Standing.REJECTED, Standing.ILLEGIBLE]


def test_j_and_k_move_and_the_address_follows(page: Page, proposals: list[Identification]) -> None:
    page.goto(f"/photos/{proposals[0].reading.marking.photo.public_id}/")
    page.keyboard.press("j")
    expect(page.locator(".read h2[data-focus]")).to_contain_text("U2")
    assert str(proposals[1].component.public_id) in page.url
    page.keyboard.press("k")
    expect(page.locator(".read h2[data-focus]")).to_contain_text("U1")
    page.go_back()
    expect(page.locator(".read h2[data-focus]")).to_contain_text("U2")


def test_a_correction_is_typed_and_no_key_fires_inside_the_field(page: Page, proposals: list[Identification]) -> None:
    make_part("MAX3490ESA+", make_maker("Maxim Integrated"))
    page.goto(f"/photos/{proposals[0].reading.marking.photo.public_id}/")
    page.keyboard.press("e")
    field = page.get_by_label("Lettering, one line a line")
    expect(field).to_be_focused()
    field.fill("")
    page.keyboard.type("MAX3490ESA+ insjk")
    assert all(standing_of(one) == Standing.PROPOSED for one in proposals)
    field.fill("MAX3490ESA+")
    page.get_by_role("button", name="Keep my reading").click()
    expect(page.get_by_text("Your reading of U1 stands.")).to_be_visible()
    expect(page.locator(".cands")).to_contain_text("MAX3490ESA+")


def test_a_number_chooses_a_candidate_and_the_consequences_follow(page: Page) -> None:
    proposal = make_proposal("MAX3490ESA+", make_maker("Maxim Integrated"))
    first = proposal.candidates[0]
    both = [first, {**first, "part_number": "MAX3490EPA+", "score": 400}]
    Identification.objects.filter(pk=proposal.pk).update(candidates=both)
    page.goto(f"/photos/{proposal.reading.marking.photo.public_id}/")
    expect(page.locator(".cands li").nth(1)).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator("#c2")).to_be_checked()
    expect(page.locator('[data-if="1"]')).to_be_visible()
    expect(page.locator('[data-if="0"]')).to_be_hidden()
    expect(page.get_by_role("button", name="Accept 2")).to_be_visible()


def test_turn_contrast_and_zoom(page: Page, proposals: list[Identification]) -> None:
    page.goto(f"/photos/{proposals[0].reading.marking.photo.public_id}/")
    svg = page.locator("svg.photo")
    whole = svg.get_attribute("viewBox")
    page.keyboard.press("z")
    assert svg.get_attribute("viewBox") != whole
    page.keyboard.press("z")
    assert svg.get_attribute("viewBox") == whole
    page.keyboard.press("t")
    assert "rotate(90" in (page.locator("[data-turn]").get_attribute("transform") or "")
    page.keyboard.press("c")
    expect(page.get_by_role("button", name="Contrast")).to_have_attribute("aria-pressed", "true")


def test_keys_can_be_listed_and_switched_off(page: Page, proposals: list[Identification]) -> None:
    page.goto(f"/photos/{proposals[0].reading.marking.photo.public_id}/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Switch single-letter keys off").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("i")
    page.keyboard.press("Enter")
    assert all(standing_of(one) == Standing.PROPOSED for one in proposals)


def test_all_of_it_by_forms_without_javascript(visit: Visit, proposals: list[Identification]) -> None:
    page = visit(make_user(Role.ANALYST), java_script_enabled=False)
    page.goto(f"/photos/{proposals[0].reading.marking.photo.public_id}/")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("is confirmed as AD9361BBCZ")).to_be_visible()
    page.get_by_role("button", name="Illegible").click()
    expect(page.get_by_text("U2 is marked as illegible.")).to_be_visible()
    assert [standing_of(one) for one in proposals[:2]] == [Standing.CONFIRMED, Standing.ILLEGIBLE]
