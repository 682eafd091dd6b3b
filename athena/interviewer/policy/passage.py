"""The moves that carry an interview on: opening it, going from question to question, closing it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from athena.domain.interview import InterviewPlan
from athena.domain.questions import Bank, Question
from athena.domain.selection import Asked, extra_question, length, next_question
from athena.interviewer.policy import phrases
from athena.interviewer.policy.marking import Marker
from athena.interviewer.policy.phrases import Variants
from athena.interviewer.policy.state import Course, Leaving, Move, State
from athena.interviewer.policy.wording import Voice, counted, sentences

_ACKNOWLEDGED = {
    Leaving.ANSWERED: phrases.THANKS,
    Leaving.SKIPPED: phrases.SKIPPED,
    Leaving.NOT_KNOWN: phrases.NOT_KNOWN,
    Leaving.SILENT: phrases.LEFT_SILENT,
    Leaving.UNCLEAR: phrases.LEFT_UNCLEAR,
    Leaving.OTHER: phrases.LEFT_OTHER,
    Leaving.ENDED: phrases.THANKS,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """Makes the moves between questions for one plan and bank."""

    plan: InterviewPlan
    bank: Bank
    marker: Marker

    @property
    def total(self) -> int:
        """How many questions the interview has."""
        return length(self.bank, self.plan)

    def open(self, state: State) -> Move:
        """Greet, explain and ask the first question; one who was greeted already is only asked."""
        question, voice = self.choose(state), self.voice(state)
        if question is None:
            return self.close(state, Leaving.ENDED)
        greeting = () if state.replies else self._greeting(state, voice)
        said = (*greeting, voice.say(phrases.FIRST), *_asking(question, voice))
        return Move(said, state.with_question(Course(question)), question.prompt)

    def leave(self, state: State, course: Course, why: Leaving) -> Move:
        """Leave a question: ask the next one, or close when there is none or the time is up."""
        reason = Leaving.ANSWERED if course.answered or course.submitted else why
        left = state.with_current(replace(course, left=reason))
        question = None if state.time_up or _too_quiet(left) else self.choose(left)
        if question is None:
            return self._offer(left, course, why) or self.close(left, reason)
        voice = self.voice(state)
        last = len(left.courses) + 1 == self.plan.question_count
        said = (
            voice.say(_ACKNOWLEDGED[why]),
            *self._feedback(course),
            voice.say(phrases.LAST if last else phrases.NEXT),
            *_asking(question, voice),
        )
        return Move(said, left.with_question(Course(question)), question.prompt)

    def _offer(self, left: State, course: Course, why: Leaving) -> Move | None:
        """Offer an extra question, when there is one and time for it."""
        if left.time_up or _too_quiet(left) or self.one_more(left) is None:
            return None
        voice = self.voice(left)
        lead = (voice.say(_ACKNOWLEDGED[why]), *self._feedback(course), voice.say(phrases.LEVEL_OPEN))
        return Move((*lead, phrases.OFFER_EXTRA), replace(left, offered=1), phrases.OFFER_EXTRA)

    def offer_again(self, state: State) -> Move:
        """Repeat the offer of an extra question."""
        said = (self.voice(state).say(phrases.AGAIN), phrases.OFFER_EXTRA)
        return Move(said, replace(state, offered=state.offered + 1), phrases.OFFER_EXTRA)

    def take_extra(self, state: State) -> Move:
        """Ask the extra question that was offered."""
        question = self.one_more(state)
        if question is None:
            return self.decline_extra(state)
        voice = self.voice(state)
        said = (voice.say(phrases.EXTRA), *_asking(question, voice))
        taken = replace(state.with_question(Course(question)), offered=0)
        return Move(said, taken, question.prompt)

    def decline_extra(self, state: State) -> Move:
        """Close the interview without the extra question that was offered."""
        voice = self.voice(state)
        closing = voice.say(phrases.CLOSED)
        said = (voice.say(phrases.NO_EXTRA), closing, voice.say(phrases.GOODBYE))
        return Move(said, replace(state, closed=True, stopping=False, offered=0), closing)

    def close(self, state: State, why: Leaving, reason: Variants | None = None) -> Move:
        """Close the interview, leaving the current question as it is."""
        course, voice = state.current, self.voice(state)
        if course and not course.left:
            ended = Leaving.ANSWERED if course.answered or course.submitted else why
            state = state.with_current(replace(course, left=ended))
        feedback = self._feedback(course) if course else ()
        closing = voice.say(phrases.CLOSED)
        said = (
            voice.say(_ACKNOWLEDGED[why]),
            *feedback,
            voice.say(reason or _reason(state)),
            closing,
            voice.say(phrases.GOODBYE),
        )
        return Move(said, replace(state, closed=True, stopping=False, offered=0), closing)

    def choose(self, state: State) -> Question | None:
        """Return the question the application wants next, or the best choice of our own."""
        wanted = self.bank.questions.get(state.wanted)
        if len(state.courses) >= self.plan.question_count:
            return None
        if wanted and (self.plan.pad or not wanted.sql) and not state.has(wanted):
            return wanted
        return next_question(self.bank, self.plan, self._asked(state))

    def one_more(self, state: State) -> Question | None:
        """Return the question to offer beyond the planned ones, None when there is none to be offered."""
        return extra_question(self.bank, self.plan, self._asked(state))

    def voice(self, state: State) -> Voice:
        """Return the wording of the reply that follows ``state``."""
        return Voice(self.plan.seed, state.replies)

    def _asked(self, state: State) -> list[Asked]:
        return [Asked(course.question, self._known_score(course)) for course in state.courses]

    def _known_score(self, course: Course) -> float | None:
        if course.question.sql:
            return course.share
        return self.marker.score(course) if course.answered else 0.0

    def _greeting(self, state: State, voice: Voice) -> tuple[str, ...]:
        return (
            voice.say(phrases.HELLO, name=f", {state.name}" if state.name else ""),
            voice.say(phrases.WELCOME),
            voice.say(phrases.EXPLAIN, count=counted(self.total, "question")),
            voice.say(phrases.COMMANDS),
        )

    def _feedback(self, course: Course) -> tuple[str, ...]:
        if not (self.plan.practice and course.answered):
            return ()
        return sentences(self.marker.evaluation(course).feedback)


def _asking(question: Question, voice: Voice) -> tuple[str, ...]:
    """Return the sentences that ask a question; the pad is pointed at where a query answers it."""
    return (*sentences(question.prompt), *([voice.say(phrases.PAD_OPEN)] if question.sql else []))


def _too_quiet(state: State) -> bool:
    return len(state.courses) > 1 and all(course.silent for course in state.courses[-2:])


def _reason(state: State) -> Variants:
    if _too_quiet(state):
        return phrases.TOO_QUIET
    return phrases.TIME_OVER if state.time_up else phrases.ALL_DONE
