"""A phone with the field app in a real Chromium that can be killed: its storage lies in a folder and outlives it."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Error, Page

from tests.services.browser import QUIET
from tests.services.programs import chromium

PIN = "739152"
MODULES = ("store", "photos", "queue")
LOAD = """async (names) => {
  await Promise.all(names.map(async (name) => { window[name] = await import(`/static/web/field/${name}.js`); }));
  queue.start();
}"""
# A file that the browser reads from the disk, as it reads what a camera made.
INPUT = "() => { document.body.insertAdjacentHTML('beforeend', '<input type=file id=shots multiple>'); }"
SEEN = "() => new Promise((tell) => { queue.subscribe(tell)(); })"
ADD = """async ([teardown, at]) => {
  const file = document.querySelector("#shots").files[at];
  return (await photos.add({ teardown, slot: `slot-${at}`, file })).sha256;
}"""


class KillablePhone:
    """`start` and `kill` as often as wanted; `address`: the server, or the line that leads to it."""

    def __init__(self, browsers: BrowserType, folder: Path, address: str) -> None:
        self._browsers, self._folder, self._address = browsers, folder, address
        self._context: BrowserContext | None = None
        self.page: Page

    def start(self, files: list[Path]) -> None:
        """Open the app; the files are at hand for `add`."""
        self._context = self._browsers.launch_persistent_context(
            str(self._folder),
            executable_path=str(chromium()),
            headless=True,
            args=[*QUIET, *(["--no-sandbox"] if os.getuid() == 0 else [])],
        )
        self._context.set_default_timeout(60_000)
        self.page = self._context.pages[0]
        self._go(f"{self._address}/field/en/", lambda: self.page.evaluate(LOAD, list(MODULES)))
        self.page.evaluate(INPUT)
        self.page.locator("#shots").set_input_files(files)

    def _go(self, address: str, then: Callable[[], Any], tries: int = 8) -> None:
        """A page over a line that breaks."""
        for left in reversed(range(tries)):
            try:
                self.page.goto(address)
                then()
                return
            except Error:
                if not left:
                    raise

    def set_up(self, enrolment: dict[str, Any], teardown: str) -> None:
        """The first PIN, and a teardown."""
        self.page.evaluate("([pin, given]) => store.setup(pin, given)", [PIN, enrolment])
        self.page.evaluate("(id) => store.put('teardown', { id, weapon_model: '' })", teardown)

    def unlock(self) -> None:
        """After a start."""
        self.page.evaluate("(pin) => store.unlock(pin)", PIN)

    def add(self, teardown: str, at: int) -> str:
        """The hash of a photo that is safe on the phone."""
        return str(self.page.evaluate(ADD, [teardown, at]))

    def begin_to_add(self, teardown: str, at: int) -> None:
        """Without waiting for it."""
        self.page.evaluate(f"(argument) => {{ void ({ADD})(argument); }}", [teardown, at])

    def hashes(self) -> list[str]:
        """Of the photos on the phone."""
        found: list[str] = self.page.evaluate("() => store.all('photo').then((all) => all.map((one) => one.sha256))")
        return found

    def received(self) -> int:
        """How many have a receipt that the phone believes."""
        return sum(photo["state"] == "received" for photo in self.seen()["photos"])

    def seen(self) -> dict[str, Any]:
        """What the screens are told."""
        told: dict[str, Any] = self.page.evaluate(SEEN)
        return told

    def try_now(self) -> None:
        """The button that people press."""
        self.page.evaluate("() => queue.resume()")

    def kill(self) -> None:
        """kill -9 of the browser and all of its processes."""
        for process in self._processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.close()

    def _processes(self) -> list[int]:
        """Those that were started with this phone's folder, and their children."""
        parents: dict[int, int] = {}
        ours: set[int] = set()
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    words = (entry / "cmdline").read_bytes()
                    parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                except (OSError, IndexError):
                    continue
                if f"--user-data-dir={self._folder}".encode() in words.split(b"\0"):
                    ours.add(int(entry.name))
        while more := {one for one, parent in parents.items() if parent in ours} - ours:
            ours |= more
        return sorted(ours, reverse=True)

    def close(self) -> None:
        """As far as it still runs."""
        if self._context is not None:
            with suppress(Error):
                self._context.close()
            self._context = None
