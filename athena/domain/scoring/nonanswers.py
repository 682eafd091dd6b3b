"""Transcripts that are no answer at all, and answers that say openly that the candidate does not know."""

from __future__ import annotations

import re
from typing import Final

from athena.domain.scoring.vocabulary import FILLERS

_WORD: Final = re.compile(r"[a-z0-9]+")
_SPEECH_ABOUT_SPEECH: Final = re.compile(
    r"\b(?:(?:can|could|would|will) you (?:please )?(?:repeat|say|rephrase|read|explain)(?: (?:me|the|that|it|this|your|question|again|please|once|more|one|time))*"
    r"|(?:please )?(?:repeat|rephrase)(?: (?:the|that|your|question|again|please))*|(?:say|ask) (?:that|it) again"
    r"|what was the question|(?:sorry )?i (?:did not|do not) (?:hear|catch|understand)(?: (?:you|that|it|the|your|question))*"
    r"|(?:can|do) you hear me|give me (?:a|one) (?:moment|second|minute)|(?:one|just a|a) (?:moment|second|minute)(?: please)?"
    r"|i (?:need|want) (?:a|some) (?:moment|time)(?: to think)?|i am (?:still )?thinking|hold on)\b"
)
_NOT_KNOWN: Final = re.compile(
    r"\b(?:i (?:really |honestly |just |still )*(?:do not|did not|would not) (?:really |actually |exactly )*know"
    r"(?: (?:that|this|it|the|answer|one|about|anything|how|what|much|to|say|sorry))*"
    r"|(?:i have )?no (?:idea|clue)|i (?:can not|do not) (?:remember|recall|answer|tell)(?: (?:that|this|it|the|you|answer|question|one))*"
    r"|i am not (?:really )?sure|not sure|(?:i would |let us |can we |i will |please )*(?:skip|pass)(?: (?:this|that|on|the|it|one|question))*"
    r"|next question|i (?:have never|never) (?:heard|used|learned)(?: (?:of|about|that|this|it))*|i give up|beats me)\b"
)


def is_empty(text: str) -> bool:
    """Tell whether normalised text holds nothing but fillers, greetings and talk about the conversation."""
    return all(word in FILLERS for word in _WORD.findall(_SPEECH_ABOUT_SPEECH.sub(" ", text)))


def admits_not_knowing(text: str) -> bool:
    """Tell whether normalised text says no more than that the answer is not known."""
    rest, found = _NOT_KNOWN.subn(" ", _SPEECH_ABOUT_SPEECH.sub(" ", text))
    return bool(found) and is_empty(rest)
