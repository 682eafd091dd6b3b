"""Which words of a window speak about which of the things a question sets against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

Pattern = re.Pattern[str]

_COMPARED: Final = re.compile(
    r"\b(?:unlike|than|versus|vs|compared (?:to|with)|opposed to|instead of|from)(?: an?| the)? $"
)
_LEANS_BACK: Final = re.compile(r"\b(?:with|in|using|for|by|under|inside|into)(?: an?| the)? $")
_ENDS: Final = re.compile(r"(?: join| clause| condition)?(?: ?[.,;:]| and\b| but\b|$)")


def own_of(claim: str, contrasts: Sequence[Pattern]) -> int | None:
    """Return the index of the contrast a claim of the rubric (normalised) is about, if it is just one."""
    named = [i for i, contrast in enumerate(contrasts) if contrast.search(claim)]
    return named[0] if len(named) == 1 else None


def words_about(own: int, text: str, contrasts: Sequence[Pattern]) -> str:
    """Return the parts of ``text`` that speak about contrast ``own``; all of it when it names none."""
    mentions = list(_mentions(text, contrasts))
    if all(which == own for _, _, which in mentions):
        return text
    return " , ".join(text[start:end] for start, end, which in _segments(text, mentions) if which == own)


def _mentions(text: str, contrasts: Sequence[Pattern]) -> Iterator[tuple[int, int, int]]:
    found = sorted(
        (*match.span(), i) for i, contrast in enumerate(contrasts) for match in contrast.finditer(text)
    )
    return (mention for mention in found if not _COMPARED.search(text, 0, mention[0]))


def _segments(text: str, mentions: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    at, owner = 0, None
    for start, end, which in mentions:
        if _LEANS_BACK.search(text, at, start) and _ENDS.match(text, end):
            yield at, end, which
            at, owner = end, None
        elif owner is None:
            owner = which
        else:
            yield at, start, owner
            at, owner = start, which
    if at < len(text):
        yield at, len(text), mentions[-1][2] if owner is None else owner
