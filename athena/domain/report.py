"""The report of one interview: arithmetic over its items, and sentences that name the items they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from athena.domain.ability import Ability, estimate
from athena.domain.findings import by_category, question_numbers, recommendations, strengths, weaknesses
from athena.domain.report_items import Band, Finding, ItemStatus, ReportItem, band_of, percent

__all__ = [
    "Band",
    "Finding",
    "ItemStatus",
    "Report",
    "ReportItem",
    "band_of",
    "build_report",
    "level_in_words",
    "likely_range",
]

# How far single answers of one person usually lie from that person's mean, and how many answers that
# expectation counts for beside the ones really seen.
_USUAL_SPREAD = 0.25
_USUAL_WORTH = 2
_NINETY_PERCENT = 1.645
_LEVEL_MASS = 0.8  # the middle of the posterior whose levels are named
_ENOUGH = 0.5  # the part of the planned questions that places a person in a band


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report over ``items``, the questions asked of those ``planned``.

    ``overall_score`` is the mean over the assessed items, None when there are none; ``band`` is None as well
    when fewer than half of the planned questions were assessed. ``ability`` takes the difficulty of the
    questions into account; None with the band. ``writer`` names who worded the findings, and in which
    version; empty where that were templates.
    """

    items: tuple[ReportItem, ...]
    planned: int
    overall_score: float | None
    band: Band | None
    likely: tuple[float, float] | None
    ability: Ability | None
    uncertainty: str
    assessment: str
    strengths: tuple[Finding, ...]
    weaknesses: tuple[Finding, ...]
    recommendations: tuple[Finding, ...]
    writer: str = ""

    @property
    def assessed_count(self) -> int:
        """How many items enter the overall score."""
        return sum(item.status is ItemStatus.ASSESSED for item in self.items)


def build_report(items: Sequence[ReportItem], planned: int = 0) -> Report:
    """Build the report of an interview from its questions, in the order they were asked.

    ``planned`` is how many were to be asked, at least those that were.
    """
    planned = max(planned, len(items))
    scores = [item.score for item in items if item.score is not None]
    overall = fmean(scores) if scores else None
    return Report(
        items=tuple(items),
        planned=planned,
        overall_score=overall,
        band=None if overall is None or not _enough(scores, planned) else band_of(overall),
        likely=likely_range(scores),
        ability=_ability(items) if scores and _enough(scores, planned) else None,
        uncertainty=_uncertainty(scores, planned),
        assessment=_assessment(items, scores, planned),
        strengths=strengths(items),
        weaknesses=weaknesses(items),
        recommendations=recommendations(items),
    )


def _ability(items: Sequence[ReportItem]) -> Ability:
    """Estimate the ability from what was assessed; the level chosen for the interview adds nothing."""
    return estimate((item.measured_by, item.score) for item in items if item.score is not None)


def _enough(scores: Sequence[float], planned: int) -> bool:
    return len(scores) >= _ENOUGH * planned


def likely_range(scores: Sequence[float]) -> tuple[float, float] | None:
    """Return where the person's true mean lies with about 90 % probability, within 0..1.

    The spread seen in the scores is blended with the usual one, so that two equal scores do not look certain.
    """
    if not scores:
        return None
    mean = fmean(scores)
    seen = sum((score - mean) ** 2 for score in scores)
    variance = (seen + _USUAL_WORTH * _USUAL_SPREAD**2) / (len(scores) - 1 + _USUAL_WORTH)
    margin = _NINETY_PERCENT * sqrt(variance / len(scores))
    return max(0.0, mean - margin), min(1.0, mean + margin)


def _uncertainty(scores: Sequence[float], planned: int) -> str:
    likely = likely_range(scores)
    if likely is None:
        return "There is no score, so there is nothing to be certain about."
    low, high = likely
    basis = "This rests on one answer" if len(scores) == 1 else f"This rests on {len(scores)} answers"
    span = f"{basis}: the person's true mean most likely lies between {percent(low)} and {percent(high)}"
    if not _enough(scores, planned):
        return f"{span}. More answers would narrow it."
    if band_of(low) is band_of(high):
        return f"{span}, all of it {band_of(low)}."
    return f"{span}, anywhere from {band_of(low)} to {band_of(high)}. More questions would narrow it."


def _assessment(items: Sequence[ReportItem], scores: Sequence[float], planned: int) -> str:
    if not items:
        return "Nothing could be assessed: no question was asked."
    if not scores:
        return (
            f"Nothing could be assessed: none of the {len(items)} questions got an answer that can be judged."
        )
    sentences = (
        _mean_of(scores, planned),
        _uncertainty(scores, planned),
        level_in_words(_ability(items)) if _enough(scores, planned) else "",
        _extremes(items),
        _left_out(items),
        _never_asked(items, planned),
    )
    return " ".join(filter(None, sentences))


def _mean_of(scores: Sequence[float], planned: int) -> str:
    mean = fmean(scores)
    counted = f"{len(scores)} of {planned} planned questions were assessed; their mean is {percent(mean)}"
    if _enough(scores, planned):
        return f"{counted} ({band_of(mean)})."
    return f"{counted}. Too little was answered to place the person in a band."


def level_in_words(ability: Ability) -> str:
    """Write the most likely level, how sure that is, and how far the answers leave room."""
    low, high = ability.reach(_LEVEL_MASS)
    answers = "1 answer" if ability.answers == 1 else f"{ability.answers} answers"
    chance = percent(ability.chances[ability.level])
    likely = f"With the difficulty of the questions: most likely {ability.level} ({chance})"
    if low is high:
        return f"{likely}; {answers} leave little room for another level."
    leave = "leaves" if ability.answers == 1 else "leave"
    return f"{likely}; {answers} {leave} room from {low} to {high}."


def _extremes(items: Sequence[ReportItem]) -> str:
    fields = by_category(items)
    if len(fields) < 2:
        return ""
    best, worst = max(fields, key=lambda f: fields[f][0]), min(fields, key=lambda f: fields[f][0])
    if fields[best][0] == fields[worst][0]:
        return ""
    return (
        f"Strongest: {best.label} ({percent(fields[best][0])}, {question_numbers(fields[best][1])}). "
        f"Weakest: {worst.label} ({percent(fields[worst][0])}, {question_numbers(fields[worst][1])})."
    )


def _left_out(items: Sequence[ReportItem]) -> str:
    numbers = [item.number for item in items if item.score is None]
    return f"Not part of the mean: {question_numbers(numbers)}." if numbers else ""


def _never_asked(items: Sequence[ReportItem], planned: int) -> str:
    missing = planned - len(items)
    if not missing:
        return ""
    return f"{missing} of the planned questions {'was' if missing == 1 else 'were'} not asked."
