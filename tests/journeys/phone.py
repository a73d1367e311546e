"""A phone with the field app in it: the few things that a hand does, and the texts that it sees."""

from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from web import field_data

PIN = "135790"
SCREEN: Any = {"width": 390, "height": 844}
KEEP = """async ([kind, object]) => {
    const store = await import("/static/web/field/store.js");
    await store.put(kind, object);
}"""


class Phone:
    """One page of the app in one language."""

    def __init__(self, page: Page, language: str = "uk") -> None:
        self.page, self.language = page, language
        self.words = field_data.words(language)
        # Forty modules and the making of a key: on a busy machine that takes its time.
        page.context.set_default_timeout(60_000)

    def say(self, key: str, **values: object) -> str:
        """The text of a key, as the app shows it."""
        text = self.words[key]
        assert isinstance(text, str)
        return text % values if values else text

    def counted(self, key: str, form: str, number: int) -> str:
        """The form of a counted text for a number."""
        return str(self.words[key][form]).replace("%(n)s", str(number))

    def open(self, address: str = "") -> None:
        """The shell, at a screen."""
        self.page.goto(f"/field/{self.language}/{address}")

    def to(self, address: str) -> None:
        """Another screen, and wait until it is there."""
        if self.page.evaluate("location.hash") == address:
            return
        before = self.page.locator("h1").evaluate_handle("h => h")
        self.page.evaluate("address => { location.hash = address }", address)
        self.page.wait_for_function("h => !h.isConnected", arg=before)

    def tap(self, key: str, **values: object) -> None:
        """Tap what has this text."""
        self.page.get_by_text(self.say(key, **values), exact=True).first.click()

    def type_pin(self, pin: str = PIN) -> None:
        """On the big pad."""
        for digit in pin:
            self.page.locator(".key", has_text=digit).click()

    def take_into_use(self) -> None:
        """Name, PIN twice; the browser's session is over afterwards."""
        self.open()
        self.tap("first.use")
        self.page.locator(".choices .btn").first.click()
        self.type_pin()
        expect(self.heading("pin.again")).to_be_visible()
        self.type_pin()
        expect(self.page.locator("a[href='#/new']")).to_be_visible(timeout=30_000)
        # What follows may be without network: the app must be on the phone, and the session's end told.
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        name = settings.SESSION_COOKIE_NAME
        for _again in range(400):
            if not any(one["value"] for one in self.page.context.cookies() if one["name"] == name):
                return
            self.page.wait_for_timeout(100)

    def unlock(self, pin: str = PIN) -> None:
        """Type the PIN of a closed phone."""
        expect(self.heading("unlock.title")).to_be_visible()
        self.type_pin(pin)

    def heading(self, key: str) -> Locator:
        """The screen's heading with this text."""
        return self.page.get_by_role("heading", level=1, name=self.say(key), exact=True)

    def begin(self, first: str | Path, region: str = "UA-63") -> str:
        """A new teardown in three taps, the ticks, and its first photo; the teardown's id."""
        self.page.locator("a[href='#/new']").click()
        self.page.locator(".tile").first.click()
        self.page.locator(f"[data-region={region}]").click()
        expect(self.page.locator(".ticks .tick")).to_have_count(3)
        for tick in self.page.locator(".ticks .tick").all():
            tick.click()
        self.shoot(first)
        expect(self.page.locator(".sends li")).to_have_count(1)
        return str(self.page.evaluate("location.hash.split('/')[2]"))

    def shoot(self, *files: str | Path) -> None:
        """What the camera gives back to the main button."""
        for file in files:
            self.page.locator("#bar .first input[type=file]").set_input_files(str(file))

    def keep(self, kind: str, record: dict[str, Any]) -> None:
        """Put a record on the phone as its own code would."""
        self.page.evaluate(KEEP, [kind, record])


def photo_record(number: int, teardown: str, **more: Any) -> dict[str, Any]:
    """A photo as the phone keeps it, without its bytes: `forgotten` after a receipt."""
    return {
        "id": f"00000000-0000-4000-8000-{number:012d}",
        "teardown": teardown,
        "slot": "whole",
        "kind": "photo",
        "name": f"{number}.jpg",
        "type": "image/jpeg",
        "size": 5_000_000,
        "sha256": f"{number:064x}",
        "takenAt": f"2026-11-22T08:{number // 60 % 60:02d}:{number % 60:02d}.000Z",
        "preview": "none",
        "sent": 0,
        **more,
    }


def teardown_record(teardown: str, **more: Any) -> dict[str, Any]:
    """A teardown as the phone keeps it; `draft`: the queue leaves it alone."""
    return {
        "id": teardown,
        "weapon_model": "shahed-136-geran-2",
        "region": "UA-63",
        "place": {"kind": "region", "value": "UA-63"},
        "safety": ["cleared", "power", "privacy"],
        "circumstances": [],
        "note": "",
        "skipped": {},
        "boards": [1],
        "started_at": "2026-11-22T08:00:00.000Z",
        "recovered_on": "2026-11-22",
        "draft": True,
        **more,
    }
