"""Whether words are denied ("does not keep all") or told as somebody else's mistake ("it is a myth …")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from athena.domain.scoring.clauses import Span

_BACK: Final = 48
_AUXILIARY: Final = (
    r"does|do|did|will|would|can|could|should|must|may|might|shall|is|are|was|were|has|have|had|to|be|and|it"
)
_STOPPERS: Final = r"but|it|they|is|are|which|that|so|instead|only|just|because|if|when|where|even|rather"
_NOT: Final = r"not(?! (?:only|just|necessarily)\b)"
_OPERATOR: Final = re.compile(r"\bnot (?:null|in|exists|equals?|distinct|like|between)\b")
_BEGINS: Final = r"(?:^ ?|(?<=[.;:,!?]) ?)"
_DENIALS: Final = (
    rf"\b(?:{_AUXILIARY}) {_NOT}",
    rf"{_BEGINS}{_NOT}",
    r"\bnot(?= (?:use|do|need))",
    r"\b(?:never|nor|neither|hardly)",
    rf"(?:{_BEGINS}|\b(?:and|or|so|then|there (?:is|are)|needs?|uses?|returns?|gives?|gets?|keeps?) )no",
    r"\bno need (?:for|to)",
)
_DENIAL: Final = re.compile(rf"(?:{'|'.join(_DENIALS)})(?: (?!(?:{_STOPPERS})\b)\w+){{0,3}} $")
_WITHOUT: Final = re.compile(r"\bwithout (?:\w+ )?$")
_DOING: Final = re.compile(r"\w+ing\b")
_NOT_NEEDED: Final = re.compile(
    r"(?: \w+){0,4}? (?:is|are|would be)"
    r" (?:not (?:really )?(?:needed|necessary|required)|unnecessary|pointless|overkill)\b"
)
_SUBORDINATE: Final = re.compile(
    r"\b(?:if|when|whenever|whether|which|who|whose|unless|until|even|case|since|while"
    r"|(?:rows?|ones?|customers?|records?|values?|entries|entry|those|anything|everything|tables?|columns?)"
    r" (?:that|where))\b"
)
_DENYING: Final = re.compile(r"\b(?:not|no|never|nor|neither|hardly|without)\b")
_BREAK: Final = re.compile(r"[.;:,!?]")
_DISOWNED: Final = re.compile(
    r"\b(?:(?:some|many|most|other)? ?(?:people|candidates|developers|beginners|colleagues|they|others)"
    r" (?:often |sometimes |usually |wrongly |mistakenly )*(?:think|believe|assume|claim|expect|say)"
    r"|(?:you|one) (?:might|may|could|would) (?:think|believe|assume|expect|say)"
    r"|(?:myth|misconception|common (?:mistake|error|belief)|wrong|false|incorrect|mistake|error)"
    r"(?: (?:is|was|would be))? (?:that|to (?:say|think|believe|assume|claim))"
    r"|i do not (?:think|believe|agree)|nobody (?:says|thinks)|contrary to)\b"
    r"|\bis (?:just |only )?an? (?:common )?(?:myth|misconception)$"
)
_NEGATIVE_CLAIM: Final = re.compile(r"\b(?:(?<!or )not|no|never|without|nothing|none|neither|nor)\b")


def mute_operators(text: str) -> str:
    """Return ``text``, in its length, with SQL's own NOT operators made unreadable: they deny no claim."""
    return _OPERATOR.sub(lambda match: "~" * len(match[0]), text)


def denied(text: str, start: int, end: int, said: Sequence[Span] = ()) -> bool:
    """Tell whether the words ``text[start:end]`` (operators muted) are denied by the words around them.

    ``said`` are the places of all concepts of the claim: a denying word inside one belongs to the claim.
    """
    at = _clause_start(text, start)
    found = _DENIAL.search(text, at, start)
    if found and not _SUBORDINATE.search(text, at, found.start() + 1):
        return not any(_denies(text, max(found.start(), s), min(start, e)) for s, e in said)
    if _DOING.match(text, start) and _WITHOUT.search(text, at, start):
        return True
    return bool(_NOT_NEEDED.match(text, end))


def disowned(text: str) -> int:
    """Return where in a clause somebody else's mistake begins to be told, or its length when none is."""
    found = _DISOWNED.search(text)
    if not found:
        return len(text)
    return 0 if found.end() == len(text) and found.start() > 0 else found.start()


def is_negative(claim: str) -> bool:
    """Tell whether a claim of the rubric (normalised) is a negative one: denying words belong to it."""
    return bool(_NEGATIVE_CLAIM.search(mute_operators(claim)))


def _clause_start(text: str, start: int) -> int:
    earliest = max(0, start - _BACK)
    return max((match.end() for match in _BREAK.finditer(text, earliest, start)), default=earliest)


def _denies(text: str, start: int, end: int) -> bool:
    return start < end and bool(_DENYING.search(text, start, end))
