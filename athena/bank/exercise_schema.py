"""The block that describes a task answered by a query: ``sql`` of a question, ``exercise`` of a problem."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from pydantic import Field

from athena.bank.fields import Part, Slug, Text
from athena.bank.parsing import Problem
from athena.domain.exercise import Exercise, HiddenData, WrongVariant
from athena.domain.result_comparison import Comparison

_COMMENT: Final = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


class ComparePart(Part):
    """What makes two results equal; ``order: auto`` lets the ORDER BY of the first gold query decide."""

    order: Literal["auto", "required", "ignored"] = "auto"
    columns: Literal["position", "any"] = "position"
    duplicates: Literal["bag", "set"] = "bag"
    column_names: Literal["ignored", "required"] = "ignored"
    tolerance: float = Field(default=1e-6, ge=0, le=0.1)


class HiddenDataPart(Part):
    """Complete data for all tables, and the wrong variants which fail on it."""

    name: Slug
    kills: list[Slug] = Field(min_length=1)
    sql: Text


class WrongVariantPart(Part):
    """A common wrong query and why it is wrong, as the candidate reads it."""

    id: Slug
    sql: Text
    why: Text


class ExercisePart(Part):
    """Tables, visible data, two or more gold queries of different shapes, and what tells wrong ones apart."""

    setup: Text
    visible_data: Text
    gold: list[Text] = Field(min_length=2)
    compare: ComparePart = ComparePart()
    hidden_data: list[HiddenDataPart] = Field(min_length=1)
    wrong_variants: list[WrongVariantPart] = Field(min_length=1)
    structure_hints: list[Text] = Field(default=[])


def to_exercise(part: ExercisePart) -> Exercise:
    """Return the exercise a file describes."""
    return Exercise(
        setup=part.setup,
        visible_data=part.visible_data,
        gold=tuple(part.gold),
        compare=Comparison(**part.compare.model_dump()),
        hidden_data=tuple(HiddenData(d.name, tuple(d.kills), d.sql) for d in part.hidden_data),
        wrong_variants=tuple(WrongVariant(w.id, w.sql, w.why) for w in part.wrong_variants),
        structure_hints=tuple(part.structure_hints),
    )


def exercise_problems(part: ExercisePart) -> Iterator[Problem]:
    """Yield everything wrong with an exercise that shows without running it."""
    yield from _statements(part)
    for field, names in (
        ("gold", [_plain(query) for query in part.gold]),
        ("hidden_data", [data.name for data in part.hidden_data]),
        ("wrong_variants", [wrong.id for wrong in part.wrong_variants]),
        ("wrong_variants", [_plain(query) for query in (*part.gold, *(w.sql for w in part.wrong_variants))]),
    ):
        for doubled in _doubled(names):
            yield field, f"expected different ones, {doubled!r:.60} stands twice"
    known = {wrong.id for wrong in part.wrong_variants}
    for i, data in enumerate(part.hidden_data):
        for name in sorted(set(data.kills) - known):
            yield f"hidden_data[{i}].kills", f"expected ids of wrong variants, {name} is none"


def _statements(part: ExercisePart) -> Iterator[Problem]:
    yield from _begins("setup", part.setup, {"create"})
    yield from _begins("visible_data", part.visible_data, {"insert"})
    for i, data in enumerate(part.hidden_data):
        yield from _begins(f"hidden_data[{i}].sql", data.sql, {"insert"})
    for i, query in enumerate(part.gold):
        yield from _begins(f"gold[{i}]", query, {"select", "with", "from"})


def _begins(field: str, sql: str, words: set[str]) -> Iterator[Problem]:
    first = re.match(r"\w*", _COMMENT.sub("", sql).lstrip("( \n"))
    if first is None or first[0].lower() not in words:
        yield field, f"expected SQL that begins with {' or '.join(sorted(words)).upper()}"


def _plain(query: str) -> str:
    return " ".join(_COMMENT.sub("", query).rstrip("; \n").split())


def _doubled(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
