"""What came in since the interviewer last spoke, read as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from athena.domain.intents import REPLIES, Intent, read_intent
from athena.domain.pad import PadNote, read_pad_note
from athena.interviewer.dialogue import Entry, Kind

TIME_UP = "# Time is up"
PLEASE_CLOSE = "# Please close"
RESTORED = "The connection was restored"
WORDS_LOST = "last words may not have reached you"
_YES = frozenset({Intent.YES, Intent.READY})
_NO = frozenset({Intent.NO, Intent.STOP, Intent.SKIP, Intent.DONE})
_GLADLY = re.compile(
    r"\W*(?:(?:well|um|uh|oh),? )*(?:yes|yeah|yep|sure|ok|okay|of course|gladly|why not|with pleasure"
    r"|please do|absolutely|certainly|go ahead|happy to|i have (?:the )?time"
    r"|i(?:'d| would) (?:love|like) (?:to|that))\b",
    re.IGNORECASE,
)
_LIGHT = frozenset({Intent.WAIT, Intent.READY, Intent.GREETING})


@dataclass(frozen=True, slots=True)
class Heard:
    """A candidate's contribution: what it is for, its words, and the silences and unclear sounds in it.

    ``intent`` is None when no words were understood. ``words`` are the utterances that reply to a question.
    ``query`` is what became of a query in the pad: of the one handed in last, else of the one tried last.
    """

    intent: Intent | None = None
    text: str = ""
    words: tuple[str, ...] = ()
    answered: bool = False
    silences: int = 0
    unclear: int = 0
    restored: bool = False
    words_lost: bool = False
    time_up: bool = False
    close: bool = False
    query: PadNote | None = None

    @property
    def accepts(self) -> bool:
        """Whether an offer is taken."""
        return self.intent in _YES or (self.intent not in _NO and bool(_GLADLY.match(self.text)))

    @property
    def from_candidate(self) -> bool:
        """Whether the candidate did, or pointedly did not do, anything."""
        return bool(self.intent or self.silences or self.unclear or self.query)


def calls_for_reply(entry: Entry) -> bool:
    """Whether an entry is something the interviewer reacts to."""
    return entry.kind is Kind.CANDIDATE or (
        entry.kind is Kind.SYSTEM
        and (entry.text.strip().startswith((TIME_UP, PLEASE_CLOSE, RESTORED)) or tells_of_query(entry))
    )


def tells_of_query(entry: Entry) -> bool:
    """Whether an entry says what became of a query in the pad."""
    return entry.kind is Kind.SYSTEM and read_pad_note(entry.text) is not None


def listen(entries: Sequence[Entry]) -> Heard:
    """Read the entries since the last reply; the last utterance of weight says what they are for."""
    spoken = [entry.text for entry in entries if entry.kind is Kind.CANDIDATE and entry.text.strip()]
    read = [(read_intent(text), text) for text in spoken]
    intent, text = _decisive(read) if read else (None, "")
    wordless = [entry for entry in entries if entry.kind is Kind.CANDIDATE and not entry.text.strip()]
    return Heard(
        intent=intent,
        text=text,
        words=tuple(text for intent, text in read if intent in REPLIES),
        answered=any(intent is Intent.ANSWER for intent, _ in read),
        silences=sum(not entry.unclear for entry in wordless),
        unclear=sum(entry.unclear for entry in wordless),
        restored=_told(entries, RESTORED),
        words_lost=any(entry.kind is Kind.SYSTEM and WORDS_LOST in entry.text for entry in entries),
        time_up=_told(entries, TIME_UP),
        close=_told(entries, PLEASE_CLOSE),
        query=_query(entries),
    )


def _query(entries: Sequence[Entry]) -> PadNote | None:
    notes = [read_pad_note(entry.text) for entry in entries if entry.kind is Kind.SYSTEM]
    known = [note for note in notes if note]
    handed_in = [note for note in known if note.submitted]
    return next(reversed(handed_in or known), None)


def _decisive(read: Iterable[tuple[Intent, str]]) -> tuple[Intent, str]:
    said = list(read)
    weighty = [(intent, text) for intent, text in said if intent not in _LIGHT]
    return (weighty or said)[-1]


def _told(entries: Sequence[Entry], message: str) -> bool:
    return any(entry.kind is Kind.SYSTEM and entry.text.strip().startswith(message) for entry in entries)
