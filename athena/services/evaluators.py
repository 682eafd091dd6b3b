"""The evaluators that settings choose from, ready to be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from athena.config import Settings
from athena.domain.questions import Bank
from athena.errors import ConfigError
from athena.services.evaluation import Evaluator, offline_evaluator
from athena.services.evaluation_budget import Budget
from athena.services.openai_evaluation import OpenAIEvaluator, openai_client

NAMES = ("offline", "openai")
NewEvaluator = Callable[[str], Evaluator]
"""Makes the evaluator of the answers of one session, named by its id."""

Record = Callable[[str, str, str, Mapping[str, object]], None]
"""Keeps what a response took: session, response, model, tokens."""


def evaluator_maker(
    name: str, settings: Settings, bank: Bank, record: Record = lambda *_: None
) -> NewEvaluator:
    """Return what makes the evaluators of this name; ConfigError when settings are missing."""
    offline = offline_evaluator(bank)
    if name == "offline":
        return lambda _: offline
    if not settings.second_reading or settings.openai_api_key is None:
        raise ConfigError(
            "The openai evaluator needs OPENAI_API_KEY and a model in OPENAI_EVALUATION_MODEL. "
            "Set both, or use offline."
        )
    client = openai_client(
        settings.openai_api_key.get_secret_value(),
        settings.openai_base_url,
        settings.openai_organisation,
        settings.openai_project,
    )
    model, usd = settings.evaluation_model, settings.evaluation_budget
    return lambda session_id: OpenAIEvaluator(
        client, model, offline, Budget(usd), partial(record, session_id)
    )
