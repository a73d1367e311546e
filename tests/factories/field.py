"""What phones send beside photos, made by the operations that make it in life."""

import io
from typing import Any
from uuid import uuid4

from PIL import Image

from accounts.queries import Principal
from teardowns import bag_codes
from teardowns.models import Teardown
from teardowns.operations.exhibits import SaidHandOver, put_exhibit, put_handover
from teardowns.operations.label_codes import put_label_code
from teardowns.operations.previews import Shot, receive_preview
from teardowns.operations.voice_notes import receive_voice_note

SIGNED = {
    "from": [[60, 640, 180, 380, 260, 700, 380, 360, 470, 690, 560, 420, 700, 660], [640, 300, 900, 720]],
    "to": [[80, 500, 160, 320, 250, 330, 260, 560, 190, 640, 120, 560, 330, 480, 560, 600, 720, 430, 920, 520]],
}
OGG = b"OggS\0\x02" + b"\0" * 60


def picture(colour: int = 120, *, width: int = 900, height: int = 700) -> bytes:
    """A plain picture as a phone might make one."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (colour, colour, colour)).save(buffer, "JPEG")
    return buffer.getvalue()


def sent_by_phone(team: Principal, teardown: Teardown) -> dict[str, str]:
    """A preview, a spoken note, an exhibit, a hand-over and a code of a label; their ids by name."""
    shot = Shot(sha256="7" * 64, size=5_000_000, slot="board_front", taken_at="2025-03-14T09:50:00+02:00")
    preview, _new = receive_preview(principal=team, teardown=teardown, shot=shot, chunks=[picture()])
    note = receive_voice_note(principal=team, teardown=teardown, chunks=[OGG], taken_at="2025-03-14T09:52:00+02:00")
    exhibit = bag(team, teardown, description="Radio board, nose")
    handover = hand_over(team, exhibit)
    code, _read = put_label_code(
        principal=team,
        public_id=uuid4(),
        teardown=teardown,
        raw=b"[)>\x1e06\x1d1PAD9361BBCZ\x1d1TX1\x1e\x04",
        symbology="data_matrix",
    )
    made = {"preview": preview, "exhibit": exhibit, "handover": handover, "label_code": code}
    return {name: str(one.public_id) for name, one in made.items()} | {"voice": str(note.note_id)}


def bag(team: Principal, teardown: Teardown, **said: Any) -> Any:
    """An exhibit in a sealed bag with a new code."""
    asked = {"code": bag_codes.with_check("7K3M9QX2"), "sealed": True, **said}
    return put_exhibit(principal=team, public_id=uuid4(), teardown=teardown, **asked)[0]


def hand_over(team: Principal, exhibit: Any, **said: Any) -> Any:
    """A hand-over of one exhibit, signed by both."""
    whole = {
        "from_name": "V. Koval",
        "to_name": "S. Bondar",
        "to_organisation": "Kyiv laboratory",
        "at": "2025-03-14T16:20:00+02:00",
        "signatures": SIGNED,
    }
    asked = SaidHandOver(exhibits=[exhibit.public_id], **{**whole, **said})
    return put_handover(principal=team, public_id=uuid4(), said=asked)[0]
