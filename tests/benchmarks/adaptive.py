"""How well few questions place a person: simulated people, the app's own choice of questions and estimate.

A bank of 13 fields with 6 questions each; true discrimination exp(N(.1, .3)), difficulty label + N(0, .45).
A person has an ability N(0, 1) and in every field a deviation N(0, .5) from it. An answer makes each of five
key points with the model's probability (correlated, deviation .6). The grader errs by N(0, .12).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from statistics import fmean

from athena.domain.ability import Item, estimate, expected_score, level_at
from athena.domain.calibration import Answer, fit
from athena.domain.interview import Category, Difficulty, InterviewPlan, Selection
from athena.domain.questions import Bank, Question, QuestionType
from athena.domain.selection import Asked, item_of, next_question

PEOPLE = 600
PAST_PEOPLE = 1000
"""Whose five answers each the refitted parameters rest on."""
COUNTS = (3, 4, 5, 6)
GOAL = 0.50
_LABELS = dict(zip(Difficulty, (-1.3, 0.0, 1.3), strict=True))
_FIELD_SPREAD, _ANSWER_SPREAD, _GRADER_SPREAD, _POINTS = 0.5, 0.6, 0.12, 5
Items = tuple[tuple[str, float, float], ...]
Chooser = Callable[[InterviewPlan, Sequence[Asked], random.Random], Question | None]


@dataclass(frozen=True)
class Row:
    """One way of choosing with one kind of parameters; ``rmse`` by the number of questions.

    After five: ``level`` is how often the most likely level is the true one, ``covered`` how often the 80 %
    interval holds the true ability.
    """

    choice: str
    parameters: str
    rmse: dict[int, float]
    level: float
    covered: float


@dataclass(frozen=True)
class Person:
    ability: float
    fields: dict[Category, float]

    def score(self, question: Question, item: Item, chance: random.Random) -> float:
        """Answer a question of these true parameters and be graded."""
        here = (
            self.ability
            + self.fields[question.category]
            + chance.gauss(0, _ANSWER_SPREAD) / item.discrimination
        )
        made = sum(chance.random() < expected_score(item, here) for _ in range(_POINTS)) / _POINTS
        return min(1.0, max(0.0, made + chance.gauss(0, _GRADER_SPREAD)))


def made_bank() -> Bank:
    """Return two questions of each level in every field, known by their labels only."""
    made = [
        Question(
            id=f"{category}-{level}-{copy}",
            category=category,
            difficulty=level,
            type=QuestionType.SPOKEN,
            prompt="",
            rephrased="",
            reference_answer="",
            expected_seconds=60,
            skills=(),
            key_points=(),
            irt=(1.0, label),
        )
        for category in Category
        for level, label in _LABELS.items()
        for copy in "ab"
    ]
    return Bank("simulated", {question.id: question for question in made})


BANK = made_bank()


def true_items(chance: random.Random) -> dict[str, Item]:
    """Draw what the questions are really like."""
    return {
        name: Item(exp(chance.gauss(0.1, 0.3)), question.irt[1] + chance.gauss(0, 0.45))
        for name, question in BANK.questions.items()
    }


def person(chance: random.Random) -> Person:
    """Draw a person."""
    return Person(chance.gauss(0, 1), {category: chance.gauss(0, _FIELD_SPREAD) for category in Category})


def by_the_app(plan: InterviewPlan, asked: Sequence[Asked], _: random.Random) -> Question | None:
    """Choose as an interview does."""
    return next_question(BANK, plan, asked)


def at_random(_: InterviewPlan, asked: Sequence[Asked], chance: random.Random) -> Question | None:
    """Choose any question that was not asked."""
    used = {past.question.id for past in asked}
    return chance.choice([question for question in BANK.questions.values() if question.id not in used])


def interview(
    who: Person, plan: InterviewPlan, truth: dict[str, Item], choose: Chooser, chance: random.Random
) -> list[Asked]:
    """Let a person take a whole interview."""
    asked: list[Asked] = []
    while len(asked) < plan.question_count and (question := choose(plan, asked, chance)):
        asked.append(Asked(question, who.score(question, truth[question.id], chance)))
    return asked


def refitted(truth: dict[str, Item]) -> Items:
    """Return the parameters that a calibration finds in the answers of earlier people."""
    chance, answers = random.Random(7), []
    for number in range(PAST_PEOPLE):
        plan = InterviewPlan(question_count=5, seed=number, level=chance.choice(list(Difficulty)))
        past = interview(person(chance), plan, truth, by_the_app, chance)
        answers += [Answer(str(number), one.question.id, one.score or 0.0) for one in past]
    known = {name: Item(*question.irt) for name, question in BANK.questions.items()}
    return as_items({found.question_id: found.item for found in fit(answers, known)})


def as_items(items: dict[str, Item]) -> Items:
    """Return parameters as a plan holds them."""
    return tuple((name, *item) for name, item in items.items())


def measured(choice: str, parameters: str, items: Items, truth: dict[str, Item], people: int) -> Row:
    """Interview everybody in one way; the same people and luck of the draw for all ways."""
    choose = at_random if choice == "random" else by_the_app
    selection = Selection.FIXED if choice == "fixed" else Selection.ADAPTIVE
    errors: dict[int, list[float]] = {count: [] for count in COUNTS}
    level, covered = [], []
    for number in range(people):
        chance = random.Random(number)
        who = person(chance)
        plan = InterviewPlan(question_count=max(COUNTS), seed=number, selection=selection, items=items)
        asked = interview(who, plan, truth, choose, chance)
        for count in COUNTS:
            ability = estimate((item_of(a.question, plan), a.score or 0.0) for a in asked[:count])
            errors[count].append((ability.mean - who.ability) ** 2)
            if count == 5:
                low, high = ability.interval(0.8)
                level.append(ability.level is level_at(who.ability))
                covered.append(low <= who.ability <= high)
    return Row(
        choice, parameters, {n: sqrt(fmean(e)) for n, e in errors.items()}, fmean(level), fmean(covered)
    )


def table(people: int = PEOPLE) -> list[Row]:
    """Return a row for each way of choosing with each kind of parameters."""
    truth = true_items(random.Random(1))
    kinds = {"labels only": (), "refitted": refitted(truth), "calibrated": as_items(truth)}
    return [
        measured(choice, name, items, truth, people)
        for choice in ("random", "fixed", "adaptive")
        for name, items in kinds.items()
    ]


def main() -> None:
    """Print the table."""
    print(f"# Adaptive choice of questions, {PEOPLE} simulated people\n")
    print("| choice | parameters | " + " | ".join(f"RMSE {n}" for n in COUNTS) + " | level right | in 80 % |")
    print("|---" * (len(COUNTS) + 4) + "|")
    rows = table()
    for row in rows:
        errors = " | ".join(f"{row.rmse[count]:.2f}" for count in COUNTS)
        print(f"| {row.choice} | {row.parameters} | {errors} | {row.level:.0%} | {row.covered:.0%} |")
    best = next(row for row in rows if (row.choice, row.parameters) == ("adaptive", "calibrated"))
    print(f"\nGoal: adaptive with calibrated items at most {GOAL:.2f} after five: {best.rmse[5]:.2f}.")


if __name__ == "__main__":
    main()
