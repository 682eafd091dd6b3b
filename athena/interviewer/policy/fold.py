"""Reads a conversation into the state it has come to; what truly happened counts, not what was intended.

A reply takes place when its words were heard: one interrupted before its point, or cancelled, never was, and
what it answered waits for the next reply. A call counts once its output came back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from athena.domain.questions import Question
from athena.interviewer.dialogue import Entry, Kind
from athena.interviewer.policy.conduct import Conduct
from athena.interviewer.policy.hearing import TIME_UP, calls_for_reply, listen, tells_of_query
from athena.interviewer.policy.ledger import ASKED, EVALUATED, REPORTED
from athena.interviewer.policy.state import Course, Leaving, Move, State

_NAME = re.compile(r"^Candidate: *([^\W\d_][\w .'’-]{0,39}) *$", re.MULTILINE)
_NEXT = re.compile(r"^# Next question\b.*?^Id: *(\S+)", re.MULTILINE | re.DOTALL)
_POINT_WORDS = 4  # heard of a sentence that make it known


class Fold:
    """Takes the entries of a conversation one by one; ``state`` and ``pending`` are where it stands."""

    def __init__(self, conduct: Conduct, history: Sequence[Entry]) -> None:
        self._conduct = conduct
        self.state = State()
        self.pending: list[Entry] = []
        carried_out = {entry.call_id for entry in history if entry.kind is Kind.OUTPUT}
        for entry in history:
            if entry.kind is not Kind.CALL or entry.call_id in carried_out:
                self._take(entry)

    def next_move(self) -> Move | None:
        """Return the move that answers what is pending, or None when nothing is."""
        begun = self.state.courses or self.state.replies or self.state.closed
        return self._conduct.decide(self.state, listen(self.pending)) if self.pending or not begun else None

    def _take(self, entry: Entry) -> None:
        if entry.kind is Kind.SYSTEM:
            self._note(entry.text.strip())
        if calls_for_reply(entry):
            if self._concerns(entry):
                self.pending.append(entry)
        elif entry.kind is Kind.INTERVIEWER:
            self._said(entry)
        elif entry.kind is Kind.CALL:
            self._carried_out(entry)

    def _concerns(self, entry: Entry) -> bool:
        """Whether an entry asks for a reply where the interview stands: a query may come too late for it."""
        state, course = self.state, self.state.current
        over = state.closed or state.offered or course is None or course.left or not course.question.sql
        return not (over and tells_of_query(entry))

    def _note(self, text: str) -> None:
        name, wanted = _NAME.search(text), _NEXT.search(text)
        self.state = replace(
            self.state,
            name=name[1].strip() if name else self.state.name,
            wanted=wanted[1] if wanted else self.state.wanted,
            time_up=self.state.time_up or text.startswith(TIME_UP),
        )

    def _said(self, entry: Entry) -> None:
        move = self.next_move()
        if move and _took_place(move, self.state, entry):
            self._settle(move.state)
            self._mark_cut(move.essence, entry)
        elif move is None or not entry.interrupted:
            self._notice_question(entry)
        self.state = replace(self.state, replies=self.state.replies + 1)

    def _mark_cut(self, essence: str, entry: Entry) -> None:
        course = self.state.current
        if course and essence and entry.interrupted and not _holds(entry.text, essence):
            self.state = self.state.with_current(replace(course, cut=True))

    def _notice_question(self, entry: Entry) -> None:
        """Take a question for asked when the words hold it, whoever chose it."""
        course = self.state.current
        if course and not course.heard and _begins(entry.text, course.question.prompt):
            self.state = self.state.with_current(replace(course, heard=True))
            self._mark_cut(course.question.prompt, entry)
            return
        named = [question for question in self._questions() if _holds(entry.text, question.prompt)]
        for question in named[:1]:
            if not self.state.has(question):
                self._go_to(question)

    def _carried_out(self, entry: Entry) -> None:
        if entry.name == ASKED:
            self._asked(str(entry.arguments.get("question", "")))
        elif entry.name == EVALUATED:
            self.state = replace(self.state, evaluated=(*self.state.evaluated, entry.arguments))
        elif entry.name == REPORTED:
            self._anticipate(lambda state: state.closed)
            self.state = replace(self._left(), closed=True, reported=True)

    def _asked(self, text: str) -> None:
        question = next((q for q in self._questions() if _plain(q.prompt) == _plain(text)), None)
        if question is None:
            return
        if not self.state.has(question):
            self._anticipate(lambda state: state.current is not None and state.current.question is question)
        if not self.state.has(question):
            self._go_to(question)
            unheard = replace(self.state.courses[-1], heard=False)
            self.state = self.state.with_current(unheard)
        courses = tuple(replace(c, logged=c.logged or c.question is question) for c in self.state.courses)
        self.state = replace(self.state, courses=courses)

    def _anticipate(self, wanted: Callable[[State], bool]) -> None:
        """Take the move that is due for made, as its calls were carried out; whether it was heard is open."""
        move = self.next_move()
        if move is None or not wanted(move.state):
            return
        self._settle(move.state)
        if self.state.current and not self.state.closed:
            self.state = self.state.with_current(replace(self.state.current, heard=False))

    def _go_to(self, question: Question) -> None:
        self.state = self._left().with_question(Course(question))
        self.pending.clear()

    def _left(self) -> State:
        """Return the state with the current question left, with what is pending as its answer."""
        course, heard = self.state.current, listen(self.pending)
        if course is None or course.left:
            return self.state
        answered = course.answered or heard.answered
        words = (*course.words, *heard.words)
        course = course.with_query(heard.query)
        why = Leaving.ANSWERED if answered or course.submitted else Leaving.ENDED
        return self.state.with_current(replace(course, words=words, answered=answered, left=why))

    def _settle(self, state: State) -> None:
        self.state = state
        self.pending.clear()

    def _questions(self) -> Sequence[Question]:
        return tuple(self._conduct.passage.bank.questions.values())


def _took_place(move: Move, before: State, entry: Entry) -> bool:
    turning = (
        len(move.state.courses) > len(before.courses)
        or move.state.closed != before.closed
        or move.state.offered != before.offered
    )
    if entry.interrupted:
        return not move.essence or _begins(entry.text, move.essence)
    return not turning or _holds(entry.text, move.essence)


def _begins(text: str, sentence: str) -> bool:
    return " ".join(_plain(sentence).split()[:_POINT_WORDS]) in _plain(text)


def _holds(text: str, sentence: str) -> bool:
    return _plain(sentence) in _plain(text)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
