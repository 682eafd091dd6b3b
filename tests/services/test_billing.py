from __future__ import annotations

import pytest

from athena.domain.cost import Price, Rate, read_prices
from athena.services.billing import Billing
from athena.services.evaluation_budget import CEILING
from athena.services.interviewing import Interviewing, Session
from athena.services.spending import Spendings
from athena.store.database import Database
from tests.services.small import AT

PRICES = read_prices(
    """
    as_of = 2026-11-01
    [models.judge]
    text = { input = 1.0, cached = 0.5, output = 5.0 }
    [models.voice]
    text = { input = 1.0, cached = 0.5, output = 5.0 }
    audio = { input = 1.0, cached = 0.5, output = 5.0 }
    """
)
USED = {"input_tokens": 100_000, "output_tokens": 10_000, "input_tokens_details": {"cached_tokens": 20_000}}
COST = 0.08 * 1.0 + 0.02 * 0.5 + 0.01 * 5.0


@pytest.fixture
def billing(database: Database) -> Billing:
    return Billing(database, PRICES, session_limit=1.0, day_limit=3.0, now=lambda: AT)


def test_a_response_is_kept_with_its_cost(billing: Billing, session: Session, database: Database):
    billing.record(session.session_id, "r", "judge-2026-11-01", USED)
    [line] = Spendings(database).of_session(session.session_id)
    assert (line.input_tokens, line.priced, line.cost_usd) == (100_000, 1, pytest.approx(COST))


def test_a_response_of_a_model_without_a_price_is_kept_without_a_cost(
    billing: Billing, session: Session, database: Database
):
    billing.record(session.session_id, "r", "stranger", USED)
    [line] = Spendings(database).of_session(session.session_id)
    assert (line.responses, line.priced, line.cost_usd) == (1, 0, 0.0)


def test_what_was_spent_on_a_session_is_gone_from_its_budget(billing: Billing, session: Session):
    billing.record(session.session_id, "r", "judge", USED)
    assert billing.budget(session.session_id, "judge").usd == pytest.approx(1.0 - COST)


def test_the_interview_itself_takes_nothing_from_the_budget_of_its_evaluation(
    billing: Billing, session: Session, interviewing: Interviewing
):
    interviewing.record_usage(session.session_id, "r", "voice", {}, 0.9)
    assert billing.budget(session.session_id, "judge").usd == 1.0


def test_the_day_holds_evaluations_too(billing: Billing, session: Session, interviewing: Interviewing):
    interviewing.record_usage(session.session_id, "r", "voice", {}, 2.75)
    assert billing.budget(session.session_id, "judge").usd == pytest.approx(0.25)


def test_tokens_are_counted_at_the_models_price_or_at_a_ceiling(billing: Billing, session: Session):
    prices = [billing.budget(session.session_id, model).price for model in ("judge", "stranger")]
    assert prices == [Price(text=Rate(1.0, 0.5, 5.0)), CEILING]
