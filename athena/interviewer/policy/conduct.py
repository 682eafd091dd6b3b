"""Decides what the interviewer does about what came in: pure, one decision a reply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from athena.domain.intents import Intent, closing_wish, read_topic, wishes_for
from athena.domain.process_topics import Topic
from athena.interviewer.policy import phrases
from athena.interviewer.policy.hearing import Heard
from athena.interviewer.policy.passage import Passage
from athena.interviewer.policy.phrases import Variants
from athena.interviewer.policy.state import Course, Leaving, Move, State
from athena.interviewer.policy.wording import counted, in_words, sentences

_PATIENCE = 4  # silences, or unclear sounds, after which a question is left
_DIVERSIONS = 3  # turns that lead away from a question until it is left
_TURNS = 15  # turns a question may take in all
_OFFERED = 2  # silences after which "yes" means: repeat it
_AS_IS = frozenset({Intent.READY, Intent.GREETING, Intent.WAIT})
_AWAY = frozenset({Intent.OFF_TOPIC, Intent.FISHING, Intent.INJECTION})
_SAY_AGAIN = frozenset({Intent.REPEAT, Intent.REPHRASE})
_KEEP_ASKING = frozenset({Intent.REPEAT, Intent.REPHRASE, Intent.WAIT, Intent.HINT})


@dataclass(frozen=True, slots=True)
class Conduct:
    """The conduct of one interview."""

    passage: Passage

    def decide(self, state: State, heard: Heard) -> Move:
        """Return the move that answers what was heard."""
        if state.closed:
            return Move((self.passage.voice(state).say(phrases.GOODBYE),), state)
        if heard.close:
            return self._end(state, heard)
        if heard.intent is Intent.STOP or (state.stopping and heard.intent):
            return self._about_stopping(state, heard)
        course = state.current
        if course is None:
            return self.passage.open(state)
        if heard.restored:
            return self._after_restoring(state, course, heard)
        return self._about_question(state, course, heard)

    def _end(self, state: State, heard: Heard) -> Move:
        course = state.current
        if course and heard.answered:
            state = state.with_current(_with_words(course, heard))
        return self.passage.close(state, Leaving.ENDED, phrases.CLOSE_NOW)

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
        return self._repeat(state, replace(course, turns=course.turns + 1), phrases.RESUME)

    def _after_restoring(self, state: State, course: Course, heard: Heard) -> Move:
        back = self.passage.voice(state).say(phrases.WE_ARE_BACK)
        if heard.intent is None and heard.words_lost and course.heard:
            return Move((back, self.passage.voice(state).say(phrases.LAST_WORDS)), state)
        if heard.intent is None:
            return replace(self._ask_again(state, course), sentences=(back, *_last_asked(course)))
        move = self._about_question(state, course, replace(heard, restored=False))
        return replace(move, sentences=(back, *move.sentences))

    def _about_question(self, state: State, course: Course, heard: Heard) -> Move:
        if not course.heard and heard.intent is not Intent.SKIP:
            return self._ask_again(state, course)
        if not heard.from_candidate:
            return self._tell(state, phrases.TIME_NEAR, phrases.FINISH)
        if heard.intent is None:
            return self._about_silence(replace(state, stopping=False), course, heard)
        course = replace(course, spoken=True, silences=0, unclear=0, turns=course.turns + 1)
        if heard.answered:
            course = _with_words(course, heard)
        return self._about_words(state, course, heard)

    def _about_words(self, state: State, course: Course, heard: Heard) -> Move:
        intent = heard.intent or Intent.ANSWER
        if course.turns > _TURNS:
            return self.passage.leave(state, course, Leaving.OTHER)
        if course.cut and intent in _AS_IS and not heard.answered:
            return self._repeat(state, course, phrases.SURE)
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
            return self._repeat(state, course, phrases.SURE)
        if offered:
            return self._wait(state, course)
        answered = course if heard.answered else _with_words(course, heard)
        return self._about_answer(state, answered, Intent.ANSWER)

    def _about_answer(self, state: State, course: Course, wish: Intent) -> Move:
        if wish in _KEEP_ASKING:
            return self._about_wish(state, course, wish, "")
        last_word = wish in {Intent.SKIP, Intent.DONE} or state.time_up or course.probe
        prompt = None if last_word else self.passage.marker.follow_up(course)
        if prompt is None:
            return self.passage.leave(state, course, Leaving.ANSWERED)
        voice = self.passage.voice(state)
        lead = (voice.say(phrases.THANKS), *([voice.say(phrases.FOLLOW)] if prompt else []))
        if prompt:
            return self._probe(state, replace(course, asked=prompt), lead, prompt)
        return self._probe(state, course, lead, voice.say(phrases.MORE))

    def _about_wish(self, state: State, course: Course, intent: Intent, text: str) -> Move:
        diverted = replace(course, diversions=course.diversions + (intent in _AWAY))
        if diverted.diversions > _DIVERSIONS:
            return self.passage.leave(state, diverted, Leaving.OTHER)
        return self._grant(state, diverted, intent, text)

    def _grant(self, state: State, course: Course, intent: Intent, text: str) -> Move:
        act = _ACTS.get(intent)
        return act(self, state, course) if act else self._about_process(state, course, text)

    def _about_silence(self, state: State, course: Course, heard: Heard) -> Move:
        if heard.unclear:
            return self._about_unclear(state, replace(course, unclear=course.unclear + heard.unclear))
        course = replace(course, silences=course.silences + heard.silences)
        if course.silences >= _PATIENCE or state.time_up:
            return self.passage.leave(state, course, Leaving.SILENT)
        kept = state.with_current(course)
        if course.cut:
            return self._ask_again(kept, course)
        stages = (
            (phrases.NUDGE, phrases.NUDGE_MORE),
            (phrases.STILL_THERE, phrases.OFFER),
            (phrases.GENTLE, phrases.GENTLE_MORE),
        )
        return self._tell(kept, *stages[course.silences - 1])

    def _about_unclear(self, state: State, course: Course) -> Move:
        if course.unclear >= _PATIENCE:
            return self.passage.leave(state, course, Leaving.UNCLEAR)
        last_try = course.unclear == _PATIENCE - 1
        second = phrases.TYPE_IT if last_try else phrases.SAY_AGAIN
        return self._tell(state.with_current(course), phrases.UNCLEAR, second)

    def _about_process(self, state: State, course: Course, text: str) -> Move:
        topic = read_topic(text)
        told = phrases.PROCESS.get(topic, phrases.UNKNOWN_PROCESS) if topic else phrases.UNKNOWN_PROCESS
        if topic is Topic.SCORE and self.passage.plan.practice:
            told = phrases.PRACTICE_PROCESS_SCORE
        filled = told.format(
            minutes=counted(self.passage.plan.time_limit_minutes, "minute"),
            number=in_words(len(state.courses)),
            total=in_words(self.passage.total),
        )
        back = self.passage.voice(state).say(phrases.BACK_TO_IT)
        return Move((filled, back, *_last_asked(course)), state.with_current(replace(course, cut=False)))

    def _probe(self, state: State, course: Course, lead: tuple[str, ...], prompt: str) -> Move:
        probed = state.with_current(replace(course, probe=prompt, cut=False))
        return Move((*lead, *sentences(prompt)), probed, prompt)

    def _hint(self, state: State, course: Course, kind: Variants = phrases.SURE) -> Move:
        voice = self.passage.voice(state)
        if course.probe:
            return self._tell(state.with_current(course), phrases.NO_MORE_HINTS, phrases.ANYTHING)
        lead = (voice.say(kind), voice.say(phrases.HINT_LEAD))
        hint = self.passage.marker.hint(course)
        return self._probe(state, replace(course, asked=f"{course.question.prompt} {hint}"), lead, hint)

    def _not_known(self, state: State, course: Course) -> Move:
        wants_on = course.words and wishes_for(course.words[-1], Intent.SKIP)
        if course.probe or state.time_up or wants_on:
            return self.passage.leave(state, course, Leaving.NOT_KNOWN)
        return self._hint(state, course, phrases.NOT_KNOWN)

    def _done(self, state: State, course: Course) -> Move:
        if course.answered:
            return self.passage.leave(state, course, Leaving.ANSWERED)
        return self._not_known(state, course)

    def _skip(self, state: State, course: Course) -> Move:
        return self.passage.leave(state, course, Leaving.SKIPPED)

    def _repeat(self, state: State, course: Course, lead: Variants = phrases.SURE) -> Move:
        voice = self.passage.voice(state)
        said = (voice.say(lead), voice.say(phrases.AGAIN), *_last_asked(course))
        return Move(said, state.with_current(replace(course, cut=False)))

    def _ask_again(self, state: State, course: Course) -> Move:
        """Ask a question that may not have reached the candidate."""
        voice = self.passage.voice(state)
        said = (voice.say(phrases.NOTED), voice.say(phrases.AGAIN), *_last_asked(course))
        asked = replace(course, heard=True, cut=False)
        return Move(said, state.with_current(asked), _last_asked(course)[0])

    def _rephrase(self, state: State, course: Course) -> Move:
        voice = self.passage.voice(state)
        follow_up = (voice.say(phrases.STILL_OPEN), *sentences(course.probe)) if course.probe else ()
        said = (
            voice.say(phrases.SURE),
            voice.say(phrases.DIFFERENTLY),
            *sentences(course.question.rephrased),
        )
        return Move((*said, *follow_up), state.with_current(replace(course, cut=False)))

    def _wait(self, state: State, course: Course) -> Move:
        return self._tell(state.with_current(course), phrases.WAITING)

    def _go_ahead(self, state: State, course: Course) -> Move:
        return self._tell(state.with_current(course), phrases.GO_AHEAD)

    def _greet_back(self, state: State, course: Course) -> Move:
        return self._tell(state.with_current(course), phrases.HELLO_BACK, phrases.GO_AHEAD)

    def _stay(self, state: State, course: Course, *said: Variants) -> Move:
        voice = self.passage.voice(state)
        lead = [voice.say(variants) for variants in (*said, phrases.BACK_TO_IT)]
        return Move((*lead, *_last_asked(course)), state.with_current(replace(course, cut=False)))

    def _tell(self, state: State, *said: Variants) -> Move:
        voice = self.passage.voice(state)
        return Move(tuple(voice.say(variants) for variants in said), state)


def _with_words(course: Course, heard: Heard) -> Course:
    return replace(course, words=(*course.words, *heard.words), answered=True, spoken=True)


def _last_asked(course: Course) -> tuple[str, ...]:
    return sentences(course.asked or course.question.prompt)


_ACTS: dict[Intent, Callable[[Conduct, State, Course], Move]] = {
    Intent.REPEAT: Conduct._repeat,
    Intent.REPHRASE: Conduct._rephrase,
    Intent.SKIP: Conduct._skip,
    Intent.DONT_KNOW: Conduct._not_known,
    Intent.DONE: Conduct._done,
    Intent.HINT: Conduct._hint,
    Intent.WAIT: Conduct._wait,
    Intent.READY: Conduct._go_ahead,
    Intent.GREETING: Conduct._greet_back,
    Intent.OFF_TOPIC: lambda c, s, q: c._stay(s, q, phrases.FRIENDLY, phrases.STAY),
    Intent.FISHING: lambda c, s, q: c._stay(s, q, phrases.KEPT_BACK, phrases.YOUR_OWN),
    Intent.INJECTION: lambda c, s, q: c._stay(s, q, phrases.UNMOVED),
}
