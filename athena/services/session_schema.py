"""The form of a whole session as JSON, explained in docs/session-export.md with its JSON Schema."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from athena.domain.evaluation import Verdict
from athena.domain.interview import Category, Channel, Difficulty, SessionStatus, Speaker
from athena.domain.report import Band, ItemStatus

Score = float


class Part(BaseModel):
    """Any part of the document: nothing in it is unknown, and it does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PersonPart(Part):
    """Who was interviewed."""

    employee_id: str
    name: str
    department: str | None
    role_title: str | None


class SessionPart(Part):
    """How the interview was held."""

    session_id: str
    status: SessionStatus
    level: Difficulty
    planned_questions: int
    categories: list[Category] = Field(description="The fields it was limited to; empty for all.")
    practice: bool
    mode: Channel | None
    language: str
    engine: str
    model: str
    prompt_version: str
    started_at: AwareDatetime
    ended_at: AwareDatetime | None
    cost_usd: float | None = Field(description="As far as prices were known.")
    demo: bool = Field(description="Whether person and interview are made up.")


class LinePart(Part):
    """One thing that was said; milliseconds count from the start of the session."""

    number: int
    speaker: Speaker
    channel: Channel
    text: str
    started_ms: int
    ended_ms: int
    interrupted: bool
    question: int | None = Field(description="The number of the question it belongs to.")
    in_answer: bool = Field(description="Whether it was evaluated as part of the answer.")


class PointPart(Part):
    """A key point with what the answer says about it; ``line`` is where the quote begins."""

    id: str
    text: str
    weight: float
    verdict: Verdict
    credit: float
    quote: str | None
    line: int | None


class WrongPart(Part):
    """A wrong claim that was found."""

    id: str
    claim: str
    penalty: float
    feedback: str
    quote: str
    line: int | None


class EvaluationPart(Part):
    """One value an answer had; ``counts`` marks the one the report rests on."""

    counts: bool
    score: Score | None = Field(ge=0, le=1)
    evaluated_at: AwareDatetime
    evaluator: str
    evaluator_version: str
    rubric_version: str
    flags: list[str]
    feedback: str
    arithmetic: str = Field(description="How the score is added up, in one line.")
    key_points: list[PointPart]
    misconceptions: list[WrongPart]
    reviewer: str | None = Field(description="The person who decided, if one did.")
    reason: str | None


class PadRunPart(Part):
    """A query of the SQL pad that was run on the sample or handed in on all data."""

    kind: Literal["run", "submit"]
    ran_at: AwareDatetime
    code: str
    verdict: str
    score: Score | None = Field(ge=0, le=1)
    outcome: str = Field(description="What came of it, in words.")
    right_count: int
    total_count: int
    runtime_ms: float | None


class ExplanationPart(Part):
    """What the words beside a query are worth; they do not count where a query does."""

    score: Score | None = Field(ge=0, le=1)
    feedback: str
    evaluator: str
    evaluator_version: str
    rubric_version: str


class QuestionPart(Part):
    """A question with its answer and every value the answer ever had, the oldest first."""

    number: int
    text: str
    category: Category
    difficulty: Difficulty
    skills: list[str]
    status: ItemStatus
    answer: str
    score: Score | None = Field(ge=0, le=1)
    evaluations: list[EvaluationPart]
    query_score: Score | None = Field(ge=0, le=1, description="What the query handed in is worth.")
    explanation: ExplanationPart | None
    pad_runs: list[PadRunPart] = Field(description="The oldest first; empty for a question by voice.")


class FindingPart(Part):
    """A sentence of the report and the numbers of the questions it rests on."""

    text: str
    questions: list[int]


class ReportPart(Part):
    """What it came to. While the interview still runs: as it would stand now."""

    overall_score: Score | None = Field(ge=0, le=1)
    likely_range: tuple[Score, Score] | None = Field(description="Where the true mean lies at about 90 %.")
    band: Band | None
    assessed: int
    arithmetic: str
    assessment: str
    strengths: list[FindingPart]
    weaknesses: list[FindingPart]
    recommendations: list[FindingPart]
    writer: str | None = Field(description="The model that wrote the sentences; null for templates.")


class SessionDocument(Part):
    """A whole session."""

    format: Literal["athena-session/1"] = "athena-session/1"
    person: PersonPart
    session: SessionPart
    report: ReportPart
    questions: list[QuestionPart]
    transcript: list[LinePart]
