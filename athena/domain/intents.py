"""What a candidate wants with what was just said: an answer, or one of the ways to steer the interview.

Words are walked from left to right; each step takes the longest run a pattern explains. Only when nothing is
left over is the utterance a command: an answer may talk of skipping, stopping and repeating as it likes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from athena.domain import intent_patterns as steering
from athena.domain import intent_topics as topics
from athena.domain.intent_macros import FILLERS, MACROS
from athena.domain.process_topics import TOPICS, Topic


class Intent(StrEnum):
    """What an utterance is for; the order is the precedence when one utterance holds several."""

    INJECTION = "injection"
    STOP = "stop"
    HINT = "hint"
    REPEAT = "repeat"
    REPHRASE = "rephrase"
    FISHING = "fishing"
    PROCESS = "process"
    OFF_TOPIC = "off topic"
    DONT_KNOW = "dont know"
    SKIP = "skip"
    DONE = "done"
    WAIT = "wait"
    NO = "no"
    YES = "yes"
    READY = "ready"
    GREETING = "greeting"
    ANSWER = "answer"


_WORDING: dict[Intent, tuple[str, ...]] = {
    Intent.WAIT: steering.WAIT,
    Intent.STOP: steering.STOP,
    Intent.HINT: steering.HINT,
    Intent.REPHRASE: steering.REPHRASE,
    Intent.REPEAT: steering.REPEAT,
    Intent.FISHING: topics.FISHING,
    Intent.OFF_TOPIC: topics.OFF_TOPIC,
    Intent.DONT_KNOW: steering.DONT_KNOW,
    Intent.SKIP: steering.SKIP,
    Intent.DONE: steering.DONE,
    Intent.NO: topics.NO,
    Intent.YES: topics.YES,
    Intent.READY: topics.READY,
    Intent.GREETING: topics.GREETING,
}
REPLIES = frozenset({Intent.ANSWER, Intent.YES, Intent.NO, Intent.DONT_KNOW, Intent.SKIP, Intent.INJECTION})
_CLOSING = frozenset(
    {Intent.REPEAT, Intent.REPHRASE, Intent.SKIP, Intent.DONT_KNOW, Intent.WAIT, Intent.HINT, Intent.DONE}
)
_STRAY_WORDS = 2  # left over by recognition beside a command of at least twice as many words
_ANSWER_WORDS = 6  # of an utterance beside an injection that make it an answer all the same
_TOPIC_WORDS = re.compile(
    r"\b(?:sql|rows?|columns?|tables?|nulls?|joins?|index(?:es)?|quer(?:y|ies)|subquer\w*|select|where|having|group\w*"
    r"|order\w*|keys?|union|values?|counts?|sums?|data\w*|transactions?|locks?|partition\w*|windows?|duplicates?"
    r"|filter\w*|cte|scan\w*|commit|rollback|schema|left|inner|outer|distinct|aggregat\w*|rank\w*|recurs\w*)\b"
)
_MISHEARD = (
    (r"\b(?:inner view|into view|inter view|enter view|interviewed|intervew)\b", "interview"),
    (r"\b(?:quest gin|quest in|quest ion|quest on|questin)\b", "question"),
    (r"\b(?:don t|do not|don)\b", "dont"),
    (r"\bdont no\b", "dont know"),
    (r"\bi ?d k\b", "idk"),
    (r"\bre peat\b", "repeat"),
    (r"\bskip this on\b", "skip this one"),
    (r"\bi no idea\b", "no idea"),
    (r"\bpart ?in me\b", "pardon me"),
    (r"\bgim ?me\b", "give me"),
    (r"\bgonna\b", "going to"),
    (r"^lets get\b", "skip"),
    (r"\b(?:refresh|reward|reface)( \|)? (that|it|please|the question)$", r"rephrase \2"),
    (r"^you$", "um"),
)
_MARKS = re.compile(r"[^a-z0-9' ]+")


@dataclass(frozen=True, slots=True)
class _Step:
    intent: Intent | None
    words: int
    starts_sentence: bool
    topic: Topic | None = None


@lru_cache(maxsize=1024)
def read_intent(text: str) -> Intent:
    """Return what ``text`` is for; anything that is not wholly a command is an ANSWER."""
    if not text.strip():
        return Intent.WAIT
    injected, rest = _split_injection(text)
    if injected:
        return Intent.ANSWER if _content(rest) >= _ANSWER_WORDS and _is_answer(rest) else Intent.INJECTION
    return _whole_intent(tuple(_steps(text)), text)


def is_command(text: str) -> bool:
    """Whether ``text`` only steers the interview, so that it is no part of what was answered.

    "I don't know", "skip" and words meant for the grader stay with the answer: the evaluation says so.
    """
    return read_intent(text) not in REPLIES


def read_topic(text: str) -> Topic | None:
    """Return what a question on the process asks about, if ``text`` holds one."""
    return next((step.topic for step in _steps(text) if step.topic), None)


def wishes_for(text: str, intent: Intent) -> bool:
    """Whether ``text`` holds a wish of that kind, whatever else it is."""
    return any(step.intent is intent for step in _steps(text))


@lru_cache(maxsize=1024)
def closing_wish(text: str) -> Intent:
    """Return the wish an answer ends on ("…, but I don't know the rest"), or ANSWER when it just ends."""
    wish: list[Intent] = []
    for step in reversed(tuple(_steps(text))):
        if step.words and step.intent is None:
            break
        if step.intent in _CLOSING and step.words > 1 and (step.starts_sentence or step.words > 2):
            wish.append(step.intent)
    return _foremost(wish) if wish else Intent.ANSWER


def _is_answer(text: str) -> bool:
    return _whole_intent(tuple(_steps(text)), text) is Intent.ANSWER


def _whole_intent(steps: tuple[_Step, ...], text: str) -> Intent:
    found = [step.intent for step in steps if step.intent]
    explained = sum(step.words for step in steps if step.intent)
    stray = sum(step.words for step in steps if step.intent is None)
    if not found:
        return Intent.ANSWER if stray else _only_fillers(text)
    if stray and (
        stray > _STRAY_WORDS or explained < 2 * stray or explained < 3 or _TOPIC_WORDS.search(_words(text))
    ):
        return Intent.ANSWER
    return _foremost(found)


def _foremost(found: Iterable[Intent]) -> Intent:
    return min(found, key=list(Intent).index)


def _only_fillers(text: str) -> Intent:
    return Intent.REPEAT if re.search(r"\b(?:sorry|excuse me)\b", text, re.IGNORECASE) else Intent.WAIT


def _split_injection(text: str) -> tuple[bool, str]:
    """Tell whether ``text`` has words meant for the machine, and what each sentence said before them."""
    sentences = [_bare(sentence) for sentence in (text, *re.split(r"(?<=[.?!;])\s+|\n", text))]
    starts = [_injection_at(sentence) for sentence in sentences]
    kept = [s[:at] for s, at in zip(sentences[1:], starts[1:], strict=True)]
    return any(start is not None for start in starts), ". ".join(kept)


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower().replace("’", "").replace("'", "")).strip()


def _injection_at(words: str) -> int | None:
    found = [match.start() for pattern in _injection() if (match := pattern.search(words))]
    return min(found, default=None)


def _content(text: str) -> int:
    return len(_words(text).replace("|", " ").split())


def _words(text: str) -> str:
    """Lower-case words; ``|`` where punctuation stood; apostrophes gone; what recognition mangles mended."""
    plain = text.lower().replace("’", "'").replace("-", " ")
    plain = _MARKS.sub(" | ", plain).replace("'", "")
    plain = re.sub(r"\s+", " ", plain).strip(" |")
    for misheard, meant in _MISHEARD:
        plain = re.sub(misheard, meant, plain)
    return re.sub(r"(?:^|\| )((?:u+m+|u+h+|er+m*|hm+|like|please)) \|", r"\1", plain)


def _steps(text: str) -> Iterator[_Step]:
    words, at, fresh = _words(text), 0, True
    while at < len(words):
        if words[at] in " |":
            fresh = fresh or words[at] == "|"
            at += 1
            continue
        step, end = _longest(words, at, fresh)
        yield step
        at, fresh = end, fresh and step.words == 0


def _longest(words: str, at: int, fresh: bool) -> tuple[_Step, int]:
    best: _Step | None = None
    end = at
    for intent, topic, pattern in _table():
        match = pattern.match(words, at)
        if match and match.end() > end:
            end = match.end()
            best = _Step(intent, len(words[at:end].split()) if intent else 0, fresh, topic)
    if best is None:
        return _Step(None, 1, fresh), (words + " ").index(" ", at)
    return best, end


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[Intent | None, Topic | None, re.Pattern[str]], ...]:
    plain = [(intent, None, p) for intent, ps in _WORDING.items() for p in ps]
    process = [(Intent.PROCESS, topic, p) for topic, ps in TOPICS.items() for p in ps]
    fillers = [(None, None, p) for p in FILLERS]
    rows: list[tuple[Intent | None, Topic | None, str]] = [*process, *plain, *fillers]
    return tuple((intent, topic, _compiled(pattern)) for intent, topic, pattern in rows)


@lru_cache(maxsize=1)
def _injection() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in topics.INJECTION)


def _compiled(pattern: str) -> re.Pattern[str]:
    macros = {name: macro.replace("{minute}", MACROS["minute"]) for name, macro in MACROS.items()}
    return re.compile(rf"(?:{pattern.format(**macros)})(?![a-z0-9])")
