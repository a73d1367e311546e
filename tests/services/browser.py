"""Debian's Chromium under Playwright. Nothing is downloaded, and the browser speaks to loopback only."""

import os

from playwright.sync_api import Browser, Playwright

from tests.services.programs import chromium

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


def launch(playwright: Playwright) -> Browser:
    """Start it headless."""
    return playwright.chromium.launch(executable_path=str(chromium()), headless=True, args=arguments())
