"""A filter of system calls (seccomp) for the child: it may open files for reading only and start nothing.

DuckDB's lock on files makes an exception for the database that is open, so that ``COPY … TO`` could cut that
very file to nothing. Here the system refuses: no writing, no names made or removed, no sockets, no programs.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from dataclasses import dataclass

_SECCOMP, _FILTER = 22, 2
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | 13, 0x80000000
_OTHER_ABI = 0x40000000


@dataclass(frozen=True, slots=True)
class _Machine:
    """Numbers of a kind of processor; ``opening`` has the place of each call's flags."""

    architecture: int
    opening: dict[int, int]
    refused: tuple[int, ...]


_INTEL = _Machine(
    0xC000003E,
    {2: 1, 257: 2},  # open, openat
    (
        *(
            85,
            437,
            304,
            76,
            77,
            425,
        ),  # creat, openat2, open_by_handle_at, truncate, ftruncate, io_uring_setup
        *(82, 264, 316, 86, 265, 88, 266, 87, 263),  # rename…, link…, symlink…, unlink…
        *(83, 258, 84, 133, 259),  # mkdir…, rmdir, mknod…
        *(90, 91, 268, 92, 93, 94, 260),  # chmod…, chown…
        *(41, 42, 49, 50, 53),  # socket, connect, bind, listen, socketpair
        *(57, 58, 59, 322, 62, 101, 310, 311),  # fork, vfork, exec…, kill, ptrace, process_vm…
        *(161, 165, 166, 272, 308, 321, 323),  # chroot, mount, umount2, unshare, setns, bpf, userfaultfd
    ),
)
_ARM = _Machine(
    0xC00000B7,
    {56: 2},  # openat
    (
        *(437, 265, 45, 46, 425),  # openat2, open_by_handle_at, truncate, ftruncate, io_uring_setup
        *(38, 276, 37, 36, 35, 34, 33),  # rename…, linkat, symlinkat, unlinkat, mkdirat, mknodat
        *(52, 53, 54, 55),  # fchmod, fchmodat, fchownat, fchown
        *(198, 203, 200, 201, 199),  # socket, connect, bind, listen, socketpair
        *(221, 281, 129, 117, 270, 271),  # exec…, kill, ptrace, process_vm…
        *(51, 40, 39, 97, 268, 280, 282),  # chroot, mount, umount2, unshare, setns, bpf, userfaultfd
    ),
)
_MACHINES = {"x86_64": _INTEL, "aarch64": _ARM}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


def only_reading() -> bool:
    """Refuse this process all but reading, for good; False where the system has no such filter.

    The process must have given up new privileges before.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None or sys.platform != "linux":
        return False
    code = b"".join(_filter(machine))
    kept = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(kept))
    libc = ctypes.CDLL(None, use_errno=True)
    return not libc.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)


def _filter(machine: _Machine) -> list[bytes]:
    """Return the program: a foreign architecture kills, what is listed is refused, the rest goes on."""
    code = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, machine.architecture, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        _step(_AT_LEAST, _OTHER_ABI, 0, 1),
        _step(_RETURN, _REFUSE),
    ]
    for number in machine.refused:
        code += [_step(_EQUAL, number, 0, 1), _step(_RETURN, _REFUSE)]
    for number, flags in machine.opening.items():
        code += [
            _step(_EQUAL, number, 0, 4),
            _step(_LOAD, _ARGUMENTS + 8 * flags),
            _step(_ANY_BIT, _WRITING, 0, 1),
            _step(_RETURN, _REFUSE),
            _step(_RETURN, _ALLOW),
        ]
    return [*code, _step(_RETURN, _ALLOW)]


def _step(code: int, value: int, when_true: int = 0, when_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, when_true, when_false, value)
