"""How far the interview has come, as its tool calls tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from athena.domain.interview import Category, Difficulty
from athena.realtime.record import Executed, HistoryItem
from athena.realtime.snapshot import Feedback, QuestionView
from athena.realtime.tools import QuestionAsked, ReportWanted, ResponseEvaluated


class Progress:
    """The question under way, the feedback on the last answer, and whether the report exists."""

    def __init__(self) -> None:
        self.question: QuestionView | None = None
        self.feedback: Feedback | None = None
        self.reported = False

    @property
    def writing(self) -> bool:
        """Whether the question under way is answered by a query."""
        return self.question is not None and self.question.pad

    def note(self, executed: Executed) -> bool:
        """Take in a tool call that was carried out; return whether a question was asked."""
        if not executed.output.get("ok"):
            return False
        match executed.arguments:
            case QuestionAsked(question=text, category=category, difficulty=difficulty):
                self.question = _question(executed.output, category, difficulty, text)
            case ResponseEvaluated(score=score, feedback=text):
                self.feedback = Feedback(score, text)
            case ReportWanted():
                self.reported = True
            case None:
                pass
        return isinstance(executed.arguments, QuestionAsked)

    def remember(self, history: Sequence[HistoryItem]) -> None:
        """Take in the calls of an earlier run."""
        for item in history:
            if item.kind == "call" and item.name == "log_question_asked" and item.output.get("ok"):
                told = {name: str(value) for name, value in item.arguments.items()}
                category, difficulty = Category(told["category"]), Difficulty(told["difficulty"])
                self.question = _question(item.output, category, difficulty, told["question"])


def _question(
    output: Mapping[str, object], category: Category, difficulty: Difficulty, text: str
) -> QuestionView:
    number, of = _whole(output.get("number")), _whole(output.get("of"))
    extra, pad = output.get("extra") is True, output.get("pad") is True
    return QuestionView(number, of, category, difficulty, text, extra, pad)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
