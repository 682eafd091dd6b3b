"""From what one query gave on each data set to its grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from athena.grading.scoring import credit, partial_score, unrun_score
from athena.grading.suite import Dataset, Judge, Suite, as_result
from athena.grading.values import Grade, Outcome, Verdict
from athena.sandbox.values import FaultKind, QueryFault, Table
from athena.sqltext.parsing import SqlTextError
from athena.sqltext.structure import likeness, shape, structure_notes, text_likeness

_VERDICTS: Final = {
    FaultKind.TIMEOUT: Verdict.TIMEOUT,
    FaultKind.MEMORY: Verdict.MEMORY,
    FaultKind.CANCELLED: Verdict.NOT_RUN,
    FaultKind.BROKEN: Verdict.NOT_RUN,
    FaultKind.EMPTY: Verdict.NOT_RUN,
}
_REASONS: Final = 3


def grade(suite: Suite, sql: str, unreadable: str, found: Sequence[Table | QueryFault]) -> Grade:
    """Return the grade for what a query gave on each data set, or on the first alone when it failed there.

    ``unreadable`` says why the text of another dialect cannot be read, empty when it can.
    """
    rules = Judge(suite.comparison, suite.keys)
    pairs = zip(suite.datasets, found, strict=False)
    outcomes = tuple(_outcome(one, result, rules) for one, result in pairs)
    verdict = _verdict(outcomes)
    if verdict is Verdict.PASSED:
        return Grade(verdict, 1.0, (), outcomes, (), *_used(found))
    alike, notes = (0.0, ()) if _writes(found) else _structure(suite, sql)
    reasons = (unreadable,) if unreadable else _reasons(outcomes)
    return Grade(verdict, _score(verdict, outcomes, alike), reasons, outcomes, notes, *_used(found))


def _writes(found: Sequence[Table | QueryFault]) -> bool:
    """Whether it is no query at all but would change something, which is worth nothing however it reads."""
    return any(isinstance(one, QueryFault) and one.kind is FaultKind.WRITE for one in found)


def _score(verdict: Verdict, outcomes: Sequence[Outcome], alike: float) -> float:
    match verdict:
        case Verdict.WRONG:
            return partial_score(outcomes, alike)
        case Verdict.ERROR if any(one.verdict is not Verdict.ERROR for one in outcomes):
            return partial_score(outcomes, alike)
        case Verdict.ERROR:
            return unrun_score(alike)
        case Verdict.NOT_RUN:
            return 0.0
        case _:
            return round(partial_score(outcomes, alike) * 0.7, 3)


def _structure(suite: Suite, sql: str) -> tuple[float, tuple[str, ...]]:
    """Return how alike the query is to the nearest reference, and what differs from it."""
    try:
        own = shape(sql, suite.schema)
    except SqlTextError:
        return max(text_likeness(gold, sql) for gold in suite.gold) ** 2, ()
    if not suite.shapes:
        return 0.0, ()
    nearest = max(suite.shapes, key=lambda gold: likeness(gold, own))
    return likeness(nearest, own), structure_notes(nearest, own)


def _outcome(dataset: Dataset, found: Table | QueryFault, rules: Judge) -> Outcome:
    trivial = not dataset.expected.rows
    if isinstance(found, QueryFault):
        verdict = _VERDICTS.get(found.kind, Verdict.ERROR)
        return Outcome(
            dataset.name,
            dataset.kind,
            verdict,
            found.message,
            trivial=trivial,
            line=found.line,
            column=found.column,
        )
    difference = rules.difference(dataset.expected, as_result(found), lenient=dataset.is_made)
    if difference is None and not found.truncated:
        return Outcome(dataset.name, dataset.kind, Verdict.PASSED, credit=1.0, trivial=trivial)
    if difference is None:
        return Outcome(dataset.name, dataset.kind, Verdict.WRONG, "The result is too long.", trivial=trivial)
    return Outcome(
        dataset.name,
        dataset.kind,
        Verdict.WRONG,
        difference.message,
        difference.kind,
        credit(difference),
        trivial,
    )


def _verdict(outcomes: Sequence[Outcome]) -> Verdict:
    """Return the worst that happened: what stops a query everywhere before what is wrong somewhere."""
    seen = {one.verdict for one in outcomes}
    if seen == {Verdict.PASSED}:
        return Verdict.PASSED
    for verdict in (Verdict.TIMEOUT, Verdict.MEMORY, Verdict.NOT_RUN, Verdict.ERROR):
        if verdict in seen:
            return verdict
    return Verdict.WRONG


def _reasons(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return what went wrong, the data a person wrote first, each sentence once."""
    failed = sorted((one for one in outcomes if one.verdict is not Verdict.PASSED), key=_telling)
    sentences: Mapping[str, None] = dict.fromkeys(_sentence(one) for one in failed)
    return tuple(sentences)[:_REASONS]


def _telling(outcome: Outcome) -> tuple[bool, bool]:
    return outcome.verdict is Verdict.WRONG and outcome.kind not in {
        "visible",
        "hidden",
        "given",
    }, outcome.trivial


def _sentence(outcome: Outcome) -> str:
    return (
        outcome.message if outcome.verdict is not Verdict.WRONG else f"On {_data(outcome)}: {outcome.message}"
    )


def _data(outcome: Outcome) -> str:
    if outcome.kind == "visible":
        return "the visible data"
    return f"hidden data ({outcome.dataset})" if outcome.kind != "given" else outcome.dataset


def _used(found: Sequence[Table | QueryFault]) -> tuple[float, int | None]:
    tables = [one for one in found if isinstance(one, Table)]
    memory = [one.memory_kb for one in tables if one.memory_kb is not None]
    return max((one.elapsed_ms for one in tables), default=0.0), max(memory, default=None)
