"""Whether words that are put into a candidate's mouth were said: a quote is looked up in the answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from athena.domain.scoring.clauses import Span
from athena.domain.scoring.traced import Traced
from athena.domain.spoken_terms import normalise

_WORD: Final = re.compile(r"[a-z0-9]+")
_LEFT_OUT: Final = re.compile(r"\.{3,}|…|\[[^\]]{0,20}\]")
_NEAR: Final = 0.85
_SHARED: Final = 0.7
_FEW_WORDS: Final = 5
_LEAST_WORDS: Final = 2
_TURNING: Final = frozenset(
    ("not", "no", "never", "none", "nothing", "without", "neither", "nor", "only", "except")
)


def find_quote(quote: str, answer: Traced, spans: Sequence[Span]) -> str | None:
    """Return the candidate's own words that a quote stands for; None when they were not said so.

    They must be found within one of ``spans`` of the answer, in order where the quote leaves words out
    ("…"). Of five words or more one in seven may differ, but none that turns the meaning (not, never, only).
    """
    pieces = [words for part in _LEFT_OUT.split(quote) if (words := _WORD.findall(normalise(part)))]
    found = (_within(pieces, answer, span) for span in spans)
    return next((answer.quote(*place) for place in found if place), None)


def _within(pieces: Sequence[Sequence[str]], answer: Traced, span: Span) -> Span | None:
    said = list(_WORD.finditer(answer.text, *span))
    words = [match[0] for match in said]
    first: int | None = None
    at = 0
    for piece in pieces:
        place = _place(piece, words, at)
        if place is None:
            return None
        first = place[0] if first is None else first
        at = place[1]
    return None if first is None else (said[first].start(), said[at - 1].end())


def _place(piece: Sequence[str], words: Sequence[str], at: int) -> Span | None:
    if len(piece) < _LEAST_WORDS and list(piece) != list(words):
        return None
    return next(
        (window for window in _windows(piece, words, at) if _alike(piece, words[slice(*window)])), None
    )


def _windows(piece: Sequence[str], words: Sequence[str], at: int) -> Iterator[Span]:
    size = len(piece)
    for length in (size, size + 1, size - 1) if size >= _FEW_WORDS else (size,):
        for start in range(at, len(words) - length + 1):
            yield start, start + length


def _alike(piece: Sequence[str], window: Sequence[str]) -> bool:
    if list(piece) == list(window):
        return True
    shared = set(piece) & set(window)
    if len(piece) < _FEW_WORDS or len(shared) < _SHARED * len(set(piece)):
        return False
    ours, theirs = Counter(piece), Counter(window)
    if _TURNING & ((ours - theirs) | (theirs - ours)).keys():
        return False
    return SequenceMatcher(None, piece, window, autojunk=False).ratio() >= _NEAR
