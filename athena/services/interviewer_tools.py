"""What the interviewer's tools write down: the question it asks, and what it makes of an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from athena.domain.interview import Category, Difficulty
from athena.domain.questions import Question
from athena.domain.selection import labelled
from athena.errors import InputError
from athena.services.calls import Output, earlier_output, keep_call, read_score, read_word
from athena.services.conversation import response_to
from athena.services.matching import QuestionMatcher, plain_words
from athena.services.records import require_session, storable
from athena.store import items, questions, responses, sessions
from athena.store.database import Database, Transaction
from athena.store.questions import AskedQuestion
from athena.store.sessions import Session


class InterviewerTools:
    """Runs the tool calls that are part of the conversation; each call id runs once."""

    def __init__(
        self,
        database: Database,
        matcher: QuestionMatcher,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        on_query_asked: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._database = database
        self._matcher = matcher
        self._on_query_asked = on_query_asked
        self._now = now
        self._new_id = new_id

    def question_asked(self, session_id: str, call_id: str, arguments: Mapping[str, str]) -> Output:
        """Make a question the current one; one that was asked before is not counted again.

        The output's ``pad`` tells that a question is answered by a query.
        """
        with self._database.transaction() as tx:
            session = require_session(tx, session_id)
            known = earlier_output(tx, session.session_id, call_id, "log_question_asked")
            if known is not None:
                return known
            if not session.in_progress:
                raise InputError("This interview has ended; no further question can be asked.")
            asked = self._ask(tx, session, arguments)
            planned = session.plan.question_count
            output: Output = {"ok": True, "number": asked.ordinal, "of": max(planned, asked.ordinal)}
            if asked.ordinal > planned:
                output["extra"] = True
            typed = self._matcher.known(asked.bank_question_id)
            if typed and typed.sql:
                output["pad"] = True
                self._on_query_asked(typed.id)
            keep_call(tx, session.session_id, call_id, "log_question_asked", arguments, output, self._now())
        return output

    def _ask(self, tx: Transaction, session: Session, arguments: Mapping[str, str]) -> AskedQuestion:
        text = storable(arguments["question"])
        if not text:
            raise InputError(
                "The question has no words. Call log_question_asked with the question as you ask it."
            )
        position = sessions.next_position(tx, session.session_id)
        before = questions.asked(tx, session.session_id)
        bank = self._matcher.question(text)
        again = self._again(text, bank, before)
        if again:
            questions.ask_again(tx, again.question_id, position)
            return again
        asked = self._new_question(session.session_id, text, bank, len(before) + 1, arguments)
        item = (items.refitted(tx).get(bank.id) or labelled(bank)) if bank else None
        asked = replace(asked, item=item)
        questions.add(tx, asked, position)
        return asked

    def _again(self, text: str, bank: Question | None, before: list[AskedQuestion]) -> AskedQuestion | None:
        """Return the question of this session that ``text`` follows up, repeats or rephrases."""
        known = {asked.bank_question_id: asked for asked in before if asked.bank_question_id}
        followed = self._matcher.followed_up(text, known)
        if followed:
            return known[followed]
        if bank:
            return known.get(bank.id)
        return next((asked for asked in before if plain_words(asked.text) == plain_words(text)), None)

    def _new_question(
        self, session_id: str, text: str, bank: Question | None, ordinal: int, arguments: Mapping[str, str]
    ) -> AskedQuestion:
        return AskedQuestion(
            question_id=self._new_id(),
            session_id=session_id,
            ordinal=ordinal,
            bank_question_id=bank.id if bank else None,
            text=text,
            category=bank.category if bank else read_word(Category, "category", arguments["category"]),
            difficulty=bank.difficulty
            if bank
            else read_word(Difficulty, "difficulty", arguments["difficulty"]),
            asked_at=self._now(),
            skills=bank.skills if bank else (),
        )

    def response_judged(
        self, session_id: str, call_id: str, response: str, score: float, feedback: str
    ) -> tuple[Output, str | None]:
        """Keep the interviewer's provisional score; return the output and the id of the question judged.

        The id is None when this call ran before.
        """
        words, mark, remark = storable(response), read_score(score), storable(feedback)
        arguments = {"response": words, "score": mark, "feedback": remark}
        with self._database.transaction() as tx:
            session = require_session(tx, session_id)
            known = earlier_output(tx, session.session_id, call_id, "log_response_evaluation")
            if known is not None:
                return known, None
            question = _question_judged(tx, session.session_id)
            answer = response_to(tx, session.session_id, question.question_id, self._new_id(), self._now())
            responses.judge_live(tx, answer.response_id, words, mark, remark)
            output: Output = {"ok": True}
            keep_call(
                tx, session.session_id, call_id, "log_response_evaluation", arguments, output, self._now()
            )
        return output, question.question_id


def _question_judged(tx: Transaction, session_id: str) -> AskedQuestion:
    """Return the question an evaluation is about.

    It is the current one, unless nothing was answered to it yet and the one before has an answer that still
    waits for its evaluation: then the interviewer asked first and judged afterwards.
    """
    latest = questions.latest(tx, session_id)
    if not latest:
        raise InputError(
            "No question was asked yet. Call log_question_asked when you ask one, then evaluate."
        )
    current, *before = latest
    answered = responses.of_question(tx, current.question_id)
    earlier = responses.of_question(tx, before[0].question_id) if before else None
    waiting = earlier is not None and earlier.text and earlier.live_score is None
    return before[0] if waiting and not (answered and answered.text) else current
