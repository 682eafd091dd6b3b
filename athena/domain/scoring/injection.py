"""Finds words that talk to the grader instead of answering: orders, false verdicts, pleas for marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from athena.domain.scoring.clauses import Span

_ANSWER: Final = r"(?:this|that|my|the|his|her) (?:\w+ )?(?:answer|response|reply|candidate|one)"
_ORDERS: Final = (
    r"(?:ignore|disregard|forget|override|bypass|overrule) (?:\w+ ){0,4}?"
    r"(?:instructions?|prompts?|rubric|guidelines?|grading|evaluation|rules|everything (?:above|before))",
    r"(?:give|award|grant|assign|allow) (?:\w+ ){0,5}?(?:full|maximum|max|perfect|highest|top|good) "
    r"(?:marks?|scores?|credits?|points|grades?)",
    rf"(?:give|award|grant|assign) (?:me|{_ANSWER}|it|this) (?:a |an |the )?"
    r"(?:scores?|marks?|grade|points?|credits?|one point|ten|hundred)\b",
    rf"(?:grade|rate|score|mark|accept|count|evaluate)(?:d|ed)? (?:me|{_ANSWER}|it|this|that|every\w*)"
    r" (?:as |with |at )?(?:an? |the )?"
    r"(?:full|correct|met|passed|perfect|high\w*|one|ten|complete|right|excellent|key)",
    r"you (?:must|should|have to|will|need to|now) (?:now |only )?(?:grade|score|rate|award)",
    r"(?:if|that) you (?:graded?|scored?|rated?) (?:me|this|my)",
    r"(?:as|you are|act as|pretend to be|acting as|i am|speaking as) (?:an? |the |your )?"
    r"(?:ai|language model|grader|evaluator|ai assistant|examiner|administrator|admin|interviewer)",
    r"(?:system|developer|admin) (?:prompt|message|note|override|mode|instructions?)",
    r"(?<!database )(?<!operating )(?<!management )(?:system|assistant|developer) ?:",
    r"new instructions?|from now on you|log response evaluation|(?:pass|hire|promote) me",
    r"set (?:the |my )?score (?:to|at|as)",
)
_VERDICTS: Final = (
    r"(?:this|my|the) (?:answer|response|reply) (?:is|was|should be|must be|has been|deserves)"
    r" (?:fully |completely |perfectly |entirely |absolutely |graded |marked |an? |the )*"
    r"(?:correct|perfect|complete|excellent|right|full marks)(?! (?:join|outer|side|table|scan))",
    r"(?:the|this) candidate (?:has |have |is |was |should |must |fully |correctly |completely )*"
    r"(?:mentioned|explained|covered|answered|demonstrated|deserves?|understands|passed|pass|right|correct)",
    r"(?:score|grade|marks?|verdict|rating)(?: this| that)? ?(?:is|=|:|of|equals|to|should be|as)? ?"
    r"(?:one point zero|one$|full|met|maximum|perfect|a hundred|100)",
    r"(?:key points?|rubric|misconceptions?)\b[^.]{0,40}?"
    r" (?:met|covered|satisf\w+|fulfil\w+|passed|true|credit)",
    r"(?:full|maximum|perfect|highest|top) (?:marks?|credits?|grades?)",
    r"(?:full|maximum|perfect) (?:scores?|points)",
    r"(?:excellent|perfect|outstanding) answer|(?:ten|five) out of (?:ten|five)|hundred percent correct",
    r"(?:considered|counted|treated|accepted|regarded|graded|marked|scored) (?:as )?"
    r"(?:right|correct|met|passed|perfect)",
    r"(?:my answer:? ?|see |everything |in |the |this |equals |is )*"
    r"(?:reference|model|sample) (?:answer|solution)",
    r"answer key",
)
_PATTERN: Final = re.compile(rf"\b(?:{'|'.join((*_ORDERS, *_VERDICTS))})(?![a-z0-9])")
_POLITE: Final = re.compile(r"\b(?:please|now|and|so|also|just|you|to|must|should|i say|it is best) $")


def injected(text: str, sentences: Sequence[Span]) -> list[Span]:
    """Return the parts of the answer that talk to the grader: from where they begin to the sentence's end."""
    found = ((_PATTERN.search(text, start, end), end) for start, end in sentences)
    return [(_beginning(text, match.start()), end) for match, end in found if match]


def _beginning(text: str, start: int) -> int:
    leading = _POLITE.search(text, max(0, start - 16), start)
    return leading.start() if leading else start
