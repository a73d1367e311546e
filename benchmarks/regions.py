"""`python -m benchmarks.regions [PHOTO...]`: how long an analyst waits for a drawn crop, idle and busy. Prints JSON.

Starts the embedded application in a temporary folder, has the photos read (by default those of the demonstration),
then draws boxes around their chips as the page does: the form is sent, the state asked for every 120 ms, and the
clock stops when the bench with the reading has arrived. For `busy` the worker is given photo after photo meanwhile.
With `--catalogue FILE` the parts are imported first: the candidates of each crop are looked up among them.
"""

import argparse
import json
import os
import re
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any

POLL_SECONDS = 0.12
PATIENCE_SECONDS = 300.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="*", type=Path)
    parser.add_argument("--crops", type=int, default=40, help="in each state")
    parser.add_argument("--catalogue", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chiptrail-regions-") as folder:
        os.environ["CHIPTRAIL_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.embedded"
        measured = _measure(Path(folder), options.photos, options.crops, options.catalogue)
        print(json.dumps(measured, indent=2))  # noqa: T201


def _measure(folder: Path, photos: Sequence[Path], crops: int, catalogue: Path | None) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command

    from accounts.roles import Role
    from config.demo.device import FieldDevice
    from config.demo.photos import bundled
    from config.demo.stage import set_up
    from config.embedded.supervisor import Supervisor
    from teardowns.models import Marking

    with Supervisor(folder) as supervisor:
        stage = set_up(folder)
        if catalogue is not None:
            call_command("import_parts", str(catalogue), verbosity=0)
        device, teardown = FieldDevice(supervisor.address, stage.token), str(stage.teardown.public_id)
        files = list(photos) or bundled(folder)
        sent = [device.send(teardown, file).photo for file in files]
        _until(lambda: all(device.photo(one)["state"] in ("resolved", "undisplayable", "failed") for one in sent))
        markings = list(Marking.objects.select_related("photo").order_by("pk"))
        if not markings:
            raise SystemExit("no chip was found on these photos")
        analyst = Analyst(supervisor.address, stage.people[Role.ANALYST].user)
        chosen = list(islice(cycle(markings), 2 * crops))
        analyst.wait_for_crop(chosen[0])
        idle = [analyst.wait_for_crop(marking) for marking in chosen[:crops]]
        with _kept_busy(device, teardown, files, folder):
            busy = [analyst.wait_for_crop(marking) for marking in chosen[crops:]]
        memory = _memory("config.interactive")
    return {"crops": crops, "chips": len(markings), "idle": _figures(idle), "busy": _figures(busy)} | memory


class Analyst:
    """A browser's part: cookies, the form's token, the questions that the page asks by itself."""

    def __init__(self, address: str, user: Any) -> None:
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(user)
        self._address = address
        self._cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}

    def wait_for_crop(self, marking: Any) -> float:
        """Draw a box a little off the chip's; return the seconds until the bench shows what was read."""
        path = f"/photos/{marking.photo.public_id}/"
        token = TOKEN.search(self._ask(path)[1])
        if token is None:
            raise SystemExit("the bench shows no form")
        form = _box(marking) | {"marking": str(marking.public_id), "csrfmiddlewaretoken": token[1]}
        started = time.monotonic()
        headers, page = self._ask(f"{path}regions/", form)
        while "HX-Retarget" not in headers:
            asked = re.search(r'hx-get="(/regions/[^"]+)"', page)
            if asked is None or time.monotonic() - started > PATIENCE_SECONDS:
                raise SystemExit(f"no answer to a crop: {page}")
            time.sleep(POLL_SECONDS)
            headers, page = self._ask(asked[1])
        return time.monotonic() - started

    def _ask(self, path: str, form: dict[str, str] | None = None) -> tuple[dict[str, str], str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        request = urllib.request.Request(  # noqa: S310 - our own http address on loopback
            self._address + path,
            data=urllib.parse.urlencode(form).encode() if form else None,
            headers={"Cookie": cookies, "HX-Request": "true", "Referer": self._address, "Accept-Language": "en"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            for cookie in answer.headers.get_all("Set-Cookie", []):
                name, _, value = cookie.partition(";")[0].partition("=")
                self._cookies[name] = value
            return dict(answer.headers), answer.read().decode()


def _box(marking: Any) -> dict[str, str]:
    from teardowns.ocr.drawn import drawn_of
    from teardowns.ocr.geometry import as_box

    box = drawn_of(as_box(marking.box))
    named = {"left": box.left + 1, "top": box.top + 1, "width": box.width - 3, "height": box.height - 3}
    return {name: str(value) for name, value in (named | {"turn": box.turn}).items()}


@contextmanager
def _kept_busy(device: Any, teardown: str, files: Sequence[Path], folder: Path) -> Iterator[None]:
    """Send the photos again and again, other bytes each time, so that the worker never has nothing to read."""
    ended = threading.Event()
    sent: list[str] = []

    def send() -> None:
        number = 0
        while not ended.is_set():
            sent[:] = [one for one in sent if device.photo(one)["state"] not in ("resolved", "undisplayable", "failed")]
            if len(sent) < 4:
                number += 1
                again = folder / f"again-{number}.jpg"
                again.write_bytes(files[number % len(files)].read_bytes() + os.urandom(16))
                sent.append(device.send(teardown, again).photo)
            ended.wait(0.5)

    thread = threading.Thread(target=send)
    thread.start()
    time.sleep(10)
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _until(done: Any) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not done():
        if time.monotonic() > deadline:
            raise SystemExit("the photos are not read")
        time.sleep(0.5)


def _figures(seconds: Sequence[float]) -> dict[str, int]:
    ordered = sorted(seconds)
    places = {"p50_ms": 0.5, "p95_ms": 0.95, "max_ms": 1.0}
    return {name: round(1000 * ordered[int(share * (len(ordered) - 1))]) for name, share in places.items()}


def _memory(words: str) -> dict[str, int]:
    """Megabytes of the processes whose command line holds `words`: each alone at most, and together."""
    resident, shared_out = [], 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if words not in (process / "cmdline").read_text():
                continue
            sums = dict(line.split(":") for line in (process / "smaps_rollup").read_text().splitlines()[1:])
        except OSError:
            continue
        resident.append(int(sums["Rss"].split()[0]) // 1024)
        shared_out += int(sums["Pss"].split()[0]) // 1024
    return {"crop_reader_process_mb": max(resident, default=0), "crop_reader_together_mb": shared_out}


if __name__ == "__main__":
    main()
