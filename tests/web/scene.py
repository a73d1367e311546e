"""A whole small world for pages: people of every role, teardowns with rendered boards, judgements, findings, jobs.

Everything goes through the operations that make it in life, except that the renderer's truth stands in for OCR.
"""

import io
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
from django.utils import timezone
from PIL import Image

from accounts.models import User
from accounts.queries import Principal, principal_for
from accounts.roles import OrganisationKind, Role
from custody.checkpoints import make_checkpoint
from jobs.models import Job, JobState
from provenance.models import BrandRepresentation, MarkingBatch, Party, Trace
from provenance.operations.demo_world import load_demo_world
from provenance.operations.reference import load_reference
from provenance.operations.tracing import run_trace
from provenance.progress import silent
from teardowns.models import Component, Identification, Marking, Photo, PhotoState, Reading, Teardown
from teardowns.operations.identifying import confirm, mark_illegible
from teardowns.operations.intake import receive_photo
from teardowns.operations.joining import join_components
from teardowns.operations.opening import add_assembly, open_teardown
from teardowns.operations.preparing import prepare_photo
from teardowns.operations.reference import load_weapon_models
from teardowns.operations.resolving import resolve_photo
from teardowns.queries.judgements import current_identification, current_reading
from tests.factories.accounts import PASSWORD, make_organisation, make_user
from tests.factories.lists import example_imports
from tests.tools.degrading import blurred
from tests.tools.render import RenderedPhoto, render_board
from tests.web.alerted import listen
from tests.web.boards import AUTOPILOT, CLEAR, LEGIBILITY, MISREAD, POWER, RADIO
from tests.web.corrected import correct
from tests.web.exported import export
from tests.web.handed_in import hand_in
from tests.web.phoned import phone
from tests.web.requested import ask
from tests.web.screened import screen
from tests.web.traced import walk_again


@dataclass
class Scene:
    """Who is who, and the objects that tests open."""

    users: dict[Role, User]
    teardown: Teardown
    board: Photo
    photos: list[Photo] = field(default_factory=list)
    merged: Party | None = None
    batch: MarkingBatch | None = None
    lot: str = ""
    screening: str = ""
    request: str = ""

    def principal(self, role: Role) -> Principal:
        """The principal of the person in this role."""
        return principal_for(self.users[role])


def build_scene() -> Scene:
    """Make it all. Takes some ten seconds, most of it the reference catalogue."""
    load_reference()
    load_demo_world()
    load_weapon_models()
    users = _people()
    scene = Scene(users, *_first_teardown(users))
    _second_teardown(scene)
    _judge(scene)
    _join(scene)
    _draw(scene)
    _find_the_lot_again(scene)
    example_imports()
    scene.merged = correct(scene.principal(Role.ANALYST))
    scene.batch = hand_in(scene.principal(Role.ANALYST))
    scene.screening = screen(*map(scene.principal, (Role.ENFORCEMENT, Role.ANALYST, Role.ADMIN)))
    for trace in Trace.objects.all():
        run_trace(public_id=str(trace.public_id))
    walk_again(scene.principal(Role.ANALYST))
    phone(scene)
    listen(scene.principal(Role.MAKER))
    export(scene.principal(Role.MAKER))
    scene.request = ask(scene.principal(Role.ANALYST), scene.principal(Role.MAKER), scene.lot)
    _settle_jobs()
    make_checkpoint()
    return scene


def _people() -> dict[Role, User]:
    team = make_organisation(OrganisationKind.FIELD_TEAM, "Team Kharkiv 3")
    lab = make_organisation(OrganisationKind.LAB, "Kyiv laboratory")
    maker = make_organisation(OrganisationKind.MAKER, "Analog Devices, compliance")
    agency = make_organisation(OrganisationKind.AGENCY, "Export control service")
    BrandRepresentation.objects.create(organisation=maker, party=Party.objects.get(name="Analog Devices"))
    names = {
        Role.FIELD: (team, "V. Koval"),
        Role.ANALYST: (lab, "O. Marchenko"),
        Role.MAKER: (maker, "M. Feeney"),
        Role.ENFORCEMENT: (agency, "I. Savchuk"),
        Role.ADMIN: (agency, "T. Hrytsenko"),
    }
    return {
        role: make_user(role, organisation=home, email=f"{role.value}@example.org", name=name, password=PASSWORD)
        for role, (home, name) in names.items()
    }


def _first_teardown(users: dict[Role, User]) -> tuple[Teardown, Photo]:
    field_team = principal_for(users[Role.FIELD])
    teardown = open_teardown(
        principal=field_team,
        order_number="KH-2025-0417",
        specimen_label="S-0291",
        weapon_model="shahed-136",
        region="UA-63",
        recovered_on=date(2025, 3, 14),
        circumstances="Fell on a field, nose and wing root whole. Board taken out on the spot.",
    )
    radio = add_assembly(principal=field_team, teardown=teardown, name="Radio unit")
    board = add_assembly(principal=field_team, teardown=teardown, name="Radio board", parent=radio)
    picture = render_board(RADIO, seed=7, size=(1600, 1200), passives=46)
    return teardown, _photo(field_team, teardown, picture, assembly=board)


def _second_teardown(scene: Scene) -> None:
    field_team = scene.principal(Role.FIELD)
    other = open_teardown(
        principal=field_team,
        order_number="DN-2025-0088",
        specimen_label="S-0302",
        weapon_model="orlan-10",
        region="UA-12",
        recovered_on=date(2025, 2, 1),
        recovered_precision="month",
    )
    scene.photos.append(_photo(field_team, other, render_board(POWER, seed=21, size=(1600, 1200), passives=30)))
    third = open_teardown(
        principal=field_team,
        order_number="OD-2025-0203",
        specimen_label="S-0310",
        weapon_model="shahed-136",
        region="UA-51",
        recovered_on=date(2025, 3, 2),
    )
    autopilot = add_assembly(principal=field_team, teardown=third, name="Autopilot")
    _photo(field_team, third, render_board(AUTOPILOT, seed=33, size=(1600, 1200), passives=40), assembly=autopilot)
    close = render_board(RADIO[2:3], seed=5, size=(900, 900), passives=4)
    scene.photos.append(_photo(field_team, scene.teardown, close))
    again = render_board([RADIO[1], RADIO[4]], seed=9, size=(1000, 800), passives=4)
    scene.photos.append(_photo(field_team, scene.teardown, again))
    broken = receive_photo(
        principal=field_team, teardown=scene.teardown, chunks=[b"\xff\xd8\xff\xe0 cut off"], file_name="plate.jpg"
    )
    prepare_photo(photo_id=str(broken.photo_id), progress=silent)
    waiting = render_board(RADIO[4:5], seed=6, size=(900, 900), passives=3)
    waiting = replace(waiting, image=Image.fromarray(blurred(np.asarray(waiting.image), 5)))
    receipt = receive_photo(principal=field_team, teardown=scene.teardown, chunks=[_jpeg(waiting)], file_name="u2.jpg")
    prepare_photo(photo_id=str(receipt.photo_id), progress=silent)


def _photo(field_team: Principal, teardown: Teardown, picture: RenderedPhoto, **options: object) -> Photo:
    receipt = receive_photo(
        principal=field_team,
        teardown=teardown,
        chunks=[_jpeg(picture)],
        file_name="board.jpg",
        **options,  # type: ignore[arg-type]
    )
    prepare_photo(photo_id=str(receipt.photo_id), progress=silent)
    photo = Photo.objects.get(public_id=receipt.photo_id)
    for ordinal, chip in enumerate(picture.chips):
        component = Component.objects.create(
            teardown=teardown,
            assembly=photo.assembly,
            designator=f"U{ordinal + 1}" if ordinal % 5 != 4 else "",
            package="BGA 144" if "AD9361" in chip.lines else "",
        )
        box = [[round(x), round(y)] for x, y in chip.box]
        marking = Marking.objects.create(
            component=component, photo=photo, ordinal=ordinal, box=box, rotation=chip.rotation
        )
        Reading.objects.create(
            marking=marking,
            engine="neural",
            engine_version="PP-OCRv6 3.10",
            passes=["whole", "tiles", "chips"],
            lines=[_line(text, box) for text in chip.lines if "XX" not in text],
            legibility=LEGIBILITY.get(chip.lines[0], CLEAR),
        )
    Photo.objects.filter(pk=photo.pk).update(state=PhotoState.READ)
    resolve_photo(photo_id=str(photo.public_id), progress=silent)
    photo.refresh_from_db()
    return photo


def _line(text: str, box: list[list[int]]) -> dict[str, object]:
    read, others = MISREAD.get(text, (text, ()))
    return {
        "text": read,
        "confidence": 930,
        "box": box,
        "rotation": 0,
        "pass": "chips",
        "alternatives": [{"text": other, "confidence": 880, "pass": "whole"} for other in others],
    }


def _judge(scene: Scene) -> None:
    analyst = scene.principal(Role.ANALYST)
    components = list(scene.teardown.components.order_by("pk"))
    _confirm(analyst, components[0], "STM32F405RGT6", "STMicroelectronics")
    _confirm(analyst, components[1], "AD9361BBCZ", "Analog Devices")
    mark_illegible(principal=analyst, component=components[6], note="scratched on purpose")
    other = Component.objects.filter(teardown__order_number="DN-2025-0088").order_by("pk")[0]
    _confirm(analyst, other, "XC7A100T", "Xilinx")
    extra = Component.objects.filter(markings__photo=scene.photos[1]).first()
    assert extra is not None
    _confirm(analyst, extra, "MAX3490ESA+", "Maxim")
    for number, waiting in enumerate(Identification.objects.filter(standing="proposed").order_by("pk")):
        since = timezone.now() - timedelta(hours=46 - number)
        Identification.objects.filter(pk=waiting.pk).update(created_at=since)


def _join(scene: Scene) -> None:
    """Two chips of the board that another photo shows too: one that is confirmed, one that waits."""
    analyst = scene.principal(Role.ANALYST)
    for on_board, on_other in ((1, 0), (4, 1)):
        chip, seen = (
            photo.markings.get(ordinal=ordinal).component
            for photo, ordinal in ((scene.board, on_board), (scene.photos[2], on_other))
        )
        join_components(principal=analyst, component=chip, other=seen)


def _find_the_lot_again(scene: Scene) -> None:
    """The second chip's lot on another specimen: one lead for both."""
    other = Teardown.objects.get(order_number="OD-2025-0203")
    photo = _photo(scene.principal(Role.FIELD), other, render_board(RADIO[1:2], seed=11, size=(900, 700), passives=4))
    judged = _confirm(
        scene.principal(Role.ANALYST), photo.markings.get(ordinal=0).component, "AD9361BBCZ", "Analog Devices"
    )
    maker = judged.manufacturer
    assert maker is not None and judged.lot_code
    scene.lot = f"{maker.slug}/lot/{judged.lot_code}/{judged.part_number}"


def _draw(scene: Scene) -> None:
    """A crop that the analyst drew again: it stands beside the machine's reading of the third chip."""
    marking = scene.board.markings.get(ordinal=2)
    standing = current_reading(marking)
    assert standing is not None
    texts = ("MAX3490", "ESA+", "2039")
    Reading.objects.create(
        marking=marking,
        engine=standing.engine,
        engine_version=standing.engine_version,
        passes=["region", "region close"],
        lines=[{**_line(text, marking.box), "text": text, "confidence": 981, "pass": "region"} for text in texts],
        drawn_by=scene.users[Role.ANALYST],
        drawn_box=marking.box,
        beside=standing,
    )


def _confirm(analyst: Principal, component: Component, number: str, maker: str) -> Identification:
    assert current_identification(component) is not None
    return confirm(principal=analyst, component=component, part_number=number, manufacturer=maker)


def _settle_jobs() -> None:
    now = timezone.now()
    Job.objects.update(state=JobState.DONE, attempts=1, started_at=now, finished_at=now)
    reading = Job.objects.filter(name="teardowns.read_photo").order_by("-pk")
    unread = [str(photo.public_id) for photo in Photo.objects.filter(state=PhotoState.PREPARED)]
    first, second = reading.filter(pk__lte=reading.filter(subject_id__in=unread)[0].pk)[:2]
    Job.objects.filter(pk=first.pk).update(
        state=JobState.RUNNING, finished_at=None, progress_done=11, progress_total=24
    )
    Job.objects.filter(pk=second.pk).update(
        state=JobState.FAILED,
        attempts=3,
        failure_code="time_limit",
        failure_detail="Photo has 200 megapixels; the reader was ended.",
    )


def _jpeg(picture: RenderedPhoto) -> bytes:
    buffer = io.BytesIO()
    picture.image.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
