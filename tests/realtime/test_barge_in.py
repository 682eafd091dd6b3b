from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from athena.audio.ledger import Unplayed
from athena.realtime.barge_in import corrections, heard


def decided(*unplayed: Unplayed, played: int = 0, withdrawn: tuple[str, ...] = ()) -> list[tuple]:
    messages = corrections(unplayed, lambda _: (played, 9999), withdrawn)
    return [
        (m["type"].rpartition(".")[2], m["item_id"], m.get("content_index"), m.get("audio_end_ms"))
        for m in messages
    ]


def test_an_item_is_truncated_at_what_was_played():
    assert decided(Unplayed("a", 0, 300, 900), played=300) == [("truncate", "a", 0, 300)]


def test_an_item_nobody_heard_is_deleted_once():
    assert decided(Unplayed("a", 0, 0, 900), Unplayed("a", 1, 0, 50)) == [("delete", "a", None, None)]


def test_a_part_nobody_heard_of_an_item_that_was_heard_keeps_a_millisecond():
    assert decided(Unplayed("a", 1, 0, 900), played=500) == [("truncate", "a", 1, 1)]


def test_a_part_too_short_to_truncate_is_left_alone():
    assert decided(Unplayed("a", 1, 0, 0), played=500) == []


def test_an_item_that_is_withdrawn_is_deleted_although_it_was_heard():
    assert decided(Unplayed("a", 0, 300, 900), played=300, withdrawn=("a",)) == [("delete", "a", None, None)]


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_never_more_is_kept_than_was_received(received: int, played: int):
    for _, _, _, end in decided(Unplayed("a", 0, played, received), played=max(1, played)):
        assert 1 <= end <= received


def test_words_are_kept_in_proportion_to_what_was_played():
    assert heard("one two three four", 500, 1000) == "one two"


def test_a_word_that_was_begun_counts():
    assert heard("one two three four", 1, 1000) == "one"


def test_all_words_are_kept_when_all_was_played():
    assert heard("one  two", 1000, 1000) == "one  two"


def test_nothing_is_kept_of_what_nobody_heard():
    assert heard("one two", 0, 1000) == ""
