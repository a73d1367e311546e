"""A phone for the tests of the field app's core: a browser of its own in front of the fake server."""

import base64
import hashlib
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from tests.fakes.field_server import FakeFieldServer
from tests.patience import PATIENCE_SECONDS

PIN = "482913"
TEARDOWN = "11111111-1111-4111-8111-111111111111"
NAMES = (
    *("store", "photos", "queue", "database", "lock", "pieces", "crypto", "bagcodes", "receipts", "sync", "line"),
    *("inbox", "pins", "hardware", "ear"),
)
LOAD = """async (names) => {
  await Promise.all(names.map(async (name) => {
    window[name === "crypto" ? "seals" : name] = await import(`/static/web/field/${name}.js`);
  }));
}"""
RUN = """async (argument) => {
  try {
    return await (%s);
  } catch (error) {
    if (typeof error.code !== "string") throw error;
    return { code: error.code, details: error.details };
  }
}"""
ADD = """async ([bytes, teardown, slot, type]) => {
  const text = atob(bytes);
  const content = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) content[at] = text.charCodeAt(at);
  const file = new File([content], "chip.jpg", { type });
  return photos.add({ teardown, slot, file }).catch(({ code, message }) => ({ code: code ?? message }));
}"""


@dataclass
class Phone:
    """One phone. `page` is its newest tab."""

    context: BrowserContext
    page: Page
    fake: FakeFieldServer

    def tab(self) -> Page:
        """A tab with the modules as `window.store`, `window.photos` and so on (crypto as `seals`)."""
        self.page = self.context.new_page()
        self.open()
        return self.page

    def open(self) -> None:
        """The page anew, as after a reload or a kill."""
        self.page.goto(f"{self.fake.address}/field/test/")
        self.page.evaluate(LOAD, list(NAMES))

    def run(self, code: str, argument: Any = None) -> Any:
        """The value of an expression; {"code": …, "details": …} when it fails as expected failures do."""
        return self.page.evaluate(RUN % code, argument)

    def set_up(self, *, start: bool = True) -> None:
        """Enrolled and open, with a teardown; the queue runs if `start`."""
        self.run("store.setup(argument[0], argument[1])", [PIN, self.fake.enrolment])
        self.run("store.put('teardown', argument)", {"id": TEARDOWN, "weapon_model": "geran-2", "note": "ukryttia"})
        if start:
            self.run("queue.start()")

    def add(self, content: bytes, slot: str = "whole", type: str = "image/jpeg") -> dict[str, Any]:
        """A photo of these bytes."""
        encoded = base64.b64encode(content).decode()
        photo: dict[str, Any] = self.page.evaluate(ADD, [encoded, TEARDOWN, slot, type])
        assert photo.get("sha256", hashlib.sha256(content).hexdigest()) == hashlib.sha256(content).hexdigest()
        return photo

    def hold(self, content: bytes, code: str) -> Any:
        """A photo that comes to a closed phone: `code` as ADD."""
        return self.page.evaluate(code, [base64.b64encode(content).decode(), TEARDOWN, "whole", "image/jpeg"])

    def seen(self) -> dict[str, Any]:
        """What the screens are told now."""
        code = "new Promise((tell) => { const end = queue.subscribe((now) => tell(now)); end(); })"
        told: dict[str, Any] = self.run(code)
        return told

    def states(self) -> list[str]:
        """The states of the photos in order."""
        return [photo["state"] for photo in self.seen()["photos"]]

    def until(self, held: Callable[[], Any], seconds: float = PATIENCE_SECONDS) -> Any:
        """Wait for something; gives it."""
        end = time.monotonic() + seconds
        while not (value := held()):
            assert time.monotonic() < end, f"never came; {self.seen()}; {self.fake.order}"
            self.page.wait_for_timeout(50)
        return value

    def all_received(self, count: int) -> None:
        """Wait until so many photos have a receipt that the phone believes."""
        self.until(lambda: self.states() == ["received"] * count)


@contextmanager
def phone_of(browser: Browser, fake: FakeFieldServer) -> Iterator[Phone]:
    """A fresh phone."""
    context = browser.new_context()
    context.set_default_timeout(1000 * PATIENCE_SECONDS)
    phone = Phone(context, context.new_page(), fake)
    phone.open()
    yield phone
    context.close()


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def photo_of_a_board(seed: int = 1) -> bytes:
    """A JPEG whose metadata tell a place."""
    picture = Image.frombytes("RGB", (400, 300), noise(400 * 300 * 3, seed)).resize((2400, 1800))
    exif = Image.Exif()
    exif[0x010E] = "SECRET-PLACE"
    file = BytesIO()
    picture.save(file, "JPEG", quality=92, exif=exif)
    return file.getvalue()
