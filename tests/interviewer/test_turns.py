from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.interviewer.turns import (
    FRAME_BYTES,
    FRAME_MS,
    Speculate,
    SpeechResumed,
    SpeechStarted,
    SpeechStopped,
    TurnDetector,
    TurnEvent,
)

SPEECH, SILENCE = 0.9, 0.02
BYTES_PER_MS = FRAME_BYTES // FRAME_MS


def frames(ms: int) -> int:
    return -(-ms // FRAME_MS)


class Microphone:
    """Feeds a detector with frames that are all different, and keeps what it fed and what came of it."""

    def __init__(self, detector: TurnDetector | None = None) -> None:
        self.detector = detector or TurnDetector()
        self.stream = b""
        self.events: list[TurnEvent] = []

    def hear(self, probability: float, ms: int = FRAME_MS) -> list[TurnEvent]:
        came = []
        for _ in range(frames(ms)):
            pcm = (len(self.stream) // FRAME_BYTES).to_bytes(4, "big") * (FRAME_BYTES // 4)
            self.stream += pcm
            came += self.detector.feed(probability, pcm)
        self.events += came
        return came

    def kinds(self) -> list[type[TurnEvent]]:
        return [type(event) for event in self.events]

    def turns(self) -> list[tuple[SpeechStarted, SpeechStopped]]:
        started = [event for event in self.events if isinstance(event, SpeechStarted)]
        stopped = [event for event in self.events if isinstance(event, SpeechStopped)]
        return list(zip(started, stopped, strict=False))


def test_a_spoken_sentence_is_one_turn() -> None:
    microphone = Microphone()
    microphone.hear(SILENCE, 500)
    microphone.hear(SPEECH, 2000)
    microphone.hear(SILENCE, 2000)
    assert microphone.kinds() == [SpeechStarted, Speculate, SpeechStopped]


def test_a_click_is_not_speech() -> None:
    microphone = Microphone()
    for _ in range(10):
        microphone.hear(SPEECH, 64)
        microphone.hear(SILENCE, 160)
    assert microphone.events == []


def test_speech_starts_after_96_ms_within_160_ms() -> None:
    microphone = Microphone()
    for probability in (SPEECH, SILENCE, SPEECH, SILENCE):
        assert microphone.hear(probability) == []
    assert [type(event) for event in microphone.hear(SPEECH)] == [SpeechStarted]


def test_a_turn_begins_300_ms_before_its_first_sound() -> None:
    microphone = Microphone()
    microphone.hear(SILENCE, 640)
    (started,) = microphone.hear(SPEECH, 96)
    assert started == SpeechStarted(640 - frames(300) * FRAME_MS)


def test_a_turn_at_the_very_beginning_has_what_padding_there_is() -> None:
    microphone = Microphone()
    microphone.hear(SILENCE, 64)
    assert microphone.hear(SPEECH, 96) == [SpeechStarted(0)]


def test_time_starts_where_it_is_told() -> None:
    microphone = Microphone(TurnDetector(start_ms=10_000))
    assert microphone.hear(SPEECH, 96) == [SpeechStarted(10_000)]
    assert microphone.detector.at_ms == 10_096


def test_speech_holds_above_the_lower_threshold() -> None:
    microphone = Microphone()
    microphone.hear(SPEECH, 96)
    microphone.hear(0.4, 3000)
    assert microphone.kinds() == [SpeechStarted]


def test_speech_never_starts_below_the_upper_threshold() -> None:
    microphone = Microphone()
    microphone.hear(0.45, 3000)
    assert microphone.events == []


def test_recognition_is_asked_for_after_256_ms_of_silence_with_all_there_is() -> None:
    microphone = Microphone()
    microphone.hear(SPEECH, 960)
    assert microphone.hear(SILENCE, 224) == []
    assert microphone.hear(SILENCE) == [Speculate(1, microphone.stream)]


def test_speech_after_a_pause_belongs_to_the_same_turn() -> None:
    microphone = Microphone()
    microphone.hear(SPEECH, 960)
    microphone.hear(SILENCE, 512)
    microphone.hear(SPEECH, 960)
    microphone.hear(SILENCE, 2000)
    assert microphone.kinds() == [SpeechStarted, Speculate, SpeechResumed, Speculate, SpeechStopped]


def test_a_click_in_a_pause_does_not_resume_the_turn() -> None:
    microphone = Microphone()
    microphone.hear(SPEECH, 960)
    microphone.hear(SILENCE, 512)
    microphone.hear(SPEECH, 32)
    microphone.hear(SILENCE, 2000)
    assert microphone.kinds() == [SpeechStarted, Speculate, SpeechStopped]


def test_a_turn_does_not_end_while_a_sound_may_be_the_next_word() -> None:
    microphone = Microphone(TurnDetector(silence_ms=512))
    microphone.hear(SPEECH, 960)
    microphone.hear(SILENCE, 256)
    microphone.detector.words("It keeps every row.")
    microphone.hear(SILENCE, 224)
    microphone.hear(SPEECH, 960)
    assert microphone.kinds() == [SpeechStarted, Speculate, SpeechResumed]


def silence_until_the_end(microphone: Microphone, words: str | None) -> int:
    microphone.hear(SPEECH, 960)
    microphone.hear(SILENCE, 256)
    if words is not None:
        microphone.detector.words(words)
    waited = 256
    while not any(isinstance(event, SpeechStopped) for event in microphone.hear(SILENCE)):
        waited += FRAME_MS
        assert waited < 20_000
    return waited + FRAME_MS


@pytest.mark.parametrize(
    ("words", "wait"),
    [
        ("It keeps every row of the left table.", 1000),
        ("I don't know.", 600),
        ("It keeps every row, and then", 2500),
        ("", 1000),
    ],
)
def test_the_last_words_set_the_wait(words: str, wait: int) -> None:
    assert silence_until_the_end(Microphone(), words) == frames(wait) * FRAME_MS


def test_patience_stretches_the_wait() -> None:
    microphone = Microphone(TurnDetector(patience=2.0))
    assert silence_until_the_end(microphone, "It keeps every row.") == frames(2000) * FRAME_MS


def test_words_that_have_not_come_are_waited_for_half_as_long_again() -> None:
    assert silence_until_the_end(Microphone(), None) == frames(1500) * FRAME_MS


def test_words_count_for_their_own_pause_only() -> None:
    microphone = Microphone()
    microphone.hear(SPEECH, 960)
    microphone.hear(SILENCE, 256)
    microphone.detector.words("It keeps every row because")
    microphone.hear(SPEECH, 320)
    assert silence_until_the_end(microphone, "It keeps every row because it is a left join.") == 1024


def test_words_that_come_too_late_are_ignored() -> None:
    microphone = Microphone()
    microphone.hear(SPEECH, 960)
    microphone.hear(SILENCE, 256)
    microphone.hear(SPEECH, 320)
    microphone.detector.words("I don't know.")
    assert silence_until_the_end(microphone, None) == frames(1500) * FRAME_MS


def test_finishing_ends_the_turn_at_once_with_all_its_audio() -> None:
    microphone = Microphone()
    microphone.hear(SPEECH, 960)
    assert microphone.detector.finish() == [SpeechStopped(960, microphone.stream)]
    assert not microphone.detector.speaking


def test_finishing_without_a_turn_does_nothing() -> None:
    microphone = Microphone()
    microphone.hear(SILENCE, 960)
    assert microphone.detector.finish() == []


def test_a_cleared_turn_is_gone_without_a_word() -> None:
    microphone = Microphone()
    microphone.hear(SPEECH, 960)
    microphone.detector.clear()
    assert microphone.hear(SILENCE, 3000) == []


def test_an_endless_turn_is_cut_at_its_maximum_and_goes_on_as_another() -> None:
    microphone = Microphone(TurnDetector(max_turn_ms=3200))
    microphone.hear(SPEECH, 5000)
    microphone.hear(SILENCE, 2000)
    assert microphone.kinds() == [SpeechStarted, SpeechStopped, SpeechStarted, Speculate, SpeechStopped]
    (_, cut), (resumed, _) = microphone.turns()
    assert resumed.at_ms == cut.at_ms == 3200


def test_a_frame_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="1024"):
        TurnDetector().feed(0.5, b"\x00" * 100)


@st.composite
def sounds(draw: st.DrawFn) -> list[float]:
    """Runs of speech, silence and doubt, as probabilities per frame."""
    level = st.sampled_from([0.0, 0.1, 0.3, 0.4, 0.49, 0.5, 0.7, 1.0])
    runs = draw(st.lists(st.tuples(level, st.integers(1, 40)), max_size=25))
    return [probability for probability, length in runs for _ in range(length)]


def heard(probabilities: list[float]) -> Microphone:
    microphone = Microphone(TurnDetector(silence_ms=400, max_turn_ms=6400))
    for probability in probabilities:
        microphone.hear(probability)
    microphone.events += microphone.detector.finish()
    return microphone


@given(sounds())
def test_the_audio_of_a_turn_is_exactly_what_was_said_between_its_events(probabilities: list[float]) -> None:
    microphone = heard(probabilities)
    for started, stopped in microphone.turns():
        assert stopped.audio == microphone.stream[started.at_ms * BYTES_PER_MS : stopped.at_ms * BYTES_PER_MS]


@given(sounds())
def test_turns_start_and_stop_by_turns_and_never_overlap(probabilities: list[float]) -> None:
    edges = [
        event for event in heard(probabilities).events if isinstance(event, SpeechStarted | SpeechStopped)
    ]
    kinds = [type(event) for event in edges]
    assert kinds == [SpeechStarted, SpeechStopped] * (len(edges) // 2)
    times = [event.at_ms for event in edges]
    assert times == sorted(times)


@given(sounds())
def test_pauses_open_and_close_within_a_turn(probabilities: list[float]) -> None:
    allowed = {
        SpeechStarted: {Speculate, SpeechStopped},
        Speculate: {SpeechResumed, SpeechStopped},
        SpeechResumed: {Speculate, SpeechStopped},
        SpeechStopped: {SpeechStarted},
    }
    kinds = heard(probabilities).kinds()
    for before, after in pairwise(kinds):
        assert after in allowed[before]


@given(sounds())
def test_what_is_recognised_in_a_pause_is_the_beginning_of_the_turn(probabilities: list[float]) -> None:
    pending: list[bytes] = []
    for event in heard(probabilities).events:
        if isinstance(event, Speculate):
            pending.append(event.audio)
        elif isinstance(event, SpeechStopped):
            assert all(event.audio.startswith(audio) for audio in pending)
            pending.clear()


@given(sounds())
def test_no_turn_is_longer_than_the_maximum(probabilities: list[float]) -> None:
    assert all(stopped.at_ms - started.at_ms <= 6400 for started, stopped in heard(probabilities).turns())
