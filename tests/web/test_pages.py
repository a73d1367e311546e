"""Every page of the scene answers the role that looks at it."""

import pytest
from django.test import Client

from accounts.roles import Role
from tests.web.pages import pages
from tests.web.scene import build_scene

pytestmark = pytest.mark.django_db


def test_every_page_of_the_scene_opens() -> None:
    scene = build_scene()
    shown: dict[str, str] = {}
    for shot in pages(scene):
        client = Client(headers={"accept-language": "en"})
        if shot.role:
            client.force_login(scene.users[Role(shot.role)])
        answer = client.get(shot.address)
        assert answer.status_code == (404 if shot.name == "missing" else 200), shot.name
        shown[shot.name] = answer.content.decode()
    for words in ("On other photos", "Photos of this chip that say the same: 2."):
        assert words in shown["photo-joined"]
    assert "Another chip after all" in shown["component-joined"]
    assert "One chip on several photos" in shown["component-joined-field"]
    assert "joined with another one" in shown["component-joined-away"]
    assert "Look 12 of at most 24" in shown["photo-waiting"] and "Look 12 of at most 24" in shown["teardown-analyst"]
