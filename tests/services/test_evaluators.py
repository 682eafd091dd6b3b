from __future__ import annotations

from pathlib import Path

import pytest

from athena.config import Settings, read_settings
from athena.domain.cost import read_prices
from athena.errors import ConfigError
from athena.services.billing import Billing
from athena.services.evaluators import evaluator_maker
from athena.services.interviewing import Session
from athena.services.spending import Spendings
from athena.store.database import Database
from tests.services.fakes_openai import serving, verdicts
from tests.services.small import BANK, JOINS, OFFLINE

PRICES = read_prices("as_of = 2026-11-01\n[models.judge]\ntext = { input = 1.0, cached = 0.1, output = 5.0 }")
HONEST = verdicts({"unmatched": ("met", "unmatched rows"), "padding": ("absent", "")})


def settings(**environment: str) -> Settings:
    return read_settings(environment, Path("/nonexistent/.env"))


def test_the_offline_evaluator_needs_no_settings() -> None:
    given = evaluator_maker("offline", settings(), BANK)("s")(JOINS, "Unmatched rows.")
    assert given == OFFLINE(JOINS, "Unmatched rows.")


def test_the_model_of_the_settings_is_asked_at_their_address() -> None:
    with serving(HONEST) as (server, _):
        chosen = settings(
            OPENAI_API_KEY="sk-x", OPENAI_BASE_URL=server.url, OPENAI_EVALUATION_MODEL="my-judge"
        )
        given = evaluator_maker("openai", chosen, BANK)("s")(JOINS, "Only unmatched rows.")
    assert (given.evaluator, server.requests[0]["model"]) == ("openai", "my-judge")


def test_each_session_has_a_budget_of_its_own() -> None:
    with serving(HONEST) as (server, _):
        chosen = settings(OPENAI_API_KEY="sk-x", OPENAI_BASE_URL=server.url, OPENAI_EVALUATION_BUDGET="0.001")
        new_evaluator = evaluator_maker("openai", chosen, BANK)
        by = [
            [evaluator(JOINS, "Only unmatched rows.").evaluator for _ in range(2)]
            for evaluator in (new_evaluator("s"), new_evaluator("t"))
        ]
    assert by == [["openai", "offline"], ["openai", "offline"]]


@pytest.mark.parametrize("missing", [{}, {"OPENAI_API_KEY": "sk-x", "OPENAI_EVALUATION_MODEL": "off"}])
def test_a_model_that_is_not_set_up_is_refused_with_what_is_missing(missing: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="OPENAI_API_KEY and a model in OPENAI_EVALUATION_MODEL"):
        evaluator_maker("openai", settings(**missing), BANK)


def test_what_the_model_used_is_on_the_bill_of_the_session(database: Database, session: Session) -> None:
    billing = Billing(database, PRICES, session_limit=1.0, day_limit=1.0)
    with serving(HONEST) as (server, _):
        chosen = settings(OPENAI_API_KEY="sk-x", OPENAI_BASE_URL=server.url)
        evaluator_maker("openai", chosen, BANK, billing)(session.session_id)(JOINS, "Only unmatched rows.")
    [line] = Spendings(database).of_session(session.session_id)
    assert (line.model, line.cost_usd) == ("judge-2026-11-01", pytest.approx(0.002))
