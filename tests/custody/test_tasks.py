"""The custody's scheduled work."""

import os
import time

from custody import tasks


def test_nothing_of_a_killed_upload_or_of_killed_work_stays_outside_the_vault(settings, tmp_path):
    settings.VAULT_ROOT, settings.WORK_DIR = tmp_path / "vault", tmp_path / "work"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")
    left = []
    for folder in ("vault/incoming", "uploads", "work"):
        for age in (8, 1):
            place = tmp_path / folder
            place.mkdir(parents=True, exist_ok=True)
            path = place / f"left-{age}"
            if folder == "work":
                (path / "deep").mkdir(parents=True)
            else:
                path.write_bytes(b"half")
            os.utime(path, (time.time() - age * 3600,) * 2)
            left.append(path)
    tasks.tidy()
    assert [path.name for path in left if path.exists()] == ["left-1"] * 3


def test_tidying_needs_no_folder(settings, tmp_path):
    settings.VAULT_ROOT, settings.WORK_DIR = tmp_path / "vault", tmp_path / "none"
    settings.FILE_UPLOAD_TEMP_DIR = None
    tasks.tidy()
