"""What a release may not carry: the neighbours of the part on the board, and faults of the disk."""

import io

import pytest
from PIL import Image, ImageDraw

from accounts.roles import Role
from custody import vault as vaults
from custody.vault import VaultFull, derivatives
from problems import NotFound
from teardowns.models import Component, Derivative, DerivativeKind, Marking, Reading, Release
from teardowns.operations import releasing
from teardowns.operations.identifying import confirm
from teardowns.operations.resolving import propose
from teardowns.problems import StorageFull
from teardowns.queries.pictures import finding_picture, picture_of
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import HEIGHT, WIDTH, make_photo

pytestmark = pytest.mark.django_db
BODY = (100, 100, 400, 300)
SECRET = (10, 240, 10)


@pytest.fixture
def analyst():
    return make_principal(Role.ANALYST)


def quad(left, top, right, bottom):
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def line(text, box):
    return {"text": text, "confidence": 900, "box": quad(*box), "rotation": 0, "pass": "whole"}


def chip(photo, box, *lines):
    component = Component.objects.create(teardown=photo.teardown)
    ordinal = photo.markings.count()
    marking = Marking.objects.create(component=component, photo=photo, ordinal=ordinal, box=quad(*box))
    return Reading.objects.create(marking=marking, engine="scripted", lines=list(lines))


def photo_with(*secrets):
    """A photo that is white but for these rectangles."""
    board = Image.new("RGB", (WIDTH, HEIGHT), (255, 255, 255))
    for secret in secrets:
        ImageDraw.Draw(board).rectangle(secret, fill=SECRET)
    data = io.BytesIO()
    board.save(data, "PNG")
    photo = make_photo()
    stored = derivatives().store_stream([data.getvalue()], max_bytes=10**7)
    Derivative.objects.filter(photo=photo, kind=DerivativeKind.READING).update(sha256=stored.sha256)
    return photo


def confirmed(analyst, reading):
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    component = propose(reading).component
    return confirm(
        principal=analyst, component=component, part_number="AD9361BBCZ", manufacturer="Analog Devices"
    ).release


def shows_secret(release):
    picture = Image.open(io.BytesIO(finding_picture(release))).convert("RGB")
    channels = (bytes(channel.tobytes()) for channel in picture.split())
    return any(green > 120 and red < 100 and blue < 100 for red, green, blue in zip(*channels, strict=True))


OWN = line("AD9361BBCZ", (120, 120, 380, 150))


def test_lettering_beside_the_part_stays_out_of_its_finding(analyst):
    """The reader may group a label or a neighbour's print with a chip; the picture does not show it, nor may words."""
    label = line("KH-2025-0001 14.03.2025", (120, 310, 380, 330))
    release = confirmed(analyst, chip(photo_with(), BODY, OWN, line("#2147", (120, 160, 200, 190)), label))
    assert release.marking_lines == ["AD9361BBCZ", "#2147"]


@pytest.mark.parametrize(("place", "told"), [((120, 160, 200, 190), "#2147"), ((120, 310, 380, 330), "")])
def test_a_date_code_is_told_only_when_it_is_on_the_part(analyst, place, told):
    release = confirmed(analyst, chip(photo_with(), BODY, OWN, line("#2147", place)))
    assert release.date_code == told
    assert (bool(release.date_rule), bool(release.made_earliest), bool(release.made_latest)) == (bool(told),) * 3


def test_what_a_person_typed_for_the_part_is_shown(analyst):
    machine = chip(photo_with(), BODY, OWN)
    typed = Reading.objects.create(
        marking=machine.marking,
        author=analyst.user,
        supersedes=machine,
        lines=[{"text": "AD9361BBCZ"}, {"text": "LOT 7"}],
    )
    assert confirmed(analyst, typed).marking_lines == ["AD9361BBCZ", "LOT 7"]


def test_a_smaller_chip_within_the_box_is_burnt_out_of_the_picture(analyst):
    inner = (300, 200, 360, 260)
    photo = photo_with(inner)
    reading = chip(photo, BODY, OWN)
    chip(photo, inner, line("XC7Z020", (305, 220, 355, 240)))
    assert not shows_secret(confirmed(analyst, reading))


def test_lettering_of_a_larger_chip_that_reaches_into_the_box_is_burnt_out(analyst):
    inner = (300, 200, 360, 260)
    photo = photo_with(inner)
    reading = chip(photo, BODY, OWN)
    chip(photo, (50, 50, 600, 450), line("XC7Z020", inner))
    release = confirmed(analyst, reading)
    assert not shows_secret(release)
    picture = Image.open(io.BytesIO(finding_picture(release))).convert("L")
    assert picture.getpixel((releasing.COVER_MARGIN + 20, releasing.COVER_MARGIN + 20)) > 200  # type: ignore[operator]


def test_a_box_outside_its_photo_gives_a_finding_without_a_picture(analyst):
    outside = (WIDTH + 10, 10, WIDTH + 90, 60)
    assert confirmed(analyst, chip(photo_with(), outside, line("AD9361BBCZ", outside))).picture_sha256 == ""


def lose_derivatives(settings, tmp_path):
    """As after a restore: they are in no back-up."""
    settings.VAULT_ROOT = tmp_path / "restored"


def test_pictures_that_are_lost_are_not_there_and_stop_nobody(analyst, settings, tmp_path):
    photo = photo_with()
    reading = chip(photo, BODY, OWN)
    lose_derivatives(settings, tmp_path)
    assert confirmed(analyst, reading).picture_sha256 == ""
    with pytest.raises(NotFound):
        picture_of(photo, DerivativeKind.DISPLAY)


def test_a_full_disk_releases_nothing_and_says_so(analyst, monkeypatch):
    reading = chip(photo_with(), BODY, OWN)

    def full(*args, **kwargs):
        raise VaultFull

    monkeypatch.setattr(vaults.Vault, "store_stream", full)
    with pytest.raises(StorageFull):
        confirmed(analyst, reading)
    assert not Release.objects.exists()
