"""What one tab runs beside its page: one thing at a time, ended at once on demand, taken over when done."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from athena.errors import AthenaError
from athena.sandbox.values import Cancel, QueryFault
from athena.ui.editor.widget import Fault, Run

PATIENCE_S: Final = 0.5
"""How long a run may take before the page says that it runs: most are over by then."""
_POOL = ThreadPoolExecutor(24, thread_name_prefix="athena-run")
T = TypeVar("T")


@dataclass(slots=True)
class Running(Generic[T]):
    """Code on its way, and the way to end it."""

    run: Run
    outcome: Future[T]
    cancel: Cancel


@dataclass(slots=True)
class Background(ABC, Generic[T]):
    """What runs now, and the outcome or fault of the last run; a subclass says what an outcome changes."""

    running: Running[T] | None = field(default=None, kw_only=True)
    outcome: T | None = field(default=None, kw_only=True)
    fault: Fault | None = field(default=None, kw_only=True)

    @property
    def busy(self) -> bool:
        """Whether something still runs."""
        return self.running is not None and not self.running.outcome.done()

    def start(self, run: Run, task: Callable[[Cancel], T]) -> None:
        """Begin a task, and wait a moment for it; one that still runs is ended first."""
        self.stop()
        cancel = Cancel()
        outcome = _POOL.submit(task, cancel)
        self.running = Running(run, outcome, cancel)
        wait([outcome], PATIENCE_S)

    def stop(self) -> None:
        """End what runs, at once."""
        if self.running:
            self.running.cancel.cancel()

    def settle(self) -> bool:
        """Take over what came of a run that is over; tell whether one still goes on."""
        if self.running is None:
            return False
        if self.busy:
            return True
        running, self.running = self.running, None
        self.outcome, self.fault = None, None
        try:
            self.take(running.run, running.outcome.result())
        except QueryFault as fault:
            self.fault = running.run.placed(fault.message, fault.line, fault.column)
        except AthenaError as error:
            self.fault = Fault(error.message)
        return False

    @abstractmethod
    def take(self, run: Run, outcome: T) -> None:
        """Keep the outcome of a run that is over."""
