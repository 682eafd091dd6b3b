"""One session's way to the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from athena.domain.cost import Spent
from athena.errors import InputError
from athena.realtime.events import FunctionCall
from athena.realtime.tools import BadCallError, QuestionAsked, ReportWanted, ResponseEvaluated, read_arguments
from athena.services.interviewing import HistoryItem, Interviewing, TurnHeard

__all__ = ["Executed", "HistoryItem", "RecordedSession", "TurnHeard"]

Arguments = QuestionAsked | ResponseEvaluated | ReportWanted


@dataclass(frozen=True, slots=True)
class Executed:
    """A tool call that was carried out, or refused (then without ``arguments``), and its output.

    ``marks`` are the session's authoritative scores by question id, as they are once an answer was judged.
    They are for choosing the next question and never sent.
    """

    call_id: str
    output: Mapping[str, object]
    arguments: Arguments | None = None
    marks: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordedSession:
    """``Interviewing`` bound to one session. Every method blocks until its work is committed."""

    interviewing: Interviewing
    session_id: str

    def history(self) -> Sequence[HistoryItem]:
        """Return what was said and called so far."""
        return self.interviewing.history(self.session_id)

    def marks(self) -> Mapping[str, float | None]:
        """Return the authoritative scores so far, by question id."""
        return self.interviewing.marks(self.session_id)

    def turn(self, turn: TurnHeard) -> None:
        """Commit a turn."""
        self.interviewing.record_turn(self.session_id, turn)

    def execute(self, call: FunctionCall) -> Executed:
        """Carry out a tool call; one that is not as declared stores nothing and says what to send."""
        try:
            arguments = read_arguments(call.name, call.arguments)
            output = self._carry_out(call.call_id, arguments)
            marks = self.marks() if isinstance(arguments, ResponseEvaluated) else {}
            return Executed(call.call_id, output, arguments, marks)
        except BadCallError as error:
            return Executed(call.call_id, {"ok": False, "error": str(error)})
        except InputError as error:
            return Executed(call.call_id, {"ok": False, "error": error.message})

    def usage(
        self, response_id: str, model: str, usage: Mapping[str, object], cost_usd: float | None
    ) -> Spent:
        """Keep what a response used; return what has been spent by now."""
        self.interviewing.record_usage(self.session_id, response_id, model, usage, cost_usd)
        return self.interviewing.spent(self.session_id)

    def metrics(self, metrics: Mapping[str, float]) -> None:
        """Keep what the client measured."""
        self.interviewing.record_metrics(self.session_id, metrics)

    def _carry_out(self, call_id: str, arguments: Arguments) -> Mapping[str, object]:
        session, use = self.session_id, self.interviewing
        match arguments:
            case QuestionAsked(question=question, category=category, difficulty=difficulty):
                return use.log_question_asked(session, call_id, question, category, difficulty)
            case ResponseEvaluated(response=response, score=score, feedback=feedback):
                return use.log_response_evaluation(session, call_id, response, score, feedback)
            case ReportWanted():
                return use.generate_session_report(session, call_id)
            case _:
                assert_never(arguments)
