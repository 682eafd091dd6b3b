"""What the interviewer says without leaving a question: remarks, hints, and the question once more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from athena.domain.intents import Intent, read_topic
from athena.domain.process_topics import Topic
from athena.interviewer.policy import phrases
from athena.interviewer.policy.passage import Passage
from athena.interviewer.policy.phrases import Variants
from athena.interviewer.policy.state import Course, Move, State
from athena.interviewer.policy.wording import counted, in_words, sentences


@dataclass(frozen=True, slots=True)
class Remarks:
    """Makes the moves that stay with the current question."""

    passage: Passage

    def on_wish(self, state: State, course: Course, intent: Intent, text: str) -> Move:
        """Answer what the candidate wants; what has no answer of its own is about the interview."""
        answer = _ANSWERS.get(intent)
        return answer(self, state, course) if answer else self.about_process(state, course, text)

    def about_process(self, state: State, course: Course, text: str) -> Move:
        """Answer a question about the interview, then go back to what was asked."""
        topic = read_topic(text)
        told = phrases.PROCESS.get(topic, phrases.UNKNOWN_PROCESS) if topic else phrases.UNKNOWN_PROCESS
        if topic is Topic.SCORE and self.passage.plan.practice:
            told = phrases.PRACTICE_PROCESS_SCORE
        filled = told.format(
            minutes=counted(self.passage.plan.time_limit_minutes, "minute"),
            number=in_words(len(state.courses)),
            total=in_words(max(self.passage.total, len(state.courses))),
        )
        back = self.passage.voice(state).say(phrases.BACK_TO_IT)
        return Move((filled, back, *last_asked(course)), state.with_current(replace(course, cut=False)))

    def probe(self, state: State, course: Course, lead: tuple[str, ...], prompt: str) -> Move:
        """Ask ``prompt`` about the current question, after ``lead``."""
        probed = state.with_current(replace(course, probe=prompt, cut=False))
        return Move((*lead, *sentences(prompt)), probed, prompt)

    def hint(self, state: State, course: Course, kind: Variants = phrases.SURE) -> Move:
        """Give the one hint of a question."""
        voice = self.passage.voice(state)
        if course.probe:
            return self.tell(state.with_current(course), phrases.NO_MORE_HINTS, phrases.ANYTHING)
        lead = (voice.say(kind), voice.say(phrases.HINT_LEAD))
        hint = self.passage.marker.hint(course)
        return self.probe(state, replace(course, asked=f"{course.question.prompt} {hint}"), lead, hint)

    def repeat(self, state: State, course: Course, lead: Variants = phrases.SURE) -> Move:
        """Say again what was asked last."""
        voice = self.passage.voice(state)
        said = (voice.say(lead), voice.say(phrases.AGAIN), *last_asked(course))
        return Move(said, state.with_current(replace(course, cut=False)))

    def ask_again(self, state: State, course: Course) -> Move:
        """Ask a question that may not have reached the candidate."""
        voice = self.passage.voice(state)
        said = (voice.say(phrases.NOTED), voice.say(phrases.AGAIN), *last_asked(course))
        asked = replace(course, heard=True, cut=False)
        return Move(said, state.with_current(asked), last_asked(course)[0])

    def rephrase(self, state: State, course: Course) -> Move:
        """Ask the question in other words, and the open follow-up as it was."""
        voice = self.passage.voice(state)
        follow_up = (voice.say(phrases.STILL_OPEN), *sentences(course.probe)) if course.probe else ()
        said = (
            voice.say(phrases.SURE),
            voice.say(phrases.DIFFERENTLY),
            *sentences(course.question.rephrased),
        )
        return Move((*said, *follow_up), state.with_current(replace(course, cut=False)))

    def wait(self, state: State, course: Course) -> Move:
        """Grant time to think."""
        return self.tell(state.with_current(course), phrases.WAITING)

    def go_ahead(self, state: State, course: Course) -> Move:
        """Say that the candidate may speak."""
        return self.tell(state.with_current(course), phrases.GO_AHEAD)

    def greet_back(self, state: State, course: Course) -> Move:
        """Return a greeting."""
        return self.tell(state.with_current(course), phrases.HELLO_BACK, phrases.GO_AHEAD)

    def stay(self, state: State, course: Course, *said: Variants) -> Move:
        """Lead back to the question after ``said``."""
        voice = self.passage.voice(state)
        lead = [voice.say(variants) for variants in (*said, phrases.BACK_TO_IT)]
        return Move((*lead, *last_asked(course)), state.with_current(replace(course, cut=False)))

    def tell(self, state: State, *said: Variants) -> Move:
        """Say one variant of each and change nothing."""
        voice = self.passage.voice(state)
        return Move(tuple(voice.say(variants) for variants in said), state)


def last_asked(course: Course) -> tuple[str, ...]:
    """Return the sentences of what was asked last."""
    return sentences(course.asked or course.question.prompt)


_ANSWERS: dict[Intent, Callable[[Remarks, State, Course], Move]] = {
    Intent.REPEAT: Remarks.repeat,
    Intent.REPHRASE: Remarks.rephrase,
    Intent.HINT: Remarks.hint,
    Intent.WAIT: Remarks.wait,
    Intent.READY: Remarks.go_ahead,
    Intent.GREETING: Remarks.greet_back,
    Intent.OFF_TOPIC: lambda r, s, q: r.stay(s, q, phrases.FRIENDLY, phrases.STAY),
    Intent.FISHING: lambda r, s, q: r.stay(s, q, phrases.KEPT_BACK, phrases.YOUR_OWN),
    Intent.INJECTION: lambda r, s, q: r.stay(s, q, phrases.UNMOVED),
}
