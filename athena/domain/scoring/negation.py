"""Whether words are denied ("does not keep all rows") or given as somebody else's mistake ("it is a myth that …")."""

from __future__ import annotations

import re
from typing import Final

_BACK: Final = 48
_AUXILIARY: Final = r"does|do|did|will|would|can|could|should|must|may|might|shall|is|are|was|were|has|have|had|to|be|i would|and|it"
_STOPPERS: Final = r"but|it|they|is|are|which|that|so|instead|only|just|because|if|when|where|even|rather"
_DENIAL: Final = re.compile(
    rf"(?:\b(?:{_AUXILIARY}) not(?! only| just| necessarily)|^ ?not(?! only| just)|\b(?:never|nor|neither|hardly|without(?= \w+ing))"
    r"|\b(?:there (?:is|are)|returns?|gives?|gets?|keeps?) no|\bno need (?:for|to)|\bnot(?= (?:use|do|need)))"
    rf"(?: (?!(?:{_STOPPERS})\b)\w+){{0,3}} $"
)
_SUBORDINATE: Final = re.compile(
    r"\b(?:if|when|whenever|whether|which|who|whose|unless|until|even|case|since|while"
    r"|(?:rows?|ones?|customers?|records?|values?|entries|entry|those|anything|everything|tables?|columns?) (?:that|where))\b"
)
_BREAK: Final = re.compile(r"[.;:,!?]")
_DISOWNED: Final = re.compile(
    r"\b(?:(?:some|many|most|lots of|a lot of|other)? ?(?:people|candidates|developers|beginners|colleagues|they|others)"
    r" (?:often |sometimes |usually |wrongly |mistakenly )*(?:think|believe|assume|claim|expect|say)"
    r"|(?:you|one) (?:might|may|could|would) (?:think|believe|assume|expect|say)"
    r"|(?:myth|misconception|common (?:mistake|error|belief)|wrong|false|incorrect|mistake|error)"
    r"(?: (?:is|was|would be))? (?:that|to (?:say|think|believe|assume|claim))"
    r"|i do not (?:think|believe|agree)|nobody (?:says|thinks)|contrary to)\b"
    r"|\bis (?:just |only )?an? (?:common )?(?:myth|misconception)$"
)
_NEGATIVE_CLAIM: Final = re.compile(
    r"\b(?:not|no|never|cannot|without|unmatched|unknown|nothing|none|neither|nor)\b|n't\b"
)


def denied(text: str, start: int) -> bool:
    """Tell whether the words at ``start`` of normalised ``text`` are denied by what stands before them."""
    before = text[max(0, start - _BACK) : start]
    cut = [match.end() for match in _BREAK.finditer(before)]
    before = before[cut[-1] :] if cut else before
    found = _DENIAL.search(before)
    return bool(found) and not _SUBORDINATE.search(before, 0, found.start() + 1 if found else 0)


def disowned(text: str) -> int:
    """Return where in a clause somebody else's mistake begins to be told, or its length when none is."""
    found = _DISOWNED.search(text)
    if not found:
        return len(text)
    return 0 if found.end() == len(text) and found.start() > 0 else found.start()


def is_negative(claim: str) -> bool:
    """Tell whether a claim of the rubric is itself a negative one, so that denial words belong to it."""
    return bool(_NEGATIVE_CLAIM.search(claim.lower()))
