"""Refitting the parameters of the bank's questions from stored answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.config import Settings
from athena.domain.ability import Item
from athena.domain.calibration import MINIMUM, Fit, fit
from athena.domain.interview import InterviewPlan
from athena.domain.questions import Bank
from athena.domain.selection import labelled
from athena.services.records import utc_now
from athena.store import items
from athena.store.database import Database, Reader


@dataclass(frozen=True, slots=True)
class Refit:
    """A question's new parameters beside those that held before."""

    before: Item
    fit: Fit


class Calibration:
    """Refits item parameters; the bank's are the start and hold where there are too few answers."""

    def __init__(self, database: Database, bank: Bank, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._bank = bank
        self._now = now

    def run(self, minimum: int = MINIMUM, *, dry_run: bool = False) -> list[Refit]:
        """Refit all questions with at least ``minimum`` answers and keep that, unless ``dry_run``.

        Every run starts from the bank's parameters, so that the same answers always give the same ones.
        """
        bank = {name: labelled(question) for name, question in self._bank.questions.items()}
        held = bank | items.refitted(self._database)
        fits = fit(items.answers(self._database), bank, minimum)
        if fits and not dry_run:
            with self._database.transaction() as tx:
                items.put(tx, fits, self._now())
        return [Refit(held[found.question_id], found) for found in fits]


@contextmanager
def opened_calibration(settings: Settings) -> Iterator[Calibration]:
    """Open the store to refit the questions' parameters. Raises AthenaError."""
    bank = load_bank(settings.question_folder or DEFAULT_FOLDER)
    database = Database.open(settings.database_path)
    try:
        yield Calibration(database, bank)
    finally:
        database.close()


def calibrated(reader: Reader, plan: InterviewPlan) -> InterviewPlan:
    """Return the plan with the refitted item parameters there are."""
    found = items.refitted(reader).items()
    return replace(plan, items=tuple((name, round(a, 4), round(b, 4)) for name, (a, b) in found))
