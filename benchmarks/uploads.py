"""`python -m benchmarks.uploads`: how long a field device waits for its receipt, several of them at once. Prints JSON.

Starts the embedded application in a temporary folder and sends photos of the wanted size over HTTP: a JPEG head and
random bytes. Each is received, hashed, sealed and then found undecodable, so the workers stay out of the way.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

JPEG_HEAD = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--photos", type=int, default=80, help="all clients together")
    parser.add_argument("--megabytes", type=float, default=5.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chiptrail-uploads-") as folder:
        os.environ["CHIPTRAIL_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.embedded"
        print(json.dumps(_measure(Path(folder), options.clients, options.photos, options.megabytes), indent=2))  # noqa: T201


def _measure(folder: Path, clients: int, photos: int, megabytes: float) -> dict[str, Any]:
    import django

    django.setup()
    from config.demo.device import FieldDevice
    from config.demo.stage import set_up
    from config.embedded.supervisor import Supervisor

    files = [folder / f"{number}.jpg" for number in range(photos)]
    with Supervisor(folder) as supervisor:
        stage = set_up(folder)
        device, teardown = FieldDevice(supervisor.address, stage.token), str(stage.teardown.public_id)

        def send(file: Path) -> float:
            file.write_bytes(JPEG_HEAD + os.urandom(int(megabytes * 1_000_000)))
            started = time.monotonic()
            if not device.send(teardown, file).photo:
                raise SystemExit("a photo got no receipt")
            taken = time.monotonic() - started
            file.unlink()
            return taken

        started = time.monotonic()
        with ThreadPoolExecutor(clients) as pool:
            seconds = sorted(pool.map(send, files))
        wall = time.monotonic() - started
    return {
        "clients": clients,
        "photos": photos,
        "megabytes": megabytes,
        "p50_ms": round(1000 * statistics.median(seconds)),
        "p95_ms": round(1000 * seconds[int(0.95 * (len(seconds) - 1))]),
        "photos_a_second": round(photos / wall, 1),
    }


if __name__ == "__main__":
    main()
