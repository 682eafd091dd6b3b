"""The rows of a demonstration that people can look into: every answer with its words and its evidence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import fmean
from typing import Final
from uuid import UUID

import numpy as np

from athena.domain.ability import Item
from athena.domain.cost import Price
from athena.domain.evaluation import Evaluation
from athena.domain.interview import Channel, SessionStatus, Speaker
from athena.domain.questions import Question
from athena.domain.report import ReportItem, build_report
from athena.services.demo_columns import CLOUD_MODEL, Row, Tables, employee_row, session_columns
from athena.services.demo_figures import Figures, Items
from athena.services.demo_pad import PadBook
from athena.services.demo_words import AnswerBook, GradedText
from athena.store import reports
from athena.store.evaluations import evidence_of

_LISTENED: Final = 10.0
"""Audio tokens a second that a model in the cloud hears; it speaks twice as many."""
_GREETING: Final = "Hello. I am Athena, and this is your SQL interview. Take your time with each question."
_THANKS: Final = ("Thank you.", "Thanks for that.", "All right, thank you.", "I see, thank you.")
_PASS: Final = ("Skip this one, please.", "Next question, please.")
_ASKS_FOR_HELP: Final = ("Can you give me a hint?", "Please give me a hint.")
_WITH_PAD: Final = 0.3
_GOODBYE: Final = "That was the last question. Your report is ready."


def write_out(
    items: Items, figures: Figures, book: AnswerBook, pad: PadBook, price: Price | None, seed: int
) -> dict[str, list[Row]]:
    """Return the figures as rows by table; ``price`` is that of ``CLOUD_MODEL``, None when not known."""
    tables = Tables(np.random.default_rng([seed, 1]))
    for person in range(len(figures.ability)):
        tables.add("employees", employee_row(figures, person))
    ends = np.cumsum(np.bincount(figures.session, minlength=len(figures.started)))
    columns, begin = session_columns(figures), 0
    for session, end in enumerate(ends.tolist()):
        row = {name: column[session] for name, column in columns.items()}
        _Interview(tables, items, figures, session, row, price).write(range(begin, end), book, pad)
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

    def write(self, asked: range, book: AnswerBook, pad: PadBook) -> None:
        """Write everything; ``asked`` are the places of its questions in the figures."""
        self._say(Speaker.INTERVIEWER, _GREETING)
        told = [self._question(place, book) for place in asked]
        completed = bool(self._figures.completed[self._session])
        planned = int(self._figures.planned[self._session])
        written = self._in_pad(len(told) + 1, told, pad) if completed else None
        if written:
            told.append(written)
            planned += 1
        if completed:
            self._say(Speaker.INTERVIEWER, _GOODBYE)
        status = SessionStatus.COMPLETED if completed else SessionStatus.ABANDONED
        own = {"session_id": self._id, "status": status.value, "ended_at": self._now()}
        plan = {"question_count": planned, "sql_questions": int(written is not None)}
        self._tables.add("interview_sessions", self._row | own | plan)
        self._measure()
        report = build_report(told, planned)
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
        return _item(number, question, given.text if given else "", given.evaluation if given else None)

    def _in_pad(self, number: int, told: Sequence[ReportItem], pad: PadBook) -> ReportItem | None:
        """Ask, in some interviews, a question that is answered by a query."""
        luck = self._tables.luck
        question = pad.pick(int(self._figures.level[self._session]), luck)
        if question is None or luck.random() > _WITH_PAD:
            return None
        question_id = self._tables.new_id()
        self._tables.add("interview_questions", self._asked(question, question_id, number, 0))
        self._say(Speaker.INTERVIEWER, question.prompt, question_id)
        scores = [item.score for item in told if item.score is not None]
        written = pad.write(question, luck, fmean(scores) if scores else 0.5)
        for run in written.runs:
            self._turns += 1
            self._clock += 40 + float(luck.exponential(50))
            place = {"session_id": self._id, "question_id": str(UUID(question_id)), "position": self._turns}
            self._tables.add("pad_runs", run | place | {"ran_at": self._now()})
        answer = GradedText(written.evaluation.score or 0.0, "", written.evaluation)
        self._keep(question_id, answer, written.code, (None, None))
        self._say(Speaker.INTERVIEWER, self._tables.pick(_THANKS), question_id)
        return _item(number, question, written.code, written.evaluation)

    def _measure(self) -> None:
        """Note what the client measured of a spoken interview."""
        if self._channel is Channel.TEXT:
            return
        heard = float(self._tables.luck.lognormal(6.6, 0.2))
        figures = {
            "first_audio_ms_p50": heard,
            "first_audio_ms_p95": 1.8 * heard,
            "responses": self._turns // 2,
        }
        for name, value in figures.items():
            row = {"session_id": self._id, "name": name, "value": round(value, 1), "recorded_at": self._now()}
            self._tables.add("client_metrics", row)

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
        self._keep(question_id, given, given.text, (began, began + round(seconds * 1000)))
        self._pay(question.id, seconds)
        self._say(Speaker.INTERVIEWER, self._tables.pick(_THANKS), question_id)

    def _keep(
        self, question_id: str, given: GradedText, judged_text: str, span: tuple[int | None, int | None]
    ) -> None:
        """Keep an answer with its evaluation, which is of ``judged_text``; ``span`` are milliseconds."""
        judged, response_id, evaluation_id = given.evaluation, self._tables.new_id(), self._tables.new_id()
        shared = {
            "response_id": response_id,
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
                "text": given.text,
                "started_ms": span[0],
                "ended_ms": span[1],
                "evaluation_id": evaluation_id,
                "assessed": judged.assessed,
                "answered_at": self._now(),
            },
        )
        stored = {"evaluation_id": evaluation_id, "flags": list(judged.flags), "evaluated_at": self._now()}
        stored["text"] = judged_text
        self._tables.add("response_evaluations", shared | stored)
        for position, piece in enumerate(evidence_of(judged), start=1):
            place = {"evaluation_id": evaluation_id, "position": position, "response_id": response_id}
            self._tables.add("response_evidence", place | piece)

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


def _item(number: int, question: Question, answer: str, given: Evaluation | None) -> ReportItem:
    return ReportItem(
        number,
        question.prompt,
        question.category,
        question.difficulty,
        answer,
        question.skills,
        given,
        item=Item(*question.irt),
    )
