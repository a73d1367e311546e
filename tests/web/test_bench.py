from collections.abc import Callable

import pytest
from django.test import Client

from accounts.roles import Role
from teardowns.models import Identification, Reading, Standing
from teardowns.queries.judgements import current_identification
from teardowns.queries.page_components import label
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import make_photo, make_proposal

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def two_chips() -> tuple[Identification, Identification]:
    photo = make_photo()
    return make_proposal("AD9361BBCZ", photo=photo), make_proposal("ADF4351BCPZ", photo=photo)


def bench(client: Client, proposal: Identification) -> str:
    photo = proposal.reading.marking.photo
    return client.get(f"/photos/{photo.public_id}/?chip={proposal.component.public_id}").content.decode()


def test_the_picture_has_a_box_for_each_chip_and_one_is_chosen(
    signed_in: Enter, two_chips: tuple[Identification, Identification]
) -> None:
    page = bench(signed_in(Role.ANALYST), two_chips[1])
    assert page.count('class="bx-under"') == 2
    assert page.count('class="bx now') == 1
    assert "AD<mark>" not in page and "Accept" in page


def test_accepting_by_form_leads_to_the_next_chip(
    signed_in: Enter, two_chips: tuple[Identification, Identification]
) -> None:
    first, second = two_chips
    client = signed_in(Role.ANALYST)
    answer = client.post(
        f"/components/{first.component.public_id}/confirm/", {"candidate": "0", "seen": first.public_id}
    )
    assert str(second.component.public_id) in answer.headers["Location"]
    judged = current_identification(first.component)
    assert judged is not None and judged.standing == Standing.CONFIRMED and judged.part_number == "AD9361BBCZ"
    said = f"{label(first.reading.marking)} is confirmed as AD9361BBCZ"
    assert said in client.get(answer.headers["Location"]).content.decode()


def test_htmx_gets_the_bench_alone_with_its_address(
    signed_in: Enter, two_chips: tuple[Identification, Identification]
) -> None:
    photo = two_chips[0].reading.marking.photo
    address = f"/photos/{photo.public_id}/?chip={two_chips[0].component.public_id}"
    answer = signed_in(Role.ANALYST).get(address, headers={"hx-request": "true"})
    assert answer.headers["HX-Push-Url"] == address
    assert "<html" not in answer.content.decode() and "<title>" in answer.content.decode()


def test_somebody_else_was_quicker(signed_in: Enter, two_chips: tuple[Identification, Identification]) -> None:
    first, _second = two_chips
    address = f"/components/{first.component.public_id}"
    signed_in(Role.ANALYST).post(f"{address}/illegible/", {"seen": first.public_id})
    late = signed_in(Role.ANALYST)
    here = f"/photos/{first.reading.marking.photo.public_id}/"
    answer = late.post(f"{address}/confirm/", {"candidate": "0", "seen": first.public_id, "next": here}, follow=True)
    assert "Somebody else judged this component" in answer.content.decode()
    judged = current_identification(first.component)
    assert judged is not None and judged.standing == Standing.ILLEGIBLE


def test_what_was_typed_while_somebody_else_judged_is_shown_again(
    signed_in: Enter, two_chips: tuple[Identification, Identification]
) -> None:
    first, _second = two_chips
    marking, photo = first.reading.marking, first.reading.marking.photo
    signed_in(Role.ANALYST).post(f"/markings/{marking.public_id}/reading/", {"lines": "ADF4351"})
    typed = {"lines": "MAX3490 typed late", "seen_reading": first.reading.public_id}
    late = signed_in(Role.ANALYST).post(
        f"/markings/{marking.public_id}/reading/", typed, headers={"hx-request": "true"}
    )
    page = late.content.decode()
    assert late.status_code == 200 and "Somebody else judged this component" in page
    assert "MAX3490 typed late</textarea>" in page
    assert late.headers["HX-Push-Url"] == f"/photos/{photo.public_id}/?chip={first.component.public_id}"


@pytest.mark.parametrize("candidate", ["99", "-1", "x", "٣", "9" * 400, "9" * 5000])
def test_a_candidate_that_was_not_offered_is_refused_in_words(
    candidate: str, signed_in: Enter, two_chips: tuple[Identification, Identification]
) -> None:
    first = two_chips[0]
    here = f"/photos/{first.reading.marking.photo.public_id}/"
    answer = signed_in(Role.ANALYST).post(
        f"/components/{first.component.public_id}/confirm/", {"candidate": candidate, "next": here}, follow=True
    )
    assert answer.status_code == 200 and "There is no candidate" in answer.content.decode()
    assert not Identification.objects.exclude(standing=Standing.PROPOSED).exists()


def test_a_typed_reading_supersedes_and_brings_new_candidates(
    signed_in: Enter, two_chips: tuple[Identification, Identification]
) -> None:
    first = two_chips[0]
    make_part("MAX3490ESA+", make_maker("Maxim Integrated"))
    marking = first.reading.marking
    answer = signed_in(Role.ANALYST).post(
        f"/markings/{marking.public_id}/reading/",
        {"lines": "MAX3490ESA+\r\n2039", "seen_reading": first.reading.public_id},
        follow=True,
    )
    page = answer.content.decode()
    assert "Your reading" in page and "MAX3490ESA+" in page
    assert Reading.objects.get(supersedes=first.reading).texts == ["MAX3490ESA+", "2039"]


@pytest.mark.parametrize("lines", ["", "\x00", "x" * 100_000, "\u202e" + "A" * 300])
def test_text_that_cannot_be_stored_is_refused_in_words(
    lines: str, signed_in: Enter, two_chips: tuple[Identification, Identification]
) -> None:
    marking = two_chips[0].reading.marking
    here = f"/photos/{marking.photo.public_id}/"
    answer = signed_in(Role.ANALYST).post(
        f"/markings/{marking.public_id}/reading/", {"lines": lines, "next": here}, follow=True
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "Nothing was changed." in page
    assert lines.replace("\x00", "") in page, "what was typed is still there to be put right"
    assert not Reading.objects.filter(author__isnull=False).exists()


def test_a_part_of_ones_own_needs_a_maker_that_is_known(
    signed_in: Enter, two_chips: tuple[Identification, Identification]
) -> None:
    first = two_chips[0]
    address = f"/components/{first.component.public_id}/confirm/"
    client = signed_in(Role.ANALYST)
    wrong = client.post(
        address, {"part_number": "AD8367ARUZ", "manufacturer": "Nobody", "next": "/teardowns/"}, follow=True
    )
    page = wrong.content.decode()
    assert wrong.status_code == 422 and "is no maker that we know" in page
    assert 'value="AD8367ARUZ"' in page and 'value="Nobody"' in page
    client.post(address, {"part_number": "AD8367ARUZ", "manufacturer": "Analog Devices"})
    judged = current_identification(first.component)
    assert judged is not None and judged.part_number == "AD8367ARUZ"


def test_the_field_team_sees_and_does_not_judge(
    signed_in: Enter, two_chips: tuple[Identification, Identification]
) -> None:
    owner = two_chips[0].component.teardown.examiner
    page = bench(signed_in(owner), two_chips[0])
    assert "Accept" not in page and "Correct the reading" not in page


def test_the_component_page_keeps_every_judgement_and_reading(
    signed_in: Enter, two_chips: tuple[Identification, Identification]
) -> None:
    first = two_chips[0]
    client = signed_in(Role.ANALYST)
    client.post(f"/components/{first.component.public_id}/reject/", {"seen": first.public_id, "note": "not this one"})
    page = client.get(f"/components/{first.component.public_id}/").content.decode()
    assert "not this one" in page and "part unknown" in page and "to confirm" in page
    assert "Part proposed by the machine" in page and "No candidate fits" in page
    assert client.get(f"/markings/{first.reading.marking.public_id}.jpg").headers["Content-Type"] == "image/jpeg"
