"""Decides what the interviewer does about what came in: pure, one decision a reply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from athena.domain.intents import Intent, closing_wish, wishes_for
from athena.domain.pad import PadNote
from athena.interviewer.policy import phrases
from athena.interviewer.policy.hearing import Heard
from athena.interviewer.policy.pad import PadTalk
from athena.interviewer.policy.passage import Passage
from athena.interviewer.policy.remarks import Remarks, last_asked
from athena.interviewer.policy.state import Course, Leaving, Move, State

_PATIENCE = 4  # silences, or unclear sounds, after which a question is left
_DIVERSIONS = 3  # turns that lead away from a question until it is left
_TURNS = 15  # turns a question may take in all
_OFFERS = 3  # times an extra question is offered at most
_OFFERED = 2  # silences after which "yes" means: repeat it
_AS_IS = frozenset({Intent.READY, Intent.GREETING, Intent.WAIT})
_AWAY = frozenset({Intent.OFF_TOPIC, Intent.FISHING, Intent.INJECTION})
_SAY_AGAIN = frozenset({Intent.REPEAT, Intent.REPHRASE})
_NOT_UNDERSTOOD = frozenset({*_SAY_AGAIN, Intent.PROCESS})
_BESIDE_A_QUERY = frozenset({None, Intent.ANSWER, Intent.DONE, Intent.YES, Intent.NO, *_AS_IS})
_KEEP_ASKING = frozenset({Intent.REPEAT, Intent.REPHRASE, Intent.WAIT, Intent.HINT})


@dataclass(frozen=True, slots=True)
class Conduct:
    """The conduct of one interview."""

    passage: Passage

    @property
    def _remarks(self) -> Remarks:
        return Remarks(self.passage)

    def decide(self, state: State, heard: Heard) -> Move:
        """Return the move that answers what was heard."""
        if state.closed:
            return Move((self.passage.voice(state).say(phrases.GOODBYE),), state)
        if heard.close:
            return self._end(state, heard)
        if (heard.intent is Intent.STOP and not state.offered) or (state.stopping and heard.intent):
            return self._about_stopping(state, heard)
        course = state.current
        if course is None:
            return self.passage.open(state)
        if state.offered:
            return self._about_offer(state, heard)
        if heard.restored:
            return self._after_restoring(state, course, heard)
        return self._about_question(state, course, heard)

    def _end(self, state: State, heard: Heard) -> Move:
        course = state.current
        if course and not state.offered:
            said = _with_words(course, heard) if heard.answered else course
            state = state.with_current(said.with_query(heard.query))
        return self.passage.close(state, Leaving.ENDED, phrases.CLOSE_NOW)

    def _about_offer(self, state: State, heard: Heard) -> Move:
        """Take the extra question or leave it; offer it again when the offer was not understood."""
        if heard.accepts and not heard.time_up:
            return self.passage.take_extra(state)
        wordless = heard.intent is None and bool(heard.unclear or heard.restored)
        if (wordless or heard.intent in _NOT_UNDERSTOOD) and state.offered < _OFFERS and not heard.time_up:
            return self.passage.offer_again(state)
        return self.passage.decline_extra(state)

    def _about_stopping(self, state: State, heard: Heard) -> Move:
        if not state.stopping or heard.intent in _SAY_AGAIN:
            voice = self.passage.voice(state)
            said = (voice.say(phrases.CONFIRM_LEAD), phrases.CONFIRM)
            return Move(said, replace(state, stopping=True), phrases.CONFIRM)
        if heard.intent in {Intent.STOP, Intent.YES}:
            return self.passage.close(state, Leaving.ENDED, phrases.STOPPED)
        going_on = replace(state, stopping=False)
        if heard.intent in {Intent.NO, *_AS_IS} and going_on.current:
            return self._resume(going_on, going_on.current)
        return self.decide(going_on, heard)

    def _resume(self, state: State, course: Course) -> Move:
        if course.turns > _TURNS:
            return self.passage.leave(state, course, Leaving.OTHER)
        return self._remarks.repeat(state, replace(course, turns=course.turns + 1), phrases.RESUME)

    def _after_restoring(self, state: State, course: Course, heard: Heard) -> Move:
        back = self.passage.voice(state).say(phrases.WE_ARE_BACK)
        silent = heard.intent is None and heard.query is None
        if silent and heard.words_lost and course.heard:
            return Move((back, self.passage.voice(state).say(phrases.LAST_WORDS)), state)
        if silent:
            return replace(self._remarks.ask_again(state, course), sentences=(back, *last_asked(course)))
        move = self._about_question(state, course, replace(heard, restored=False))
        return replace(move, sentences=(back, *move.sentences))

    def _about_question(self, state: State, course: Course, heard: Heard) -> Move:
        if heard.query:
            return self._about_query(replace(state, stopping=False), course, heard, heard.query)
        if not course.heard and heard.intent is not Intent.SKIP:
            return self._remarks.ask_again(state, course)
        if not heard.from_candidate:
            return self._remarks.tell(state, phrases.TIME_NEAR, phrases.FINISH)
        if heard.intent is None:
            return self._about_silence(replace(state, stopping=False), course, heard)
        course = replace(course, spoken=True, silences=0, unclear=0, turns=course.turns + 1)
        if heard.answered:
            course = _with_words(course, heard)
        return self._about_words(state, course, heard)

    def _about_query(self, state: State, course: Course, heard: Heard, note: PadNote) -> Move:
        """Take in what a query came to; what was said beside it decides when it was a wish."""
        course = replace(course, heard=True, cut=False, spoken=True, silences=0, unclear=0).with_query(note)
        if heard.answered:
            course = _with_words(course, heard)
        if heard.intent not in _BESIDE_A_QUERY:
            return self._about_words(state, replace(course, turns=course.turns + 1), heard)
        return PadTalk(self.passage).on_query(state, course, note)

    def _about_words(self, state: State, course: Course, heard: Heard) -> Move:
        intent = heard.intent or Intent.ANSWER
        if course.turns > _TURNS:
            return self.passage.leave(state, course, Leaving.OTHER)
        if course.cut and intent in _AS_IS and not heard.answered:
            return self._remarks.repeat(state, course, phrases.SURE)
        if intent in {Intent.YES, Intent.NO}:
            return self._about_yes_or_no(state, course, heard)
        if intent is Intent.ANSWER:
            return self._about_answer(state, course, closing_wish(heard.text))
        if not heard.answered:
            course = replace(course, words=(*course.words, *heard.words))
        return self._about_wish(state, course, intent, heard.text)

    def _about_yes_or_no(self, state: State, course: Course, heard: Heard) -> Move:
        offered = state.current is not None and state.current.silences >= _OFFERED
        if offered and heard.intent is Intent.YES:
            return self._remarks.repeat(state, course, phrases.SURE)
        if offered:
            return self._remarks.wait(state, course)
        answered = course if heard.answered else _with_words(course, heard)
        return self._about_answer(state, answered, Intent.ANSWER)

    def _about_answer(self, state: State, course: Course, wish: Intent) -> Move:
        if wish in _KEEP_ASKING:
            return self._about_wish(state, course, wish, "")
        if course.writing and not state.time_up and wish is not Intent.SKIP:
            return PadTalk(self.passage).on_words(state, course, done=wish is Intent.DONE)
        last_word = wish in {Intent.SKIP, Intent.DONE} or state.time_up or course.probe or course.question.sql
        prompt = None if last_word else self.passage.marker.follow_up(course)
        if prompt is None:
            return self.passage.leave(state, course, Leaving.ANSWERED)
        voice = self.passage.voice(state)
        lead = (voice.say(phrases.THANKS), *([voice.say(phrases.FOLLOW)] if prompt else []))
        if prompt:
            return self._remarks.probe(state, replace(course, asked=prompt), lead, prompt)
        return self._remarks.probe(state, course, lead, voice.say(phrases.MORE))

    def _about_wish(self, state: State, course: Course, intent: Intent, text: str) -> Move:
        diverted = replace(course, diversions=course.diversions + (intent in _AWAY))
        if diverted.diversions > _DIVERSIONS:
            return self.passage.leave(state, diverted, Leaving.OTHER)
        return self._grant(state, diverted, intent, text)

    def _grant(self, state: State, course: Course, intent: Intent, text: str) -> Move:
        act = _ACTS.get(intent)
        return act(self, state, course) if act else self._remarks.on_wish(state, course, intent, text)

    def _about_silence(self, state: State, course: Course, heard: Heard) -> Move:
        if heard.unclear:
            return self._about_unclear(state, replace(course, unclear=course.unclear + heard.unclear))
        course = replace(course, silences=course.silences + heard.silences)
        if course.silences >= _PATIENCE or state.time_up:
            return self.passage.leave(state, course, Leaving.SILENT)
        kept = state.with_current(course)
        if course.cut:
            return self._remarks.ask_again(kept, course)
        stages = (
            (phrases.NUDGE, phrases.NUDGE_MORE),
            (phrases.STILL_THERE, phrases.OFFER),
            (phrases.GENTLE, phrases.GENTLE_MORE),
        )
        return self._remarks.tell(kept, *stages[course.silences - 1])

    def _about_unclear(self, state: State, course: Course) -> Move:
        if course.unclear >= _PATIENCE:
            return self.passage.leave(state, course, Leaving.UNCLEAR)
        last_try = course.unclear == _PATIENCE - 1
        second = phrases.TYPE_IT if last_try else phrases.SAY_AGAIN
        return self._remarks.tell(state.with_current(course), phrases.UNCLEAR, second)

    def _not_known(self, state: State, course: Course) -> Move:
        wants_on = course.words and wishes_for(course.words[-1], Intent.SKIP)
        if course.probe or state.time_up or wants_on:
            return self.passage.leave(state, course, Leaving.NOT_KNOWN)
        return self._remarks.hint(state, course, phrases.NOT_KNOWN)

    def _done(self, state: State, course: Course) -> Move:
        if course.writing and not state.time_up:
            return PadTalk(self.passage).on_words(state, course, done=True)
        if course.answered or course.submitted:
            return self.passage.leave(state, course, Leaving.ANSWERED)
        return self._not_known(state, course)

    def _skip(self, state: State, course: Course) -> Move:
        return self.passage.leave(state, course, Leaving.SKIPPED)


def _with_words(course: Course, heard: Heard) -> Course:
    return replace(course, words=(*course.words, *heard.words), answered=True, spoken=True)


_ACTS: dict[Intent, Callable[[Conduct, State, Course], Move]] = {
    Intent.SKIP: Conduct._skip,
    Intent.DONT_KNOW: Conduct._not_known,
    Intent.DONE: Conduct._done,
}
