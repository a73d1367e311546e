"""Phones for tests, enrolled as they are in life."""

import hashlib
import io
from typing import Any
from uuid import uuid4

from PIL import Image

from accounts.models import User
from accounts.operations import Enrolment, enrol_device
from accounts.queries import principal_for
from tests.api.calling import Caller, token_of


def enrolled(user: User, label: str = "Phone 1") -> Enrolment:
    """A phone of this person, who is signed in in a browser."""
    return enrol_device(principal=principal_for(user), label=label)


class Phone(Caller):
    """A phone that calls the API with its own token."""

    def __init__(self, user: User, enrolment: Enrolment | None = None, language: str = "en") -> None:
        super().__init__(None, language=language)
        self.user = user
        self.enrolment = enrolment or enrolled(user)
        self.client.defaults.update(token_of(self.enrolment.token))

    def teardown(self, **said: Any) -> str:
        """A teardown that the phone sends; its id."""
        made = str(uuid4())
        answer = self.put(f"/api/v1/field/teardowns/{made}/", said)
        assert answer.status_code == 201, answer.content
        return made

    def preview(self, teardown: str, original: bytes, picture: bytes | None = None, **query: Any) -> Any:
        """A preview of an original, by default an honest one."""
        asked = {"teardown": teardown, "sha256": hashlib.sha256(original).hexdigest(), "size": len(original), **query}
        address = "/api/v1/field/previews/?" + "&".join(f"{name}={value}" for name, value in asked.items())
        return self.raw(address, squeezed(original) if picture is None else picture, "image/jpeg")

    def sync(self, *named: tuple[str, str], **said: Any) -> Any:
        """What the phone asks about hashes in teardowns."""
        photos = [{"sha256": sha256, "teardown": teardown} for sha256, teardown in named]
        return self.post("/api/v1/field/sync/", {"photos": photos, **said})


def squeezed(original: bytes, side: int = 640, quality: int = 50) -> bytes:
    """The small picture that a phone makes of an original."""
    image = Image.open(io.BytesIO(original)).convert("RGB")
    image.thumbnail((side, side))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
