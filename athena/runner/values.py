"""What a runner takes and gives: plain values, no network."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from athena.domain.problems import Language


@dataclass(frozen=True, slots=True)
class Program:
    """What a candidate wrote. Nothing about the candidate goes with it."""

    language: Language
    source: str


@dataclass(frozen=True, slots=True)
class Case:
    """One run of a program: what it reads, and what it must write (blanks at line ends do not count)."""

    stdin: str
    expected_output: str


@dataclass(frozen=True, slots=True)
class RunLimits:
    """What one run may use: processor time, time on the clock, memory, and bytes written to one file."""

    cpu_s: float = 5.0
    wall_s: float = 10.0
    memory_kb: int = 128_000
    output_kb: int = 1024


USUAL: Final = RunLimits()


class RunStatus(StrEnum):
    """What became of one run."""

    ACCEPTED = "accepted"
    WRONG = "wrong"
    ERROR = "error"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    COMPILE_ERROR = "compile_error"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class RunResult:
    """One run. ``message`` says in a sentence why the runner is of no help when it is UNAVAILABLE.

    ``stderr`` also holds what a compiler said. ``memory_kb`` and ``time_ms`` (processor time) are None where
    they are not known.
    """

    status: RunStatus
    stdout: str = ""
    stderr: str = ""
    time_ms: float | None = None
    memory_kb: int | None = None
    message: str = ""


class Runner(Protocol):
    """Runs a program on cases. Thread-safe."""

    def run_each(
        self,
        program: Program,
        cases: Sequence[Case],
        limits: RunLimits = USUAL,
        *,
        stop: threading.Event | None = None,
    ) -> list[RunResult]:
        """Return a result for every case, in order; never raises because of the service.

        Once ``stop`` is set nothing more is waited for, and what has not come is UNAVAILABLE.
        """
        ...

    def close(self) -> None:
        """Let go of the connections."""
        ...
