"""What a report says about an interview: sentences from templates, each resting on items that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from statistics import fmean

from athena.domain.evaluation import PointVerdict, Verdict
from athena.domain.interview import Category
from athena.domain.query_evaluation import EVALUATOR
from athena.domain.report_items import Finding, ItemStatus, ReportItem, percent

MOST = 6
_STRONG, _WEAK = 0.75, 0.5
_NOTABLE_WEIGHT = 0.15


def strengths(items: Sequence[ReportItem]) -> tuple[Finding, ...]:
    """Return fields and skills answered well, then the weightiest key points made.

    What is a weakness is none, and an answer that failed as a whole is praised for no part of it.
    """
    assessed = [item for item in items if item.score is not None]
    trusted = [item for item in assessed if not item.suspicions]
    weak = {subject.casefold() for subject, _ in _groups(assessed, _is_weak)}
    strong = (found for subject, found in _groups(trusted, _is_strong) if subject.casefold() not in weak)
    return _first(strong, _points_made([item for item in trusted if not _is_weak(item.score or 0.0)]))


def weaknesses(items: Sequence[ReportItem]) -> tuple[Finding, ...]:
    """Return wrong claims, then fields and skills answered poorly, then the weightiest key points missed."""
    assessed = [item for item in items if item.score is not None]
    weak = (found for _, found in _groups(assessed, _is_weak))
    return _first(_wrong_claims(assessed), weak, _points_missed(assessed))


def recommendations(items: Sequence[ReportItem]) -> tuple[Finding, ...]:
    """Return what to do next: mend, review, look again, ask again, or go on to harder questions."""
    return _first(
        _corrections(items), _reviews(items), _second_looks(items), _repeats(items), _challenges(items)
    )


def by_category(items: Sequence[ReportItem]) -> dict[Category, tuple[float, tuple[int, ...]]]:
    """Return the mean score of the assessed items of each category, and their numbers."""
    fields = sorted({item.category for item in items if item.score is not None})
    return {field: _mean([item for item in items if item.category is field]) for field in fields}


def _first(*sources: Iterator[Finding]) -> tuple[Finding, ...]:
    return tuple(islice((finding for source in sources for finding in source), MOST))


def _mean(items: Sequence[ReportItem]) -> tuple[float, tuple[int, ...]]:
    scored = [(item.number, item.score) for item in items if item.score is not None]
    return fmean(score for _, score in scored), tuple(number for number, _ in scored)


def _is_strong(score: float) -> bool:
    return score >= _STRONG


def _is_weak(score: float) -> bool:
    return score < _WEAK


def _groups(items: Sequence[ReportItem], wanted: Callable[[float], bool]) -> Iterator[tuple[str, Finding]]:
    """Find the fields and skills whose mean is wanted, each with its name."""
    for field, (mean, numbers) in by_category(items).items():
        if wanted(mean):
            yield field.label, Finding(f"{field.label}: {_figures(mean, numbers)}", numbers)
    for skill in sorted({skill for item in items for skill in item.skills}):
        mean, numbers = _mean([item for item in items if skill in item.skills])
        if len(numbers) > 1 and wanted(mean):
            yield _words(skill), Finding(f"Skill “{_words(skill)}”: {_figures(mean, numbers)}", numbers)


def _figures(mean: float, numbers: Sequence[int]) -> str:
    return f"{percent(mean)} over {'1 answer' if len(numbers) == 1 else f'{len(numbers)} answers'}."


def _points_made(items: Sequence[ReportItem]) -> Iterator[Finding]:
    for item, point in _weighty(items, lambda item: item.met):
        done = "Met by the query" if _is_query(item) else "Explained"
        yield Finding(f"{done}: {point.text}", (item.number,))


def _points_missed(items: Sequence[ReportItem]) -> Iterator[Finding]:
    for item, point in _weighty(items, lambda item: item.missed):
        said = "Said the opposite of" if point.verdict is Verdict.CONTRADICTED else "Did not mention"
        said = "Not met by the query" if _is_query(item) else said
        yield Finding(f"{said}: {point.text}", (item.number,))


def _is_query(item: ReportItem) -> bool:
    """Whether running a query decided the score, not what was said."""
    return item.evaluation is not None and item.evaluation.evaluator == EVALUATOR


def _weighty(
    items: Sequence[ReportItem], points: Callable[[ReportItem], Sequence[PointVerdict]]
) -> list[tuple[ReportItem, PointVerdict]]:
    pairs = [(item, point) for item in items for point in points(item) if point.weight >= _NOTABLE_WEIGHT]
    return sorted(pairs, key=lambda pair: -pair[1].weight)


def _wrong_claims(items: Sequence[ReportItem]) -> Iterator[Finding]:
    for item in items:
        for wrong in item.misconceptions:
            yield Finding(f"Claimed something that is not so: {wrong.claim}", (item.number,))


def _corrections(items: Sequence[ReportItem]) -> Iterator[Finding]:
    for item in items:
        for wrong in item.misconceptions:
            yield Finding(f"{item.category.label}: {wrong.feedback}", (item.number,))


def _reviews(items: Sequence[ReportItem]) -> Iterator[Finding]:
    poor = [item for item in items if item.score is not None and item.score < _STRONG and item.missed]
    for item in sorted(poor, key=lambda item: item.score or 0.0):
        point = max(item.missed, key=lambda point: point.weight)
        yield Finding(f"Review {_in_sentence(item.category)}, above all this: {point.text}", (item.number,))


def _second_looks(items: Sequence[ReportItem]) -> Iterator[Finding]:
    for item in items:
        if item.suspicions:
            flags = ", ".join(map(_words, item.suspicions))
            yield Finding(
                f"Have a person read answer {item.number}: it was flagged ({flags}).", (item.number,)
            )


def _repeats(items: Sequence[ReportItem]) -> Iterator[Finding]:
    numbers = tuple(item.number for item in items if item.status is not ItemStatus.ASSESSED)
    if numbers:
        yield Finding(f"Ask again what could not be assessed: {question_numbers(numbers)}.", numbers)


def _challenges(items: Sequence[ReportItem]) -> Iterator[Finding]:
    strong = tuple(item.number for item in items if item.score is not None and item.score >= _STRONG)
    if strong and len(strong) == len(items):
        yield Finding("Every answer was convincing: go on to harder questions.", strong)


def question_numbers(numbers: Sequence[int]) -> str:
    """Write ``question 2`` or ``questions 2, 4 and 5``."""
    *others, last = map(str, numbers)
    return f"questions {', '.join(others)} and {last}" if others else f"question {last}"


def _words(slug: str) -> str:
    return slug.replace("_", " ").replace("-", " ")


def _in_sentence(category: Category) -> str:
    label = category.label
    return label if label[:2].isupper() else label[0].lower() + label[1:]
