"""Where in an answer the concepts of a key point or misconception stand together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from athena.domain.questions import Match
from athena.domain.scoring.clauses import Span, Window
from athena.domain.scoring.contrasts import own_of, words_about
from athena.domain.scoring.negation import denied, disowned, is_negative, mute_operators
from athena.domain.scoring.patterns import compile_pattern
from athena.domain.spoken_terms import normalise


@dataclass(frozen=True, slots=True)
class Concepts:
    """A match made ready to search with.

    ``own`` is the one of ``contrasts`` its claim is about; ``negative`` claims are made with denying words.
    """

    all_of: tuple[re.Pattern[str], ...]
    none_of: tuple[re.Pattern[str], ...]
    contrasts: tuple[re.Pattern[str], ...]
    own: int | None
    negative: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """What a window holds of a match.

    ``share`` of its concepts is 0..1; ``leading`` tells whether the first of them is there, ``denied``
    whether the words are denied or somebody else's.
    """

    window: Window
    share: float
    leading: bool
    denied: bool


def prepare(claim: str, match: Match, contrasts: Sequence[str], lexicon: Mapping[str, str]) -> Concepts:
    """Compile the match of one claim of the rubric."""
    opposed = tuple(compile_pattern(p, lexicon) for p in contrasts)
    plain = _plain(claim)
    return Concepts(
        all_of=tuple(compile_pattern(p, lexicon) for p in match.all_of),
        none_of=tuple(compile_pattern(p, lexicon) for p in match.none_of),
        contrasts=opposed,
        own=own_of(plain, opposed),
        negative=is_negative(plain),
    )


@cache
def _plain(claim: str) -> str:
    return normalise(claim)


def hits(concepts: Concepts, windows: Iterable[Window]) -> Iterator[Hit]:
    """Yield a hit for every window that holds a concept and no voiding words, unless these are denied."""
    for window in windows:
        text = window.text
        if concepts.own is not None:
            text = words_about(concepts.own, text, concepts.contrasts)
        places = [_places(pattern, text) for pattern in concepts.all_of]
        if any(places) and not _voided(concepts, text):
            yield Hit(
                window=window,
                share=sum(map(bool, places)) / len(places),
                leading=bool(places[0]),
                denied=_any_denied(text, places, concepts.negative),
            )


def _places(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [match.span() for match in pattern.finditer(text)]


def _voided(concepts: Concepts, text: str) -> bool:
    plain = mute_operators(text)
    found = (place for pattern in concepts.none_of for place in _places(pattern, text))
    return any(not denied(plain, *place) for place in found)


def _any_denied(text: str, places: Sequence[Sequence[Span]], negative: bool) -> bool:
    told_until = disowned(text)
    plain = mute_operators(text)
    said = [place for concept in places for place in concept]
    return any(
        all(place[0] >= told_until or (not negative and denied(plain, *place, said)) for place in concept)
        for concept in places
        if concept
    )
