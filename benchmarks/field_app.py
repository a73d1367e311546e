"""`python -m benchmarks.field_app`: forty photos from a phone with no luck. Prints JSON; exits with 1 when one is lost.

A real Chromium with the field app, the embedded server in a temporary folder, and between them a line that is cut. The
browser is killed (kill -9) while photos are added and while they are sent; with `--kill-server` the web process too.
What arrived is then compared with the files, by hashes made here. With `--thin` the time until a preview is in the
laboratory on a line of 30 kbit/s is measured instead.
"""

import argparse
import base64
import hashlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import uuid4

JPEG_HEAD = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")
THIN_BYTES_A_SECOND = 30_000 / 8
PATIENCE_SECONDS = 540


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=40)
    parser.add_argument("--megabytes", type=float, default=5.0)
    parser.add_argument("--cuts", type=int, default=30)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--resets", type=float, default=0.0, help="share of connections that are reset besides")
    parser.add_argument("--kill-server", action="store_true")
    parser.add_argument("--thin", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chiptrail-field-") as name:
        os.environ["CHIPTRAIL_DATA_DIR"] = name
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.embedded"
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        found = _measure(Path(name), options)
    print(json.dumps(found, indent=2))  # noqa: T201
    sys.exit(1 if found.get("lost") or found.get("doubled") or found.get("hash_differs") else 0)


def _measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    import django

    django.setup()
    from playwright.sync_api import sync_playwright

    from accounts.operations import enrol_device
    from accounts.roles import Role
    from benchmarks.field_browser import KillablePhone
    from config.demo.stage import set_up
    from config.embedded.supervisor import Supervisor
    from tests.fakes.bad_line import BadLine

    noise = random.Random(40)  # noqa: S311 - the same photos each time
    files = [folder / f"{number}.jpg" for number in range(options.photos)]
    for file in files:
        file.write_bytes(_thin_picture() if options.thin else JPEG_HEAD + noise.randbytes(int(options.megabytes * 1e6)))
    with Supervisor(folder) as supervisor, sync_playwright() as playwright:
        enrolment = enrol_device(principal=set_up(folder).people[Role.FIELD], label="Phone")
        given = {"token": enrolment.token, "secret": base64.b64encode(enrolment.secret).decode()}
        port = int(supervisor.address.rsplit(":", 1)[1])
        with BadLine(port, resets=options.resets, resets_within=2_000_000) as line:
            phone = KillablePhone(playwright.chromium, folder / "phone", line.address)
            try:
                if options.thin:
                    return _thin(phone, given, files)
                return _forty(phone, given, files, line, options, supervisor)
            finally:
                phone.close()


def _forty(phone: Any, given: Any, files: list[Path], line: Any, options: Any, supervisor: Any) -> dict[str, Any]:
    from config.embedded.children import WEB

    teardown = str(uuid4())
    hashes = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    kills = [len(files) * (number + 1) // (options.kills + 1) for number in range(options.kills)]
    started = time.monotonic()
    phone.start(files)
    phone.set_up(given, teardown)
    phone.page.evaluate("() => queue.pause()")
    for at in range(len(files)):
        if kills and at == len(files) // 2:  # one of the kills while a photo is being added
            kills.pop()
            phone.begin_to_add(teardown, at)
            _again(phone, files)
        if hashes[at] not in phone.hashes():
            phone.add(teardown, at)
    added = time.monotonic() - started
    safe, server_kills = line.passed, 0
    own = sum(file.stat().st_size for file in files)
    line.break_every(int(own / (options.cuts + 1) * random.uniform(0.2, 1.4)) for _cut in range(options.cuts))  # noqa: S311
    phone.try_now()
    while (received := phone.received()) < len(files) and time.monotonic() - started < PATIENCE_SECONDS:
        if kills and received >= kills[0]:
            kills.pop(0)
            _again(phone, files)
            # No process while it starts again: a kill of "process 0" would be ours.
            if options.kill_server and (process := supervisor.process_of(WEB)):
                os.kill(process, signal.SIGKILL)
                server_kills += 1
        for _tick in range(5):
            supervisor.look_after()
            phone.page.wait_for_timeout(200)
    arrived = _arrived(teardown)
    return {
        "photos": len(files),
        "received_on_the_phone": received,
        "lost": sum(digest not in arrived for digest in hashes),
        "doubled": sum(count > 1 for count in arrived.values()),
        "hash_differs": sum(digest not in hashes for digest in arrived),
        "cuts": line.broken,
        "browser_kills": options.kills - len(kills),
        "server_kills": server_kills,
        "bytes_beyond_percent": round(100 * (line.passed - safe - own) / own, 2),
        "seconds_to_add": round(added, 1),
        "seconds": round(time.monotonic() - started, 1),
    }


def _again(phone: Any, files: list[Path]) -> None:
    phone.kill()
    phone.start(files)
    phone.unlock()


def _arrived(teardown: str) -> Counter[str]:
    from teardowns.models import Photo

    return Counter(Photo.objects.filter(teardown__public_id=teardown).values_list("sha256", flat=True))


def _thin(phone: Any, given: Any, files: list[Path]) -> dict[str, Any]:
    from teardowns.models import Preview

    teardown = str(uuid4())
    phone.start(files)
    phone.set_up(given, teardown)
    phone.page.wait_for_timeout(3_000)
    tools = phone.page.context.new_cdp_session(phone.page)
    thin = {"uploadThroughput": THIN_BYTES_A_SECOND, "downloadThroughput": THIN_BYTES_A_SECOND, "latency": 600}
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", {"offline": False, **thin})
    seconds, sizes = [], []
    for at in range(min(len(files), 3)):
        before, started = Preview.objects.count(), time.monotonic()
        phone.add(teardown, at)
        while Preview.objects.count() == before and time.monotonic() - started < PATIENCE_SECONDS:
            phone.page.wait_for_timeout(100)
        seconds.append(round(time.monotonic() - started, 1))
        sizes.append(phone.page.evaluate("() => store.all('photo').then((all) => all.at(-1).previewSize)"))
    return {"seconds_until_the_preview_is_in_the_laboratory": seconds, "preview_bytes": sizes}


def _thin_picture() -> bytes:
    """As hard to press as a photo of a board: 12 megapixels of large and small detail."""
    from io import BytesIO

    from PIL import Image

    coarse = Image.frombytes("RGB", (320, 240), os.urandom(320 * 240 * 3)).resize(
        (4000, 3000), Image.Resampling.BICUBIC
    )
    fine = Image.frombytes("RGB", (1000, 750), os.urandom(1000 * 750 * 3)).resize((4000, 3000))
    file = BytesIO()
    Image.blend(coarse, fine, 0.15).save(file, "JPEG", quality=90)
    return file.getvalue()


if __name__ == "__main__":
    main()
