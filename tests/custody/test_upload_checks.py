"""The benchmark of uploads finds what is lost, doubled or changed."""

import hashlib
import os
from pathlib import Path

from benchmarks.upload_checks import cpu_seconds, peak_megabytes, vault_faults


def test_faults_of_a_vault_are_counted(tmp_path: Path) -> None:
    names = [hashlib.sha256(bytes([number])).hexdigest() for number in range(3)]
    for number, name in enumerate(names):
        (tmp_path / name).write_bytes(bytes([number]))
    assert vault_faults(tmp_path, names, names) == {"lost": 0, "doubled": 0, "hash_differs": 0}
    assert vault_faults(tmp_path, names, [*names, names[0]])["doubled"] == 1
    assert vault_faults(tmp_path, names, names[1:])["lost"] == 1
    (tmp_path / names[0]).write_bytes(b"changed")
    (tmp_path / names[1]).unlink()
    assert vault_faults(tmp_path, names, names) == {"lost": 1, "doubled": 0, "hash_differs": 1}


def test_processes_are_measured() -> None:
    assert peak_megabytes(os.getpid())[0] > 20
    assert cpu_seconds(os.getpid()) > 0
