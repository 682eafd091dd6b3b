"""A stand-in for OpenAI's service: the GA protocol, ears and a voice, and a model that does what notes say.

It holds no question bank: whatever it asks, its client told it to. It can run out of quota in the middle.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from athena.domain.interview import InterviewPlan
from athena.domain.questions import Bank
from athena.interviewer.dialogue import Call, Entry, Kind, Reply
from athena.interviewer.engines import Engines
from athena.interviewer.faculties import Faculties
from athena.interviewer.runner import SessionRunner

NO_QUOTA = {"type": "insufficient_quota", "code": "insufficient_quota", "message": "You ran out of quota."}
NOTHING = Bank("none", {})
_GIVES_UP = 2
_NOTES = ("# Question", "# One more question?", "# No questions left")


def obedient(history: Sequence[Entry], plan: InterviewPlan, _bank: Bank) -> Reply:
    """Judge as a model does that follows its notes to the letter and scores every answer alike.

    Nobody it interviews has time for one more question.
    """
    at = max((i for i, entry in enumerate(history) if _is_question(entry)), default=None)
    if at is None:
        return Reply(("One moment, please.",))
    note, since = history[at].text, history[at + 1 :]
    if note.startswith(("# No questions left", "# One more question?")):
        return _farewell(since)
    if not (_called("log_question_asked", since) or "answering it" in note):
        return _question(note, greets=not any(entry.kind is Kind.INTERVIEWER for entry in history))
    if _called("log_response_evaluation", since):
        return Reply()
    return _reaction(since)


def _farewell(since: Sequence[Entry]) -> Reply:
    if _called("generate_session_report", since):
        return Reply()
    return Reply(("Thank you for your time, and goodbye.",), (Call("generate_session_report", {}),))


def _question(note: str, *, greets: bool) -> Reply:
    told = dict(line.split(": ", 1) for line in note.splitlines()[1:3])
    prompt = note.splitlines()[-1]
    asked = {"question": prompt, "category": told["Category"], "difficulty": told["Difficulty"]}
    greeting = ("Hello, I will ask you a few questions about SQL.",) if greets else ()
    return Reply((*greeting, prompt), (Call("log_question_asked", asked),))


def _reaction(since: Sequence[Entry]) -> Reply:
    """Judge the answer, or give somebody who says nothing time until that has no end."""
    words = " ".join(entry.text for entry in since if entry.kind is Kind.CANDIDATE and entry.text)
    silences = sum(entry.kind is Kind.SYSTEM and entry.text.startswith("# Silence") for entry in since)
    if not words and silences <= _GIVES_UP:
        return Reply(("Take your time.",))
    judged = {"response": words, "score": 0.5 if words else 0.0, "feedback": "Noted."}
    return Reply(("Thank you.",), (Call("log_response_evaluation", judged),))


def _is_question(entry: Entry) -> bool:
    return entry.kind is Kind.SYSTEM and entry.text.startswith(_NOTES)


def _called(name: str, since: Sequence[Entry]) -> bool:
    carried_out = {entry.call_id for entry in since if entry.kind is Kind.OUTPUT}
    return any(
        entry.name == name and entry.call_id in carried_out for entry in since if entry.kind is Kind.CALL
    )


class Quota:
    """Lets events through until ``answers`` turns of the candidate were heard; then no response succeeds."""

    def __init__(self, answers: int | None) -> None:
        self._left = answers
        self._heard: set[str] = set()
        self._refused = ""

    def charge(self, event: dict[str, Any]) -> dict[str, Any] | None:
        """Return the event as it goes out, None when it does not."""
        item = event.get("item") or {}
        if item.get("role") == "user":
            self._heard.add(item["id"])
        response = event.get("response") or {}
        if event["type"] == "response.created" and self._left is not None and len(self._heard) >= self._left:
            self._refused = response["id"]
            failed = {"status": "failed", "status_details": {"type": "failed", "error": NO_QUOTA}}
            return {**event, "type": "response.done", "response": {**response, **failed}}
        mine = self._refused in (event.get("response_id"), response.get("id"))
        return None if self._refused and mine else event


class Cloud:
    """The service on a loopback port, on a thread of its own; ``url`` is its base address.

    ``quota`` is the number of candidate's turns after which the account has no money left.
    """

    def __init__(self, engines: Engines | None = None, quota: int | None = None) -> None:
        self._faculties = Faculties(obedient, NOTHING, engines)
        self._quota = quota
        self._loop = asyncio.new_event_loop()
        self._up = threading.Event()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="cloud")
        self.url = ""
        self.configurations: list[dict[str, Any]] = []

    def __enter__(self) -> Cloud:
        self._thread.start()
        self._up.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._faculties.pool.close()

    def _run(self) -> None:
        with contextlib.closing(self._loop):
            self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        async with serve(self._handle, "127.0.0.1", 0, max_size=2**24, compression=None) as server:
            self.url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
            self._up.set()
            await self._stop.wait()

    async def _handle(self, connection: ServerConnection) -> None:
        quota = Quota(self._quota)

        async def send(text: str) -> None:
            event = quota.charge(orjson.loads(text))
            if event is None:
                return
            if event["type"] == "session.updated":
                self.configurations.append(event["session"])
            with contextlib.suppress(ConnectionClosed):
                await connection.send(orjson.dumps(event).decode())

        assert connection.request is not None
        model = parse_qs(urlsplit(connection.request.path).query)["model"][0]
        with contextlib.suppress(ConnectionClosed):
            await SessionRunner(self._faculties, model, send).run(connection)


@contextlib.contextmanager
def cloud(engines: Engines | None = None, quota: int | None = None) -> Iterator[Cloud]:
    """A running stand-in."""
    with Cloud(engines, quota) as running:
        yield running
