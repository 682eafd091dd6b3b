"""``python -m athena.interviewer``: the program around the server."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from athena.domain.interview import InterviewPlan, plan_section
from tests.interviewer.protocol.talk import TOOLS
from tests.interviewer.wire import session

PATIENCE_S = 30
COMMAND = [sys.executable, "-m", "athena.interviewer", "--text-only"]


@contextmanager
def program(*options: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*COMMAND, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    url: str = json.loads(process.stdout.readline())["listening"]
    return url


def test_it_tells_where_it_listens_and_interviews_there() -> None:
    async def greet(url: str) -> str:
        async with session(url, instructions=plan_section(InterviewPlan()), tools=TOOLS) as wire:
            await wire.send("response.create")
            await wire.until("response.done")
            return str(wire.of_type("response.output_audio_transcript.done")[0]["transcript"])

    with program("--port", "0") as process:
        assert len(asyncio.run(greet(ready(process)))) > 20


def test_it_ends_with_its_parent() -> None:
    with program("--port", "0", "--exit-with-parent") as process:
        ready(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(PATIENCE_S) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_it_ends_when_it_is_told_to() -> None:
    with program("--port", "0") as process:
        ready(process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with program("--port", str(port)) as process:
            _, told = process.communicate(timeout=PATIENCE_S)
            assert process.returncode == 1
    assert told.startswith(f"Athena cannot start: Port {port} on 127.0.0.1 cannot be used")
    assert told.count("\n") == 1


def test_a_bank_that_is_not_there_is_one_sentence(tmp_path: object) -> None:
    with program("--port", "0", "--bank", f"{tmp_path}/nowhere") as process:
        _, told = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 1
    assert "nowhere" in told
    assert told.count("\n") == 1
