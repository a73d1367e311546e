"""The demonstration's people, shipments and teardown: made once, however often it starts."""

import json
from pathlib import Path

import pytest

from accounts.models import ApiToken, Membership, User
from accounts.operations import authenticate_token
from accounts.queries import find_principal
from accounts.roles import Capability, Role
from config.demo.cast import PLAYERS, password
from config.demo.device import Sent
from config.demo.report import ChipRow, PhotoRow, rows_of, summary, table, write_summary
from config.demo.stage import DEVICE_NAME, set_up
from provenance.models import Party, Shipment, Source
from provenance.operations.reference import load_reference
from teardowns.models import Teardown
from teardowns.operations.reference import load_weapon_models

WORD = "(fictitious)"
CHIP = ChipRow(
    "STM32F405 | RGT6", "STM32F405RGT6", "STMicroelectronics", 0.977, "identified", "2147", 2, "A > B", "x F6"
)


@pytest.mark.django_db
def test_a_second_start_finds_the_same_stage_and_ends_the_first_token(tmp_path: Path) -> None:
    load_reference()
    load_weapon_models()
    first = set_up(tmp_path)
    counts = [table.objects.count() for table in (User, Membership, Shipment, Teardown)]
    second = set_up(tmp_path)
    assert second.teardown == first.teardown
    assert counts == [table.objects.count() for table in (User, Membership, Shipment, Teardown)]
    assert (counts[0], counts[1], counts[3]) == (len(PLAYERS), len(PLAYERS), 1)
    assert ApiToken.objects.filter(label=DEVICE_NAME, revoked_at=None).count() == 1
    assert authenticate_token(first.token) is None
    device = authenticate_token(second.token)
    assert device is not None
    principal = find_principal(device)
    assert principal is not None
    assert principal.capabilities == {Capability.PHOTO_UPLOAD, Capability.RECEIPT_SEE_OWN}


@pytest.mark.once
@pytest.mark.django_db
def test_everybody_has_a_role_and_can_sign_in(tmp_path: Path) -> None:
    load_reference()
    load_weapon_models()
    people = set_up(tmp_path).people
    assert set(people) == set(Role)
    assert all(person.user.check_password(password(tmp_path)) for person in people.values())


@pytest.mark.once
@pytest.mark.django_db
def test_what_is_invented_says_so(tmp_path: Path) -> None:
    load_reference()
    load_weapon_models()
    set_up(tmp_path)
    invented = Party.objects.filter(fictitious=True)
    traders = Party.objects.filter(shipments_sold__isnull=False) | Party.objects.filter(shipments_bought__isnull=False)
    assert set(traders) <= set(invented)
    assert all(WORD in party.name for party in invented)
    assert all(WORD in source.name for source in Source.objects.filter(fictitious=True))
    assert set(Shipment.objects.values_list("source__fictitious", flat=True)) == {True}


def test_the_summary_has_the_promised_shape(tmp_path: Path) -> None:
    file = tmp_path / "summary.json"
    write_summary(file, summary([PhotoRow("one.jpg", "resolved", "ab" * 32, [CHIP])], 12.34))
    assert json.loads(file.read_text()) == {
        "seconds": 12.3,
        "photos": [
            {
                "file": "one.jpg",
                "state": "resolved",
                "sha256": "ab" * 32,
                "chips": [
                    {
                        "marking": "STM32F405 | RGT6",
                        "part_number": "STM32F405RGT6",
                        "manufacturer": "STMicroelectronics",
                        "score": 0.977,
                        "decision": "identified",
                        "date_code": "2147",
                        "chains": 2,
                    }
                ],
            }
        ],
    }


def test_a_refused_file_is_reported_and_is_not_done() -> None:
    rows = rows_of([Sent(Path("notes.txt"), refusal="not_a_photo")])
    assert not rows[0].terminal
    assert "(refused)" in table(rows, 120)


def test_the_table_fits_its_width() -> None:
    text = table([PhotoRow("a-photo-with-a-long-name.jpg" * 3, "resolved", "", [CHIP, CHIP])], 120)
    assert max(len(line) for line in text.splitlines()) <= 120
    assert text.count("STM32F405RGT6") == 2
