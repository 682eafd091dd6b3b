"""Reports worded by a text model of OpenAI from the facts of the templates; code checks each sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from openai import APIStatusError, OpenAI, OpenAIError
from pydantic import BaseModel, ConfigDict

from athena.domain.report import Report
from athena.domain.report_wording import (
    INSTRUCTIONS,
    PROMPT_VERSION,
    Sentence,
    digest,
    facts,
    numbered,
    worded,
)
from athena.services.billing import Billing
from athena.services.records import require_session, utc_now
from athena.services.reporting import build, templated
from athena.store import reports, wordings
from athena.store.database import Database
from athena.store.wordings import StoredWording

WRITER: Final = "openai"
_LONGEST_REPLY: Final = 4000  # tokens, what the model thinks included

logger = logging.getLogger(__name__)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SentenceReply(_Part):
    """One finding in the model's words."""

    finding: str
    items: list[int]
    text: str


class Reply(_Part):
    """What the model must answer."""

    sentences: list[SentenceReply]


class ReportWriting:
    """Has the findings of ended interviews worded; where the model is of no help, the templates stand.

    The model is told neither who was interviewed nor what was said, only what was found.
    """

    def __init__(
        self,
        database: Database,
        client: OpenAI,
        model: str,
        billing: Billing,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database, self._client, self._model = database, client, model
        self._billing, self._now = billing, now

    def write(self, session_id: str) -> None:
        """Word the report of an ended interview unless that was done; never raises because of the service."""
        report = templated(self._database, session_id)
        stored = wordings.find(self._database, session_id)
        if not numbered(report) or (stored and stored.facts == digest(report)):
            return
        if not self._billing.budget(session_id, self._model).left:
            return
        try:
            sentences, model = self._ask(session_id, report)
        except OpenAIError as error:
            logger.warning("The wording of a report by %s failed: %s", self._model, _kind(error))
        except (
            ValueError,
            AttributeError,
            TypeError,
        ) as error:  # what the SDK raises on a body it cannot read
            logger.warning("The wording of a report by %s is unusable: %s", self._model, type(error).__name__)
        else:
            self._keep(session_id, report, sentences, model)

    def _ask(self, session_id: str, report: Report) -> tuple[list[Sentence], str]:
        response = self._client.responses.parse(
            model=self._model,
            instructions=INSTRUCTIONS,
            input=[{"role": "user", "content": facts(report)}],
            text_format=Reply,
            max_output_tokens=_LONGEST_REPLY,
            store=False,
        )
        if response.usage:
            self._billing.record(session_id, response.id, response.model, response.usage.to_dict())
        if response.output_parsed is None:
            raise ValueError(f"no sentences, the response is {response.status}")
        told = response.output_parsed.sentences
        return [Sentence(s.finding, tuple(s.items), s.text) for s in told], response.model or self._model

    def _keep(self, session_id: str, report: Report, sentences: list[Sentence], model: str) -> None:
        names = require_session(self._database, session_id).employee.name.split()
        wording = worded(report, sentences, names)
        for finding, why in wording.refused.items():
            logger.info("A sentence for %s was refused: %s", finding, why)
        findings = {section.value: found for section, found in wording.findings.items()}
        version = f"{model} prompt {PROMPT_VERSION}"
        stored = StoredWording(digest(report), findings, WRITER, version, len(wording.refused))
        with self._database.transaction() as tx:
            wordings.put(tx, session_id, stored, self._now())
            reports.put(tx, session_id, build(tx, session_id), self._now())


def _kind(error: Exception) -> str:
    """Name an error without its text: that may hold the key."""
    status = f" {error.status_code}" if isinstance(error, APIStatusError) else ""
    return f"{type(error).__name__}{status}"
