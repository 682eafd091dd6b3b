"""A server that speaks the Responses API over HTTP and answers from a script."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from openai import OpenAI

from athena.services.openai_evaluation import openai_client


@dataclass(frozen=True)
class Answer:
    """One HTTP answer; ``never`` holds the request until the server stops."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    never: bool = False


def completed(content: Mapping[str, Any], tokens: tuple[int, int] = (1000, 200)) -> Answer:
    """A response of one message with one content part."""
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [content],
    }
    usage = {
        "input_tokens": tokens[0],
        "output_tokens": tokens[1],
        "total_tokens": sum(tokens),
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens_details": {"reasoning_tokens": 0},
    }
    return Answer(
        body={
            "id": "resp_1",
            "object": "response",
            "created_at": 1,
            "model": "judge-2026-11-01",
            "status": "completed",
            "output": [message],
            "parallel_tool_calls": False,
            "tool_choice": "auto",
            "tools": [],
            "usage": usage,
        }
    )


def words(text: str) -> Answer:
    """A response that says ``text``."""
    return completed({"type": "output_text", "text": text, "annotations": []})


def verdicts(
    points: Mapping[str, tuple[str, str]], feedback: str = "Fine.", wrong: Mapping[str, str] | None = None
) -> Answer:
    """A response with a verdict and a quote for each point."""
    return words(
        json.dumps(
            {
                "points": [{"id": n, "verdict": v, "quote": q} for n, (v, q) in points.items()],
                "misconceptions": [{"id": n, "quote": q} for n, q in (wrong or {}).items()],
                "feedback": feedback,
            }
        )
    )


def refusal() -> Answer:
    """A response in which the model declines."""
    return completed({"type": "refusal", "refusal": "I cannot help with that."})


def fault(status: int, code: str = "", headers: Mapping[str, str] | None = None) -> Answer:
    """An error as the API words it."""
    return Answer(
        status, {"error": {"message": "No.", "type": "e", "code": code, "param": None}}, headers or {}
    )


class ScriptedOpenAI(ThreadingHTTPServer):
    """Gives the ``script``'s answers in order, the last one again and again; notes every request's JSON."""

    daemon_threads = True

    def __init__(self, *script: Answer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = list(script)
        self.requests: list[dict[str, Any]] = []
        self.stopped = threading.Event()
        self.begun = threading.Event()

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.server_address[1]}/v1"

    def next_answer(self, request: dict[str, Any]) -> Answer:
        self.requests.append(request)
        self.begun.set()
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


class _Handler(BaseHTTPRequestHandler):
    server: ScriptedOpenAI

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        answer = self.server.next_answer(json.loads(self.rfile.read(size)))
        if answer.never:
            self.server.stopped.wait()
            return
        body = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for name, value in {"Content-Type": "application/json", **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def serving(*script: Answer, timeout: float = 10) -> Iterator[tuple[ScriptedOpenAI, OpenAI]]:
    """A running server and a client of it."""
    server = ScriptedOpenAI(*script)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        with openai_client("sk-test", server.url, timeout=timeout) as client:
            yield server, client
    finally:
        server.stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()
