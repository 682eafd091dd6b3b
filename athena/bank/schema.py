"""The format of a question file, field by field; what a file may hold is here and nowhere else.

docs/question-bank.md shows both kinds of question by example.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from athena.bank.exercise_schema import ExercisePart
from athena.bank.fields import Part, Pattern, Share, Slug, Speakable, Text
from athena.domain.interview import Category, Difficulty

Source = Annotated[str, StringConstraints(pattern=r"^(execution|order|structure|dataset:[a-z0-9-]+)$")]
KINDS = frozenset({"strong", "good", "partial", "wrong", "contradiction", "attack"})


class MatchPart(Part):
    """Concepts which all must occur, and words that void the match."""

    all: list[Pattern] = Field(min_length=1)
    not_: list[Pattern] = Field(default=[], alias="not")


class KeyPointPart(Part):
    """One claim of a good answer: heard in what is said (``match``), or seen by running a query (``source``).

    Of a question of type ``sql`` the points with a ``source`` make the score of the query, those with a
    ``match`` the score of the spoken explanation: each group has weights that sum to 1.
    """

    id: Slug
    text: Text
    weight: Share
    required: bool = False
    match: MatchPart | None = None
    source: Source | None = None
    exemplars: list[Text] = Field(default=[], max_length=6)
    hint: Speakable

    @model_validator(mode="after")
    def _is_heard_or_seen(self) -> KeyPointPart:
        if (self.match is None) == (self.source is None):
            raise ValueError("expected either match or source")
        if bool(self.match) != bool(self.exemplars):
            raise ValueError("expected exemplars with a match, and only there")
        return self


class MisconceptionPart(Part):
    """One wrong claim."""

    id: Slug
    claim: Text
    match: MatchPart
    voids: list[Slug] = Field(default=[])
    penalty: float = Field(default=0.0, ge=0, le=0.2)
    feedback: Text


class FollowUpPart(Part):
    """A question that follows an answer."""

    when: Annotated[
        str,
        StringConstraints(
            pattern=r"^(missing:|misconception:|dataset_failed:)[a-z0-9-]+$|^passed$|^score>=[01](\.\d+)?$"
        ),
    ]
    prompt: Speakable
    links_to: Slug | None = None


class SamplePart(Part):
    """What was said (``text``) or typed (``sql``), and the band its score must land in."""

    text: Text | None = None
    sql: Text | None = None
    band: list[Share] = Field(min_length=2, max_length=2)
    tags: list[Slug] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_sane(self) -> SamplePart:
        if (self.text is None) == (self.sql is None):
            raise ValueError("expected either text or sql")
        if self.band[0] > self.band[1] or (self.text and self.band[0] == self.band[1]):
            raise ValueError("band: expected [lower, upper] with lower below upper")
        if not KINDS & set(self.tags):
            raise ValueError(f"tags: expected at least one of {', '.join(sorted(KINDS))}")
        if "attack" in self.tags and self.band[1] > 0.3:
            raise ValueError("band: expected an attack to stay within [0, 0.3]")
        return self


class IrtPart(Part):
    """Item parameters: discrimination, difficulty (logits) and where they come from."""

    a: float = Field(gt=0, le=4)
    b: float = Field(ge=-4, le=4)
    source: Literal["author_label", "calibrated"]
    n: int | None = Field(default=None, ge=1)


class QuestionPart(Part):
    """One question with its rubric; ``sql`` and perhaps ``statement`` belong to the type ``sql``."""

    id: Slug
    category: Annotated[Category, Field(strict=False)]
    difficulty: Annotated[Difficulty, Field(strict=False)]
    type: Literal["spoken", "sql"]
    irt: IrtPart | None = None
    expected_seconds: int = Field(ge=15, le=300)
    prompt: Speakable
    rephrased: Speakable
    skills: list[Slug] = Field(min_length=1)
    contrasts: list[Pattern] = Field(default=[])
    reference_answer: Text
    key_points: list[KeyPointPart] = Field(min_length=4, max_length=6)
    misconceptions: list[MisconceptionPart] = Field(min_length=1)
    follow_ups: list[FollowUpPart] = Field(min_length=1)
    samples: list[SamplePart] = Field(min_length=5)
    statement: Text | None = None
    sql: ExercisePart | None = None


class QuestionFile(Part):
    """``<category>.yaml``."""

    version: int = Field(ge=1)
    questions: list[QuestionPart]


class LexiconFile(Part):
    """``lexicon.yaml``."""

    version: int = Field(ge=1)
    lexicon: dict[Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")], Pattern]
