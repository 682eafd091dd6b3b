"""What happened in a session, in the order of time: questions, answers, interruptions, engines, queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from athena.domain.interview import Speaker
from athena.services.session_view import SessionView


class Happening(StrEnum):
    """What kind of thing happened."""

    ASKED = "question"
    ANSWERED = "answer"
    INTERRUPTED = "interruption"
    ENGINE = "engine"
    PAD = "pad"
    ENDED = "end"


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened, ``at_ms`` milliseconds after the session began.

    ``detail`` is in words and may hold what other people wrote; ``line`` is the number of the transcript line
    (from 1) it can be read at, ``question`` the number of its question; None where there is none.
    """

    at_ms: int
    kind: Happening
    detail: str
    question: int | None = None
    line: int | None = None


def timeline(view: SessionView) -> list[Moment]:
    """Return everything that happened in a session, the earliest first."""
    found = [*_said(view), *_changed(view), *_written(view), *_ended(view)]
    return sorted(found, key=lambda moment: moment.at_ms)


def _said(view: SessionView) -> Iterator[Moment]:
    """Yield the first line of each question and of each answer, and every interrupted line."""
    seen: set[tuple[int, Speaker]] = set()
    for number, line in enumerate(view.transcript, start=1):
        key = (line.question_number or 0, line.speaker)
        begins = line.question_number and key not in seen
        if begins and line.speaker is Speaker.INTERVIEWER:
            yield Moment(line.started_ms, Happening.ASKED, line.text, line.question_number, number)
            seen.add(key)
        elif begins and line.in_answer:
            yield Moment(line.started_ms, Happening.ANSWERED, line.text, line.question_number, number)
            seen.add(key)
        if line.interrupted:
            who = "candidate" if line.speaker is Speaker.CANDIDATE else "interviewer"
            detail = f"The {who} was cut short"
            yield Moment(line.ended_ms, Happening.INTERRUPTED, detail, line.question_number, number)


def _changed(view: SessionView) -> Iterator[Moment]:
    for use in view.engines[1:]:
        detail = ": ".join(filter(None, (f"{use.engine}, {use.model}", use.reason)))
        yield Moment(_since(view, use.began_at), Happening.ENGINE, detail)


def _written(view: SessionView) -> Iterator[Moment]:
    for answer in view.answers:
        for run in answer.runs:
            done = "Handed in" if run.kind == "submit" else "Run"
            detail = f"{done}: {run.verdict.replace('_', ' ')}"
            yield Moment(_since(view, run.ran_at), Happening.PAD, detail, answer.item.number)


def _ended(view: SessionView) -> Iterator[Moment]:
    if view.session.ended_at is not None:
        yield Moment(_since(view, view.session.ended_at), Happening.ENDED, "The interview ended")


def _since(view: SessionView, at: datetime) -> int:
    return max(0, round((at - view.session.started_at).total_seconds() * 1000))
