"""Where things lie on the disk."""

import hashlib
import os
import tempfile
from pathlib import Path

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.path("DATA_DIR", BASE_DIR / "var")

# `struct sockaddr_un` holds 108 bytes, the closing NUL among them (unix(7)).
SOCKET_PATH_LIMIT = 100


def broker_socket(data_dir: Path) -> Path:
    """The broker's unix socket: in DATA_DIR, or in a private short folder when that path is too long."""
    inside = data_dir / "run" / "broker.sock"
    if len(os.fsencode(inside)) <= SOCKET_PATH_LIMIT:
        return inside
    name = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"chiptrail-{os.getuid()}-{name}" / "broker.sock"


def lock_file(data_dir: Path) -> Path:
    """Locked by the one supervisor of this DATA_DIR; the kernel frees it however the supervisor ends."""
    return data_dir / "run" / "lock"


def log_file(data_dir: Path, child: str) -> Path:
    """Where the output of a child process is kept."""
    return data_dir / "log" / f"{child}.log"
