"""``python -m athena.sandbox.spawned``: the child of systems that cannot fork, such as Windows.

It is a new process with the same settings of DuckDB and whatever of the confinement the system has. Importing
DuckDB anew costs it some tenths of a second more than a forked child.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from athena.sandbox import confinement, zones
from athena.sandbox.channels import ClosedError, LargeError, LateError
from athena.sandbox.wire import HEADER, frame
from athena.sandbox.worker import serve

_ROOT = Path(__file__).resolve().parents[2]
_ENDING_S = 2.0
_NEEDED = ("SYSTEMROOT",)  # without it no Windows program starts
COMMAND = (sys.executable, "-E", "-s", "-X", "utf8", "-m", "athena.sandbox.spawned")


class PipeChannel:
    """Frames over a pair of pipes."""

    def __init__(self, reading: IO[bytes], writing: IO[bytes], largest: int = 1 << 31) -> None:
        self._reading, self._writing, self._largest = reading, writing, largest

    def send(self, data: bytes) -> None:
        """Send one frame. Raises ClosedError."""
        try:
            self._writing.write(frame(data))
            self._writing.flush()
        except (OSError, ValueError) as error:
            raise ClosedError from error

    def receive(self) -> bytes | None:
        """Return the next frame's content, None at the end. Raises LargeError."""
        header = self._reading.read(HEADER.size)
        if len(header) < HEADER.size:
            return None
        (size,) = HEADER.unpack(header)
        if size > self._largest:
            raise LargeError
        data = self._reading.read(size)
        return data if len(data) == size else None


class SpawnedChild:
    """A child started for one caller: ask it, or kill it from any thread."""

    def __init__(self, largest: int) -> None:
        """Start it. Raises OSError."""
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={name: os.environ[name] for name in _NEEDED if name in os.environ},
        )
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        assert self._process.stdout is not None  # noqa: S101
        self._pipes = (self._process.stdin, self._process.stdout)
        self._channel = PipeChannel(self._process.stdout, self._process.stdin, largest)

    def ask(self, data: bytes, seconds: float) -> bytes | None:
        """Send a request and return its answer, None when the child died; it is killed after ``seconds``.

        Raises ClosedError, LateError and LargeError.
        """
        late = threading.Event()

        def end() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            self._channel.send(data)
            answer = self._channel.receive()
        finally:
            timer.cancel()
        if answer is None and late.is_set():
            raise LateError
        return answer

    def kill(self) -> None:
        """Kill it now."""
        self._process.kill()

    def killer(self) -> int | None:
        """Return the signal the dead child was killed with, 0 when it just ended."""
        return max(-self._process.wait(_ENDING_S), 0)

    def close(self) -> None:
        """End it, whatever it does."""
        self.kill()
        self._process.wait()
        for pipe in self._pipes:
            with contextlib.suppress(OSError):
                pipe.close()


def main() -> None:
    """Answer on standard output until standard input ends."""
    zones.install()
    confinement.leave_network()
    serve(PipeChannel(sys.stdin.buffer, sys.stdout.buffer))


if __name__ == "__main__":
    main()
