"""The format of a question file, field by field; what a file may hold is here and nowhere else."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from athena.domain.interview import Category, Difficulty

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Speakable = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9 ,.;:?!'’-]+$")]
Pattern = Annotated[str, StringConstraints(min_length=1)]
Share = Annotated[float, Field(ge=0, le=1)]
KINDS = frozenset({"strong", "good", "partial", "wrong", "contradiction", "attack"})


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class MatchPart(_Part):
    """Concepts which all must occur, and words that void the match."""

    all: list[Pattern] = Field(min_length=1)
    not_: list[Pattern] = Field(default=[], alias="not")


class KeyPointPart(_Part):
    """One claim of a good answer."""

    id: Slug
    text: Text
    weight: Share
    required: bool = False
    match: MatchPart
    exemplars: list[Text] = Field(min_length=1, max_length=6)
    hint: Speakable


class MisconceptionPart(_Part):
    """One wrong claim."""

    id: Slug
    claim: Text
    match: MatchPart
    voids: list[Slug] = []
    penalty: float = Field(default=0.0, ge=0, le=0.2)
    feedback: Text


class FollowUpPart(_Part):
    """A question that follows an answer."""

    when: Annotated[
        str, StringConstraints(pattern=r"^(missing:|misconception:)[a-z0-9-]+$|^score>=[01](\.\d+)?$")
    ]
    prompt: Speakable
    links_to: Slug | None = None


class SamplePart(_Part):
    """An answer and the band its score must land in."""

    text: Text
    band: list[Share] = Field(min_length=2, max_length=2)
    tags: list[Slug] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_sane(self) -> SamplePart:
        if self.band[0] >= self.band[1]:
            raise ValueError("band: expected [lower, upper] with lower below upper")
        if not KINDS & set(self.tags):
            raise ValueError(f"tags: expected at least one of {', '.join(sorted(KINDS))}")
        if "attack" in self.tags and self.band[1] > 0.3:
            raise ValueError("band: expected an attack to stay within [0, 0.3]")
        return self


class IrtPart(_Part):
    """Item parameters: discrimination, difficulty (logits) and where they come from."""

    a: float = Field(gt=0, le=4)
    b: float = Field(ge=-4, le=4)
    source: Literal["author_label", "calibrated"]
    n: int | None = Field(default=None, ge=1)


class QuestionPart(_Part):
    """One question with its rubric."""

    id: Slug
    category: Annotated[Category, Field(strict=False)]
    difficulty: Annotated[Difficulty, Field(strict=False)]
    type: Literal["spoken"]
    irt: IrtPart | None = None
    expected_seconds: int = Field(ge=15, le=300)
    prompt: Speakable
    rephrased: Speakable
    skills: list[Slug] = Field(min_length=1)
    contrasts: list[Pattern] = []
    reference_answer: Text
    key_points: list[KeyPointPart] = Field(min_length=4, max_length=6)
    misconceptions: list[MisconceptionPart] = Field(min_length=1)
    follow_ups: list[FollowUpPart] = Field(min_length=1)
    samples: list[SamplePart] = Field(min_length=5)


class QuestionFile(_Part):
    """``<category>.yaml``."""

    version: int = Field(ge=1)
    questions: list[QuestionPart]


class LexiconFile(_Part):
    """``lexicon.yaml``."""

    version: int = Field(ge=1)
    lexicon: dict[Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")], Pattern]
