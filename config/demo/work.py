"""Sends the photos, waits until the work on each is over, has the analyst confirm, waits for the traces."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import connections

from accounts.queries import Principal
from config.demo.device import FieldDevice, Sent
from config.embedded.progress import say
from provenance.models import Trace, TraceState
from teardowns.models import TERMINAL_STATES, Decision, Identification, Standing, Teardown
from teardowns.operations.identifying import confirm

TICK_SECONDS = 0.5
SAY_EVERY_SECONDS = 5.0
STANDSTILL_SECONDS = 600.0
TRACE_PATIENCE_SECONDS = 180.0
# Photos are read in the order in which they came: asking for these few at a time sees all that changes.
ASK_AT_ONCE = 6

LookAfter = Callable[[], None]


def send_all(device: FieldDevice, teardown: Teardown, files: Sequence[Path], look_after: LookAfter) -> list[Sent]:
    """Send every file. Raises ServerAway."""
    sent = []
    for number, file in enumerate(files, start=1):
        look_after()
        sent.append(device.send(str(teardown.public_id), file))
        outcome = f"refused ({sent[-1].refusal})" if sent[-1].refusal else f"received, SHA-256 {sent[-1].sha256[:12]}"
        say(f"  Photo {number} of {len(files)}: {file.name} {outcome}")
    return sent


def wait_for_photos(device: FieldDevice, sent: Sequence[Sent], look_after: LookAfter) -> dict[str, str]:
    """The last state of every received photo; returns early only when nothing moves any more. Raises ServerAway."""
    waiting = {one.photo: one.file.name for one in sent if one.photo}
    states: dict[str, str] = {}
    total, moved, said, last_seen = len(waiting), time.monotonic(), 0.0, ""
    while waiting and time.monotonic() - moved < STANDSTILL_SECONDS:
        look_after()
        seen = {photo: device.photo(photo) for photo in list(waiting)[:ASK_AT_ONCE]}
        states |= {photo: account["state"] for photo, account in seen.items()}
        for photo in [photo for photo in seen if states[photo] in TERMINAL_STATES]:
            del waiting[photo]
        now, looks = time.monotonic(), repr([(one["state"], one["progress"]) for one in seen.values()])
        if looks != last_seen:
            moved, last_seen = now, looks
        if now - said > SAY_EVERY_SECONDS or not waiting:
            said = now
            say(f"  {total - len(waiting)} of {total} photos done" + _working_on(waiting, seen))
        time.sleep(TICK_SECONDS)
    return states


def confirm_identified(analyst: Principal, teardown: Teardown) -> int:
    """The analyst confirms what the machine identified and nobody judged yet. Returns how many."""
    proposals = Identification.objects.filter(
        component__teardown=teardown,
        standing=Standing.PROPOSED,
        decision=Decision.IDENTIFIED,
        successor__isnull=True,
        manufacturer__isnull=False,
    ).select_related("component")
    for proposal in proposals:
        confirm(principal=analyst, component=proposal.component, note="Confirmed for the demonstration.")
    return len(proposals)


def wait_for_traces(teardown: Teardown, look_after: LookAfter) -> None:
    """Until every trace of this teardown's parts has an answer, or patience is over."""
    deadline = time.monotonic() + TRACE_PATIENCE_SECONDS
    waiting = Trace.objects.filter(state=TraceState.WAITING, identifications__component__teardown=teardown).distinct()
    while (count := waiting.count()) and time.monotonic() < deadline:
        say(f"  {count} parts are still being traced")
        connections.close_all()
        look_after()
        time.sleep(TICK_SECONDS * 2)


def _working_on(waiting: dict[str, str], seen: dict[str, dict[str, object]]) -> str:
    for photo, account in seen.items():
        progress = account["progress"]
        if photo in waiting and isinstance(progress, dict) and progress["total"]:
            return f"; {waiting[photo]}: step {progress['done']} of {progress['total']}"
    return ""
