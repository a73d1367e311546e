"""Teardowns, photos, readings and judgements for tests, made by the real operations where it matters."""

import hashlib
import io
import itertools
from collections.abc import Sequence
from datetime import date
from typing import Any

from PIL import Image

from accounts.models import Organisation
from accounts.queries import Principal
from accounts.roles import Role
from custody.vault import derivatives, vault
from provenance.models import Party
from teardowns.models import (
    Component,
    Derivative,
    DerivativeKind,
    Identification,
    Marking,
    Photo,
    PhotoState,
    Reading,
    Release,
    Teardown,
    WeaponModel,
)
from teardowns.operations.identifying import confirm
from teardowns.operations.intake import Receipt, receive_photo
from teardowns.operations.opening import open_teardown
from teardowns.operations.resolving import propose
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker, make_part

_numbers = itertools.count(1)
WIDTH, HEIGHT = 640, 480


def make_weapon_model(slug: str = "shahed-136", name_en: str = "Shahed-136 / Geran-2") -> WeaponModel:
    """A weapon model; the same slug gives the same one."""
    defaults = {"name_en": name_en, "name_uk": "Шахед-136 / Герань-2", "aliases": ["Geran-2", "Герань-2"]}
    return WeaponModel.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_teardown(principal: Principal | None = None, *, recovered_on: date | None = date(2025, 3, 14)) -> Teardown:
    """A teardown of a new specimen by the given or a new field team."""
    number = next(_numbers)
    return open_teardown(
        principal=principal or make_principal(Role.FIELD),
        order_number=f"KH-2025-{number:04}",
        specimen_label=f"S-{number:04}",
        weapon_model=make_weapon_model().slug,
        region="UA-63",
        recovered_on=recovered_on,
        circumstances="found in a field",
    )


def jpeg_bytes(seed: int = 0, *, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """A small JPEG; each seed gives other bytes."""
    colour = tuple(hashlib.sha256(str(seed).encode()).digest()[:3])
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def upload(principal: Principal, teardown: Teardown, data: bytes | None = None, **options: Any) -> Receipt:
    """A photo through the real intake."""
    payload = jpeg_bytes(next(_numbers)) if data is None else data
    return receive_photo(principal=principal, teardown=teardown, chunks=[payload], **options)


def make_photo(teardown: Teardown | None = None, *, state: str = PhotoState.RESOLVED) -> Photo:
    """A photo with its original in the vault and all three derivatives, as after preparing."""
    teardown = teardown or make_teardown()
    data = jpeg_bytes(next(_numbers))
    stored = vault().store_stream([data], max_bytes=10**7)
    photo = Photo.objects.create(
        teardown=teardown,
        sha256=stored.sha256,
        size=stored.size,
        media_type="image/jpeg",
        file_name="board.jpg",
        uploaded_by=teardown.examiner,
        state=state,
        width=WIDTH,
        height=HEIGHT,
    )
    derived = derivatives().store_stream([data], max_bytes=10**7)
    same: dict[str, Any] = {"photo": photo, "sha256": derived.sha256, "width": WIDTH, "height": HEIGHT}
    Derivative.objects.bulk_create(Derivative(kind=kind, **same) for kind in DerivativeKind.values)
    return photo


def make_reading(lines: Sequence[str] = ("AD9361", "BBCZ", "#2147"), photo: Photo | None = None) -> Reading:
    """A new component on a photo, with a marking and an engine's reading of it."""
    photo = photo or make_photo()
    ordinal = photo.markings.count()
    left = 20 + 60 * ordinal
    component = Component.objects.create(teardown=photo.teardown, designator=f"U{ordinal + 1}")
    marking = Marking.objects.create(
        component=component,
        photo=photo,
        ordinal=ordinal,
        box=[[left, 40], [left + 50, 40], [left + 50, 90], [left, 90]],
    )
    return Reading.objects.create(
        marking=marking,
        engine="scripted",
        engine_version="1",
        passes=["whole"],
        lines=[{"text": text, "confidence": 930, "box": marking.box, "rotation": 0, "pass": "whole"} for text in lines],
    )


def make_proposal(
    part_number: str = "AD9361BBCZ", maker: Party | None = None, photo: Photo | None = None
) -> Identification:
    """A machine's proposal for a component whose marking shows a catalogued part number and the date code #2147."""
    make_part(part_number, maker or make_maker("Analog Devices"))
    return propose(make_reading((part_number, "#2147"), photo))


def make_confirmed(
    part_number: str = "AD9361BBCZ",
    maker: Party | None = None,
    *,
    photo: Photo | None = None,
    analyst: Principal | None = None,
) -> Identification:
    """An analyst's confirmed judgement, released to the maker."""
    maker = maker or make_maker("Analog Devices")
    proposal = make_proposal(part_number, maker, photo)
    return confirm(
        principal=analyst or make_principal(Role.ANALYST),
        component=proposal.component,
        part_number=part_number,
        manufacturer=maker.name,
    )


def make_finding(part_number: str = "AD9361BBCZ", maker: Party | None = None) -> Release:
    """A finding open to the maker."""
    return make_confirmed(part_number, maker).release


def analyst_in(organisation: Organisation) -> Principal:
    """A new analyst of an organisation."""
    return make_principal(Role.ANALYST, organisation=organisation)
