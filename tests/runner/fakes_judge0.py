"""A server that speaks Judge0's API over HTTP and really runs the Python it is given; it can play faults."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from athena.runner.judge0 import Judge0Runner
from athena.runner.judge0_http import Pace

SWIFT = Pace(first_s=0.005, growth=1.2, longest_s=0.02, request_s=10)
"""A pace for tests: what is waited for is on this machine."""

LANGUAGES = [
    {"id": 46, "name": "Bash (5.0.0)"},
    {"id": 70, "name": "Python (2.7.17)"},
    {"id": 71, "name": "Python (3.8.1)"},
    {"id": 109, "name": "Python (3.13.2)"},
    {"id": 92, "name": "Python (3.11.2)"},
    {"id": 25, "name": "Python for ML (3.12.5)"},
]
NEWEST_PYTHON = 109
MOST_IN_A_BATCH = 20
STATUSES = {
    1: "In Queue",
    2: "Processing",
    3: "Accepted",
    4: "Wrong Answer",
    5: "Time Limit Exceeded",
    6: "Compilation Error",
    7: "Runtime Error (SIGSEGV)",
    11: "Runtime Error (NZEC)",
    12: "Runtime Error (Other)",
    13: "Internal Error",
}
CONFINED = """
import resource, sys
cpu, memory, source = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
for kind, limit in (("CPU", cpu), ("AS", memory), ("NPROC", 0), ("FSIZE", 0)):
    resource.setrlimit(getattr(resource, "RLIMIT_" + kind), (limit, limit))
del sys.argv[1:]
exec(compile(source, "script.py", "exec"), {"__name__": "__main__"})
"""


@dataclass(frozen=True)
class Fault:
    """An answer in place of the right one."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any


class FakeJudge0(ThreadingHTTPServer):
    """``faults`` are played first, in order; ``queued`` is how often a batch is found unfinished.

    ``lost`` makes finished runs unknown, ``garbled`` their output no Base64, ``internal`` an internal error.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.faults: list[Fault] = []
        self.requests: list[Asked] = []
        self.queued = self.seen = 0
        self.lost = self.garbled = self.internal = False
        self.key = ""
        self.languages: Any = LANGUAGES
        self.finished: dict[str, dict[str, Any]] = {}
        self.pool = ThreadPoolExecutor(2)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def submitted(self) -> list[dict[str, Any]]:
        return [one for asked in self.requests if asked.method == "POST" for one in asked.body["submissions"]]

    def answer(self, asked: Asked) -> Fault:
        self.requests.append(asked)
        if self.faults:
            return self.faults.pop(0)
        if self.key and asked.headers.get("x-auth-token") != self.key:
            return Fault(401, {"error": "unauthorized"})
        if (asked.method, asked.path) == ("GET", "/languages"):
            return Fault(200, self.languages)
        if asked.path != "/submissions/batch" or asked.query.get("base64_encoded") != "true":
            return Fault(404, {"error": "not found"})
        return self._take(asked.body["submissions"]) if asked.method == "POST" else self._show(asked.query)

    def _take(self, submissions: list[dict[str, Any]]) -> Fault:
        if not 0 < len(submissions) <= MOST_IN_A_BATCH:
            sentence = f"number of submissions in a batch should be less than or equal to {MOST_IN_A_BATCH}"
            return Fault(400, {"error": sentence})
        known = {entry["id"] for entry in LANGUAGES}
        if any(one["language_id"] not in known for one in submissions):
            return Fault(422, [{"language_id": ["language with id 0 doesn't exist"]}] * len(submissions))
        self.seen = 0
        tokens = [f"token-{len(self.finished) + number}" for number in range(len(submissions))]
        self.finished |= dict(zip(tokens, self.pool.map(run, submissions), strict=True))
        return Fault(201, [{"token": token} for token in tokens])

    def _show(self, query: Mapping[str, str]) -> Fault:
        self.seen += 1
        rows = [self._row(token) for token in query["tokens"].split(",")]
        wanted = query["fields"].split(",")
        return Fault(200, {"submissions": [row and {name: row.get(name) for name in wanted} for row in rows]})

    def _row(self, token: str) -> dict[str, Any] | None:
        if self.seen <= self.queued:
            return {"token": token, "status": _status(1 if self.seen == 1 else 2)}
        if self.lost:
            return None
        row = {"token": token} | self.finished[token]
        if self.garbled:
            row["stdout"] = "a"
        if self.internal:
            row["status"] = _status(13)
        return row


class _Handler(BaseHTTPRequestHandler):
    server: FakeJudge0
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: Any) -> None:
        address = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        fault = self.server.answer(Asked(self.command, address.path, query, headers, body))
        packed = fault.body if isinstance(fault.body, bytes) else json.dumps(fault.body).encode()
        self.send_response(fault.status)
        for name, value in {"Content-Type": "application/json", **fault.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        self.wfile.write(packed)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def run(submission: Mapping[str, Any]) -> dict[str, Any]:
    """Run one submission as Judge0 would, as a row with its status."""
    source, stdin, expected = (
        base64.b64decode(submission[name]) for name in ("source_code", "stdin", "expected_output")
    )
    cpu_s, memory_kb = submission["cpu_time_limit"], submission["memory_limit"]
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", CONFINED, str(max(1, int(cpu_s))), str(memory_kb * 1024), source],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},
    )
    try:
        stdout, stderr = process.communicate(stdin, submission["wall_time_limit"])
    except subprocess.TimeoutExpired:
        process.kill()
        stdout, stderr = process.communicate()
    accepted = _stripped(stdout) == _stripped(expected)
    return {
        "status": _status(_ended(process.returncode, accepted)),
        "stdout": _packed(stdout),
        "stderr": _packed(stderr),
        "compile_output": None,
        "message": _packed(b"Exited with error status 1") if process.returncode else None,
        "time": "0.021",
        "memory": 9216,
    }


def _ended(code: int, accepted: bool) -> int:
    if code < 0:
        return 5 if -code in (9, 24) else 12
    if code:
        return 11
    return 3 if accepted else 4


def _stripped(output: bytes) -> list[str]:
    lines = output.decode("utf-8", "replace").rstrip().split("\n")
    return [line.rstrip() for line in lines]


def _packed(output: bytes) -> str | None:
    """Judge0 breaks its Base64 into lines and has null for nothing."""
    return base64.encodebytes(output).decode() if output else None


def _status(number: int) -> dict[str, Any]:
    return {"id": number, "description": STATUSES[number]}


@contextmanager
def judging() -> Iterator[FakeJudge0]:
    """A running server."""
    server = FakeJudge0()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        server.pool.shutdown()


@contextmanager
def runner_of(server: FakeJudge0, key: str = "", pace: Pace = SWIFT) -> Iterator[Judge0Runner]:
    """A client of a server."""
    runner = Judge0Runner(server.url, key, pace=pace)
    try:
        yield runner
    finally:
        runner.close()
