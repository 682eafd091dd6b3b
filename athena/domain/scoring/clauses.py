"""An answer cut into clauses, and the windows of one or two neighbouring clauses that patterns look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Span = tuple[int, int]

_MAX_WORDS: Final = 28
_MAX_WORD: Final = 40
_STOP: Final = r"(?<!\b\w)(?<!\b\w\w)\.|\.(?!\w)"  # not the dot of a qualified name like m.id
_SENTENCE_END: Final = re.compile(rf"{_STOP}|[;!?]")
_COUNTED: Final = r"(?<!\bone)(?<!\btwo)(?<!\bthree),|,(?! (?:and |then )*(?:one|two|three|four)\b)"
_CLAUSE_END: Final = re.compile(
    rf"{_STOP}|[;:!?]|{_COUNTED}"
    rf"|[a-z0-9]{{{_MAX_WORD},}}"
    r"|\b(?:but|whereas|while|however|so that|and then|because|which means|otherwise|although|though)\b"
    r"|(?<=\w) and (?=(?:the|it|then|left|right|inner|union|having|where|you|i|if|a|we|they|an)\b)"
)
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Window:
    """One clause, or two neighbouring ones: ``text`` is ``answer[start:end]``; ``clauses`` is 1 or 2."""

    start: int
    end: int
    text: str
    clauses: int

    def covers(self, other: Window) -> bool:
        """Tell whether ``other`` lies within this window."""
        return self.start <= other.start and other.end <= self.end


def sentences(text: str) -> list[Span]:
    """Return the spans of the sentences of normalised text."""
    return list(_between(_SENTENCE_END, text, 0, len(text)))


def clauses(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the spans of the clauses within ``spans``; none is longer than 28 words."""
    whole = (clause for start, end in spans for clause in _between(_CLAUSE_END, text, start, end))
    return [short for clause in whole for short in _short(text, clause)]


def windows(text: str, spans: Sequence[Span]) -> list[Window]:
    """Return all windows over clauses, single clauses first."""
    single = [Window(start, end, text[start:end], 1) for start, end in spans]
    double = [Window(a[0], b[1], text[a[0] : b[1]], 2) for a, b in pairwise(spans)]
    return single + double


def without(spans: Sequence[Span], removed: Sequence[Span]) -> list[list[Span]]:
    """Return ``spans`` less what is ``removed``, in blocks: no block reaches over something removed."""
    blocks: list[list[Span]] = [[]]
    cuts = sorted(removed)
    for start, end in spans:
        at = start
        for cut_start, cut_end in (cut for cut in cuts if cut[0] < end and cut[1] > start):
            if cut_start > at:
                blocks[-1].append((at, cut_start))
            blocks.append([])
            at = max(at, cut_end)
        if at < end:
            blocks[-1].append((at, end))
    return [block for block in blocks if block]


def flat(blocks: Sequence[Sequence[Span]]) -> list[Span]:
    """Return the spans of all blocks in one list."""
    return [span for block in blocks for span in block]


def _between(separator: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for match in separator.finditer(text, start, end):
        yield from _trimmed(text, at, match.start())
        at = match.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    inner = text[start:end]
    left = start + len(inner) - len(inner.lstrip())
    if left < start + len(inner.rstrip()):
        yield left, start + len(inner.rstrip())


def _short(text: str, span: Span) -> Iterator[Span]:
    words = [match.span() for match in _WORD.finditer(text, *span)]
    for i in range(0, len(words), _MAX_WORDS):
        chunk = words[i : i + _MAX_WORDS]
        yield chunk[0][0], chunk[-1][1]
