"""Sends photos by tus to the real server, several phones at once. Prints JSON.

    ./run manage benchmark_uploads --clients N --megabytes M [--photos K] [--resets SHARE]

The command gives this module a data folder and a database of its own. A photo is a JPEG head and random bytes: it is
received, hashed, sealed and then found undecodable, so the readers of photos stay out of the way.
"""

import argparse
import itertools
import json
import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.upload_checks import cpu_seconds, peak_megabytes, vault_faults
from benchmarks.upload_phone import GaveUp, Phone, Photo

WORKERS_PATIENCE = 120.0
PIECE_KIB = 16 * 1024
JPEG_HEAD = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What both command lines take."""
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--photos", type=int, default=None, help="all clients together; by default ten for each client")
    parser.add_argument("--megabytes", type=float, default=5.0)
    parser.add_argument("--resets", type=float, default=0.0, metavar="SHARE", help="of connections that are reset")
    parser.add_argument("--piece-kib", type=int, default=PIECE_KIB, help="the largest piece of a photo")
    parser.add_argument("--checksums", action="store_true", help="of each piece, which is then all or nothing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output, as without it")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    options = parser.parse_args()
    report = _measure(Path(os.environ["CHIPTRAIL_DATA_DIR"]), options)
    print(json.dumps(report, indent=2))  # noqa: T201
    sys.exit(1 if report["failed_uploads"] or any(report["vault"].values()) else 0)


def _measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    import django

    django.setup()
    from config.demo.stage import set_up
    from config.embedded.children import WEB, WORKER
    from config.embedded.supervisor import Supervisor

    photos = options.clients * 10 if options.photos is None else options.photos
    with Supervisor(folder) as supervisor:
        stage = set_up(folder)
        teardown = str(stage.teardown.public_id)
        size = int(options.megabytes * 1_000_000)
        phones = [
            Phone(
                supervisor.address,
                stage.token,
                teardown,
                resets=options.resets,
                seed=options.seed * 1000 + number,
                piece=options.piece_kib * 1024,
                checksums=options.checksums,
            )
            for number in range(options.clients)
        ]
        first = Phone(supervisor.address, stage.token, teardown, resets=0, seed=0, piece=size)
        warm = _send_all(first, range(1), size)
        _wait_for_workers(stage.teardown)
        processes = {"web": supervisor.process_of(WEB), "workers": supervisor.process_of(WORKER), "phones": os.getpid()}
        before = {name: cpu_seconds(process) for name, process in processes.items()}
        started = time.monotonic()
        with ThreadPoolExecutor(options.clients) as pool:
            shares = [range(number, photos, options.clients) for number in range(options.clients)]
            sent = [one for some in pool.map(_send_all, phones, shares, itertools.repeat(size)) for one in some]
        wall = time.monotonic() - started
        computed = {name: cpu_seconds(process) - before[name] for name, process in processes.items()}
        web = peak_megabytes(processes["web"])
        rows = list(stage.teardown.photos.values_list("sha256", flat=True))
    seconds = sorted(took for _sha256, took in sent if took is not None)
    held = [sha256 for sha256, took in sent if took is not None]
    kept = held + [sha256 for sha256, _took in warm]
    own, through = size * len(held), sum(phone.sent for phone in phones)
    return {
        "clients": options.clients,
        "photos": photos,
        "megabytes": options.megabytes,
        "resets": options.resets,
        "checksums": options.checksums,
        "breaks": sum(phone.breaks for phone in phones),
        "p50_ms": round(1000 * statistics.median(seconds)) if seconds else None,
        "p95_ms": round(1000 * seconds[int(0.95 * (len(seconds) - 1))]) if seconds else None,
        "photos_a_second": round(len(held) / wall, 1),
        "failed_uploads": photos - len(held),
        "bytes_beyond_percent": round(100 * (through - own) / own, 2) if own else None,
        "computing_ms_a_photo": {name: round(1000 * took / photos) for name, took in computed.items()},
        "web_peak_megabytes": web,
        "vault": vault_faults(folder / "vault" / "originals", kept, rows),
    }


def _wait_for_workers(teardown: Any) -> None:
    """The first photo has been looked at, so the workers do not start while the clock runs."""
    until = time.monotonic() + WORKERS_PATIENCE
    while teardown.photos.filter(state="received").exists() and time.monotonic() < until:
        time.sleep(0.2)


def _send_all(phone: Phone, numbers: range, size: int) -> list[tuple[str, float | None]]:
    """Send so many photos one after the other; each with its hash and its seconds, None when it failed."""
    done: list[tuple[str, float | None]] = []
    for _number in numbers:
        photo = Photo(JPEG_HEAD + os.urandom(size - len(JPEG_HEAD)))
        started = time.monotonic()
        try:
            phone.send(photo)
        except GaveUp:
            done.append((photo.sha256, None))
        else:
            done.append((photo.sha256, time.monotonic() - started))
    phone.hang_up()
    return done


if __name__ == "__main__":
    main()
