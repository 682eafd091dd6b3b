"""What the protocol core hands back: server events to send, and what it wants done about the world."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from athena.domain.interview import InterviewPlan
from athena.interviewer.dialogue import Entry

Encoding = Literal["audio/pcm", "audio/pcmu", "audio/pcma", "pcm16k"]
NewId = Callable[[str], str]

BYTES_PER_MS = {"audio/pcm": 48, "audio/pcmu": 8, "audio/pcma": 8, "pcm16k": 32}


@dataclass(frozen=True, slots=True)
class Send:
    """A server event for the client."""

    event: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Hearing:
    """How turns are found: ``silence_ms`` ends a turn, ``patience`` stretches the waits (1.0 is normal)."""

    threshold: float
    prefix_padding_ms: int
    silence_ms: int
    patience: float


@dataclass(frozen=True, slots=True)
class Tune:
    """Find turns like this from now on; without ``hearing`` the client ends its turns itself."""

    hearing: Hearing | None


@dataclass(frozen=True, slots=True)
class Listen:
    """Audio the client appended, in the session's input format."""

    audio: bytes
    encoding: Encoding


@dataclass(frozen=True, slots=True)
class EndTurn:
    """The client ends its turn: hand what was heard to ``RealtimeCore.audio_committed``."""


@dataclass(frozen=True, slots=True)
class ForgetAudio:
    """Drop what was heard and not yet committed."""


@dataclass(frozen=True, slots=True)
class Recognise:
    """Turn this item's audio into text: answer with ``recognised`` or ``recognition_failed``."""

    item_id: str
    audio: bytes
    encoding: Encoding = "pcm16k"


@dataclass(frozen=True, slots=True)
class Compose:
    """Ask the judgement for a reply to ``history`` and speak it into this response."""

    response_id: str
    history: tuple[Entry, ...]
    plan: InterviewPlan


@dataclass(frozen=True, slots=True)
class Abandon:
    """Stop composing and speaking this response."""

    response_id: str


@dataclass(frozen=True, slots=True)
class AwaitSpeech:
    """Call ``silence_elapsed`` when nobody spoke for ``after_ms`` milliseconds."""

    after_ms: int


@dataclass(frozen=True, slots=True)
class StopWaiting:
    """Nobody waits for speech any more."""


Output = (
    Send | Tune | Listen | EndTurn | ForgetAudio | Recognise | Compose | Abandon | AwaitSpeech | StopWaiting
)


class Outbox:
    """Outputs in order, until they are taken."""

    def __init__(self, new_id: NewId) -> None:
        self._new_id = new_id
        self._outputs: deque[Output] = deque()

    def send(self, event_type: str, **fields: Any) -> None:
        """Add a server event."""
        self.put(Send({"type": event_type, "event_id": self._new_id("event"), **fields}))

    def put(self, output: Output) -> None:
        """Add an output."""
        self._outputs.append(output)

    def drain(self) -> Iterator[Output]:
        """Take the outputs, those included that are added meanwhile."""
        while self._outputs:
            yield self._outputs.popleft()
