"""The app's side of the zygote: starting it, asking it for children, and holding their leashes."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
from pathlib import Path

from athena.sandbox.channels import SocketChannel
from athena.sandbox.zygote import STATUS

_ROOT = Path(__file__).resolve().parents[2]
_ENDING_S = 2.0
COMMAND = (sys.executable, "-E", "-s", "-X", "utf8", "-m")


class Child:
    """One child of the zygote: ask it, or kill it from any thread."""

    def __init__(self, channel: socket.socket, leash: socket.socket, largest: int) -> None:
        self._leash = leash
        self._channel = SocketChannel(channel, largest)

    def ask(self, data: bytes, seconds: float) -> bytes | None:
        """Send a request and return its answer, None when the child died.

        Raises ClosedError, LateError and LargeError.
        """
        self._channel.send(data)
        return self._channel.receive(seconds)

    def kill(self) -> None:
        """Have it killed now."""
        with contextlib.suppress(OSError):
            self._leash.shutdown(socket.SHUT_WR)

    def killer(self) -> int | None:
        """Return the signal a dead child was killed with, 0 when it just ended, None when the zygote died."""
        with contextlib.suppress(OSError):
            self._leash.settimeout(_ENDING_S)
            said = self._leash.recv(STATUS.size)
            if len(said) == STATUS.size:
                return int(STATUS.unpack(said)[0])
        return None

    def close(self) -> None:
        """End the child, whatever it does."""
        self.kill()
        self._channel.close()
        self._leash.close()


class ZygoteProcess:
    """A running zygote. A thread that lives as long as it does starts it and waits for its end.

    The system kills the zygote when the thread that started it ends, so that thread must not be a caller's.
    """

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self._started = threading.Event()
        self._sending = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, args=(theirs,), name="athena-sandbox", daemon=True)
        self._keeper.start()
        self._started.wait()

    @property
    def pid(self) -> int | None:
        """The process id, None when it could not be started."""
        return self._process.pid if self._process else None

    def child(self, largest: int) -> Child:
        """Have a child forked whose answers are no longer than ``largest`` bytes. Raises OSError."""
        ours, channel = socket.socketpair()
        hand, leash = socket.socketpair()
        with channel, leash:
            try:
                with self._sending:
                    socket.send_fds(self._control, [b"f"], [channel.fileno(), leash.fileno()])
            except OSError:
                ours.close()
                hand.close()
                raise
        return Child(ours, hand, largest)

    def close(self) -> None:
        """End it and all its children."""
        self._control.close()
        self._keeper.join(_ENDING_S)
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._keeper.join(_ENDING_S)

    def _keep(self, theirs: socket.socket) -> None:
        with theirs:
            try:
                self._process = subprocess.Popen(  # noqa: S603 - our own program
                    [*COMMAND, "athena.sandbox.zygote"],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    cwd=_ROOT,
                    env={},
                )
            except OSError:
                return
            finally:
                self._started.set()
        self._process.wait()
