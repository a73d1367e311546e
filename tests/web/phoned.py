"""What phones sent, for the scene: facts, previews, exhibits with hand-overs, spoken notes, codes of labels."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import Device
from accounts.operations import note_contact, revoke_device
from accounts.roles import Role
from teardowns.models import FieldFacts, Photo, Preview
from teardowns.operations.from_phone import Said, put_teardown
from teardowns.operations.previews import Shot, receive_preview
from teardowns.operations.shot_requests import Answered, ask_for_shot, take_answers
from teardowns.queries.pictures import picture_of
from tests.factories.devices import enrolled
from tests.factories.field import bag, hand_over, sent_by_phone
from tests.web.archived import send_archive

if TYPE_CHECKING:
    from tests.web.scene import Scene

SAID = {
    "weapon_model": "shahed-136",
    "place_kind": "point",
    "place": "49.9,36.2",
    "recovered_on": "2025-03-14",
    "circumstances": ["shot_down"],
    "note": "Fell on a field, nose and wing root whole. Board taken out on the spot.",
    "safety": ["cleared", "power"],
    "skipped": {"plate": "burnt"},
    "started_at": "2024-03-14T09:41:07+02:00",
}


def phone(scene: "Scene") -> None:
    """A phone whose clock is a year behind, another one that was lost, and what they sent."""
    user, team, lab = scene.users[Role.FIELD], scene.principal(Role.FIELD), scene.principal(Role.ANALYST)
    device, lost = enrolled(user, "Samsung A52, car 2").device, enrolled(user, "Xiaomi, lost in Kupiansk").device
    note_contact(device=device, phone_time=timezone.now() - timedelta(days=366))
    revoke_device(device=lost, actor=team.actor)
    teardown = scene.teardown
    put_teardown(principal=team, public_id=teardown.public_id, said=Said(**SAID, region="UA-63"))  # type: ignore[arg-type]
    FieldFacts.objects.filter(teardown=teardown).update(device=device, clock_offset=-366 * 86400)
    Device.objects.filter(pk=device.pk).update(last_seen_at=timezone.now() - timedelta(days=2))
    made = sent_by_phone(team, teardown)
    Preview.objects.filter(public_id=made["preview"]).delete()
    _preview(scene, "a" * 64)
    exhibit = teardown.exhibits.get()
    hand_over(team, exhibit, from_name="A. Shevchenko", to_name="O. Marchenko", at="2025-03-15T10:00:00+02:00")
    bag(team, teardown, code="0000000001", description="Engine plate, burnt", sealed=False)
    ask_for_shot(principal=lab, about=scene.board, code="other_side")
    request = teardown.shot_requests.get()
    take_answers(principal=team, answers=[Answered(str(request.public_id), "cannot_reach")])
    differing = Photo.objects.filter(teardown=teardown).exclude(pk=scene.board.pk).order_by("pk")[0]
    _preview(scene, differing.sha256)
    Preview.objects.filter(sha256=differing.sha256).update(differs=True, likeness=430)
    send_archive(team)


def _preview(scene: "Scene", sha256: str) -> None:
    shot = Shot(sha256=sha256, size=4_812_336, slot="board_back", taken_at="2024-03-14T09:52:11+02:00")
    data = picture_of(scene.photos[2], "thumbnail")
    receive_preview(principal=scene.principal(Role.FIELD), teardown=scene.teardown, shot=shot, chunks=[data])
