"""What the interviewer says about the query that a candidate writes in the pad."""

from __future__ import annotations

from dataclasses import dataclass, replace

from athena.domain.pad import PadNote
from athena.interviewer.policy import phrases
from athena.interviewer.policy.passage import Passage
from athena.interviewer.policy.remarks import Remarks
from athena.interviewer.policy.state import Course, Leaving, Move, State
from athena.interviewer.policy.wording import sentences

_LONGEST = 240  # characters of an outcome that are said aloud


@dataclass(frozen=True, slots=True)
class PadTalk:
    """Makes the moves of a question that is answered by a query."""

    passage: Passage

    def on_query(self, state: State, course: Course, note: PadNote) -> Move:
        """Encourage after a try; after the answer was handed in, hear its explanation or go on."""
        if not note.submitted:
            return self._on_run(state, course, note)
        if course.answered or state.time_up:
            return self.passage.leave(state, course, Leaving.ANSWERED)
        voice = self.passage.voice(state)
        lead = (voice.say(phrases.HANDED_IN),)
        prompt = voice.say(phrases.EXPLAIN_QUERY)
        return Remarks(self.passage).probe(state, replace(course, asked=prompt), lead, prompt)

    def on_words(self, state: State, course: Course, *, done: bool) -> Move:
        """Let somebody who thinks aloud go on; who wants to go on without handing in is reminded once."""
        if done and course.reminded:
            return self.passage.leave(state, course, Leaving.ANSWERED)
        kept = state.with_current(replace(course, reminded=course.reminded or done))
        if done:
            return self._say(kept, phrases.HAND_IN)
        first = course.turns <= 1
        return self._say(kept, phrases.FOLLOWING, *([phrases.HAND_IN] if first else []))

    def _on_run(self, state: State, course: Course, note: PadNote) -> Move:
        voice = self.passage.voice(state)
        lead = voice.say(phrases.RUN_RIGHT if note.passed else phrases.RUN_WRONG)
        close = (voice.say(phrases.HAND_IN),) if note.passed else ()
        return Move((lead, *_spoken(note.words), *close), state.with_current(course))

    def _say(self, state: State, *said: phrases.Variants) -> Move:
        return Remarks(self.passage).tell(state, *said)


def _spoken(words: str) -> tuple[str, ...]:
    """Return as many sentences of an outcome as one likes to listen to, the first one cut if need be."""
    first, *others = sentences(words)
    kept = [first if len(first) <= _LONGEST else f"{first[:_LONGEST].rsplit(' ', 1)[0]} and so on."]
    for sentence in others:
        if len(" ".join((*kept, sentence))) > _LONGEST:
            break
        kept.append(sentence)
    return tuple(kept)
