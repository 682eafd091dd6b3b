"""Chooses among variants by the seed, and writes numbers as words."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from athena.interviewer.policy.phrases import Variants

_ONES = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


@dataclass(frozen=True, slots=True)
class Voice:
    """The wording of one reply; ``turn`` counts the replies, so that words seldom come twice in a row."""

    seed: int
    turn: int

    def say(self, variants: Variants, **values: str) -> str:
        """Return one of the variants with its values filled in."""
        start = hashlib.sha256(f"{self.seed}:{variants[0]}".encode()).digest()[0]
        return variants[(start + self.turn) % len(variants)].format(**values)


def sentences(text: str) -> tuple[str, ...]:
    """Split a text into its sentences; joined by blanks they are the text again."""
    return tuple(re.split(r"(?<=[.?!]) +", " ".join(text.split())))


def in_words(number: int) -> str:
    """Return a whole number from 0 to 999 in words; beyond that "many"."""
    if not 0 <= number <= 999:
        return "many"
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"{_ONES[hundreds]} hundred" + (f" and {in_words(rest)}" if rest else "")


def counted(number: int, noun: str) -> str:
    """Return for example ``five questions`` or ``one question``."""
    return f"{in_words(number)} {noun}{'' if number == 1 else 's'}"
