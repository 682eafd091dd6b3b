"""The responses of one session: at most one at a time, each with exactly one end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson

from athena.domain.interview import InterviewPlan, read_plan
from athena.interviewer.protocol.client_events import ResponseParams
from athena.interviewer.protocol.conversation import Conversation, Record
from athena.interviewer.protocol.history import history_of
from athena.interviewer.protocol.items import call_item, read_item, wire_item
from athena.interviewer.protocol.outputs import Abandon, Compose, NewId, Outbox
from athena.interviewer.protocol.refusals import Refusal
from athena.interviewer.protocol.response import ActiveResponse, Status, Terms
from athena.interviewer.protocol.session_config import SessionConfig
from athena.interviewer.protocol.usage import usage_of


class Responses:
    """Creates, fills, cancels and ends responses; ``config`` gives the settings of the moment."""

    def __init__(
        self,
        outbox: Outbox,
        conversation: Conversation,
        config: Callable[[], SessionConfig],
        new_id: NewId,
        on_done: Callable[[ActiveResponse], None],
    ) -> None:
        self._outbox = outbox
        self._conversation = conversation
        self._config = config
        self._new_id = new_id
        self._on_done = on_done
        self._conversation_id = new_id("conv")
        self.active: ActiveResponse | None = None

    def create(self, params: ResponseParams | None = None) -> None:
        """Begin a response; it is composed once everything said before it is known."""
        if self.active is not None:
            message = f"Response {self.active.terms.response_id} is still in progress: wait until it is done."
            raise Refusal(message, "conversation_already_has_active_response")
        terms = self._terms(params or ResponseParams())
        self.active = ActiveResponse(terms, self._outbox, self._conversation.add)
        if self.active.outside:
            self.active.add = _nowhere
        self.active.open()
        self.compose_when_ready()

    def compose_when_ready(self) -> None:
        """Ask for the reply unless some words it must answer are still being recognised."""
        active = self.active
        if active is None or active.composing or self._conversation.awaits_words:
            return
        active.composing = True
        records = self._conversation.records if active.terms.context is None else active.terms.context
        self._outbox.put(Compose(active.terms.response_id, history_of(records), self._plan(active.terms)))

    def cancel(self, reason: str) -> None:
        """Stop the response in progress; raise Refusal when there is none."""
        if self.active is None:
            raise Refusal("There is no response in progress to cancel.", "response_cancel_not_active")
        self._outbox.put(Abandon(self.active.terms.response_id))
        self._close("cancelled", {"type": "cancelled", "reason": reason})

    def current(self, response_id: str) -> ActiveResponse | None:
        """Return the response in progress if it is this one: what comes late for another is dropped."""
        active = self.active
        return active if active is not None and active.terms.response_id == response_id else None

    def call(self, response_id: str, name: str, arguments: dict[str, Any]) -> None:
        """Make a function call; one the client never declared stays unseen and counts as carried out."""
        active = self.current(response_id)
        if active is None:
            return
        item_id, call_id = self._new_id("item"), self._new_id("call")
        if name in active.terms.tools:
            active.call(item_id, call_id, name, arguments)
        elif not active.outside:
            item = {**call_item(item_id, call_id, name), "arguments": orjson.dumps(arguments).decode()}
            active.unseen.append(Record(item, hidden=True))
            self._conversation.add(active.unseen[-1])

    def say(self, response_id: str, sentence: str) -> None:
        """Add a sentence to the response's message."""
        if active := self.current(response_id):
            active.say(self._new_id("item"), sentence)

    def finish(self, response_id: str) -> None:
        """End a response that said all it had to say."""
        if active := self.current(response_id):
            for record in (*active.items, *active.unseen):
                record.acknowledged = record.item["type"] == "function_call"
            self._close("completed", None)

    def fail(self, response_id: str, message: str) -> None:
        """End a response that could not be composed or spoken."""
        if self.current(response_id):
            error = {"type": "server_error", "code": "server_error", "message": message}
            self._close("failed", {"type": "failed", "error": error})

    def _close(self, status: Status, details: dict[str, Any] | None) -> None:
        active, self.active = self.active, None
        if active is None:
            return
        made = {record.item_id for record in (*active.items, *active.unseen)}
        heard = [record for record in self._conversation.records if record.item_id not in made]
        active.close(status, details, usage_of(active.terms.instructions, heard, active.items))
        self._outbox.send("rate_limits.updated", rate_limits=[])
        self._on_done(active)

    def _plan(self, terms: Terms) -> InterviewPlan:
        """Read the plan out of the response's own instructions, or else out of the session's."""
        return read_plan(f"{terms.instructions}\n{self._config().instructions}")

    def _terms(self, params: ResponseParams) -> Terms:
        config = self._config()
        outside = params.conversation == "none"
        modalities = params.output_modalities or config.output_modalities
        return Terms(
            response_id=self._new_id("resp"),
            conversation_id=None if outside else self._conversation_id,
            spoken="audio" in modalities,
            encoding=config.speaks_as,
            voice=config.voice,
            tools=_tools(params, config),
            instructions=params.instructions or config.instructions,
            max_output_tokens=params.max_output_tokens or config.max_output_tokens,
            metadata=params.metadata,
            context=self._context(params.input),
        )

    def _context(self, raw_items: list[dict[str, Any]] | None) -> tuple[Record, ...] | None:
        """Return what the response reads instead of the conversation, if its input says so."""
        if raw_items is None:
            return None
        return tuple(self._input_record(raw, f"response.input.{i}") for i, raw in enumerate(raw_items))

    def _input_record(self, raw: dict[str, Any], param: str) -> Record:
        item = read_item(raw, param)
        if item["type"] == "item_reference":
            return self._conversation.get(item["id"], "reference")
        item.setdefault("call_id", self._new_id("call"))
        return Record(wire_item(item, item.get("id") or self._new_id("item")))


def _tools(params: ResponseParams, config: SessionConfig) -> frozenset[str]:
    choice = params.tool_choice or config.tool_choice
    if choice == "none":
        return frozenset()
    if params.tools is None:
        return config.tool_names
    return frozenset(tool.name for tool in params.tools if tool.name)


def _nowhere(_record: Record) -> None:
    return None
