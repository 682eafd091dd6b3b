"""Evaluation by a text model of OpenAI: it judges key points; code checks quotes and computes the score."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Final, Literal
from urllib.parse import parse_qsl, urlsplit

from openai import (
    APIStatusError,
    AuthenticationError,
    NotFoundError,
    OpenAI,
    OpenAIError,
    PermissionDeniedError,
    RateLimitError,
)
from openai.types.responses import ParsedResponse
from pydantic import BaseModel, ConfigDict

from athena.domain.evaluation import Evaluation, Verdict
from athena.domain.grading_prompt import INSTRUCTIONS, PROMPT_VERSION, answer_message, rubric_message
from athena.domain.judgement import Judged, Judgement, JudgementError, evaluation_of, fallen_back
from athena.domain.questions import Question
from athena.domain.scoring.nonanswers import admits_not_knowing
from athena.domain.spoken_terms import normalise
from athena.services.evaluation import Evaluator
from athena.services.evaluation_budget import Budget

EVALUATOR: Final = "openai"
TIMEOUT_S: Final = 30.0
RETRIES: Final = 2
_LONGEST_REPLY: Final = 4000  # tokens, what the model thinks included
_LONGEST_ANSWER: Final = 20_000
_HTTP: Final = {"wss": "https", "ws": "http"}
_HOPELESS: Final = (AuthenticationError, PermissionDeniedError, NotFoundError)

Used = Callable[[str, str, Mapping[str, object]], None]
"""Is told the id of a response, the model that gave it, and the tokens it took."""

logger = logging.getLogger(__name__)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PointReply(_Part):
    """The verdict on one key point."""

    id: str
    verdict: Literal["met", "partial", "absent", "contradicted"]
    quote: str


class MisconceptionReply(_Part):
    """A misconception the model found."""

    id: str
    quote: str


class Reply(_Part):
    """What the model must answer: there is no field for a score."""

    points: list[PointReply]
    misconceptions: list[MisconceptionReply]
    feedback: str


def openai_client(
    api_key: str,
    base_url: str | None,
    organisation: str = "",
    project: str = "",
    *,
    timeout: float = TIMEOUT_S,
    retries: int = RETRIES,
) -> OpenAI:
    """Return a client; an address given for the Realtime protocol (wss:) is used for HTTP as well.

    A query in the address goes with every request (Azure's ``api-version``), and Azure gets the key in its
    own place too.
    """
    address = urlsplit(base_url or "")
    http = address._replace(scheme=_HTTP.get(address.scheme, address.scheme), query="").geturl()
    azure = (address.hostname or "").endswith(".azure.com")
    return OpenAI(
        api_key=api_key,
        base_url=http or None,
        organization=organisation or None,
        project=project or None,
        default_query=dict(parse_qsl(address.query)),
        default_headers={"api-key": api_key} if azure else None,
        timeout=timeout,
        max_retries=retries,
    )


class OpenAIEvaluator:
    """An Evaluator for the answers of one session; where the model is of no help, the offline score stands.

    Not assessable and "I don't know" answers are left to the offline evaluator, and cost nothing.
    """

    def __init__(
        self,
        client: OpenAI,
        model: str,
        offline: Evaluator,
        budget: Budget,
        used: Used = lambda *_: None,
    ) -> None:
        self._client = client
        self._model = model
        self._offline = offline
        self._budget = budget
        self._used = used

    def __call__(self, question: Question, text: str) -> Evaluation:
        """Evaluate one answer; never raises because of the service."""
        offline = self._offline(question, text)
        if offline.score is None or admits_not_knowing(normalise(text)):
            return offline
        if not self._budget.left:
            return fallen_back(offline)
        try:
            reply, model = self._judge(question, text[:_LONGEST_ANSWER])
            version = f"{model} prompt {PROMPT_VERSION}"
            return evaluation_of(question, text, _judgement(reply), offline, EVALUATOR, version)
        except OpenAIError as error:
            self._refused(error)
        except (
            ValueError,
            AttributeError,
            TypeError,
        ) as error:  # what the SDK raises on a body it cannot read
            logger.warning(
                "The evaluation of %s by %s is unusable: %s", question.id, self._model, _kind(error)
            )
        return fallen_back(offline)

    def _judge(self, question: Question, text: str) -> tuple[Reply, str]:
        self._budget.begin()
        response = self._client.responses.parse(
            model=self._model,
            instructions=INSTRUCTIONS,
            input=[
                {"role": "user", "content": rubric_message(question)},
                {"role": "user", "content": answer_message(text)},
            ],
            text_format=Reply,
            max_output_tokens=_LONGEST_REPLY,
            store=False,
        )
        if response.usage:
            used = response.usage.to_dict()
            self._budget.spend(used)
            self._used(response.id, response.model, used)
        return _parsed(response), response.model or self._model

    def _refused(self, error: OpenAIError) -> None:
        spent = isinstance(error, RateLimitError) and error.code == "insufficient_quota"
        if spent or isinstance(error, _HOPELESS):
            self._budget.give_up()
        logger.warning("The evaluation by %s failed: %s", self._model, _kind(error))


def _parsed(response: ParsedResponse[Reply]) -> Reply:
    reply = response.output_parsed
    if reply is None:
        raise JudgementError(f"no verdicts, the response is {response.status}")
    return reply


def _judgement(reply: Reply) -> Judgement:
    return Judgement(
        points=tuple(Judged(point.id, Verdict(point.verdict), point.quote) for point in reply.points),
        misconceptions={wrong.id: wrong.quote for wrong in reply.misconceptions},
        feedback=reply.feedback,
    )


def _kind(error: Exception) -> str:
    """Name an error without its text: that may hold the answer or the key."""
    status = f" {error.status_code}" if isinstance(error, APIStatusError) else ""
    return f"{type(error).__name__}{status}"
