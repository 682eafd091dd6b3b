"""One session with everything that is known about it, as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from athena.domain.evaluation import Evaluation
from athena.domain.interview import Channel, Speaker
from athena.domain.query_evaluation import EVALUATOR
from athena.domain.report import Report, ReportItem
from athena.domain.scoring.neighbours import MOVED
from athena.services.engines import EngineUse, engines_of
from athena.services.explanations import pad_of
from athena.services.reporting import build
from athena.services.review import Valuation, valuations
from athena.services.spending import ResponseUse
from athena.store import usage
from athena.store.database import Database
from athena.store.pad_runs import PadRun
from athena.store.sessions import Session


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One thing that was said. Times are milliseconds since the session began.

    ``question_number`` is the question it belongs to, None before the first and after the end; ``in_answer``
    tells the words that were evaluated from those that only steered the interview.
    """

    item_id: str
    speaker: Speaker
    text: str
    channel: Channel
    started_ms: int
    ended_ms: int
    interrupted: bool
    question_number: int | None
    in_answer: bool


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure that the client measured. Times are naive UTC."""

    name: str
    value: float
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A question with its answer, every value the answer ever had (the oldest first), and its evidence.

    ``lines`` maps a quote to the number of the transcript line (from 1) that it begins in. ``runs`` are the
    queries of the pad, the oldest first, and ``explanation`` what the words beside them are worth.
    """

    item: ReportItem
    values: tuple[Valuation, ...]
    lines: Mapping[str, int]
    runs: tuple[PadRun, ...] = ()
    explanation: Evaluation | None = None

    @property
    def by_query(self) -> bool:
        """Whether the value that counts is that of a query."""
        return self.item.evaluation is not None and self.item.evaluation.evaluator == EVALUATOR

    @property
    def query(self) -> PadRun | None:
        """The final query: the one handed in last, or the last that was run when none was handed in."""
        handed_in = [run for run in self.runs if run.kind == "submit"]
        return next(reversed(handed_in or self.runs), None)

    @property
    def query_score(self) -> float | None:
        """What the query handed in is worth by what it returned, whatever counts now; None without one."""
        scores = [one.evaluation.score for one in self.values if one.evaluation.evaluator == EVALUATOR]
        return scores[-1] if scores else None

    @property
    def flagged(self) -> bool:
        """Whether the evaluation that counts asks for a person's look."""
        return any(flag != MOVED for flag in self.item.flags)


@dataclass(frozen=True, slots=True)
class SessionView:
    """A whole session; ``report`` is as it would stand now while the interview still runs."""

    session: Session
    report: Report
    answers: tuple[AnswerView, ...]
    transcript: tuple[TranscriptLine, ...]
    engines: tuple[EngineUse, ...]
    uses: tuple[ResponseUse, ...]
    measurements: tuple[Measurement, ...]

    @property
    def cost_usd(self) -> float | None:
        """What it has cost in US dollars as far as prices were known; None when none was."""
        known = [use.cost_usd for use in self.uses if use.cost_usd is not None]
        return sum(known) if known else None

    @property
    def by_hand(self) -> tuple[int, ...]:
        """The numbers of the questions whose value a person gave or confirmed."""
        return tuple(
            answer.item.number
            for answer in self.answers
            if any(value.counts and value.review for value in answer.values)
        )


def session_view(database: Database, session: Session, transcript: Sequence[TranscriptLine]) -> SessionView:
    """Read what is known about a session beside its ``transcript``."""
    report = build(database, session.session_id)
    values = valuations(database, session.session_id)
    runs, explained = pad_of(database, session.session_id)
    return SessionView(
        session=session,
        report=report,
        answers=tuple(
            replace(
                _answer_view(item, values.get(item.number, ()), transcript),
                runs=tuple(runs.get(item.number, ())),
                explanation=explained.get(item.number),
            )
            for item in report.items
        ),
        transcript=tuple(transcript),
        engines=tuple(engines_of(database, session)),
        uses=tuple(ResponseUse(**row) for row in usage.of_session(database, session.session_id)),
        measurements=tuple(
            Measurement(**row) for row in usage.metrics_of_session(database, session.session_id)
        ),
    )


def _answer_view(
    item: ReportItem, values: Sequence[Valuation], transcript: Sequence[TranscriptLine]
) -> AnswerView:
    own = {
        number: line.text
        for number, line in enumerate(transcript, start=1)
        if line.question_number == item.number and line.in_answer and line.speaker is Speaker.CANDIDATE
    }
    quotes = _quotes(item.evaluation) if item.evaluation else []
    found = {quote: line_of(quote, own) for quote in quotes}
    return AnswerView(item, tuple(values), {quote: number for quote, number in found.items() if number})


def _quotes(evaluation: Evaluation) -> list[str]:
    points = [point.quote for point in evaluation.points if point.quote]
    return points + [wrong.quote for wrong in evaluation.misconceptions if wrong.quote]


def line_of(quote: str, lines: Mapping[int, str]) -> int | None:
    """Return the number of the line in which a quote begins; it may go on in the next ones.

    ``lines`` maps numbers to what was said, in order. Spaces and capitals do not count.
    """
    sought = _folded(quote)
    said, ends = "", {}
    for number, text in lines.items():
        said = f"{said} {_folded(text)}".strip()
        ends[number] = len(said)
    at = said.find(sought) if sought else -1
    return next((number for number, end in ends.items() if 0 <= at < end), None)


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
