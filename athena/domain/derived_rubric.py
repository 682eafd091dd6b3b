"""Key points made from a reference answer alone, where nobody wrote a rubric.

Each sentence of the reference that says something becomes a key point. Its terms are looked for (stems, or
the lexicon's macro that knows the word), and the share of them that an answer has is its credit. What a
candidate says in quite other words is missed, and a statement turned into its opposite is often not noticed:
such a score is never sure. On the samples of 55 questions of the bank, with nothing but prompt and reference
answer: r .75 against the middle of their bands, strong answers at .82 on average, one attack above .3 (the
question repeated, .37), single contradictions up to .83.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from athena.domain.evaluation import Evaluation
from athena.domain.questions import KeyPoint, Match, Question
from athena.domain.scoring.clauses import sentences
from athena.domain.scoring.patterns import compile_pattern
from athena.domain.scoring.terms import SQL_TERMS
from athena.domain.scoring.traced import trace
from athena.domain.scoring.vocabulary import EVERYDAY, PREDICATES
from athena.domain.spoken_terms import normalise

_WORD: Final = re.compile(r"[a-z][a-z0-9]+")
_ENDING: Final = re.compile(r"(?<=[a-z]{4})(?:ing|ies|ied|ed|es|s|ly|y|e)$")
_CONCEPTS: Final = 3
_MOST_POINTS: Final = 10
_SQL: Final = tuple(sorted({normalise(term) for term in SQL_TERMS}, key=len, reverse=True))
_GENERAL: Final = frozenset(
    (
        *("result", "results", "table", "tables", "column", "columns", "query", "queries", "value", "values"),
        *("clause", "condition", "time", "times", "data"),
    )
)


class Sureness(StrEnum):
    """How far a score can be relied on."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Assurance:
    """How sure a score is, and why."""

    sureness: Sureness
    reason: str


def derived_points(reference: str, prompt: str, lexicon: Mapping[str, str]) -> tuple[KeyPoint, ...]:
    """Return up to ten key points whose weights sum to 1; none when the reference says nothing."""
    traced = trace(reference)
    claims = (
        (traced.quote(*span), match)
        for span in sentences(traced.text)
        if (match := derived_match(traced.text[slice(*span)], prompt, lexicon))
    )
    found = list(islice(claims, _MOST_POINTS))
    return tuple(
        KeyPoint(f"claim-{i}", text, 1 / len(found), match, f"Say more about this: {text}")
        for i, (text, match) in enumerate(found, start=1)
    )


def is_derived(question: Question) -> bool:
    """Tell whether all key points of a question were made from its reference answer."""
    return all(point.match.terms for point in question.key_points)


def derived_match(claim: str, prompt: str, lexicon: Mapping[str, str]) -> Match | None:
    """Return what an answer must hold to make a claim; None when the claim has no terms of its own.

    The terms are dealt out to three concepts; the leading one has only terms that the question did not give.
    """
    asked, terms = normalise(prompt), _terms(normalise(claim))
    new = [_pattern(term, lexicon) for term in terms if term not in asked]
    patterns = list(dict.fromkeys((*new, *(_pattern(term, lexicon) for term in terms if term in asked))))
    leading = list(dict.fromkeys(new))[::_CONCEPTS] or patterns[::_CONCEPTS]
    rest = [pattern for pattern in patterns if pattern not in leading]
    concepts = [leading, *(rest[i :: _CONCEPTS - 1] for i in range(_CONCEPTS - 1))]
    found = tuple("|".join(concept) for concept in concepts if concept)
    weights = {_pattern(term, lexicon): _weight(term, asked) for term in terms}
    return Match(found, terms=tuple(weights.items())) if leading else None


def _weight(term: str, asked: str) -> float:
    """Return how much a term tells; what the question gave or every answer has tells little."""
    if term in asked:
        return 0.15
    return 0.5 if term in PREDICATES or term in _GENERAL else 1.0


def assurance(evaluation: Evaluation, derived: int) -> Assurance:
    """Return how sure a score is whose rubric has ``derived`` points that were made from its own words."""
    if evaluation.score is None:
        return Assurance(Sureness.HIGH, "There is no answer to judge.")
    if derived == 0 and not evaluation.flags:
        return Assurance(Sureness.HIGH, "The rubric's own patterns judged, and no guard was suspicious.")
    if derived == 0:
        return Assurance(Sureness.MEDIUM, f"A guard was suspicious ({', '.join(evaluation.flags)}).")
    if derived < len(evaluation.points):
        return Assurance(
            Sureness.MEDIUM,
            f"{derived} of {len(evaluation.points)} key points have no pattern: their terms were looked for.",
        )
    return Assurance(
        Sureness.LOW,
        "The key points were made from the reference's own words: other words for the same are missed, "
        "and opposites may pass. Let a person read the answer, or write key points with patterns.",
    )


def _terms(claim: str) -> list[str]:
    """Return the terms of a normalised sentence, the telling ones first."""
    several = [term for term in _SQL if re.search(rf"\b{re.escape(term)}\b", claim)]
    rest = re.sub("|".join(rf"\b{re.escape(term)}\b" for term in several) or r"(?!)", " ", claim)
    words = dict.fromkeys(word for word in _WORD.findall(rest) if word not in EVERYDAY)
    return [*several, *sorted(words, key=lambda word: (word in PREDICATES, word in _GENERAL))]


def _pattern(term: str, lexicon: Mapping[str, str]) -> str:
    macro = next((name for name in lexicon if compile_pattern(f"@{name}", lexicon).fullmatch(term)), None)
    if macro:
        return f"@{macro}"
    stem = term if " " in term else _ENDING.sub("", term)
    return rf"{re.escape(stem)}\w*" if len(stem) >= 4 else rf"{re.escape(term)}s?"
