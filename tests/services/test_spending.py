from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.interview import InterviewPlan
from athena.errors import NotFoundError
from athena.services.evaluation import offline_evaluator
from athena.services.interviewing import Interviewing
from athena.services.spending import Spending, Spendings
from athena.store.database import Database

TUESDAY, WEDNESDAY = datetime(2026, 11, 17, 23, 59), datetime(2026, 11, 18, 0, 1)
TOKENS = {"input_tokens": 10, "output_tokens": 5}


class Calendar:
    """A clock to be set."""

    now = TUESDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database.open(":memory:")
    yield database
    database.close()


@pytest.fixture
def use(database: Database, calendar: Calendar) -> Interviewing:
    bank = load_bank(DEFAULT_FOLDER)
    use = Interviewing(database, bank, evaluator=offline_evaluator(bank), now=calendar)
    use.admit("E1", "Ada Novak")
    return use


@pytest.fixture
def spendings(database: Database, calendar: Calendar) -> Spendings:
    return Spendings(database, calendar)


def session(use: Interviewing) -> str:
    return use.open_session("E1", InterviewPlan(), "openai", "m").session_id


def test_a_session_over_midnight_has_its_whole_cost_and_the_day_its_own(
    use: Interviewing, calendar: Calendar
):
    one = session(use)
    use.record_usage(one, "r1", "m", TOKENS, 1.0)
    calendar.now = WEDNESDAY
    use.record_usage(one, "r2", "m", TOKENS, 0.25)
    spent = use.spent(one)
    assert (spent.session, spent.day) == (1.25, 0.25)


def test_the_same_response_told_twice_is_paid_once(use: Interviewing):
    one = session(use)
    for _ in range(2):
        use.record_usage(one, "r1", "m", TOKENS, 1.0)
    assert use.spent(one).session == 1.0


def test_sums_are_told_by_day_and_model(use: Interviewing, calendar: Calendar, spendings: Spendings):
    one, two = session(use), session(use)
    use.record_usage(one, "r1", "m", TOKENS, 1.0)
    use.record_usage(two, "r1", "m", TOKENS, None)
    calendar.now = WEDNESDAY
    use.record_usage(two, "r2", "n", {}, 0.5)
    assert spendings.by_day() == [
        Spending(date(2026, 11, 18), "n", 1, 1, 1, 0, 0, 0.5),
        Spending(date(2026, 11, 17), "m", 2, 2, 1, 20, 10, 1.0),
    ]
    assert [spending.day for spending in spendings.by_day(days=1)] == [date(2026, 11, 18)]


def test_the_sums_of_a_session_leave_the_others_out(use: Interviewing, spendings: Spendings):
    one, two = session(use), session(use)
    use.record_usage(one, "r1", "m", TOKENS, 1.0)
    use.record_usage(two, "r1", "m", TOKENS, 2.0)
    assert [spending.cost_usd for spending in spendings.of_session(one)] == [1.0]


def test_nothing_used_is_nothing_spent(use: Interviewing, spendings: Spendings):
    assert spendings.of_session(session(use)) == []
    assert spendings.today() == 0


def test_an_unknown_session_is_not_found(spendings: Spendings):
    with pytest.raises(NotFoundError):
        spendings.of_session("no such session")
