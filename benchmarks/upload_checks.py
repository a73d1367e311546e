"""What the upload benchmark looks at from outside: the vault's files, the rows, the memory of processes."""

import hashlib
import os
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path


def vault_faults(originals: Path, expected: Collection[str], rows: Collection[str]) -> dict[str, int]:
    """Photos that are `lost` (no file or row), `doubled` (two rows), or whose file's `hash_differs` from its name."""
    held = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in originals.rglob("*") if file.is_file()}
    counted = Counter(rows)
    return {
        "lost": sum(1 for sha256 in expected if sha256 not in held or sha256 not in counted),
        "doubled": sum(1 for times in counted.values() if times > 1) + len(counted.keys() - set(expected)),
        "hash_differs": sum(1 for name, sha256 in held.items() if name != sha256),
    }


def peak_megabytes(parent: int) -> list[int]:
    """The most memory that the process and each of its children had at any time (VmHWM), in MB."""
    return sorted((_peak(pid) for pid in (parent, *_children(parent))), reverse=True)


def cpu_seconds(parent: int) -> float:
    """Computing time of the process and its children so far, with what their ended children took."""
    ticks = 0
    for pid in (parent, *_children(parent)):
        try:
            ticks += sum(int(word) for word in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def _children(parent: int) -> Iterator[int]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and _field(int(folder.name), "PPid:") == parent:
            yield int(folder.name)


def _peak(pid: int) -> int:
    return round(_field(pid, "VmHWM:") / 1024)


def _field(pid: int, name: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
