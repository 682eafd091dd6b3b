"""Text that remembers where its characters came from, so that a match is quoted in the original words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from athena.domain.spoken_terms import STEPS, fold


@dataclass(frozen=True, slots=True)
class Traced:
    """Normalised ``text``; character ``i`` of it stands for ``original[starts[i]:ends[i]]``."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    original: str

    def quote(self, start: int, end: int) -> str:
        """Return the words of the original behind ``text[start:end]``; empty when there are none."""
        if start >= end:
            return ""
        return self.original[self.starts[start] : self.ends[end - 1]].strip()


def trace(original: str) -> Traced:
    """Normalise ``original`` like ``spoken_terms.normalise`` and keep the way back."""
    pieces = [(fold(char), i, i + 1) for i, char in enumerate(original)]
    traced = _assemble(pieces, original)
    for pattern, replacement in STEPS:
        traced = _substitute(traced, pattern, replacement)
    return traced


def _assemble(pieces: Iterable[tuple[str, int, int]], original: str) -> Traced:
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece, start, end in pieces:
        text.append(piece)
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    return Traced("".join(text), starts, ends, original)


def _substitute(traced: Traced, pattern: re.Pattern[str], replacement: str) -> Traced:
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in pattern.finditer(traced.text):
        start, end = match.span()
        piece = match.expand(replacement)
        text += traced.text[done:start], piece
        starts += traced.starts[done:start]
        starts += [traced.starts[start]] * len(piece)
        ends += traced.ends[done:start]
        ends += [traced.ends[end - 1]] * len(piece)
        done = end
    if not done:
        return traced
    text.append(traced.text[done:])
    starts += traced.starts[done:]
    ends += traced.ends[done:]
    return Traced("".join(text), starts, ends, traced.original)
