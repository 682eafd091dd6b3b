from __future__ import annotations

from pathlib import Path

import pytest

from athena.config import Settings, read_settings
from athena.errors import ConfigError
from athena.services.evaluators import evaluator_maker
from tests.services.fakes_openai import serving, verdicts
from tests.services.small import BANK, JOINS, OFFLINE

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


def test_what_the_model_used_is_told_with_the_session() -> None:
    told: list[tuple[str, str, str, object]] = []
    with serving(HONEST) as (server, _):
        chosen = settings(OPENAI_API_KEY="sk-x", OPENAI_BASE_URL=server.url)
        new_evaluator = evaluator_maker(
            "openai", chosen, BANK, lambda *given: told.append((*given[:3], given[3]["input_tokens"]))
        )
        new_evaluator("s")(JOINS, "Only unmatched rows.")
    assert told == [("s", "resp_1", "judge-2026-11-01", 1000)]
