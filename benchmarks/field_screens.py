"""`python -m benchmarks.field_screens [first|walk|many|large …]`: the field app on a slow phone. Prints JSON.

A real Chromium before a development server without a database. `first`: a fresh browser with no network and a
processor four times slower, from opening until the first photo is sealed, with a second for each tap. `walk`: every
screen in both languages, light and dark, 390 px, by the accessibility checker. `many`: 500 photos. `large`: a photo of
200 megapixels.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TAP_SECONDS = 1.0
PIN_SECONDS = 0.4
SLOWER = 4
MANY = 500
LARGE = (16_384, 12_288)
SEALED = ".sends li"
PUT_ALL = """async rows => {
    const store = await import("/static/web/field/store.js");
    await Promise.all(rows.map(row => store.put("photo", row)));
}"""


def main() -> None:
    """Measure and print; 1 when something is not as it must be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    import django

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), choices=list(PARTS))
    parts = parser.parse_args().parts
    with tempfile.TemporaryDirectory(prefix="chiptrail-screens-") as name:
        os.environ["CHIPTRAIL_DATA_DIR"] = name
        django.setup()
        with _server(Path(name)) as address:
            found = {part: PARTS[part](Path(name) / part, address) for part in parts}
    print(json.dumps(found, indent=2, ensure_ascii=False))  # noqa: T201
    sys.exit(1 if found.get("walk", {}).get("found") else 0)


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload", "--skip-checks"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603
        try:
            for _again in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def _phone(folder: Path, address: str, language: str = "uk", **more: Any) -> Iterator[Any]:
    """A phone's browser whose storage lies in a folder and outlives it."""
    from playwright.sync_api import sync_playwright

    from tests.journeys.phone import SCREEN, Phone
    from tests.services.browser import QUIET
    from tests.services.programs import chromium

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(folder),
            executable_path=str(chromium()),
            headless=True,
            args=[*QUIET, *(["--no-sandbox"] if os.getuid() == 0 else [])],
            base_url=address,
            viewport=SCREEN,
            has_touch=True,
            is_mobile=True,
            reduced_motion="reduce",
            **more,
        )
        try:
            phone = Phone(context.pages[0], language)
            phone.page.set_default_timeout(120_000)
            yield phone
        finally:
            context.close()


def _take_into_use(phone: Any) -> None:
    phone.open()
    phone.tap("first.later")
    phone.page.locator(".choices .btn").first.click()
    phone.type_pin()
    phone.heading("pin.again").wait_for()
    phone.type_pin()
    phone.page.locator("a[href='#/new']").wait_for()
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def first(folder: Path, address: str) -> dict[str, Any]:
    """Seconds from opening to the first sealed photo, and where they went."""
    from benchmarks.field_app import JPEG_HEAD

    photo = folder.with_suffix(".jpg")
    photo.write_bytes(JPEG_HEAD + os.urandom(5_000_000))
    with _phone(folder, address) as phone:
        _take_into_use(phone)
    with _phone(folder, address) as phone:
        page = phone.page
        page.context.set_offline(True)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        times, started = {}, time.monotonic()

        def passed(name: str) -> None:
            times[name] = round(time.monotonic() - started, 1)

        phone.open()
        phone.heading("unlock.title").wait_for()
        passed("the pad is there")
        for digit in "135790":
            time.sleep(PIN_SECONDS)
            page.locator(".key", has_text=digit).tap()
        page.locator("a[href='#/new']").wait_for()
        passed("open")
        taps = ["a[href='#/new']", ".tile >> nth=0", "[data-region=UA-63]"]
        for tap in [*taps, *(f".ticks .tick >> nth={number}" for number in range(3))]:
            place = page.locator(tap)
            place.wait_for()
            time.sleep(TAP_SECONDS)
            place.tap()
        time.sleep(TAP_SECONDS)
        passed("the camera opens")
        page.locator("#bar .first input[type=file]").set_input_files(photo)
        page.locator(SEALED).wait_for()
        passed("the photo is sealed")
    return {"seconds": times, "taps": 6 + 7, "slower": SLOWER}


def walk(folder: Path, address: str) -> dict[str, Any]:
    """What the checker finds on every screen."""
    from axe_playwright_python.sync_playwright import Axe

    from tests.journeys.test_field_app_looks import SCREENS, doors, fill, seen

    axe, found, screens = Axe(), [], 0
    for language in ("uk", "en"):
        for scheme in ("light", "dark"):
            where = f"{language} {scheme}"
            with _phone(folder / where.replace(" ", "-"), address, language, color_scheme=scheme) as phone:
                for name in doors(phone):
                    screens += 1
                    found += [f"{where} {name}: {fault}" for fault in seen(phone, axe)]
                fill(phone)
                for screen in SCREENS:
                    screens += 1
                    phone.to(screen)
                    phone.page.wait_for_timeout(300)
                    found += [f"{where} {screen}: {fault}" for fault in seen(phone, axe)]
    return {"screens": screens, "found": found}


def many(folder: Path, address: str) -> dict[str, Any]:
    """Seconds until a list of 500 photos stands, on the slow processor."""
    from tests.journeys.phone import photo_record, teardown_record
    from tests.journeys.test_field_app_looks import T

    with _phone(folder, address) as phone:
        page = phone.page
        _take_into_use(phone)
        page.context.set_offline(True)
        phone.keep("teardown", teardown_record(T))
        page.evaluate(PUT_ALL, [photo_record(number, T) for number in range(MANY)])
        page.wait_for_timeout(2_000)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        times = {}
        for screen in ("#/", f"#/t/{T}", "#/sending"):
            page.evaluate("address => { location.hash = address }", "#/settings")
            phone.heading("settings.title").wait_for()
            started = time.monotonic()
            page.evaluate("address => { location.hash = address }", screen)
            page.locator(".cards li, .sends li").first.wait_for()
            times[screen.replace(T, "…")] = round(time.monotonic() - started, 2)
        rows = page.locator(SEALED).count()
    return {"seconds": times, "rows_drawn": rows, "slower": SLOWER}


def large(folder: Path, address: str) -> dict[str, Any]:
    """A photo whose pixels would fill a phone's memory: kept, and the page lives."""
    from PIL import Image

    photo = folder.with_suffix(".jpg")
    Image.new("L", LARGE, 90).save(photo, "JPEG", quality=80)
    with _phone(folder, address) as phone:
        page = phone.page
        died: list[str] = []
        page.on("crash", lambda _page: died.append("crash"))
        _take_into_use(phone)
        phone.begin(photo)
        started = time.monotonic()
        record = "import('/static/web/field/store.js').then(store => store.all('photo')).then(([one]) => one.preview)"
        while (preview := page.evaluate(record)) in ("todo", "again") and time.monotonic() - started < 120:
            page.wait_for_timeout(500)
    return {"megapixels": round(LARGE[0] * LARGE[1] / 1e6), "preview": preview, "page_died": bool(died)}


PARTS = {"first": first, "walk": walk, "many": many, "large": large}

if __name__ == "__main__":
    main()
