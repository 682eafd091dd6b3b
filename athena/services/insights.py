"""The figures of the insights pages: one aggregate query each, for who may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from athena.domain.access import Permission, Viewer
from athena.domain.insights import CUT, FEW, Filters
from athena.errors import NotFoundError
from athena.services.figures import Figure, Figures
from athena.store import insight_queries as queries

__all__ = ["Figure", "Insights", "MiddleHalf", "Options", "OwnMean", "Person", "Totals"]


@dataclass(frozen=True, slots=True)
class Totals:
    """The key figures of a period; None where there is nothing to compute them from.

    ``completion`` is the share of ended interviews that were completed; ``cost`` is US dollars an interview.
    """

    interviews: int
    completion: float | None
    score: float | None
    answers: int
    response_s: float | None
    cost: float | None


@dataclass(frozen=True, slots=True)
class Options:
    """What can be filtered by."""

    departments: tuple[str, ...]
    roles: tuple[str, ...]
    engines: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    demo: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was interviewed; department and role are None where they are not known."""

    employee_id: str
    name: str
    department: str | None
    role: str | None
    demo: bool


@dataclass(frozen=True, slots=True)
class OwnMean:
    """A mean score with its 95 % interval; None where there are too few answers for it."""

    answers: int
    score: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class MiddleHalf:
    """The quartiles of people's mean scores, and how many people they are of."""

    people: int
    lower: float
    middle: float
    upper: float


class Insights:
    """Answers what somebody may ask of all interviews. Thread-safe.

    Figures about the viewer alone are open to everybody who has results; all others raise AccessError unless
    the viewer may see them. Who may not see names is answered from the copy with pseudonyms.
    """

    def __init__(self, figures: Figures, viewer: Viewer) -> None:
        self._figures, self.viewer = figures, viewer

    def as_of(self) -> datetime:
        """Return the moment (UTC) the figures show."""
        return self._figures.as_of(masked=self._masked)

    def options(self) -> Options:
        """Return what there is to choose from."""
        self.viewer.require(Permission.SEE_INSIGHTS)
        (row,) = self._figures.read(queries.OPTIONS, (), masked=self._masked).rows
        departments, roles, engines, people, demo = row
        named = tuple((str(one["id"]), str(one["name"])) for one in people or ())
        return Options(tuple(departments or ()), tuple(roles or ()), tuple(engines or ()), named, bool(demo))

    def totals(self, filters: Filters) -> Totals:
        """Return the key figures."""
        (row,) = self._filtered(queries.TOTALS, filters).rows
        return Totals(*row)

    def trend(self, filters: Filters) -> Figure:
        """Return for each step of the period: step, interviews, completion, score, low, high, answers,
        response_s and cost; low and high bound the mean with 95 % confidence."""
        return self._filtered(queries.TREND.replace("{bucket}", filters.bucket()), filters)

    def heatmap(self, filters: Filters) -> Figure:
        """Return category, difficulty, answers and score."""
        return self._filtered(queries.HEATMAP, filters)

    def distribution(self, filters: Filters) -> Figure:
        """Return answers by tenths of the score: from_score, answers."""
        return self._filtered(queries.DISTRIBUTION, filters)

    def rhythm(self, filters: Filters) -> Figure:
        """Return interviews by weekday (1 Monday to 7) and hour (UTC)."""
        return self._filtered(queries.RHYTHM, filters)

    def leaders(self, filters: Filters, most: int = 10) -> Figure:
        """Return the people with the highest means over enough answers: name, answers, score, low, high."""
        self.viewer.require(Permission.SEE_NAMES)
        return self._filtered(queries.LEADERS, filters, (FEW, most))

    def questions(self, filters: Filters) -> Figure:
        """Return for each question of the bank: use, mean, spread, discrimination, time and hints."""
        return self._filtered(queries.QUESTIONS, filters)

    def skills(self, filters: Filters) -> Figure:
        """Return skill, answers, score, low and high, the weakest first."""
        return self._filtered(queries.SKILLS, filters)

    def categories(self, filters: Filters) -> Figure:
        """Return category, answers, score, low and high, the weakest first."""
        return self._filtered(queries.CATEGORIES, filters)

    def groups(self, filters: Filters, by: str, cut: float = CUT) -> Figure:
        """Return how groups fare: name, people, interviews, selected, answers, score and its deviation.

        Interviews that were ended count, practice does not; ``selected`` are those with a mean of ``cut`` or
        more. ``by`` is one of ``insight_queries.GROUPED_BY``. Raises KeyError for anything else.
        """
        return self._filtered(queries.GROUPS.replace("{by}", queries.GROUPED_BY[by]), filters, (cut,))

    def person(self, employee_id: str) -> Person:
        """Return who somebody is. Raises NotFoundError for somebody nobody knows."""
        found = self._of_person(queries.PERSON.strip(), employee_id).rows
        if not found:
            raise NotFoundError("There is nobody with this ID. Choose somebody from the list.")
        return Person(employee_id, *found[0])

    def own_mean(self, filters: Filters) -> OwnMean:
        """Return the mean over all answers that filters leave, with its interval."""
        ((answers, score, low, high),) = self._filtered(queries.OWN_MEAN, filters).rows
        return OwnMean(answers, score, low, high)

    def middle_half(self, filters: Filters) -> MiddleHalf | None:
        """Return between what the means of the middle half of people lie; None for fewer than ``FEW``.

        Only people with at least ``FEW`` answers count.
        """
        self.viewer.require(Permission.SEE_INSIGHTS)
        return self._middle_half(filters, masked=self._masked)

    def department_band(self, person: Person, filters: Filters) -> MiddleHalf | None:
        """Return the middle half of a person's department; None where it is not known or too small."""
        self.viewer.require_results(person.employee_id, Permission.SEE_NAMES)
        department = self.person(person.employee_id).department
        if not department:
            return None
        return self._middle_half(replace(filters, employee_id="", departments=(department,)), masked=False)

    def _middle_half(self, filters: Filters, *, masked: bool) -> MiddleHalf | None:
        filled = queries.filled(queries.MIDDLE_HALF, filters, (FEW,))
        ((people, lower, middle, upper),) = self._figures.read(*filled, masked=masked).rows
        return MiddleHalf(people, lower, middle, upper) if people >= FEW else None

    def solved(self, employee_id: str) -> Figure:
        """Return by difficulty: tried and solved problems, submissions, and when the last one was."""
        return self._of_person(queries.SOLVED, employee_id)

    def person_trend(self, filters: Filters) -> Figure:
        """Return one person's interviews in order, each with its mean and the mean's interval."""
        return self._filtered(queries.INTERVIEWS, filters)

    def recent(self, filters: Filters, most: int = 8) -> Figure:
        """Return the last interviews: session_id, started_at, name, level, status, answers, score."""
        return self._filtered(queries.RECENT, filters, (most,))

    @property
    def _masked(self) -> bool:
        return not self.viewer.may(Permission.SEE_NAMES)

    def _of_person(self, sql: str, employee_id: str) -> Figure:
        self.viewer.require_results(employee_id, Permission.SEE_NAMES)
        return self._figures.read(sql, (employee_id,), masked=False)

    def _filtered(self, sql: str, filters: Filters, more: Sequence[object] = ()) -> Figure:
        self.viewer.require_results(filters.employee_id, Permission.SEE_INSIGHTS)
        own = self.viewer.is_person(filters.employee_id)
        filled = queries.filled(sql, filters, tuple(more))
        return self._figures.read(*filled, masked=self._masked and not own)
