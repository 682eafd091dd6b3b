"""Where an interview stands: the course of each question asked, and of the conversation as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from athena.domain.pad import PadNote
from athena.domain.questions import Question


class Leaving(StrEnum):
    """Why a question was left."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    NOT_KNOWN = "not known"
    SILENT = "silent"
    UNCLEAR = "unclear"
    OTHER = "other matters"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Course:
    """The course of one question.

    ``words`` is all that replied to it, ``answered`` whether an attempt at an answer is among that. ``heard``
    is False while nobody knows that the question reached the candidate; ``cut`` marks one interrupted in the
    asking. ``probe`` is the one follow-up or hint given, ``asked`` what was asked last, to be repeated.
    ``turns`` counts what the candidate said, ``diversions`` how much of it led away from the question. Of a
    question for a query, ``submitted`` tells that one was handed in, ``share`` on how much of the data it is
    right, and ``reminded`` that the candidate was told to hand one in.
    """

    question: Question
    words: tuple[str, ...] = ()
    answered: bool = False
    logged: bool = False
    heard: bool = True
    cut: bool = False
    probe: str = ""
    asked: str = ""
    spoken: bool = False
    silences: int = 0
    unclear: int = 0
    turns: int = 0
    diversions: int = 0
    left: Leaving | None = None
    submitted: bool = False
    share: float = 0.0
    reminded: bool = False

    @property
    def writing(self) -> bool:
        """Whether a query is still to be handed in."""
        return self.question.sql is not None and not self.submitted

    def with_query(self, note: PadNote | None) -> Course:
        """Return the course after what became of a query; only one that was handed in changes it."""
        if note is None or not note.submitted:
            return self
        return replace(self, submitted=True, share=note.share)

    @property
    def silent(self) -> bool:
        """Whether the question was left without a word."""
        return self.left is Leaving.SILENT and not self.spoken


@dataclass(frozen=True, slots=True)
class State:
    """Where the interview stands.

    ``wanted`` is the bank id the application asks for next; ``offered`` counts the offers of an extra
    question that is neither taken nor declined yet; ``replies`` counts what the interviewer said;
    ``evaluated`` holds the arguments of the evaluations that reached the client, in order.
    """

    courses: tuple[Course, ...] = ()
    name: str = ""
    wanted: str = ""
    time_up: bool = False
    stopping: bool = False
    offered: int = 0
    replies: int = 0
    closed: bool = False
    reported: bool = False
    evaluated: tuple[Mapping[str, object], ...] = ()

    @property
    def current(self) -> Course | None:
        """The question the conversation is at."""
        return self.courses[-1] if self.courses else None

    def with_current(self, course: Course) -> State:
        """Return the state with another course of the current question."""
        return replace(self, courses=(*self.courses[:-1], course))

    def with_question(self, course: Course) -> State:
        """Return the state with one more question asked."""
        return replace(self, courses=(*self.courses, course))

    def has(self, question: Question) -> bool:
        """Whether ``question`` was asked."""
        return any(course.question.id == question.id for course in self.courses)


@dataclass(frozen=True, slots=True)
class Move:
    """What the interviewer does next: the sentences, and the state once they were said.

    ``essence`` is the sentence without which, when interrupted, the move has not taken place.
    """

    sentences: tuple[str, ...]
    state: State
    essence: str = ""
