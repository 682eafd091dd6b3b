from __future__ import annotations

import pytest

from athena.domain.interview import Channel, Speaker
from athena.realtime.transcript import Transcript, Turn


def turn(item_id: str) -> Turn:
    return Turn(item_id, Speaker.CANDIDATE, Channel.VOICE, 0, 0)


@pytest.fixture
def transcript() -> Transcript:
    return Transcript()


def ids(transcript: Transcript) -> list[str]:
    return [turn.item_id for turn in transcript]


def test_a_turn_takes_its_place_after_the_item_before_it(transcript: Transcript):
    transcript.add(turn("a"))
    transcript.add(turn("c"))
    transcript.add(turn("b"), previous="a")
    assert ids(transcript) == ["a", "b", "c"]


def test_calls_hold_their_places_without_being_turns(transcript: Transcript):
    transcript.add(turn("a"))
    transcript.place("call", previous="a")
    transcript.add(turn("c"))
    transcript.add(turn("b"), previous="call")
    assert ids(transcript) == ["a", "b", "c"]


@pytest.mark.parametrize("previous", [None, "never seen", "a"])
def test_an_unknown_item_before_it_puts_a_turn_at_the_end(transcript: Transcript, previous: str | None):
    transcript.add(turn("x"))
    transcript.add(turn("a"), previous)
    assert ids(transcript) == ["x", "a"]


def test_an_item_is_one_turn_however_often_it_is_announced(transcript: Transcript):
    first = transcript.add(turn("a"))
    assert transcript.add(turn("a")) is first
    assert ids(transcript) == ["a"]


def test_a_dropped_turn_keeps_its_place_for_late_words(transcript: Transcript):
    for item_id in "abc":
        transcript.add(turn(item_id))
    transcript.drop("b")
    assert ids(transcript) == ["a", "c"]
    transcript.add(turn("b"))
    assert ids(transcript) == ["a", "b", "c"]


def test_the_parts_of_a_turn_read_in_order():
    spoken = turn("a")
    spoken.parts = {1: " world. ", 0: "Hello", 2: " "}
    assert spoken.text == "Hello world."


def test_replaced_words_are_no_longer_what_the_store_has():
    spoken = turn("a")
    spoken.stored = spoken.submitted = True
    spoken.replace("Hello")
    assert (spoken.text, spoken.stored, spoken.submitted) == ("Hello", False, False)
