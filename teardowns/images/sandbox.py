"""The cell a decoder is locked into before it touches a file from outside. Linux; called in the child only.

Always: limits on memory, processor time, size of written files and open files; no core dumps; death with the
parent. Where the kernel offers it: Landlock (no program can be started, nothing written outside the working
folder; https://docs.kernel.org/userspace-api/landlock.html) and seccomp (no sockets, no new programs).
"""

import ctypes
import os
import platform
import resource
import struct

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 38, 22
_SECCOMP_MODE_FILTER = 2
_SIGKILL = 9

# linux/landlock.h. System calls 444-446 have these numbers on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
_ALL_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1}
_ALL_LATER = (1 << 15) - 1
_RULE_PATH_BENEATH = 1

# (AUDIT_ARCH, (socket, socketpair, connect, execve, execveat, ptrace, io_uring_setup, process_vm_writev))
_DENIED_CALLS = {
    "x86_64": (0xC000003E, (41, 53, 42, 59, 322, 101, 425, 311)),
    "aarch64": (0xC00000B7, (198, 199, 203, 221, 281, 117, 425, 271)),
}


def enter(*, memory: int, cpu_seconds: int, output_bytes: int) -> tuple[str, ...]:
    """Lock this process in; returns the protections in force: `limits`, `landlock`, `seccomp`."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CPU, cpu_seconds, grace=1)  # SIGXCPU first: it tells the parent why
    _limit(resource.RLIMIT_FSIZE, output_bytes)
    _limit(resource.RLIMIT_NOFILE, 32)
    _limit(resource.RLIMIT_CORE, 0)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return ("limits",)
    protections = {"limits": True, "landlock": _landlock(libc), "seccomp": _seccomp(libc)}
    return tuple(name for name, in_force in protections.items() if in_force)


def _limit(kind: int, ceiling: int, *, grace: int = 0) -> None:
    """Lower one limit for good; a lower one that is already there stays."""
    allowed = resource.getrlimit(kind)[1]
    hard = ceiling + grace if allowed == resource.RLIM_INFINITY else min(ceiling + grace, allowed)
    resource.setrlimit(kind, (min(ceiling, hard), hard))


def _landlock(libc: ctypes.CDLL) -> bool:
    """Writing only beneath the working folder, executing nowhere; reading stays free (libraries)."""
    abi = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)
    if abi < 1:
        return False
    handled = _ALL_BY_ABI.get(abi, _ALL_LATER) & ~(_READ_FILE | _READ_DIR)
    attributes = ctypes.create_string_buffer(struct.pack("=Q", handled), 8)
    ruleset = libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(8), 0)
    if ruleset < 0:
        return False
    folder = os.open(".", os.O_RDONLY | os.O_DIRECTORY)
    try:
        rule = ctypes.create_string_buffer(struct.pack("=Qi", handled & ~_EXECUTE, folder), 12)
        added = libc.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, rule, 0) == 0
        return bool(added and libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(folder)
        os.close(ruleset)


def _seccomp(libc: ctypes.CDLL) -> bool:
    """A classic BPF filter: denied calls answer EPERM, those of a foreign architecture kill."""
    if platform.machine() not in _DENIED_CALLS:
        return False
    architecture, denied = _DENIED_CALLS[platform.machine()]
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    allow, kill, refuse = 0x7FFF0000, 0x80000000, 0x00050001
    program = [
        (load, 0, 0, 4),
        (equal, 1, 0, architecture),
        (answer, 0, 0, kill),
        (load, 0, 0, 0),
        (at_least, len(denied) + 1, 0, 0x40000000),
        *((equal, len(denied) - index, 0, number) for index, number in enumerate(denied)),
        (answer, 0, 0, allow),
        (answer, 0, 0, refuse),
    ]
    instructions = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in program))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(program), ctypes.addressof(instructions)))
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, header, 0, 0) == 0)
