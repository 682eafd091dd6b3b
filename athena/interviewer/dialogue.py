"""What the interviewer's judgement is given and what it gives back: the conversation so far, and a reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What an entry of the conversation is."""

    CANDIDATE = "candidate"
    INTERVIEWER = "interviewer"
    SYSTEM = "system"
    CALL = "call"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the conversation, in order.

    CANDIDATE with empty ``text`` is a silence the candidate let pass (idle timeout), with ``unclear`` it is
    speech nobody could make out. INTERVIEWER with ``interrupted`` was cut off by the candidate. A CALL counts
    only when an OUTPUT with its ``call_id`` follows; otherwise it never reached the client.
    """

    kind: Kind
    text: str = ""
    interrupted: bool = False
    unclear: bool = False
    call_id: str = ""
    name: str = ""
    arguments: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """A tool the interviewer wants the client to run."""

    name: str
    arguments: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say, sentence by sentence, and which tools to call; both may be empty."""

    sentences: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
