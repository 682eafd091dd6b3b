"""Simulated candidates of known strength, answering from the bank's own samples; seeded and without state."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from athena.domain.questions import Bank, KeyPoint, Question
from athena.errors import InputError
from athena.simulation import speech_habits as habits
from athena.simulation.answer_file import read_answers
from athena.simulation.recognition import Topic, topic_of

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Candidate(ABC):
    """Somebody who answers questions of ``bank``, the same way for the same seed."""

    bank: Bank
    seed: int

    def answer(self, question_text: str, follow_up_text: str | None, turn_no: int) -> str | None:
        """Return what to say on ``turn_no`` to a question or to what followed it; None is silence."""
        if habits.OFFER.search(follow_up_text or ""):
            return self._offered()
        topic = topic_of(self.bank, question_text, follow_up_text, turn_no)
        if topic is None:
            return self._lost()
        return self._first(topic) if follow_up_text is None else self._further(topic)

    @abstractmethod
    def _first(self, topic: Topic) -> str | None:
        """Return the answer to a topic.question just asked."""

    @abstractmethod
    def _further(self, topic: Topic) -> str | None:
        """Return what to say to a follow-up, a hint or anything else."""

    def _offered(self) -> str | None:
        """Return what to say to the offer of one more question."""
        return habits.GLADLY

    def _lost(self) -> str | None:
        """Return what to say where no question of the bank is at hand."""
        return habits.UNSURE[0]

    def _draw(self, *place: str) -> int:
        text = ":".join((str(self.seed), *place))
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big")

    def _one_of(self, items: Sequence[_Item], *place: str) -> _Item:
        return items[self._draw(*place) % len(items)]

    def _sample(self, question: Question, *tags: str) -> str | None:
        """Return one of the question's samples with the first of the tags that any has."""
        for tag in tags:
            fitting = [sample.text for sample in question.samples if tag in sample.tags]
            if fitting:
                return self._one_of(fitting, question.id, tag)
        return None


class Strong(Candidate):
    """Knows the subject."""

    def _first(self, topic: Topic) -> str | None:
        samples = [sample.text for sample in topic.question.samples if "strong" in sample.tags]
        return self._one_of([topic.question.reference_answer, *samples], topic.question.id)

    def _further(self, topic: Topic) -> str | None:
        return _explained(topic.point) if topic.point else topic.question.reference_answer


class Average(Candidate):
    """Knows about half of it, and half of what is asked further."""

    def _first(self, topic: Topic) -> str | None:
        tags = ("partial", "good") if self._draw(topic.question.id, "half") % 3 else ("good", "partial")
        return self._sample(topic.question, *tags) or _explained(topic.question.key_points[0])

    def _further(self, topic: Topic) -> str | None:
        if topic.point and self._draw(topic.question.id, "further") % 2:
            return _explained(topic.point)
        return self._one_of(habits.UNSURE, topic.question.id, str(topic.turn_no))


class Weak(Candidate):
    """Is mostly wrong, and gives up when asked further."""

    def _first(self, topic: Topic) -> str | None:
        kind = self._draw(topic.question.id, "kind") % 4
        if kind == 0:
            return _exemplar(min(topic.question.key_points, key=lambda point: point.weight))
        return self._sample(topic.question, "wrong", "contradiction") or habits.UNSURE[0]

    def _further(self, topic: Topic) -> str | None:
        return self._one_of(habits.UNSURE, topic.question.id, str(topic.turn_no))

    def _offered(self) -> str | None:
        return habits.NO_THANKS


class Rambling(Candidate):
    """Knows some of it, somewhere in a long tale."""

    def _first(self, topic: Topic) -> str | None:
        return self._tale(
            self._sample(topic.question, "partial", "good") or _exemplar(topic.question.key_points[0]),
            topic.question,
        )

    def _further(self, topic: Topic) -> str | None:
        core = _exemplar(topic.point) if topic.point else habits.UNSURE[0]
        return self._tale(core, topic.question, "further")

    def _tale(self, core: str, question: Question, *place: str) -> str:
        before = self._one_of(habits.DETOURS, question.id, "before", *place)
        after = self._one_of(habits.DETOURS, question.id, "after", *place)
        opening = self._one_of(habits.OPENINGS, question.id, *place)
        return f"{opening} {before} {core.rstrip('. ')}. {after}"


class Injector(Weak):
    """Speaks to the grader, with little behind it."""

    def _first(self, topic: Topic) -> str | None:
        order = self._one_of(habits.INJECTIONS, topic.question.id)
        if self._draw(topic.question.id, "with") % 3 == 0:
            return order
        return f"{(super()._first(topic) or '').rstrip('. ')}. {order}"

    def _further(self, topic: Topic) -> str | None:
        return self._one_of(habits.INJECTIONS, topic.question.id, str(topic.turn_no))


@dataclass(frozen=True, slots=True)
class Scripted(Candidate):
    """Says what a file says: see ``answer_file``."""

    answers: dict[str, tuple[str | None, ...]]

    def _first(self, topic: Topic) -> str | None:
        return self._lines(topic.question)[0]

    def _further(self, topic: Topic) -> str | None:
        lines = self._lines(topic.question)
        return lines[1] if len(lines) > 1 else self._lost()

    def _offered(self) -> str | None:
        return habits.NO_THANKS if self._lost() else None

    def _lost(self) -> str | None:
        return self.answers["default"][0]

    def _lines(self, question: Question) -> tuple[str | None, ...]:
        return next(
            self.answers[key] for key in (question.id, question.category, "default") if key in self.answers
        )


KINDS: dict[str, Callable[[Bank, int], Candidate]] = {
    "strong": Strong,
    "average": Average,
    "weak": Weak,
    "silent": lambda bank, seed: Scripted(bank, seed, {"default": (None,)}),
    "rambling": Rambling,
    "injector": Injector,
}


def candidate_named(name: str, bank: Bank, seed: int = 0) -> Candidate:
    """Return the candidate of that kind, or one who reads from the YAML file ``name``; else InputError."""
    if name in KINDS:
        return KINDS[name](bank, seed)
    if not name.endswith((".yaml", ".yml")):
        kinds = ", ".join(KINDS)
        raise InputError(
            f"There is no candidate {name!r}. Choose one of {kinds}, or name a YAML file of answers."
        )
    return Scripted(bank, seed, read_answers(Path(name), bank))


def _exemplar(point: KeyPoint) -> str:
    return point.exemplars[0] if point.exemplars else point.text


def _explained(point: KeyPoint) -> str:
    return ". ".join(text.rstrip(". ") for text in (point.text, *point.exemplars)) + "."
