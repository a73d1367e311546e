"""Debian's Chromium under Playwright. Nothing is downloaded, and the browser speaks to loopback only."""

import os

from playwright.sync_api import Browser, Playwright

from tests.services.programs import chromium, headless_chromium

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def arguments() -> list[str]:
    """What it is started with. Chromium's sandbox cannot work for root, so root goes without."""
    return [*QUIET, *(["--no-sandbox"] if os.getuid() == 0 else [])]


def launch(playwright: Playwright, *, whole: bool = False) -> Browser:
    """Start it headless: the light build, or the `whole` browser that people have."""
    program = chromium() if whole else headless_chromium()
    return playwright.chromium.launch(executable_path=str(program), headless=True, args=arguments())
