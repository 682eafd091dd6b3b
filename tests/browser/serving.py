"""A real Streamlit server in a process of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from athena.cli.run import SERVER

ROOT = Path(__file__).resolve().parents[2]
START_S = 120.0
OFFLINE = {"ATHENA_ENGINE": "embedded", "OPENAI_API_KEY": "", "ATHENA_SQL_QUESTIONS": "0"}
"""A developer's own key must never be spent by a test; who wants the pad asks for it."""


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(script: str, log: Path, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run ``script`` (relative to the project) and yield its address once it answers."""
    port = free_port()
    command = [sys.executable, "-m", SERVER, "run", script, "--server.port", str(port)]
    own = {**os.environ, **OFFLINE, "PYTHONPATH": str(ROOT), "ATHENA_PORT": str(port)}
    with log.open("wb") as sink:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=own | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    base = f"http://localhost:{port}"
    try:
        _await_answer(server, f"{base}/_stcore/health", log)
        yield base
    finally:
        server.terminate()
        server.wait(20)


def _await_answer(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = monotonic() + START_S
    while monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - our own server
        except (urllib.error.URLError, OSError):
            sleep(0.1)  # another process: nothing to await but its answer
        else:
            return
    raise AssertionError(f"the server did not start:\n{log.read_text(errors='replace')[-4000:]}")


def fetch(url: str) -> Any:
    """Return the JSON that ``url`` answers."""
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own server
        return json.load(answer)
