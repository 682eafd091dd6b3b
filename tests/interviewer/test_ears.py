"""From a client's audio to turns."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from athena.interviewer.ears import Ears
from athena.interviewer.protocol import Hearing, Listen
from athena.interviewer.turns import SpeechStarted, SpeechStopped, TurnEvent
from tests.interviewer.fakes import LoudnessVad, hush, tone

HEARING = Hearing(0.5, 300, 1_000, 1.0)


def heard(ears: Ears, pcm: bytes, size: int = 1_920) -> list[TurnEvent]:
    chunks = [Listen(pcm[start : start + size], "audio/pcm") for start in range(0, len(pcm), size)]
    return [event for chunk in chunks for events in ears.hear(chunk) for event in events]


@pytest.fixture
def ears() -> Ears:
    ears = Ears(LoudnessVad)
    ears.tune(HEARING)
    return ears


def test_a_turn_is_found_where_it_is(ears: Ears) -> None:
    events = heard(ears, hush(1_000) + tone(800) + hush(2_500))
    started, stopped = events[0], events[-1]
    assert isinstance(started, SpeechStarted)
    assert isinstance(stopped, SpeechStopped)
    assert started.at_ms == pytest.approx(700, abs=70)
    assert len(stopped.audio) / 32 == pytest.approx(stopped.at_ms - started.at_ms, abs=1)


@settings(deadline=None, max_examples=25)
@given(st.integers(301, 5_000))
def test_the_size_of_the_pieces_changes_nothing(size: int) -> None:
    pcm = tone(400) + hush(2_000)
    one, other = Ears(LoudnessVad), Ears(LoudnessVad)
    one.tune(HEARING)
    other.tune(HEARING)
    assert heard(one, pcm, size) == heard(other, pcm, len(pcm))


def test_the_turn_under_way_can_be_ended(ears: Ears) -> None:
    heard(ears, tone(640))
    assert len(ears.finish()) / 32 == pytest.approx(640, abs=33)


def test_what_is_forgotten_does_not_return(ears: Ears) -> None:
    heard(ears, tone(640))
    ears.forget()
    assert ears.finish() == b""


def test_without_turns_everything_is_kept() -> None:
    ears = Ears(LoudnessVad)
    ears.tune(None)
    assert heard(ears, hush(500) + tone(500)) == []
    assert len(ears.finish()) == 32 * 1_000
    assert ears.finish() == b""


def test_time_goes_on_when_the_settings_change(ears: Ears) -> None:
    heard(ears, hush(3_000))
    ears.tune(Hearing(0.5, 0, 700, 1.0))
    (started, *_) = heard(ears, hush(960) + tone(400))
    assert isinstance(started, SpeechStarted)
    assert started.at_ms == pytest.approx(3_960, abs=70)
