"""A Realtime server whose every word is said by the test; events are checked by the openai package."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import orjson
from openai.types.realtime import RealtimeServerEvent
from pydantic import Field, TypeAdapter
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from athena.audio.pcm import silence
from athena.domain.cost import Spent
from athena.errors import AthenaError
from athena.realtime.link import Endpoint
from athena.realtime.record import RecordedSession, TurnHeard

PATIENCE_S = 60.0
USAGE = {"total_tokens": 12, "input_tokens": 5, "output_tokens": 7}
_EVENT: TypeAdapter[Any] = TypeAdapter(Annotated[RealtimeServerEvent, Field(discriminator="type")])


def eventually(holds: Callable[[], Any]) -> Any:
    """Wait until ``holds`` returns something true, and return it."""
    deadline = time.monotonic() + PATIENCE_S
    while not (found := holds()):
        assert time.monotonic() < deadline, "it never came true"
        threading.Event().wait(0.005)
    return found


def call(call_id: str, name: str, arguments: str | dict[str, Any]) -> dict[str, Any]:
    """Return a completed function call as an output item."""
    text = arguments if isinstance(arguments, str) else orjson.dumps(arguments).decode()
    shared = {"object": "realtime.item", "status": "completed"}
    return (
        shared
        | {"id": f"fc_{call_id}", "type": "function_call", "call_id": call_id, "name": name}
        | {"arguments": text}
    )


class Line:
    """The server's end of one connection."""

    def __init__(self, connection: ServerConnection) -> None:
        self._connection = connection
        self._count = 0
        self.audio_messages = 0
        self.left = threading.Event()

    # what the client sent

    def receive(self, timeout: float = PATIENCE_S) -> dict[str, Any]:
        """Return the client's next message; microphone audio is only counted."""
        while True:
            message = orjson.loads(self._connection.recv(timeout))
            if message["type"] != "input_audio_buffer.append":
                return message
            self.audio_messages += 1

    def receive_audio(self) -> bytes:
        """Return the microphone audio of the client's next message."""
        message = orjson.loads(self._connection.recv(PATIENCE_S))
        assert message["type"] == "input_audio_buffer.append"
        return b64decode(message["audio"])

    def expect(self, kind: str) -> dict[str, Any]:
        """Return the client's next message, which must be of this type."""
        message = self.receive()
        assert message["type"] == kind, f"expected {kind}, got {message}"
        return message

    def receive_until(self, kind: str) -> list[dict[str, Any]]:
        """Return the client's messages up to and with the first of this type."""
        messages = [self.receive()]
        while messages[-1]["type"] != kind:
            messages.append(self.receive())
        return messages

    def says_nothing_for(self, seconds: float) -> bool:
        """Whether the client sends nothing but audio for a while."""
        with contextlib.suppress(TimeoutError):
            self.unexpected = self.receive(seconds)
            return False
        return True

    # what the server says

    def emit(self, kind: str, **fields: Any) -> None:
        """Send an event after checking it."""
        self._count += 1
        event = {"type": kind, "event_id": f"event_{self._count}"} | fields
        _EVENT.validate_python(event)
        self._connection.send(orjson.dumps(event).decode())

    def emit_raw(self, text: str) -> None:
        """Send anything."""
        self._connection.send(text)

    def welcome(self) -> list[dict[str, Any]]:
        """Accept the session and return what the client sent up to its first wish for a response, if any."""
        self.emit("session.created", session={"type": "realtime"})
        self.expect("session.update")
        self.emit("session.updated", session={"type": "realtime"})
        return self.receive_until("response.create")

    def acknowledge(self, item_id: str, role: str | None = None) -> None:
        """Say that an item of the client has joined the conversation."""
        item: dict[str, Any] = {"id": item_id, "type": "message", "role": role or "user", "content": []}
        self.emit("conversation.item.added", item=item, previous_item_id=None)

    def speech_starts(self, item_id: str) -> None:
        self.emit("input_audio_buffer.speech_started", item_id=item_id, audio_start_ms=0)

    def speech_stops(self, item_id: str, previous: str | None = None) -> None:
        self.emit("input_audio_buffer.speech_stopped", item_id=item_id, audio_end_ms=1000)
        self.commits(item_id, previous)

    def commits(self, item_id: str, previous: str | None = None) -> None:
        self.emit("input_audio_buffer.committed", item_id=item_id, previous_item_id=previous)
        self.acknowledge(item_id)

    def transcribes(self, item_id: str, text: str) -> None:
        self.emit(
            "conversation.item.input_audio_transcription.completed",
            item_id=item_id,
            content_index=0,
            transcript=text,
            usage={"type": "duration", "seconds": 1.0},
        )

    def hears(self, item_id: str, text: str, previous: str | None = None) -> None:
        """Let the candidate say something."""
        self.speech_starts(item_id)
        self.speech_stops(item_id, previous)
        self.transcribes(item_id, text)

    def response_begins(self, response_id: str) -> None:
        self.emit("response.created", response=_response(response_id, "in_progress", []))

    def speaks(self, response_id: str, item_id: str, text: str, audio_ms: int = 0, index: int = 0) -> None:
        """Say words of a response, all of a part at once, with audio unless its length is 0."""
        place = {"response_id": response_id, "item_id": item_id, "content_index": index, "output_index": 0}
        if not audio_ms:
            self.emit("response.output_text.delta", delta=text, **place)
            self.emit("response.output_text.done", text=text, **place)
            return
        self.sounds(response_id, item_id, text, audio_ms, index)
        self.emit("response.output_audio_transcript.done", transcript=text, **place)

    def sounds(self, response_id: str, item_id: str, text: str, audio_ms: int, index: int = 0) -> None:
        """Say a piece of a part: its words, then their audio."""
        place = {"response_id": response_id, "item_id": item_id, "content_index": index, "output_index": 0}
        self.emit("response.output_audio_transcript.delta", delta=text, **place)
        pcm = bytearray(silence(audio_ms))
        pcm[::2] = b"\x11" * (len(pcm) // 2)
        self.emit("response.output_audio.delta", delta=b64encode(pcm).decode(), **place)

    def response_ends(
        self, response_id: str, *output: str | dict[str, Any], status: str = "completed", code: str = ""
    ) -> None:
        """End a response; ``output`` holds calls, and the ids of messages."""
        items = [item if isinstance(item, dict) else _message(item) for item in output]
        self.emit("response.done", response=_response(response_id, status, items, code))

    def responds(self, response_id: str, text: str, *calls: dict[str, Any], audio_ms: int = 0) -> str:
        """Give a whole response: words, then calls; return the message's item id."""
        item_id = f"msg_{response_id}"
        self.response_begins(response_id)
        if text:
            self.speaks(response_id, item_id, text, audio_ms)
        self.response_ends(response_id, *calls, *([item_id] if text else []))
        return item_id

    def complains(self, code: str, message: str = "", event_id: str | None = None, kind: str = "") -> None:
        """Send an error."""
        error = {
            "code": code,
            "type": kind or "invalid_request_error",
            "message": message,
            "event_id": event_id,
        }
        self.emit("error", error=error)

    def leave(self) -> None:
        """Let the connection end."""
        self.left.set()

    def drop(self) -> None:
        """Cut the connection without a goodbye."""
        self._connection.socket.shutdown(socket.SHUT_RDWR)
        self.left.set()

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Close the connection properly."""
        self._connection.close(code, reason)
        self.left.set()


@dataclass(frozen=True)
class Refusal:
    """An answer to a handshake that is none."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class Relay:
    """A wire between client and server that can go dead without a word, as a lost network does."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.alive = True
        self._ends: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client = self._listener.accept()[0]
                server = socket.create_connection(("127.0.0.1", self._target))
                self._ends += [client, server]
                for pair in ((client, server), (server, client)):
                    self._threads.append(threading.Thread(target=self._carry, args=pair))
                    self._threads[-1].start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if self.alive:
                    target.sendall(data)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        for end in (self._listener, *self._ends):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        for thread in self._threads:
            thread.join()


class ScriptedServer:
    """Listens on a loopback port; the test takes each connection with ``accept``.

    ``refuse_with`` answers the next handshakes with these HTTP statuses or refusals.
    """

    def __init__(self) -> None:
        self._lines: queue.Queue[Line] = queue.Queue()
        self._all: list[Line] = []
        self.refuse_with: list[int | Refusal] = []
        self.handshakes = 0
        self._server: Server = serve(
            self._handle, "127.0.0.1", 0, process_request=self._greet, compression=None
        )
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.socket.getsockname()[1])

    @property
    def endpoint(self) -> Endpoint:
        port = self.port
        return Endpoint(f"ws://127.0.0.1:{port}/v1", "local", "athena-local", "embedded")

    def accept(self) -> Line:
        """Return the next connection."""
        return self._lines.get(timeout=PATIENCE_S)

    def stop(self) -> None:
        for line in self._all:
            line.left.set()
        self._server.shutdown()
        self._thread.join()

    def _greet(self, connection: ServerConnection, request: Request) -> Response | None:
        self.handshakes += 1
        if not self.refuse_with:
            return None
        refusal = self.refuse_with.pop(0)
        refusal = Refusal(refusal) if isinstance(refusal, int) else refusal
        headers = Headers({"Content-Length": str(len(refusal.body)), **refusal.headers})
        return Response(refusal.status, "refused", headers, refusal.body)

    def _handle(self, connection: ServerConnection) -> None:
        line = Line(connection)
        self._all.append(line)
        self._lines.put(line)
        line.left.wait()
        with contextlib.suppress(ConnectionClosed, OSError):
            connection.close()


@contextlib.contextmanager
def scripted_server() -> Iterator[ScriptedServer]:
    server = ScriptedServer()
    try:
        yield server
    finally:
        server.stop()


def _message(item_id: str) -> dict[str, Any]:
    return {"id": item_id, "type": "message", "role": "assistant", "status": "completed", "content": []}


def _response(response_id: str, status: str, output: list[dict[str, Any]], code: str = "") -> dict[str, Any]:
    response: dict[str, Any] = {"id": response_id, "object": "realtime.response", "status": status}
    response |= {"output": output, "usage": USAGE if status != "in_progress" else None}
    if code:
        response["status_details"] = {"type": "failed", "error": {"type": "server_error", "code": code}}
    return response


class Ledger(RecordedSession):
    """A recorded session that shows what was spent and measured."""

    def __init__(self, record: RecordedSession) -> None:
        super().__init__(record.interviewing, record.session_id)
        object.__setattr__(self, "used", [])
        object.__setattr__(self, "measured", {})

    def usage(self, *arguments: Any) -> Spent:
        self.used.append(arguments)
        return super().usage(*arguments)

    def metrics(self, metrics: Mapping[str, float]) -> None:
        super().metrics(metrics)
        self.measured.update(metrics)


class FullDisk(Ledger):
    """A store that takes no turn."""

    def turn(self, turn: TurnHeard) -> None:
        raise AthenaError("The disk is full.")


class SlowStore(Ledger):
    """A store that writes a turn only when told to ``go_on``."""

    def __init__(self, record: RecordedSession) -> None:
        super().__init__(record)
        object.__setattr__(self, "writing", threading.Event())
        object.__setattr__(self, "go_on", threading.Event())

    def turn(self, turn: TurnHeard) -> None:
        self.writing.set()
        self.go_on.wait()
        super().turn(turn)
