"""Takes a picture of every page: desktop and phone, light and dark, English and Ukrainian.

    .venv/bin/python -m tests.tools.screenshots FOLDER [NAME ...]

Starts an application of its own with made-up data on a free loopback port; nothing outside the machine is asked.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

SCREENS: dict[str, Any] = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
THEMES: tuple[Any, ...] = ("light", "dark")


def main(folder: Path, names: list[str]) -> None:
    """Build the scene, serve it, and write FOLDER/<page>-<screen>-<theme>-<language>.png."""
    _set_up()
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.db import connections
    from django.test.testcases import LiveServerThread
    from playwright.sync_api import sync_playwright

    from tests.services.browser import launch
    from tests.web.pages import pages
    from tests.web.scene import build_scene

    scene = build_scene()
    connections.close_all()
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.start()
    server.is_ready.wait()
    base = f"http://127.0.0.1:{server.port}"
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for screen, viewport in SCREENS.items():
            for theme in THEMES:
                for language in ("en", "uk"):
                    look = f"{screen}-{theme}-{language}"
                    for shot in _wanted(pages(scene), names, look):
                        context = browser.new_context(
                            base_url=base,
                            viewport=viewport,
                            color_scheme=theme,
                            device_scale_factor=2 if screen == "phone" else 1,
                            has_touch=screen == "phone",
                        )
                        context.add_cookies(_cookies(scene, shot.role, language, base))
                        page = context.new_page()
                        page.goto(shot.address)
                        page.wait_for_load_state("networkidle")
                        page.screenshot(path=folder / f"{shot.name}-{look}.png", full_page=shot.whole)
                        context.close()
                        print(shot.name, look)  # noqa: T201
        browser.close()
    server.terminate()


def _wanted(shots: list[Any], names: list[str], look: str) -> list[Any]:
    return [shot for shot in shots if not names or any(name in f"{shot.name}-{look}" for name in names)]


def _cookies(scene: Any, role: str, language: str, base: str) -> list[Any]:
    from django.conf import settings
    from django.test import Client

    cookies = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": base}]
    if role:
        client = Client()
        client.force_login(next(user for key, user in scene.users.items() if key == role))
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookies.append({"name": settings.SESSION_COOKIE_NAME, "value": value, "url": base})
    return cookies


def _set_up() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    os.environ.setdefault("CHIPTRAIL_TEST_DATA_DIR", tempfile.mkdtemp(prefix="chiptrail-shots-"))
    Path(os.environ["CHIPTRAIL_TEST_DATA_DIR"]).mkdir(parents=True, exist_ok=True)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
