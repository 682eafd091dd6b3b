"""Reads a rubric written elsewhere: a question of the bank's format, or as little as a reference answer."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from athena.bank.fields import Part, Pattern, Text
from athena.bank.schema import MatchPart, MisconceptionPart
from athena.bank.yaml_file import read_yaml
from athena.domain.derived_rubric import derived_match, derived_points
from athena.domain.interview import Category, Difficulty
from athena.domain.questions import KeyPoint, Match, Misconception, Question, QuestionType
from athena.domain.scoring.patterns import UnknownMacroError, compile_pattern
from athena.errors import BankError

_UNUSED = (
    "category",
    "difficulty",
    "type",
    "irt",
    "expected_seconds",
    "skills",
    "follow_ups",
    "samples",
    "statement",
    "sql",
)
_SHOWN = 5
_LARGEST = 2_000_000


class RubricPoint(Part):
    """A key point: a text is enough."""

    text: Text = Field(max_length=2000)
    id: str | None = None
    weight: float | None = Field(default=None, gt=0)
    match: MatchPart | None = None
    required: bool = False
    exemplars: list[str] = Field(default=[])
    hint: str = ""


class RubricPart(Part):
    """A rubric: a prompt with key points, or with a reference answer."""

    prompt: Text = Field(max_length=4000)
    reference_answer: str = Field(default="", max_length=20_000)
    key_points: list[RubricPoint] = Field(default=[], max_length=50)
    misconceptions: list[MisconceptionPart] = Field(default=[], max_length=50)
    contrasts: list[Pattern] = Field(default=[])
    rephrased: str = ""
    id: str = "rubric"


@dataclass(frozen=True, slots=True)
class Rubric:
    """A question to score by; ``derived`` of its key points were made from their own words."""

    question: Question
    lexicon: Mapping[str, str]
    version: str
    derived: int


def load_rubric(path: Path, lexicon: Mapping[str, str], question_id: str | None = None) -> Rubric:
    """Return the rubric in a YAML or JSON file; of several questions, the one with ``question_id``.

    The patterns may use the ``lexicon`` and macros of a ``lexicon`` in the file. Raises BankError.
    """
    raw = _read(path)
    own = raw.pop("lexicon", {})
    if not isinstance(own, dict) or not all(isinstance(value, str) for value in own.values()):
        raise BankError(f"{path.name}: lexicon: expected names with patterns.")
    known = {**lexicon, **own}
    part = _parsed(path, _chosen(path, raw, question_id))
    _refuse(path, _faults(part, known))
    points = _points(part, known)
    if not points:
        raise BankError(
            f"{path.name} says nothing an answer could be judged by. "
            "Give key_points, or a reference_answer of at least one full sentence."
        )
    derived = sum(point.match is None for point in part.key_points) if part.key_points else len(points)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:10]
    return Rubric(_question(part, points), known, f"{path.name}+{digest}", derived)


def rubric_of(prompt: str, reference: str, lexicon: Mapping[str, str], name: str) -> Question | None:
    """Return the question that a prompt and a reference answer amount to; None when that says nothing."""
    part = RubricPart(prompt=prompt, reference_answer=reference, id=name)
    points = _points(part, lexicon)
    return _question(part, points) if points else None


def _read(path: Path) -> dict[str, object]:
    if path.is_file() and path.stat().st_size > _LARGEST:
        raise BankError(f"{path.name} is larger than a rubric can be ({_LARGEST:,} bytes).")
    if not path.is_file():
        raise BankError(f"There is no file {path}. Name a YAML or JSON file that holds a rubric.")
    try:
        text = path.suffix.lower() == ".json"
        raw = json.loads(path.read_text(encoding="utf-8")) if text else read_yaml(path)
    except (OSError, ValueError) as error:
        raise BankError(f"{path.name} cannot be read as JSON in UTF-8: {error}.") from error
    except RecursionError as error:
        raise BankError(f"{path.name} is nested too deeply for a rubric.") from error
    if not isinstance(raw, dict) or not raw:
        raise BankError(f"{path.name} holds no rubric: expected fields like prompt and reference_answer.")
    return {str(name): value for name, value in raw.items() if name != "version"}


def _chosen(path: Path, raw: dict[str, object], question_id: str | None) -> dict[str, object]:
    several = raw.get("questions")
    if not isinstance(several, list):
        return raw
    found = [one for one in several if isinstance(one, dict)]
    names = [str(one.get("id")) for one in found]
    if question_id is None and len(found) == 1:
        return found[0]
    if question_id not in names:
        raise BankError(
            f"{path.name} holds {len(names)} questions. Name one with --question: {', '.join(names)}."
        )
    return found[names.index(question_id)]


def _parsed(path: Path, raw: dict[str, object]) -> RubricPart:
    used = {name: value for name, value in raw.items() if name not in _UNUSED}
    try:
        return RubricPart.model_validate(used)
    except ValidationError as error:
        _refuse(path, (_sentence(fault["loc"], fault["msg"]) for fault in error.errors(include_url=False)))
        raise


def _sentence(where: Sequence[int | str], message: str) -> str:
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")
    return f"{place}: {message[0].lower()}{message[1:]}"


def _faults(part: RubricPart, lexicon: Mapping[str, str]) -> Iterator[str]:
    weights = [point.weight for point in part.key_points]
    if any(weight is None for weight in weights) and any(weight is not None for weight in weights):
        yield "key_points: expected a weight for every key point, or for none"
    ids = [point.id for point in part.key_points if point.id]
    if len(set(ids)) < len(ids):
        yield "key_points: expected distinct ids"
    for place, pattern in _patterns(part):
        try:
            compile_pattern(pattern, lexicon)
        except UnknownMacroError as error:
            yield f"{place}: expected a macro of the lexicon, @{error.name} is none"
        except re.error as error:
            yield f"{place}: expected a regular expression, {pattern!r} is none: {error}"


def _patterns(part: RubricPart) -> Iterator[tuple[str, str]]:
    yield from (("contrasts", pattern) for pattern in part.contrasts)
    for name, matches in (
        ("key_points", [point.match for point in part.key_points]),
        ("misconceptions", [wrong.match for wrong in part.misconceptions]),
    ):
        for i, match in enumerate(matches):
            yield from ((f"{name}[{i}].match", p) for p in ((*match.all, *match.not_) if match else ()))


def _points(part: RubricPart, lexicon: Mapping[str, str]) -> tuple[KeyPoint, ...]:
    if not part.key_points:
        return derived_points(part.reference_answer, part.prompt, lexicon)
    total = math.fsum(point.weight or 1.0 for point in part.key_points)
    return tuple(
        KeyPoint(
            id=point.id or f"point-{i}",
            text=point.text,
            weight=(point.weight or 1.0) / total,
            match=_match(point, part.prompt, lexicon),
            hint=point.hint or f"Say more about this: {point.text}",
            required=point.required,
            exemplars=tuple(point.exemplars),
        )
        for i, point in enumerate(part.key_points, start=1)
    )


def _match(point: RubricPoint, prompt: str, lexicon: Mapping[str, str]) -> Match:
    if point.match:
        return Match(tuple(point.match.all), tuple(point.match.not_))
    return derived_match(point.text, prompt, lexicon) or Match((re.escape(point.text.lower()),))


def _question(part: RubricPart, points: tuple[KeyPoint, ...]) -> Question:
    """Return the question; what scoring does not look at is filled in."""
    return Question(
        id=part.id,
        category=Category.DATA_MODELLING,
        difficulty=Difficulty.INTERMEDIATE,
        type=QuestionType.SPOKEN,
        prompt=part.prompt,
        rephrased=part.rephrased or part.prompt,
        reference_answer=part.reference_answer,
        expected_seconds=60,
        skills=(),
        key_points=points,
        misconceptions=tuple(
            Misconception(
                w.id,
                w.claim,
                Match(tuple(w.match.all), tuple(w.match.not_)),
                w.feedback,
                tuple(w.voids),
                w.penalty,
            )
            for w in part.misconceptions
        ),
        contrasts=tuple(part.contrasts),
    )


def _refuse(path: Path, sentences: Iterator[str]) -> None:
    found = [f"{path.name}: {sentence}." for sentence in sentences]
    if found:
        raise BankError("\n".join(found[:_SHOWN]))
