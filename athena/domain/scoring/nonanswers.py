"""Transcripts that are no answer at all, and answers that say openly that the candidate does not know."""

from __future__ import annotations

import re
from typing import Final

from athena.domain.scoring.vocabulary import FILLERS

_WORD: Final = re.compile(r"[a-z0-9]+")
_CONVERSATION: Final = (
    r"(?:can|could|would|will) you (?:please )?(?:repeat|say|rephrase|read|explain)"
    r"(?: (?:me|the|that|it|this|your|question|again|please|once|more|one|time))*",
    r"(?:please )?(?:repeat|rephrase)(?: (?:the|that|your|question|again|please))*",
    r"(?:say|ask) (?:that|it) again",
    r"what was the question",
    r"(?:sorry )?i (?:did not|do not) (?:hear|catch|understand)(?: (?:you|that|it|the|your|question))*",
    r"(?:can|do) you hear me",
    r"give me (?:a|one) (?:moment|second|minute)",
    r"(?:one|just a|a) (?:moment|second|minute)(?: please)?",
    r"i (?:need|want) (?:a|some) (?:moment|time)(?: to think)?",
    r"i am (?:still )?thinking",
    r"hold on",
)
_NOT_KNOWN: Final = (
    r"i (?:really |honestly |just |still )*(?:do not|did not|would not) (?:really |exactly )*know"
    r"(?: (?:that|this|it|the|answer|one|about|anything|how|what|much|to|say|sorry))*",
    r"(?:i have )?no (?:idea|clue)",
    r"i (?:can not|do not) (?:remember|recall|answer|tell)(?: (?:that|this|it|the|you|answer|question|one))*",
    r"(?:i am )?not (?:really )?sure",
    r"(?:i would |let us |can we |i will |please )*(?:skip|pass)(?: (?:this|that|on|the|it|one|question))*",
    r"next question",
    r"i (?:have never|never) (?:heard|used|learned)(?: (?:of|about|that|this|it))*",
    r"i give up|beats me",
)
_CONVERSATION_PATTERN: Final = re.compile(rf"\b(?:{'|'.join(_CONVERSATION)})\b")
_NOT_KNOWN_PATTERN: Final = re.compile(rf"\b(?:{'|'.join(_NOT_KNOWN)})\b")


def is_empty(text: str) -> bool:
    """Tell whether normalised text holds nothing but fillers, greetings and talk about the conversation."""
    return all(word in FILLERS for word in _WORD.findall(_CONVERSATION_PATTERN.sub(" ", text)))


def admits_not_knowing(text: str) -> bool:
    """Tell whether normalised text says no more than that the answer is not known."""
    rest, found = _NOT_KNOWN_PATTERN.subn(" ", _CONVERSATION_PATTERN.sub(" ", text))
    return bool(found) and is_empty(rest)
