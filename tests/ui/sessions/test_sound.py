from __future__ import annotations

from typing import cast

from athena.domain.interview import Channel, Speaker
from athena.services.session_view import SessionView, TranscriptLine
from athena.ui.sessions.sound import spans_of


class FakeView:
    """A session of which only the transcript is looked at."""

    def __init__(self, *lines: TranscriptLine) -> None:
        self.transcript = lines


def line(speaker: Speaker, start: int, end: int, question: int | None) -> TranscriptLine:
    return TranscriptLine("i", speaker, "x", Channel.VOICE, start, end, False, question, True)


def test_an_answer_is_heard_from_a_little_before_its_first_word_to_its_last() -> None:
    view = FakeView(
        line(Speaker.INTERVIEWER, 0, 4000, 1),
        line(Speaker.CANDIDATE, 1000, 3000, 1),
        line(Speaker.CANDIDATE, 9000, 12_000, 1),
        line(Speaker.CANDIDATE, 20_000, 21_000, 2),
        line(Speaker.CANDIDATE, 30_000, 31_000, None),
    )
    assert spans_of(cast("SessionView", view)) == {1: (0, 12_500), 2: (18_500, 21_500)}
