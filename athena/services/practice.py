"""Coding problems on one's own: the list with progress, trying out, handing in, hints and solutions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from athena.domain.access import Permission, Viewer
from athena.domain.exercise import Exercise
from athena.domain.problems import Language, Problem, ProblemBank
from athena.errors import AccessError, InputError, NotFoundError
from athena.grading.bench import Graded, QueryBench, SampleTable, Trial
from athena.sandbox.values import Cancel
from athena.services.practice_views import (
    ProblemFilter,
    ProblemLine,
    ProblemView,
    Progress,
    Solution,
    following,
    line_of,
    progress_of,
    solution_of,
    view_of,
)
from athena.services.programs import Marked, ProgramBench, ProgramTrial
from athena.services.records import random_id, storable, utc_now
from athena.store import problems, submissions
from athena.store.database import Database, Reader, Transaction
from athena.store.submissions import Submission

LONGEST_CODE = 50_000
EVERYTHING = ProblemFilter()


class Practice:
    """The use cases of coding problems. Synchronous and thread-safe: whatever returned is committed.

    Everybody practises for themselves: another person's ID gives AccessError; for the list of problems only
    where the viewer may not see names. Methods that name a problem raise NotFoundError when there is none;
    those that run code raise InputError for code that is empty or too long, and for a problem whose language
    cannot be run here. ``now`` gives naive UTC; ``new_id`` gives random UUIDs as text. Without ``programs``
    only SQL problems can be run; with them RunnerError is raised when a program could not be run, and nothing
    is kept.
    """

    def __init__(
        self,
        database: Database,
        bank: ProblemBank,
        bench: QueryBench,
        *,
        programs: ProgramBench | None = None,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        """Bring the problems the database knows up to date with ``bank``."""
        self._database = database
        self._bank = bank
        self._bench = bench
        self._programs = programs
        self._now = now
        self._new_id = new_id
        self._sync()

    def problems(
        self, viewer: Viewer, employee_id: str, wanted: ProblemFilter = EVERYTHING
    ) -> list[ProblemLine]:
        """Return the problems a filter lets through, in the bank's order, with a person's progress."""
        _require_seeing(viewer, employee_id)
        progress = _progress(self._database, employee_id)
        known = [(problem, progress.get(name, Progress())) for name, problem in self._bank.problems.items()]
        return [line_of(problem, own) for problem, own in known if wanted.lets(problem, own)]

    def following(self, viewer: Viewer, employee_id: str, problem_id: str) -> ProblemLine | None:
        """Return the problem to go on with; None when every other one is done."""
        lines = [line for line in self.problems(viewer, employee_id) if self.runs(line.language)]
        return following(lines, self._problem(problem_id))

    def runs(self, language: Language) -> bool:
        """Whether code of a language can be run here."""
        return language is Language.SQL or self._programs is not None

    def problem(self, viewer: Viewer, employee_id: str, problem_id: str) -> ProblemView:
        """Return a problem as this person may see it now."""
        _require_own(viewer, employee_id)
        return view_of(self._problem(problem_id), self._standing(employee_id, problem_id))

    def sample(self, viewer: Viewer, problem_id: str) -> tuple[SampleTable, ...]:
        """Return the tables of an SQL problem with the rows that everybody sees."""
        viewer.require(Permission.PRACTISE)
        return self._bench.sample(self._exercise(problem_id))

    def run(
        self, viewer: Viewer, problem_id: str, code: str, *, cancel: Cancel | None = None
    ) -> Trial | ProgramTrial:
        """Try code on what everybody sees: its results beside the expected ones. Nothing is kept.

        A query gives a Trial, a program a ProgramTrial.
        """
        viewer.require(Permission.PRACTISE)
        problem = self._problem(problem_id)
        code = read_code(code, problem.language)
        if problem.program and self._programs:
            return self._programs.try_out(problem.program, problem.language, code, cancel)
        return self._bench.try_out(self._exercise(problem_id), code, cancel)

    def submit(
        self,
        viewer: Viewer,
        employee_id: str,
        problem_id: str,
        code: str,
        *,
        cancel: Cancel | None = None,
    ) -> Submission:
        """Run code on all data, keep it and return it with its verdict; ``detail`` as in ``detail_of``.

        Raises the fault of a cancelled query when it is cancelled, and keeps nothing then.
        """
        _require_own(viewer, employee_id)
        problem = self._problem(problem_id)
        code = read_code(code, problem.language)
        marked = self._mark(problem, code, cancel)
        with self._database.transaction() as tx:
            submission = Submission(
                submission_id=self._new_id(),
                problem_id=problem_id,
                problem_version=self._bank.version,
                employee_id=employee_id,
                code=code,
                verdict=marked.verdict,
                score=marked.score,
                hints_used=_hints(tx, employee_id, problem_id),
                submitted_at=self._now(),
                runtime_ms=marked.runtime_ms,
                memory_kb=marked.memory_kb,
                detail=marked.detail,
            )
            submissions.add(tx, submission)
        return submission

    def hint(self, viewer: Viewer, employee_id: str, problem_id: str) -> str:
        """Show the next hint, which is counted; the last one again when there are no more."""
        _require_own(viewer, employee_id)
        hints = self._problem(problem_id).hints
        with self._database.transaction() as tx:
            number = min(_hints(tx, employee_id, problem_id) + 1, len(hints))
            problems.add_help(tx, employee_id, problem_id, "hint", number, self._now())
        return hints[number - 1]

    def give_up(self, viewer: Viewer, employee_id: str, problem_id: str) -> Solution:
        """Show the solution to somebody who gives up, which is kept."""
        _require_own(viewer, employee_id)
        problem = self._problem(problem_id)
        with self._database.transaction() as tx:
            problems.add_help(tx, employee_id, problem_id, "solution", 0, self._now())
        return solution_of(problem)

    def solution(self, viewer: Viewer, employee_id: str, problem_id: str) -> Solution:
        """Return the solution; InputError before a pass or giving up."""
        _require_own(viewer, employee_id)
        problem = self._problem(problem_id)
        if not self._standing(employee_id, problem_id).sees_solution:
            raise InputError(
                "The solution is shown once your query has passed, or when you give up on this problem.",
                "Not yet",
            )
        return solution_of(problem)

    def history(self, viewer: Viewer, employee_id: str, problem_id: str) -> list[Submission]:
        """Return a person's submissions to a problem with their code, newest first."""
        _require_own(viewer, employee_id)
        return submissions.history(self._database, employee_id, self._problem(problem_id).id)

    def _sync(self) -> None:
        if not problems.up_to_date(self._database, self._bank.version, len(self._bank.problems)):
            with self._database.transaction() as tx:
                problems.sync(tx, self._bank.version, self._bank.problems.values(), self._now())

    def _mark(self, problem: Problem, code: str, cancel: Cancel | None) -> Marked:
        if problem.program and self._programs:
            return self._programs.hand_in(problem.program, problem.language, code, cancel)
        graded = self._bench.hand_in(self._exercise(problem.id), code, cancel)
        score, took = graded.outcome.score, (graded.runtime_ms, graded.memory_kb)
        return Marked(graded.verdict, score, *took, detail_of(graded))

    def _problem(self, problem_id: str) -> Problem:
        found = self._bank.problems.get(problem_id)
        if found is None:
            raise NotFoundError("There is no problem under this address. Choose one from the list.")
        return found

    def _exercise(self, problem_id: str) -> Exercise:
        exercise = self._problem(problem_id).exercise
        if exercise is None:
            raise InputError("Only SQL problems can be run here. Choose one of them.")
        return exercise

    def _standing(self, employee_id: str, problem_id: str) -> Progress:
        return _progress(self._database, employee_id).get(problem_id, Progress())


def _require_own(viewer: Viewer, employee_id: str) -> None:
    viewer.require(Permission.PRACTISE)
    if not (viewer.local or viewer.is_person(employee_id)):
        raise AccessError("Everybody practises for themselves. Choose a problem from your own list.")


def _require_seeing(viewer: Viewer, employee_id: str) -> None:
    viewer.require(Permission.PRACTISE)
    viewer.require_results(employee_id, Permission.SEE_NAMES)


def read_code(text: str, language: Language = Language.SQL) -> str:
    """Return code as it can be kept. Raises InputError when there is none or too much of it."""
    code = storable(text)
    if not code:
        wanted = "query" if language is Language.SQL else "program"
        raise InputError(f"There is nothing to run yet. Write a {wanted} first.")
    if len(code) > LONGEST_CODE:
        raise InputError(f"That is too long. Please keep it within {LONGEST_CODE:,} characters.")
    return code


def detail_of(graded: Graded) -> dict[str, object]:
    """Return what is kept of a verdict: ``reasons`` and ``notes`` in words, ``right`` by name of data set.

    ``line`` and ``column`` (from 1, or None) are where a query that did not run is at fault.
    """
    outcome = graded.outcome
    return {
        "reasons": list(outcome.reasons),
        "notes": list(outcome.notes),
        "right": dict(outcome.right),
        "line": graded.line,
        "column": graded.column,
    }


def _hints(tx: Transaction, employee_id: str, problem_id: str) -> int:
    hints, _ = problems.help_taken(tx, employee_id).get(problem_id, (0, False))
    return hints


def _progress(reader: Reader, employee_id: str) -> dict[str, Progress]:
    tries = submissions.tries(reader, employee_id)
    helped = problems.help_taken(reader, employee_id)
    return {
        name: progress_of(tries.get(name), *helped.get(name, (0, False)))
        for name in tries.keys() | helped.keys()
    }
