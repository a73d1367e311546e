"""Child processes that never outlive their parent.

Linux only: with PR_SET_PDEATHSIG (prctl(2)) the kernel ends a child when its parent is gone, however it went.
"""

import ctypes
import os
import pwd
import signal
import socket
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def start(
    command: Sequence[str | Path],
    *,
    log: Path,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    user: str | None = None,
    pass_fds: Sequence[int] = (),
    parent_death_signal: signal.Signals = signal.SIGKILL,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, so that Ctrl-C in the terminal reaches only the supervisor.

    `environment` is added to ours. Output is appended to `log`. As root, `user` runs the child as that user.
    """
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - our own fixed commands
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
            cwd=folder,
            user=user,
            group=user and _group_of(user),
            extra_groups=[] if user else None,
            pass_fds=pass_fds,
            start_new_session=True,
            preexec_fn=_die_with(os.getpid(), parent_death_signal),
        )


def stop(process: subprocess.Popen[bytes], *, patience: float, ask: signal.Signals = signal.SIGTERM) -> None:
    """Ask the process to end; after `patience` seconds kill it with everything it started. Never raises."""
    if process.poll() is None:
        process.send_signal(ask)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=patience)
    kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and everything of its session that is left. Never raises."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def listening_socket(preferred: int, *, host: str = "127.0.0.1", exact: bool = False) -> socket.socket:
    """A socket that listens on the preferred port, or on the next free one when `exact` is not asked for.

    Raises OSError when there is none.
    """
    others = [] if exact else [*range(preferred + 1, preferred + 50), 0]
    for port in [preferred, *others]:
        try:
            return socket.create_server((host, port), backlog=512)
        except OSError as error:
            refused = error
    raise refused


def _die_with(parent: int, how: signal.Signals) -> Callable[[], None]:
    def before_exec() -> None:
        if _libc.prctl(PR_SET_PDEATHSIG, how) != 0 or os.getppid() != parent:
            os._exit(70)

    return before_exec


def _group_of(user: str) -> int:
    return pwd.getpwnam(user).pw_gid
