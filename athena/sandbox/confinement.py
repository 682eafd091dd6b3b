"""What takes rights away from a process for good. Every step does what the system allows and skips the rest.

Linux has all of it. macOS has no network namespaces and no parent-death signal, and does not hold a process
to its address space; Windows has none. DuckDB's own settings and the parent's kill hold everywhere.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import importlib
import os
import sys
from pathlib import Path
from typing import Any

resource: Any = None if os.name == "nt" else importlib.import_module("resource")

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_PARENT_DEATH, _NO_NEW_PRIVILEGES, _DUMPABLE = 1, 38, 4
_KILL = 9
_FILES = 64
_NICER = 5
_LINUX = sys.platform == "linux"


def leave_network() -> None:
    """Move to a network namespace of its own, which has no way out; call it before there are threads.

    Without the right to do so a user namespace is made first, which also gives the right to change the root.
    """
    if not _LINUX:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_NETWORK):
        libc.unshare(_NEW_USER | _NEW_NETWORK)


def die_with_parent() -> None:
    """Be killed when the thread that started this process ends, and never gain a right again."""
    if not _LINUX:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.prctl(_PARENT_DEATH, _KILL, 0, 0, 0)


def give_way() -> None:
    """Let interviews and their commits go first where processors are short."""
    if hasattr(os, "nice"):
        os.nice(_NICER)


def hide() -> None:
    """Forbid other processes of this user to look into this one's memory, and this one to leave a core."""
    if _LINUX:
        ctypes.CDLL(None, use_errno=True).prctl(_DUMPABLE, 0, 0, 0, 0)


def enter(folder: Path) -> bool:
    """Make ``folder`` the whole file system; False where that is not allowed."""
    if not hasattr(os, "chroot"):
        return False
    try:
        os.chroot(folder)
        os.chdir("/")
    except OSError:
        return False
    return True


def limit_writing() -> None:
    """No file may grow, no core be left, few files be open."""
    if resource is None:
        return
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _FILES)


def limit_memory(megabytes: int) -> None:
    """Hold the address space to what it is now and ``megabytes`` more, until it is called again."""
    if resource is not None and _LINUX:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (_address_space() + (megabytes << 20), hard))


def limit_processor(seconds: float) -> None:
    """Be killed by the system once ``seconds`` more of processor time are used."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))


def peak_memory_kb() -> int | None:
    """Return the most memory this process ever held."""
    if resource is None:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak) // (1 if _LINUX else 1024)


def _limit(what: int, value: int) -> None:
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (value, value))


def _address_space() -> int:
    pages = int(os.pread(_statm(), 100, 0).split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


@functools.cache
def _statm() -> int:
    """Return the system's figures about this process, opened once: another root hides them."""
    return os.open("/proc/self/statm", os.O_RDONLY)
