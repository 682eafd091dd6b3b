"""The words an interview is described with: levels, categories, states, speakers, and its plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """A field of SQL a question belongs to."""

    JOINS = "joins"
    NULL_SEMANTICS = "null_semantics"
    AGGREGATION = "aggregation"
    WINDOW_FUNCTIONS = "window_functions"
    CTE = "cte"
    SUBQUERIES = "subqueries"
    SET_OPERATIONS = "set_operations"
    INDEXING = "indexing"
    QUERY_OPTIMISATION = "query_optimisation"
    TRANSACTIONS = "transactions"
    DATA_MODELLING = "data_modelling"
    DATA_CHANGE = "data_change"
    TIME_AND_TEXT = "time_and_text"

    @property
    def label(self) -> str:
        """The category as people read it, for example ``Window functions``."""
        return "CTEs" if self is Category.CTE else self.value.replace("_", " ").capitalize()


class Difficulty(StrEnum):
    """How hard a question is; also the level of a whole interview."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Selection(StrEnum):
    """How the questions of an interview are chosen: by the answers so far, or the same for everyone."""

    ADAPTIVE = "adaptive"
    FIXED = "fixed"


class SessionStatus(StrEnum):
    """Where an interview stands."""

    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    ABANDONED = "abandoned"


class Speaker(StrEnum):
    """Who said a transcript turn."""

    CANDIDATE = "candidate"
    INTERVIEWER = "interviewer"


class Channel(StrEnum):
    """How a candidate's turn arrived."""

    VOICE = "voice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class InterviewPlan:
    """What one interview is set to be.

    ``question_count`` is 1 to 12 (4 to 6 is usual); an empty ``categories`` means all of them;
    ``practice`` lets feedback follow each answer; ``patience`` stretches the wait for the end of an
    answer (1.0 is normal, 2.0 waits twice as long). ``extra_question`` lets an adaptive interview offer one
    question more when the answers leave the level open. ``items`` are refitted item parameters by question
    id, as discrimination and difficulty; the bank's hold for all other questions. ``sql_questions`` of the
    questions are answered by writing a query.
    """

    level: Difficulty = Difficulty.INTERMEDIATE
    question_count: int = 5
    categories: tuple[Category, ...] = ()
    seed: int = 0
    practice: bool = False
    patience: float = 1.0
    time_limit_minutes: int = 45
    selection: Selection = Selection.ADAPTIVE
    extra_question: bool = True
    items: tuple[tuple[str, float, float], ...] = ()
    sql_questions: int = 0

    @property
    def pad(self) -> bool:
        """Whether a question may be answered in the SQL pad."""
        return self.sql_questions > 0


_HEADING = "# Interview plan"


def plan_section(plan: InterviewPlan) -> str:
    """Write the plan as a headed section for the interviewer's instructions; ``read_plan`` reads it back."""
    categories = ", ".join(plan.categories) or "all"
    return "\n".join(
        (
            _HEADING,
            f"Level: {plan.level}",
            f"Questions: {plan.question_count}",
            f"Categories: {categories}",
            f"Seed: {plan.seed}",
            f"Practice: {'yes' if plan.practice else 'no'}",
            f"Patience: {plan.patience:g}",
            f"Time limit: {plan.time_limit_minutes} minutes",
            f"Selection: {plan.selection}",
            f"Extra question: {'yes' if plan.extra_question else 'no'}",
            f"SQL questions: {plan.sql_questions}",
            *(
                ["Items: " + "; ".join(f"{name} {a:g} {b:g}" for name, a, b in plan.items)]
                if plan.items
                else []
            ),
        )
    )


def read_plan(instructions: str) -> InterviewPlan:
    """Read the plan section out of instructions; whatever is missing or unusable keeps its default."""
    _, _, section = instructions.partition(_HEADING)
    found = dict(re.findall(r"^(\w[\w ]*): *(.+?) *$", section.split("\n#")[0], re.MULTILINE))
    default = InterviewPlan()
    level = found.get("Level", "").lower()
    return InterviewPlan(
        level=Difficulty(level) if level in set(Difficulty) else default.level,
        question_count=min(12, max(1, _whole(found.get("Questions"), default.question_count))),
        categories=tuple(Category(c) for c in _listed(found.get("Categories", "")) if c in set(Category)),
        seed=_whole(found.get("Seed"), default.seed),
        practice=found.get("Practice", "").lower() == "yes",
        patience=min(4.0, max(0.5, _number(found.get("Patience"), default.patience))),
        time_limit_minutes=max(1, _whole(found.get("Time limit"), default.time_limit_minutes)),
        selection=Selection.FIXED if found.get("Selection", "").lower() == "fixed" else default.selection,
        extra_question=found.get("Extra question", "").lower() != "no",
        items=tuple(_items(found.get("Items", ""))),
        sql_questions=min(12, max(0, _whole(found.get("SQL questions"), default.sql_questions))),
    )


def _items(text: str) -> Iterator[tuple[str, float, float]]:
    for name, a, b in re.findall(r"(\S+) (\d{1,3}(?:\.\d{1,9})?) (-?\d{1,3}(?:\.\d{1,9})?)(?:;|$)", text):
        yield name, float(a), float(b)


def _listed(text: str) -> list[str]:
    return re.split(r", *", text)


def _whole(text: str | None, default: int) -> int:
    match = re.match(r"-?\d{1,9}\b", text or "")
    return int(match[0]) if match else default


def _number(text: str | None, default: float) -> float:
    match = re.match(r"\d{1,3}(\.\d{1,3})?", text or "")
    return float(match[0]) if match else default
