"""The evaluators that settings choose from, ready to be used."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from openai import OpenAI

from athena.config import Settings
from athena.domain.questions import Bank
from athena.errors import ConfigError
from athena.services.billing import Billing
from athena.services.evaluation import Evaluator, Neighbours, offline_evaluator
from athena.services.evaluation_budget import Budget
from athena.services.openai_evaluation import OpenAIEvaluator, openai_client

NAMES = ("offline", "openai")
NewEvaluator = Callable[[str], Evaluator]
"""Makes the evaluator of the answers of one session, named by its id."""


def evaluator_maker(
    name: str,
    settings: Settings,
    bank: Bank,
    billing: Billing | None = None,
    neighbours: Neighbours | None = None,
) -> NewEvaluator:
    """Return what makes the evaluators of this name; ConfigError when settings are missing.

    ``billing`` keeps what they use and holds it; without one each session has the whole budget.
    ``neighbours`` moves offline scores.
    """
    offline = offline_evaluator(bank, neighbours)
    if name == "offline":
        return lambda _: offline
    client, model = text_client(settings), settings.evaluation_model

    def new_evaluator(session_id: str) -> Evaluator:
        if billing is None:
            return OpenAIEvaluator(client, model, offline, Budget(settings.evaluation_budget))
        budget = billing.budget(session_id, model)
        return OpenAIEvaluator(client, model, offline, budget, partial(billing.record, session_id))

    return new_evaluator


def text_client(settings: Settings) -> OpenAI:
    """Return the client of the text model; ConfigError when settings are missing."""
    if not settings.second_reading or settings.openai_api_key is None:
        raise ConfigError(
            "The openai evaluator needs OPENAI_API_KEY and a model in OPENAI_EVALUATION_MODEL. "
            "Set both, or use offline."
        )
    return openai_client(
        settings.openai_api_key.get_secret_value(),
        settings.openai_base_url,
        settings.openai_organisation,
        settings.openai_project,
    )
