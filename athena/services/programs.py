"""Programs of candidates on the tests of a problem: tried on those everybody sees, or handed in to all."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from athena.domain.problems import Language, ProgramTask, ProgramTest
from athena.errors import RunnerError
from athena.grading.values import Verdict
from athena.runner.values import Case, Program, Runner, RunResult, RunStatus
from athena.sandbox.values import Cancel

LONGEST_SHOWN: Final = 4000
_VERDICTS: Final = {
    RunStatus.ACCEPTED: Verdict.PASSED,
    RunStatus.WRONG: Verdict.WRONG,
    RunStatus.ERROR: Verdict.ERROR,
    RunStatus.COMPILE_ERROR: Verdict.ERROR,
    RunStatus.TIMEOUT: Verdict.TIMEOUT,
    RunStatus.MEMORY: Verdict.MEMORY,
    RunStatus.UNAVAILABLE: Verdict.NOT_RUN,
}
_SAYS: Final = {
    Verdict.WRONG: "the output is not the expected one.",
    Verdict.ERROR: "the program ends with an error.",
    Verdict.TIMEOUT: "the program takes too long.",
    Verdict.MEMORY: "the program takes too much memory.",
}
_PLACE: Final = re.compile(r'^\s*File "[^"]*script\.py", line (\d+)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Tested:
    """One test that was run, with its ``number`` (from 1) among all tests of the problem."""

    number: int
    test: ProgramTest
    result: RunResult

    @property
    def verdict(self) -> Verdict:
        """What became of the program."""
        return _VERDICTS[self.result.status]

    @property
    def name(self) -> str:
        """The test as people are told of it."""
        return f"Hidden test {self.number}" if self.test.hidden else f"Test {self.number}"

    @property
    def output(self) -> str:
        """What the program wrote, as much as can be shown."""
        return _shown(self.result.stdout)

    @property
    def error(self) -> str:
        """What the program said of its error, as much as can be shown."""
        return _shown(self.result.stderr)

    @property
    def line(self) -> int | None:
        """The line of the program (from 1) that is at fault; None where that is unknown or would tell."""
        places = _PLACE.findall(self.result.stderr)
        return int(places[-1]) if places and self.verdict is Verdict.ERROR and not self.test.hidden else None

    @property
    def reason(self) -> str:
        """Why it is not passed; of a hidden test neither what it reads nor what came of it."""
        told = "" if self.test.hidden else self._told()
        return f"{self.name}: {told or _SAYS.get(self.verdict, 'passed.')}"

    def _told(self) -> str:
        if self.verdict is Verdict.WRONG:
            return _difference(self.test.expected_output, self.result.stdout)
        lines = self.error.strip().splitlines()
        return f"{lines[-1]}." if self.verdict is Verdict.ERROR and lines else ""


@dataclass(frozen=True, slots=True)
class ProgramTrial:
    """A program tried on the tests that everybody sees."""

    tests: tuple[Tested, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict on the first test that was not passed."""
        return _verdict(self.tests)


@dataclass(frozen=True, slots=True)
class Marked:
    """A program that was handed in: its verdict, the share of tests it passes, and what it took.

    ``detail`` is what is kept: ``reasons`` in words, ``right`` by name of test, ``line`` at fault or None.
    """

    verdict: Verdict
    score: float
    runtime_ms: float | None
    memory_kb: int | None
    detail: Mapping[str, object]


class ProgramBench:
    """Runs programs of candidates on the tests of a task. Thread-safe.

    All methods raise RunnerError when the runner is of no help, and the fault of a cancelled query when they
    are cancelled.
    """

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def try_out(
        self, task: ProgramTask, language: Language, code: str, cancel: Cancel | None = None
    ) -> ProgramTrial:
        """Run a program on the tests everybody sees."""
        seen = [(number, test) for number, test in _numbered(task) if not test.hidden]
        return ProgramTrial(self._run(seen, Program(language, code), cancel))

    def hand_in(
        self, task: ProgramTask, language: Language, code: str, cancel: Cancel | None = None
    ) -> Marked:
        """Run a program on all tests."""
        tests = self._run(_numbered(task), Program(language, code), cancel)
        passed = sum(one.verdict is Verdict.PASSED for one in tests)
        return Marked(
            _verdict(tests),
            passed / len(tests),
            max((one.result.time_ms for one in tests if one.result.time_ms is not None), default=None),
            max((one.result.memory_kb for one in tests if one.result.memory_kb is not None), default=None),
            _detail(tests),
        )

    def _run(
        self, tests: Sequence[tuple[int, ProgramTest]], program: Program, cancel: Cancel | None
    ) -> tuple[Tested, ...]:
        cancel, stop = cancel or Cancel(), threading.Event()
        cases = [Case(test.stdin, test.expected_output) for _, test in tests]
        with cancel.calling(stop.set):
            results = self._runner.run_each(program, cases, stop=stop)
        cancel.check()
        for result in results:
            if result.status is RunStatus.UNAVAILABLE:
                raise RunnerError(result.message)
        return tuple(Tested(*test, result) for test, result in zip(tests, results, strict=True))


def _numbered(task: ProgramTask) -> list[tuple[int, ProgramTest]]:
    return list(enumerate(task.tests, start=1))


def _verdict(tests: Sequence[Tested]) -> Verdict:
    return next((one.verdict for one in tests if one.verdict is not Verdict.PASSED), Verdict.PASSED)


def _detail(tests: Sequence[Tested]) -> dict[str, object]:
    failed = next((one for one in tests if one.verdict is not Verdict.PASSED), None)
    return {
        "reasons": [failed.reason] if failed else [],
        "notes": [],
        "right": {one.name: one.verdict is Verdict.PASSED for one in tests},
        "line": failed.line if failed else None,
        "column": None,
    }


def _difference(expected: str, actual: str) -> str:
    """Return the first line that differs, in words; blanks at the ends of lines do not count."""
    pairs = zip_longest(
        *([line.rstrip() for line in text.rstrip().split("\n")] for text in (expected, actual))
    )
    for number, (wanted, found) in enumerate(pairs, start=1):
        if found is None:
            return f"line {number} of the output is missing, “{_brief(wanted)}” was expected."
        if wanted is None:
            return f"line {number} of the output is one too many: “{_brief(found)}”."
        if wanted != found:
            return f"in line {number} “{_brief(wanted)}” was expected, and “{_brief(found)}” came."
    return ""


def _brief(line: str) -> str:
    return _clean(line if len(line) <= 80 else f"{line[:79]}…")


def _shown(text: str) -> str:
    return _clean(text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…").rstrip()


def _clean(text: str) -> str:
    """Return the text without what no database keeps; blanks in front are part of it."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
