"""An answer read for judging: what talks to the grader, repeats the question or only lists is set aside."""

from __future__ import annotations

from dataclasses import dataclass

from athena.domain.questions import Question
from athena.domain.scoring.clauses import Span, Window, clauses, flat, sentences, windows, without
from athena.domain.scoring.guards import BARE_TERMS, ECHO, INJECTION, echoed, stuffed, style_flags
from athena.domain.scoring.injection import injected
from athena.domain.scoring.traced import Traced
from athena.domain.spoken_terms import normalise


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer ready to be judged: its parts that may earn credit, in blocks of sentences, and its flags."""

    answer: Traced
    blocks: tuple[tuple[Span, ...], ...]
    flags: tuple[str, ...]

    @property
    def windows(self) -> tuple[Window, ...]:
        """Return the windows that may earn credit."""
        text = self.answer.text
        return tuple(window for block in self.blocks for window in windows(text, clauses(text, block)))


def read(question: Question, answer: Traced) -> Reading:
    """Return the answer less what earns nothing, with the flags of the guards that left it out."""
    text = answer.text
    whole = sentences(text)
    to_grader = injected(text, whole)
    prompts = [normalise(question.prompt), normalise(question.rephrased)]
    echoes = echoed(text, flat(without(whole, to_grader)), prompts)
    own = flat(without(whole, [*to_grader, *echoes]))
    terms_only = stuffed(text, own)
    blocks = without(whole, [*to_grader, *echoes, *terms_only])
    removed = {INJECTION: to_grader, ECHO: echoes, BARE_TERMS: terms_only}
    flags = [flag for flag, spans in removed.items() if spans]
    style = style_flags(" . ".join(text[start:end] for start, end in own))
    return Reading(answer, tuple(map(tuple, blocks)), (*flags, *style))


def fair_parts(reading: Reading) -> list[Span]:
    """Return the parts of the answer that may earn credit, each from its first to its last sentence."""
    return [(block[0][0], block[-1][1]) for block in reading.blocks]
