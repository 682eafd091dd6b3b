"""How alike two answers are in their words. Likeness is evidence beside a score, never a score itself."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Final

from athena.domain.scoring.vocabulary import GLUE, LINKS
from athena.domain.spoken_terms import normalise

_WORD: Final = re.compile(r"[a-z0-9]+")
_ENDING: Final = re.compile(r"(?<=[a-z]{3})(?:ingly|edly|ations?|ings?|ies|ied|ed|es|s|ly|y|e)$")
_DENYING: Final = frozenset(("not", "no", "never", "none", "nothing", "without", "neither", "nor"))
_SMALL: Final = (GLUE | LINKS) - _DENYING
_GRAM: Final = 4
_LONGEST: Final = 4_000
_SHOWN: Final = 3
_SHOWN_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Wording:
    """What an answer is made of: word stems, pairs of neighbouring stems, runs of four letters.

    ``length`` counts all its words, ``denials`` the denying ones.
    """

    stems: Mapping[str, int]
    pairs: Mapping[str, int]
    grams: Mapping[str, int]
    length: int
    denials: int


@lru_cache(maxsize=8192)
def wording(text: str) -> Wording:
    """Return the wording of a text; what lies beyond 4,000 characters is not looked at."""
    words = _WORD.findall(normalise(text[:_LONGEST]))
    stems = [stem(word) for word in words if word not in _SMALL]
    line = f" {' '.join(words)} "
    return Wording(
        stems=Counter(stems),
        pairs=Counter(f"{a} {b}" for a, b in pairwise(stems)),
        grams=Counter(line[i : i + _GRAM] for i in range(len(line) - _GRAM + 1)),
        length=len(words),
        denials=sum(word in _DENYING for word in words),
    )


def shared_words(one: str, other: str) -> tuple[str, ...]:
    """Return up to three runs of up to six words that stand in both texts, the longest first."""
    mine, theirs = (_WORD.findall(normalise(text[:_LONGEST])) for text in (one, other))
    same = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    runs = [mine[block.a : block.a + min(block.size, _SHOWN_WORDS)] for block in same]
    telling = [run for run in runs if any(word not in GLUE | LINKS for word in run)]
    return tuple(dict.fromkeys(" ".join(run) for run in sorted(telling, key=len, reverse=True)))[:_SHOWN]


def stem(word: str) -> str:
    """Return a word without its grammatical ending."""
    return _ENDING.sub("", word)


class Rarity:
    """How telling a feature is: the logarithm of how few texts have it, 1 for one that all have."""

    def __init__(self, texts: Iterable[Mapping[str, int]]) -> None:
        """Count in how many of ``texts`` each feature occurs."""
        self._seen: Counter[str] = Counter()
        self._texts = 0
        self._known: dict[str, float] = {}
        for text in texts:
            self._seen.update(text.keys())
            self._texts += 1

    def __call__(self, feature: str) -> float:
        """Return the weight of a feature; unknown ones weigh most."""
        if feature not in self._known:
            self._known[feature] = 1.0 + math.log((1 + self._texts) / (1 + self._seen[feature]))
        return self._known[feature]

    def vector(self, features: Mapping[str, int]) -> dict[str, float]:
        """Return the features with their weights, of length 1 (empty when there are none)."""
        raw = {name: (1 + math.log(count)) * self(name) for name, count in features.items()}
        length = math.sqrt(math.fsum(value * value for value in raw.values()))
        return {name: value / length for name, value in raw.items()} if length else {}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two vectors of length 1, within 0..1; 0 when one of them is empty."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return min(1.0, sum([few[name] * many[name] for name in few.keys() & many.keys()]))


def recall(wanted: Mapping[str, int], said: Mapping[str, int], rarity: Rarity) -> float:
    """Return the share of ``wanted``, by rarity, that occurs in ``said`` (0 when nothing is wanted)."""
    whole = math.fsum(map(rarity, wanted))
    return math.fsum(rarity(name) for name in wanted if name in said) / whole if whole else 0.0
