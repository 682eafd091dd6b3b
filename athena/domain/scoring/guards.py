"""Guards: tell an answer from a list of keywords, an echo of the question, and an attempt to talk to the grader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from athena.domain.scoring.clauses import Span
from athena.domain.scoring.vocabulary import FUNCTION_WORDS, PREDICATES

STUFFING: Final = "stuffing"
LIST_LIKE: Final = "list-like"
ECHO: Final = "echo"
INJECTION: Final = "injection"
CAPS: Final = {STUFFING: 0.15, LIST_LIKE: 0.3}

_WORD: Final = re.compile(r"[a-z0-9]+")
_TERMS: Final = re.compile(
    r"\b(?:is (?:not )?null|not null|not exists|not in|for update|(?:order|group|partition) by|union all|left outer"
    r"|last name|first name|as of|no (?:match|rows)|one to many|many to many|on delete|set null)\b"
)
_VERB_FORM: Final = re.compile(r"\b[a-z]{3,}[^s\W]s(?= (?:the|a|an|its|them|all|only|no|every|any)\b)")
_RUN: Final = 4
_MIN_WORDS: Final = 7
_INJECTION: Final = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass) (?:all |the |any |your |my |these |those |everything )*"
    r"(?:previous|prior|above|earlier|other|instructions?|prompts?|rules?|rubric|guidelines?|criteria)"
    r"|\b(?:give|award|grant|assign|grade|rate|score|mark) (?:me|this|it|my|the|that)\b[^.]{0,40}?"
    r"\b(?:full|maximum|max|perfect|highest|top|marks?|scores?|credits?|points?|hundred|ten|correct|met|passed|one)\b"
    r"|\b(?:the |this |my |that )?(?:answer|response|candidate)s? (?:is|was|should be|must be|has|have|gets|deserves|covers)"
    r"(?: been| be)? (?:fully |completely |perfectly |entirely |absolutely |all |every |graded |marked |a |an |the )*"
    r"(?:correct|perfect|complete|excellent|score|full|top|mentioned|explained|covered|answered|key|points?|met|right)\b"
    r"|\b(?:as|you are|act as|pretend to be|acting as) (?:an? |the )?(?:ai|language model|grader|evaluator|assistant|examiner|judge)\b"
    r"|\b(?:system|developer|assistant|admin) ?(?:prompt|message|note|override|mode|instructions?|:)"
    r"|\b(?:scores?|grade|marks?|verdict|rating) ?(?:is|=|:|of|equals|to|should be) ?(?:one|ten|a hundred|100|full|met|maximum|perfect|1|10)\b"
    r"|\b(?:key points?|rubric|misconceptions?|criteria)\b[^.]{0,40}?\b(?:met|covered|satisf\w+|fulfil\w+|passed|true|credit)\b"
    r"|\b(?:full|maximum|perfect|top) (?:marks?|scores?|credits?|points)\b"
    r"|\blog response evaluation\b|\bset (?:the |my )?(?:score|grade)\b|\bnew instructions?\b"
)


def injected(text: str, sentences: Sequence[Span]) -> list[Span]:
    """Return the parts of the answer that talk to the grader: from where they begin to the sentence's end."""
    found = ((_INJECTION.search(text, start, end), end) for start, end in sentences)
    return [(match.start(), end) for match, end in found if match]


def echoed(text: str, sentences: Sequence[Span], prompts: Sequence[str]) -> list[Span]:
    """Return the sentences which only repeat one of the question's ``prompts`` (normalised)."""
    known = {triple for prompt in prompts for triple in _triples(_words(prompt))}
    return [(start, end) for start, end in sentences if _repeats(_triples(_words(text[start:end])), known)]


def style_flags(text: str) -> tuple[str, ...]:
    """Return the flags of a text that names things without saying anything about them."""
    words = _words(_VERB_FORM.sub("does", _TERMS.sub("term", text)))
    if len(words) < _MIN_WORDS:
        return ()
    if _crowded(words):
        return (STUFFING,)
    return (LIST_LIKE,) if _lists(text, len(words)) else ()


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _triples(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _repeats(triples: set[tuple[str, ...]], known: set[tuple[str, ...]]) -> bool:
    return len(triples) >= 4 and len(triples & known) >= 0.7 * len(triples)


def crowding(words: Sequence[str]) -> tuple[float, float]:
    """Return the share of words that stand in runs of four or more bare terms, and the share of predicates."""
    crowded, run = 0, 0
    for word in [*words, "the"]:
        if word in FUNCTION_WORDS or word in PREDICATES:
            crowded += run if run >= _RUN else 0
            run = 0
        else:
            run += 1
    return crowded / len(words), sum(word in PREDICATES for word in words) / len(words)


def _crowded(words: Sequence[str]) -> bool:
    crowded, predicates = crowding(words)
    return crowded > 0.5 or predicates < 0.05


_NAMING: Final = re.compile(
    r"\b(?:there (?:is|are)|you have|we have|it (?:is|has) (?:all )?(?:about|to do with)|i know|comes? to mind|things like"
    r"|talk(?:ing)? about|something (?:about|with|like)|related to|involves?|keywords?|terms?|concepts?|mention)\b"
)


def _lists(text: str, words: int) -> bool:
    named = len(_NAMING.findall(text))
    return words >= 12 and named >= 2 and named / words >= 0.05
