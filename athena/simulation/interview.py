"""One whole interview with a simulated candidate, through the same client, server and store as a real one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from athena.domain.interview import Speaker
from athena.realtime.session import LiveInterview
from athena.realtime.snapshot import LiveState, Snapshot

_TICK_S = 0.02


class Answering(Protocol):
    """Somebody who answers; None is silence."""

    def answer(self, question_text: str, follow_up_text: str | None, turn_no: int) -> str | None:
        """Return what to say on ``turn_no`` (from 1) to a question, or to the follow-up on it."""


class Mouth(Protocol):
    """How an answer reaches the interviewer."""

    def say(self, text: str) -> None:
        """Begin to say ``text``."""

    @property
    def busy(self) -> bool:
        """Whether something is still being said."""


class Keyboard:
    """Types the answers."""

    busy = False

    def __init__(self, live: LiveInterview) -> None:
        self.say: Callable[[str], None] = live.say


class Candidacy:
    """Waits for the interviewer to finish, then answers; ``listen`` may be called as often as one likes."""

    def __init__(self, candidate: Answering, mouth: Mouth) -> None:
        self._candidate = candidate
        self._mouth = mouth
        self._answered = ""
        self._number = 0
        self._turns = 0

    def listen(self, snapshot: Snapshot) -> None:
        """Answer when it is the candidate's turn and this turn has not been answered yet."""
        heard = snapshot.turns[-1] if snapshot.turns else None
        if snapshot.state is not LiveState.LISTENING or heard is None or self._mouth.busy:
            return
        if heard.speaker is not Speaker.INTERVIEWER or not heard.final or heard.item_id == self._answered:
            return
        self._answered = heard.item_id
        self._turns += 1
        said = self._candidate.answer(*self._asked(snapshot, heard.text), self._turns)
        if said is not None:
            self._mouth.say(said)

    def _asked(self, snapshot: Snapshot, heard: str) -> tuple[str, str | None]:
        question = snapshot.question
        if question is None:
            return heard, None
        follow_up = heard if question.number == self._number else None
        self._number = question.number
        return question.text, follow_up


def take_interview(live: LiveInterview, candidate: Answering, mouth: Mouth, limit_s: float) -> bool:
    """Start ``live`` if need be and answer until it is over; return whether it was completed."""
    candidacy = Candidacy(candidate, mouth)
    until = time.monotonic() + limit_s
    snapshot = live.snapshot()
    while not snapshot.state.over and time.monotonic() < until:
        candidacy.listen(snapshot)
        time.sleep(_TICK_S)
        snapshot = live.snapshot()
    return snapshot.completed
