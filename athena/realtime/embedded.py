"""The embedded interviewer as a child process: started, watched, restarted, and never left behind."""

from __future__ import annotations

import contextlib
import json
import logging
import socket
import subprocess
import threading
from collections import deque
from collections.abc import Sequence
from typing import IO

from athena.errors import EngineError
from athena.realtime.backoff import Backoff
from athena.realtime.link import Endpoint

log = logging.getLogger(__name__)

MODEL = "athena-local"
_KEPT_LINES = 200
_FOR_EVER = 1_000_000
_GRACE_S = 1.0
_TRIES = 2


class EmbeddedInterviewer:
    """Keeps the program ``command`` running on one loopback port.

    ``--port`` and ``--exit-with-parent`` are added to the command: the child ends when its standard input
    does, so it dies with this process however that ends. It keeps its port over restarts; clients reconnect.
    """

    def __init__(self, command: Sequence[str], backoff: Backoff | None = None) -> None:
        self._command = list(command)
        self._backoff = backoff or Backoff(_FOR_EVER)
        self._port = _free_port()
        self._child: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._up = threading.Event()
        self._news = threading.Condition()
        self._ever_up = False
        self._failed_starts = 0
        self._stopping = threading.Event()
        self._errors: deque[str] = deque(maxlen=_KEPT_LINES)
        self._thread = threading.Thread(target=self._supervise, name="athena-interviewer", daemon=True)

    def start(self) -> None:
        """Begin to start the child unless that was done; it is up once its models are loaded."""
        with self._lock:
            if not self._thread.ident:
                self._thread.start()

    def wait(self, timeout: float) -> bool:
        """Wait until the child is up; False when it is not within ``timeout`` seconds, or cannot start."""
        with self._news:
            self._news.wait_for(lambda: self.up or self.broken, timeout)
        return self.up

    @property
    def up(self) -> bool:
        """Whether the child takes calls."""
        return self._up.is_set()

    @property
    def pid(self) -> int | None:
        """The child's process id, None while there is none."""
        return self._child.pid if self._child and self._child.poll() is None else None

    @property
    def diagnosis(self) -> str:
        """The last lines the child wrote to its standard error."""
        return "\n".join(self._errors)

    @property
    def broken(self) -> bool:
        """Whether it cannot start: it ended twice in a row without ever having been up."""
        return not self._ever_up and self._failed_starts >= _TRIES

    def endpoint(self) -> Endpoint:
        """Return where it answers; EngineError while it has never been up, telling whether to wait."""
        if not (self.up or self._ever_up):
            raise EngineError(self._excuse())
        return Endpoint(f"ws://127.0.0.1:{self._port}/v1", "local", MODEL, "embedded")

    def stop(self) -> None:
        """Stop the child within two seconds."""
        self._stopping.set()
        with self._lock:
            child = self._child
        if child is not None:
            _end(child)
        if self._thread.ident:
            self._thread.join(_GRACE_S)

    def _excuse(self) -> str:
        last = next((line.strip() for line in reversed(self._errors) if line.strip()), "")
        told = f" It said: {last}" if last else ""
        if self.broken:
            return f"The interviewer cannot start. Please tell the administrator.{told}"
        return f"The interviewer is still getting ready. Please try again in a few seconds.{told}"

    def _supervise(self) -> None:
        while not self._stopping.is_set():
            try:
                self._one_life()
            except OSError as error:
                self._hear(f"cannot be started: {error.strerror or error}")
            self._up.clear()
            if self._stopping.is_set():
                return
            log.warning("The embedded interviewer is down and will be started again")
            if not self._ever_up:
                self._failed_starts += 1
                self._port = _free_port()
                self._tell()
            self._stopping.wait(self._backoff.next() or 0)

    def _one_life(self) -> None:
        with self._lock:
            if self._stopping.is_set():
                return
            self._child = subprocess.Popen(  # noqa: S603 - our own program
                [*self._command, "--port", str(self._port), "--exit-with-parent"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
                start_new_session=True,
            )
        with self._child as child:
            self._attend(child)

    def _attend(self, child: subprocess.Popen[str]) -> None:
        """Read what the child says until it ends."""
        assert child.stdout is not None  # noqa: S101 - asked for above
        assert child.stderr is not None  # noqa: S101
        listening = threading.Thread(
            target=self._keep, args=(child.stderr,), name="athena-interviewer-errors"
        )
        listening.start()
        for line in child.stdout:
            if _ready(line):
                self._ever_up = True
                self._backoff.succeeded()
                self._up.set()
                self._tell()
        child.wait()
        listening.join()

    def _tell(self) -> None:
        with self._news:
            self._news.notify_all()

    def _keep(self, stderr: IO[str]) -> None:
        for line in stderr:
            self._hear(line.rstrip())

    def _hear(self, line: str) -> None:
        self._errors.append(line)
        log.warning("The embedded interviewer says: %s", line)


def _ready(line: str) -> bool:
    with contextlib.suppress(ValueError):
        return "listening" in json.loads(line)
    return False


def _end(child: subprocess.Popen[str]) -> None:
    """Ask the child to end by closing its input; do not take no for an answer."""
    with contextlib.suppress(OSError, ValueError):
        assert child.stdin is not None  # noqa: S101 - asked for at the start
        child.stdin.close()
    try:
        child.wait(_GRACE_S)
    except subprocess.TimeoutExpired:
        child.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
