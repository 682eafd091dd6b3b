"""Guards: tell an answer from an echo of the question and from terms that are named without a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import groupby
from typing import Final

from athena.domain.scoring.clauses import Span
from athena.domain.scoring.vocabulary import GLUE, JOINING, LINKS, PREDICATES

STUFFING: Final = "stuffing"
BARE_TERMS: Final = "bare-terms"
LIST_LIKE: Final = "list-like"
ECHO: Final = "echo"
INJECTION: Final = "injection"
CAPS: Final = {STUFFING: 0.15, LIST_LIKE: 0.3}

_WORD: Final = re.compile(r"[a-z0-9]+")
_OPERATOR: Final = (
    r"(?:is (?:not )?null|not null|not exists|not in|for update|(?:order|group|partition) by|union all"
    r"|left outer|last name|first name|as of|no (?:match|rows)|one to many|many to many"
    r"|on delete|set null)(?![a-z0-9])"
)
_TOKEN: Final = re.compile(rf"(?P<operator>\b{_OPERATOR})|\b(?!(?:and|or)\b)[a-z0-9]+")
_VERB_FORM: Final = re.compile(
    r"[a-z]{2,}[^s\W]s(?= (?:the|a|an|its|them|all|only|no|every|any|[a-z]{3,}ly)\b)"
)
_LEADS_A_VERB: Final = re.compile(
    r"\b(?:(?:have|has|need|want) to|i|you|we|they|would|can|could|should|will|must) $"
)
_PLAIN_ENGLISH: Final = re.compile(
    r"\b(?:a|an|the|it|its|i|you|we|they)\b|\b(?:two|three|four|five)\b.*\b(?:two|three|four|five)\b"
)
_PERSONAL: Final = re.compile(r"\b(?:i|my|we|you|they)\b")
_NAMING: Final = re.compile(
    r"\b(?:there (?:is|are)|you have|we have|it (?:is|has) (?:all )?(?:about|to do with)|i know"
    r"|comes? to mind|talk(?:ing)? about|something (?:about|with|like)|things like|related to|involves?"
    r"|keywords?|terms?|concepts?|mention)\b"
)
_MIN_WORDS: Final = 10
_MIN_BARE: Final = 6
_MOSTLY: Final = 0.65
_RUN: Final = 4
_STRETCHES: Final = ((9, 0.85), (10, 0.78))  # at least so many words, of them at least this share terms
_MIN_NAMED: Final = 12
_NUMBERS: Final = frozenset(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
)
_SMALL: Final = (GLUE | LINKS | {"and", "or"}) - _NUMBERS
_MANY_JOINING: Final = 0.15
_MANY_SMALL: Final = 0.35
_MANY_SAID: Final = 0.22
_LEAST_SMALL, _MOST_SMALL = 0.25, 0.55


class _Kind(Enum):
    """What a word does: GLUE makes a sentence (is, the, it), a LINK only joins (and, with), a TERM names."""

    GLUE = auto()
    LINK = auto()
    TERM = auto()


def echoed(text: str, sentences: Sequence[Span], prompts: Sequence[str]) -> list[Span]:
    """Return the sentences which only repeat one of the question's ``prompts`` (normalised)."""
    known = {triple for prompt in prompts for triple in _triples(_WORD.findall(prompt))}
    return [
        (start, end) for start, end in sentences if _repeats(_triples(_WORD.findall(text[start:end])), known)
    ]


def stuffed(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return where the answer is nothing but terms for so long that no claim is made there."""
    return [part for start, end in spans for part in _terms_only(text, start, end)]


def style_flags(text: str) -> tuple[str, ...]:
    """Return the flags of a whole answer that names things without saying anything about them."""
    words = _count(text)
    if not _joined(text) and (_crowded(text, words) or _wordless(text, words)):
        return (STUFFING,)
    named = len(_NAMING.findall(text))
    return (LIST_LIKE,) if words >= _MIN_NAMED and named >= 2 and named / words >= 0.05 else ()


def _terms_only(text: str, start: int, end: int) -> Iterable[Span]:
    sentence = text[start:end]
    words = _count(sentence)
    if _joined(sentence):
        return []
    if words >= _MIN_WORDS and _bare(sentence) > _MOSTLY * words:
        return [(start, end)]
    return _stretches(text, start, end)


def _count(text: str) -> int:
    """Return the number of words; an operator of several words counts as one, "and" and "or" not at all."""
    return len(_TOKEN.findall(text))


def _crowded(text: str, words: int) -> bool:
    bare = _bare(text)
    spoken = _small(text) >= _MANY_SMALL or _said(text, words) >= _MANY_SAID
    listed = words >= _MIN_WORDS and bare > words / 2 and not spoken
    return listed or bare == words >= _MIN_BARE


def _wordless(text: str, words: int) -> bool:
    said = _said(text, words)
    return words >= _MIN_NAMED and (
        (said < 0.05 and not _LEAST_SMALL <= _small(text) <= _MOST_SMALL)
        or (said < 0.1 and not _PLAIN_ENGLISH.search(text))
    )


def _joined(text: str) -> bool:
    """Tell whether words of relation join the terms, as in a terse answer: "count of orders per customer"."""
    words = [match[0] for match in _TOKEN.finditer(text)]
    joining = len(JOINING.intersection(words))
    return joining >= 2 and joining >= _MANY_JOINING * len(words) and not _PERSONAL.search(text)


def _said(text: str, words: int) -> float:
    return sum(map(_is_predicate, _WORD.finditer(text))) / max(1, words)


def _small(text: str) -> float:
    """Return the share of small words: lists have few, sentences between a fifth and a half."""
    words = _WORD.findall(text)
    return sum(word in _SMALL for word in words) / max(1, len(words))


def _stretches(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the long stretches without a word that makes a sentence, when they are mostly bare terms."""
    words = [*_marked(text, start, end), ((end, end), _Kind.GLUE)]
    first = 0
    for i, (_, kind) in enumerate(words):
        if kind is _Kind.GLUE:
            bare = sum(kind is _Kind.TERM for _, kind in words[first:i])
            if any(i - first >= length and bare >= share * (i - first) for length, share in _STRETCHES):
                yield words[first][0][0], words[i - 1][0][1]
            first = i + 1


def _bare(text: str) -> int:
    """Return how many words stand in runs of four or more terms; an operator counts as one word."""
    kinds = [kind for _, kind in _marked(text, 0, len(text))]
    runs = (len(list(run)) for kind, run in groupby(kinds) if kind is _Kind.TERM)
    return sum(run for run in runs if run >= _RUN)


def _marked(text: str, start: int, end: int) -> Iterator[tuple[Span, _Kind]]:
    for match in _TOKEN.finditer(text, start, end):
        yield match.span(), _Kind.TERM if match.lastgroup == "operator" else _kind(match)


def _kind(word: re.Match[str]) -> _Kind:
    if _is_predicate(word) or word[0] in GLUE:
        return _Kind.GLUE
    return _Kind.LINK if word[0] in LINKS else _Kind.TERM


def _is_predicate(word: re.Match[str]) -> bool:
    start = word.start()
    return (
        word[0] in PREDICATES
        or bool(_VERB_FORM.match(word.string, start))
        or bool(_LEADS_A_VERB.search(word.string, max(0, start - 10), start))
    )


def _triples(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _repeats(triples: set[tuple[str, ...]], known: set[tuple[str, ...]]) -> bool:
    return len(triples) >= 4 and len(triples & known) >= 0.7 * len(triples)
