"""Every screen of the field app on a phone: nothing grave for the accessibility checker, wide targets, no overflow."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.roles import Role
from tests.factories.accounts import make_user
from tests.journeys.conftest import Visit
from tests.journeys.phone import SCREEN, Phone, photo_record, teardown_record
from tests.journeys.test_accessible import GRAVE, MARKUP

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

T, BAG, HAND = (f"{digit * 8}-1111-4111-8111-111111111111" for digit in "123")
PHOTO = photo_record(1, T)["id"]
SCREENS = (
    *(
        "#/",
        "#/new",
        "#/new/place",
        "#/new/safety",
        "#/sending",
        "#/receipt",
        "#/renew",
        "#/settings",
        "#/pin",
        f"#/photo/{PHOTO}",
    ),
    *(f"#/t/{T}{rest}" for rest in ("", "/list", "/slot/board1-chip1", "/more", "/voice", "/code", "/bags", "/bag")),
    *(f"#/t/{T}{rest}" for rest in ("/handover", f"/handover/{HAND}")),
)
TARGETS = "button, a, label.btn, label.tick, summary, input[type=text], input[type=search], input[type=password]"
NARROW = """(targets) => [...document.querySelectorAll(targets)]
    .filter(one => one.offsetParent !== null && !one.closest(".vh"))
    .filter(one => { const box = one.getBoundingClientRect(); return box.height < 47.5 || box.width < 47.5; })
    .map(one => one.outerHTML.slice(0, 90))"""


def test_every_screen_can_be_used(visit: Visit, axe: Axe) -> None:
    page = visit(make_user(Role.FIELD), viewport=SCREEN, has_touch=True, is_mobile=True, reduced_motion="reduce")
    hand = Phone(page)
    hand.take_into_use()
    page.context.set_offline(True)
    fill(hand)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    # The checker takes its time: every other screen is looked at in the dark, where the same few colours meet.
    themes: tuple[Any, ...] = ("light", "dark")
    found = []
    for number, screen in enumerate(SCREENS):
        page.emulate_media(color_scheme=themes[number % 2])
        hand.to(screen)
        page.wait_for_timeout(300)
        found += [f"{screen}: {fault}" for fault in seen(hand, axe)]
    hand.tap("lock")
    found += [f"locked: {fault}" for fault in seen(hand, axe)]
    assert not found + errors, "\n".join(found + errors)


def doors(hand: Phone) -> Iterator[str]:
    """The screens before a phone is open: first use, the PINs, the lock. It is open at the end."""
    page = hand.page
    hand.open()
    hand.heading("first.title").wait_for()
    yield "first"
    hand.tap("first.later")
    hand.heading("first.name_title").wait_for()
    yield "name"
    page.locator(".choices .btn").first.click()
    for shape in ("digits", "words", "digits6"):
        hand.tap(f"pin.as_{shape}")
        page.get_by_text(hand.say(f"pin.lead_{shape}")).wait_for()
        yield f"pin {shape}"
    hand.type_pin("123456")
    page.locator(".msg.warn").wait_for()
    hand.type_pin()
    hand.heading("pin.again").wait_for()
    yield "pin again"
    hand.type_pin()
    hand.heading("home.title").wait_for()
    yield "empty home"
    hand.tap("lock")
    hand.unlock("000000")
    page.locator(".toldpin .msg").wait_for()
    hand.tap("unlock.more")
    hand.tap("wipe.arm")
    page.locator("h1").focus()
    yield "wrong PIN, wipe armed"
    hand.type_pin()
    hand.heading("home.title").wait_for()


def fill(hand: Phone) -> None:
    """One of everything, in each of its states."""
    hand.keep("teardown", teardown_record(T))
    wanted = [{"id": "1", "code": "glare", "sentence": "Glare: turn the board or the light.", "chips": []}]
    received = {"receipt": "EMDM-9CAF-1P7N", "receivedAt": "2026-11-22T11:20:44Z", "outcome": "identified"}
    states: tuple[dict[str, Any], ...] = (
        {**received, "requests": wanted, "slot": "board1-chip1", "takenAt": "2026-11-22T09:00:00.000Z"},
        {"sent": 2_000_000},
        {"previewSent": True},
        {},
        {"problem": {"code": "damaged"}},
    )
    for number, more in enumerate(states):
        hand.keep("photo", photo_record(number, T, **more))
    hand.keep("code", {"id": T, "teardown": T, "symbology": "qr_code", "raw": "WykewA==", "read_at": "", "draft": True})
    hand.keep(
        "exhibit", {"id": BAG, "teardown": T, "code": "7K3M9QX216", "description": "", "sealed": True, "draft": True}
    )
    signed = {"from": [[100, 100, 500, 400]], "to": [[200, 100, 600, 400]]}
    names = {"from_name": "V. Koval", "to_name": "", "to_organisation": "Laboratory"}
    hand.keep(
        "handover",
        {"id": HAND, "exhibits": [BAG], "at": "2026-11-22T09:00:00Z", "signatures": signed, "draft": True} | names,
    )


def seen(hand: Phone, axe: Axe) -> list[str]:
    """The checker's grave findings, targets below 48 px, a page wider than the phone, a lost focus."""
    page = hand.page
    violations = axe.run(page, options=MARKUP).response["violations"]
    grave = [one for one in violations if one["impact"] in GRAVE]
    found = [f"{one['id']} {[node['target'] for node in one['nodes']][:3]}" for one in grave]
    found += [f"narrow {one}" for one in page.evaluate(NARROW, TARGETS)]
    if page.evaluate("document.documentElement.scrollWidth") > SCREEN["width"]:
        found.append("wider than the phone")
    if page.evaluate("document.activeElement.tagName") != "H1":
        found.append("the focus is not on the heading")
    return found
