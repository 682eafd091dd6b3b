"""A transcript as a conversation; the words are shown as text, never as Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import streamlit as st

from athena.domain.interview import Speaker

FACES = {Speaker.CANDIDATE: ":material/person:", Speaker.INTERVIEWER: ":material/graphic_eq:"}


class Turn(Protocol):
    """One side's turn."""

    @property
    def speaker(self) -> Speaker:
        """Who speaks."""

    @property
    def text(self) -> str:
        """What was said."""

    @property
    def interrupted(self) -> bool:
        """Whether the other side cut it short."""


def show_transcript(turns: Iterable[Turn], *, candidate: str = "You") -> None:
    """Show ``turns`` in order; ``candidate`` is our own word for that side, never a person's name."""
    names = {Speaker.CANDIDATE: candidate, Speaker.INTERVIEWER: "Interviewer"}
    for turn in turns:
        face = st.chat_message(names[turn.speaker], avatar=FACES[turn.speaker])
        with face, st.container(gap=None):
            st.caption(names[turn.speaker])
            st.text(turn.text or "…", width="stretch")
            if turn.interrupted:
                st.caption(":material/content_cut: Interrupted here")
