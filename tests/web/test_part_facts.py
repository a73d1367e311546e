"""The page of a part: facts with sources, owners through time, what is derived and what is stated."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from provenance.models import PartAlias, Party, PartyRelation
from provenance.partnumbers.normalise import canonical
from tests.factories.provenance import make_maker, make_part, make_relation, make_source
from tests.factories.teardowns import make_confirmed

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def xilinx() -> Party:
    maker = make_maker("Xilinx")
    relation = make_relation(make_maker("AMD"), "owner", maker, start=date(2022, 1, 1))
    PartyRelation.objects.filter(pk=relation.pk).update(start_latest=date(2022, 12, 31))
    return maker


def shown(client: Client, address: str, language: str = "en") -> str:
    return " ".join(client.get(address, headers={"accept-language": language}).content.decode().split())


def test_a_catalogued_part_shows_its_facts_with_their_sources(signed_in: Enter, xilinx: Party) -> None:
    part = make_part("XC7A100T-2FGG484I", xilinx, category="fpga")
    part.gone_on = date(2025, 5, 4)
    part.save()
    make_part("XC7A100T-1CSG324C", xilinx)
    page = shown(signed_in(Role.ENFORCEMENT), "/parts/xilinx/XC7A100T-2FGG484I/")
    for text in (
        "8542.31", "priority list tier 1", "list of 23 Feb 2024", "3A001.a.7", "European Union", "BGA", "industrial",
        "−40 to 100 °C at the chip", "no longer listed there since 4 May 2025", "Source test-source",
        "15 CFR 774, supplement 1, 3A001.a.7", "not yet checked against the text", "not a legal judgement",
    ):  # fmt: skip
        assert text in page, text
    assert 'href="/parts/xilinx/XC7A100T-1CSG324C/"' in page
    assert "not in the catalogue" not in page


def test_a_number_without_a_catalogue_shows_what_follows_from_it_and_says_so(signed_in: Enter) -> None:
    make_maker("Actel")
    client = signed_in(Role.ANALYST)
    page = shown(client, "/parts/actel/RTAX2000S-CQ352B/")
    assert "Part grade by its number: space: radiation-tolerant" in page
    assert "in no catalogue here: all above is derived from the number" in page
    assert "3A001.a.1" in page and "5 × 10³ Gy (Si)" in page
    assert client.get("/parts/actel/NOTHING/").status_code == 404


def test_an_ordinary_part_carries_no_warning(signed_in: Enter) -> None:
    make_part("AD9851BRS", make_maker("Analog Devices"), category="analog dac")
    page = shown(signed_in(Role.ANALYST), "/parts/analog-devices/AD9851BRS/")
    assert "Part grade by its number" not in page and "3A001.a.1<" not in page and "3A001.a.5.b" in page


def test_the_owner_then_and_now(signed_in: Enter, xilinx: Party) -> None:
    judged = make_confirmed("XC7A100T", xilinx)
    judged.made_earliest, judged.made_latest = date(2015, 3, 2), date(2015, 3, 8)
    judged.save()
    specimen = judged.component.teardown.specimen
    specimen.recovered_on = date(2022, 6, 1)
    specimen.save()
    page = shown(signed_in(Role.ENFORCEMENT), "/parts/xilinx/XC7A100T/")
    assert 'When it was made <span class="dated">2–8 Mar 2015</span></dt><dd> Xilinx, no owner recorded' in page
    recovered = page.index('When it was recovered <span class="dated">1 Jun 2022')
    assert (
        "or <a" in page[recovered : recovered + 400] and "it cannot be told which" in page[recovered : recovered + 600]
    )
    today = page.index("Today")
    assert "AMD" in page[today : today + 300] and "or <a" not in page[today : today + 300]
    assert "only the year is known, not the day" in page
    assert 'id="owners-title"' in page and str(timezone.now().year) in page


def test_a_day_that_is_known_to_the_month_stays_a_month(signed_in: Enter, xilinx: Party) -> None:
    judged = make_confirmed("XC7A100T", xilinx)
    specimen = judged.component.teardown.specimen
    specimen.recovered_on, specimen.recovered_precision = date(2025, 2, 1), "month"
    specimen.save()
    page = shown(signed_in(Role.ENFORCEMENT), "/parts/xilinx/XC7A100T/")
    assert 'When it was recovered <span class="dated">Feb 2025</span>' in page and "1 Feb 2025" not in page


def test_a_brand_without_any_purchase_says_that_nothing_is_recorded(signed_in: Enter) -> None:
    make_part("STM32F103C8T6", make_maker("STMicroelectronics"), category="microcontroller")
    page = shown(signed_in(Role.ANALYST), "/parts/stmicroelectronics/STM32F103C8T6/")
    assert "No purchase of STMicroelectronics is recorded here." in page
    assert 'id="owners-title"' not in page


def test_aliases_stand_with_their_source_and_lead_to_the_part(signed_in: Enter) -> None:
    maker = make_maker("Analog Devices")
    make_part("AD9361BBCZ", maker)
    PartAlias.objects.create(
        manufacturer=maker,
        number="AD9361BBCZ",
        alias="CUST-77",
        canonical=canonical("CUST-77"),
        source=make_source("customer-list"),
    )
    client = signed_in(Role.ANALYST)
    page = shown(client, "/parts/analog-devices/AD9361BBCZ/")
    assert "CUST-77" in page and "Source customer-list" in page
    assert 'href="/parts/analog-devices/AD9361BBCZ/"' in shown(client, "/parts/analog-devices/CUST-77/")


def test_measures_stand_on_the_time_axis_of_a_component(signed_in: Enter) -> None:
    make_confirmed("AD9361BBCZ")
    page = shown(signed_in(Role.ENFORCEMENT), "/parts/analog-devices/AD9361BBCZ/")
    assert "833/2014, Art. 2a" in page and "26 Feb 2022" in page


@pytest.mark.parametrize("number", ["<script>alert(1)</script>", "A" * 81, "%00", "AD9361‮"])
def test_what_is_no_number_is_no_page_and_no_markup(number: str, signed_in: Enter) -> None:
    make_maker("Analog Devices")
    answer = signed_in(Role.ANALYST).get(f"/parts/analog-devices/{number}/")
    assert answer.status_code == 404 and b"<script>alert" not in answer.content


def test_the_number_of_queries_does_not_grow(
    signed_in: Enter, django_assert_max_num_queries: Callable[..., object]
) -> None:
    maker = make_maker("Analog Devices")
    for number in range(40):
        make_part(f"AD9361-{number:02d}Q", maker, category="rf")
    client = signed_in(Role.ENFORCEMENT)
    client.get("/parts/analog-devices/AD9361-01Q/")
    with django_assert_max_num_queries(22):  # type: ignore[attr-defined]
        client.get("/parts/analog-devices/AD9361-02Q/")
