"""The rows of a demonstration that people can look into: every answer with its words and its evidence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from athena.domain.ability import Item
from athena.domain.cost import Price
from athena.domain.interview import Channel, SessionStatus, Speaker
from athena.domain.questions import Question
from athena.domain.report import ReportItem, build_report
from athena.services.demo_columns import CLOUD_MODEL, Row, employee_row, session_columns
from athena.services.demo_figures import Figures, Items
from athena.services.demo_words import AnswerBook, GradedText
from athena.store import reports
from athena.store.evaluations import evidence_of

_LISTENED: Final = 10.0
"""Audio tokens a second that a model in the cloud hears; it speaks twice as many."""
_GREETING: Final = "Hello. I am Athena, and this is your SQL interview. Take your time with each question."
_THANKS: Final = ("Thank you.", "Thanks for that.", "All right, thank you.", "I see, thank you.")
_PASS: Final = ("Skip this one, please.", "Next question, please.")
_ASKS_FOR_HELP: Final = ("Can you give me a hint?", "Please give me a hint.")
_GOODBYE: Final = "That was the last question. Your report is ready."


@dataclass
class Tables:
    """Rows by table, with the luck they are made by."""

    luck: np.random.Generator
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, row: Row) -> None:
        """Add a row."""
        self.rows.setdefault(table, []).append(row)

    def new_id(self) -> str:
        """Return 32 hexadecimal digits: an id."""
        return self.luck.bytes(16).hex()

    def pick(self, among: Sequence[str]) -> str:
        """Return one of these."""
        return among[int(self.luck.integers(len(among)))]


def write_out(
    items: Items, figures: Figures, book: AnswerBook, price: Price | None, seed: int
) -> dict[str, list[Row]]:
    """Return the figures as rows by table; ``price`` is that of ``CLOUD_MODEL``, None when not known."""
    tables = Tables(np.random.default_rng([seed, 1]))
    for person in range(len(figures.ability)):
        tables.add("employees", employee_row(figures, person))
    ends = np.cumsum(np.bincount(figures.session, minlength=len(figures.started)))
    columns, begin = session_columns(figures), 0
    for session, end in enumerate(ends.tolist()):
        row = {name: column[session] for name, column in columns.items()}
        _Interview(tables, items, figures, session, row, price).write(range(begin, end), book)
        begin = end
    return tables.rows


class _Interview:
    """One interview, told from its greeting to its report; the clock counts seconds since it began."""

    def __init__(
        self, tables: Tables, items: Items, figures: Figures, session: int, row: Row, price: Price | None
    ) -> None:
        self._tables, self._items, self._figures, self._session = tables, items, figures, session
        self._price, self._row = price, row
        self._id = tables.new_id()
        self._start: datetime = figures.started[session].item()
        self._channel = Channel.TEXT if figures.by_text[session] else Channel.VOICE
        self._clock = 0.0
        self._turns = 0

    def write(self, asked: range, book: AnswerBook) -> None:
        """Write everything; ``asked`` are the places of its questions in the figures."""
        self._say(Speaker.INTERVIEWER, _GREETING)
        told = [self._question(place, book) for place in asked]
        completed = bool(self._figures.completed[self._session])
        if completed:
            self._say(Speaker.INTERVIEWER, _GOODBYE)
        status = SessionStatus.COMPLETED if completed else SessionStatus.ABANDONED
        own = {"session_id": self._id, "status": status.value, "ended_at": self._now()}
        self._tables.add("interview_sessions", self._row | own)
        report = build_report(told, int(self._figures.planned[self._session]))
        if completed or any(item.answer for item in told):
            self._tables.add("session_reports", reports.row_of(self._id, report, self._now()))

    def _question(self, place: int, book: AnswerBook) -> ReportItem:
        figures, number = self._figures, int(self._figures.ordinal[place])
        question = self._items.questions[figures.item[place]]
        question_id, answered = self._tables.new_id(), not np.isnan(figures.score[place])
        hints = self._hints(question, int(figures.hints[place])) if answered else []
        self._tables.add("interview_questions", self._asked(question, question_id, number, len(hints)))
        self._say(Speaker.INTERVIEWER, question.prompt, question_id)
        for hint in hints:
            self._say(Speaker.CANDIDATE, self._tables.pick(_ASKS_FOR_HELP), question_id)
            self._say(Speaker.INTERVIEWER, hint, question_id)
        given = None
        if answered:
            luck = int(self._tables.luck.integers(1000))
            given = book.answer(question, float(figures.score[place]), luck)
            self._answer(question, question_id, given, float(figures.seconds[place]))
        elif number < int(figures.planned[self._session]):
            self._say(Speaker.CANDIDATE, self._tables.pick(_PASS), question_id)
        return ReportItem(
            number,
            question.prompt,
            question.category,
            question.difficulty,
            given.text if given else "",
            question.skills,
            given.evaluation if given else None,
            item=Item(*question.irt),
        )

    def _hints(self, question: Question, number: int) -> list[str]:
        return [point.hint for point in question.key_points if point.hint][:number]

    def _asked(self, question: Question, question_id: str, number: int, hints: int) -> Row:
        return {
            "question_id": question_id,
            "session_id": self._id,
            "ordinal": number,
            "bank_question_id": question.id,
            "text": question.prompt,
            "category": question.category.value,
            "difficulty": question.difficulty.value,
            "skills": list(question.skills),
            "asked_at": self._now(),
            "last_position": self._turns + 1,
            "item_discrimination": question.irt[0],
            "item_difficulty": question.irt[1],
            "hints": hints,
        }

    def _answer(self, question: Question, question_id: str, given: GradedText, seconds: float) -> None:
        began = round(self._clock * 1000)
        self._say(Speaker.CANDIDATE, given.text, question_id, seconds=seconds, in_answer=True)
        judged, response_id, evaluation_id = given.evaluation, self._tables.new_id(), self._tables.new_id()
        shared = {
            "response_id": response_id,
            "text": given.text,
            "score": judged.score,
            "feedback": judged.feedback,
            "evaluator": judged.evaluator,
            "evaluator_version": judged.evaluator_version,
            "rubric_version": judged.rubric_version,
        }
        self._tables.add(
            "interview_responses",
            shared
            | {
                "session_id": self._id,
                "question_id": question_id,
                "started_ms": began,
                "ended_ms": began + round(seconds * 1000),
                "evaluation_id": evaluation_id,
                "assessed": judged.assessed,
                "answered_at": self._now(),
            },
        )
        stored = {"evaluation_id": evaluation_id, "flags": list(judged.flags), "evaluated_at": self._now()}
        self._tables.add("response_evaluations", shared | stored)
        for position, piece in enumerate(evidence_of(judged), start=1):
            place = {"evaluation_id": evaluation_id, "position": position, "response_id": response_id}
            self._tables.add("response_evidence", place | piece)
        self._pay(question.id, seconds)
        self._say(Speaker.INTERVIEWER, self._tables.pick(_THANKS), question_id)

    def _say(
        self,
        speaker: Speaker,
        text: str,
        question_id: str | None = None,
        *,
        seconds: float | None = None,
        in_answer: bool = False,
    ) -> None:
        self._turns += 1
        began = self._clock + 0.4
        self._clock = began + (len(text) / 15 if seconds is None else seconds)
        self._tables.add(
            "transcript_turns",
            {
                "session_id": self._id,
                "item_id": f"item_{self._turns}",
                "position": self._turns,
                "speaker": speaker.value,
                "channel": self._channel.value,
                "text": text,
                "started_ms": round(began * 1000),
                "ended_ms": round(self._clock * 1000),
                "interrupted": speaker is Speaker.INTERVIEWER and self._tables.luck.random() < 0.03,
                "question_id": question_id,
                "in_answer": in_answer,
                "recorded_at": self._now(),
            },
        )

    def _pay(self, name: str, seconds: float) -> None:
        """Note what a model in the cloud used for one answer: it hears it, and speaks for a few seconds."""
        if not self._figures.in_cloud[self._session]:
            return
        heard, spoken = round((seconds + 8) * _LISTENED), round(8 * 2 * _LISTENED)
        rate = self._price and (self._price.audio or self._price.text)
        self._tables.add(
            "usage",
            {
                "session_id": self._id,
                "response_id": f"resp_{name}",
                "model": CLOUD_MODEL,
                "input_tokens": heard,
                "output_tokens": spoken,
                "total_tokens": heard + spoken,
                "detail": json.dumps({"input_tokens": heard, "output_tokens": spoken}),
                "cost_usd": (heard * rate.input + spoken * rate.output) / 1e6 if rate else None,
                "recorded_at": self._now(),
            },
        )

    def _now(self) -> datetime:
        return self._start + timedelta(seconds=round(self._clock))
