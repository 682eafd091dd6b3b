"""What is stored in short words, told in plain ones, each with an icon beside its colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from athena.domain.interview import Difficulty
from athena.domain.problems import Language
from athena.grading.values import Verdict
from athena.services.practice_views import Status
from athena.store.submissions import Submission

Colour = Literal["red", "orange", "blue", "green", "gray"]


@dataclass(frozen=True, slots=True)
class Sign:
    """A state as it is shown: words, an icon and a colour."""

    words: str
    icon: str
    colour: Colour

    def show(self) -> None:
        """Show it as a badge."""
        st.badge(self.words, icon=f":material/{self.icon}:", color=self.colour)


STATUS: Final = {
    Status.NEW: Sign("New", "radio_button_unchecked", "gray"),
    Status.TRIED: Sign("Tried", "pending", "orange"),
    Status.PASSED: Sign("Solved", "check_circle", "green"),
    Status.GIVEN_UP: Sign("Given up", "flag", "blue"),
}
VERDICTS: Final = {
    Verdict.PASSED: Sign("Passed", "check_circle", "green"),
    Verdict.WRONG: Sign("Wrong answer", "cancel", "red"),
    Verdict.ERROR: Sign("Error", "error", "red"),
    Verdict.TIMEOUT: Sign("Too slow", "timer_off", "orange"),
    Verdict.MEMORY: Sign("Too much memory", "memory", "orange"),
    Verdict.NOT_RUN: Sign("Not run", "block", "gray"),
}
LANGUAGES: Final = {Language.SQL: "SQL", Language.PYTHON: "Python"}


def sign_of(verdict: str) -> Sign:
    """Return how a stored verdict is shown."""
    return VERDICTS[Verdict(verdict)]


def level(difficulty: Difficulty) -> str:
    """Return a difficulty as people read it."""
    return difficulty.value.capitalize()


def used(submission: Submission) -> str:
    """Return what a submission took, for example ``12 ms · 34 MB``; "" when nothing was measured."""
    parts = [] if submission.runtime_ms is None else [f"{submission.runtime_ms:.0f} ms"]
    parts += [] if submission.memory_kb is None else [f"{submission.memory_kb / 1024:.0f} MB"]
    return " · ".join(parts)
