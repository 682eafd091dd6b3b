from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.audio.ledger import PlaybackLedger, Unplayed
from athena.audio.pcm import BYTES_PER_MS, FRAME_BYTES

TEN_MS = b"\x01\x02" * (10 * BYTES_PER_MS // 2)


@pytest.fixture
def ledger() -> PlaybackLedger:
    return PlaybackLedger()


def test_speech_comes_out_in_order_and_is_padded_with_silence(ledger: PlaybackLedger):
    ledger.push("r", "a", 0, b"\x01" * 600)
    ledger.push("r", "b", 0, b"\x02" * 200)
    assert ledger.pull(FRAME_BYTES) == b"\x01" * 600 + b"\x02" * 200 + bytes(160)


def test_an_empty_ledger_gives_silence(ledger: PlaybackLedger):
    assert ledger.pull(FRAME_BYTES) == bytes(FRAME_BYTES)


def test_a_flush_tells_how_much_of_an_item_was_played(ledger: PlaybackLedger):
    ledger.push("r", "a", 0, TEN_MS * 3)
    ledger.pull(len(TEN_MS))
    assert ledger.flush() == (Unplayed("a", 0, 10, 30),)


def test_a_fully_played_item_is_not_among_the_unplayed(ledger: PlaybackLedger):
    ledger.push("r", "a", 0, TEN_MS)
    ledger.push("r", "b", 0, TEN_MS)
    ledger.pull(len(TEN_MS))
    assert ledger.flush() == (Unplayed("b", 0, 0, 10),)


def test_parts_of_one_item_are_accounted_for_separately(ledger: PlaybackLedger):
    ledger.push("r", "a", 0, TEN_MS)
    ledger.push("r", "a", 1, TEN_MS)
    ledger.pull(len(TEN_MS) // 2)
    assert ledger.flush() == (Unplayed("a", 0, 5, 10), Unplayed("a", 1, 0, 10))


def test_speech_that_arrives_after_its_response_was_flushed_is_refused(ledger: PlaybackLedger):
    ledger.push("r", "a", 0, TEN_MS)
    ledger.flush("r")
    assert not ledger.push("r", "a", 0, TEN_MS)
    assert ledger.idle


def test_a_response_flushed_before_its_first_sound_stays_silent(ledger: PlaybackLedger):
    assert ledger.flush("r") == ()
    assert not ledger.push("r", "a", 0, TEN_MS)


def test_flushing_one_response_leaves_the_others(ledger: PlaybackLedger):
    ledger.push("r1", "a", 0, TEN_MS)
    ledger.push("r2", "b", 0, TEN_MS)
    assert [u.item_id for u in ledger.flush("r1")] == ["a"]
    assert ledger.queued_ms == 10


def test_the_next_response_plays_after_a_flush(ledger: PlaybackLedger):
    ledger.push("r1", "a", 0, TEN_MS)
    ledger.flush()
    assert ledger.push("r2", "b", 0, TEN_MS)
    assert ledger.pull(len(TEN_MS)) == TEN_MS


def test_skipped_speech_counts_as_played(ledger: PlaybackLedger):
    ledger.push("r", "a", 0, TEN_MS)
    ledger.push("r", "b", 0, TEN_MS)
    ledger.skip()
    assert ledger.idle
    assert ledger.progress("b") == (10, 10)


def test_progress_adds_up_the_parts_of_an_item(ledger: PlaybackLedger):
    ledger.push("r", "a", 0, TEN_MS)
    ledger.push("r", "a", 1, TEN_MS)
    ledger.pull(len(TEN_MS))
    assert ledger.progress("a") == (10, 20)
    assert ledger.progress("unknown") == (0, 0)


def test_nobody_has_listened_before_the_first_pull(ledger: PlaybackLedger):
    assert ledger.unheard_s == float("inf")


def test_time_without_a_listener_is_counted_from_the_last_pull():
    now = 5.0
    ledger = PlaybackLedger(clock=lambda: now)
    ledger.pull(FRAME_BYTES)
    now = 7.5
    assert ledger.unheard_s == 2.5


sizes = st.integers(0, 400).map(lambda samples: samples * 2)
steps = st.one_of(
    st.tuples(st.just("push"), st.sampled_from("123"), st.sampled_from("abc"), st.integers(0, 1), sizes),
    st.tuples(st.just("pull"), sizes),
    st.tuples(st.just("flush"), st.sampled_from([None, "1", "2", "3"])),
    st.tuples(st.just("skip")),
)


@given(st.lists(steps, max_size=60))
def test_never_more_is_played_than_was_received(script: list[tuple]):
    ledger = PlaybackLedger()
    for name, *arguments in script:
        if name == "push":
            arguments[-1] = bytes(arguments[-1])
        result = getattr(ledger, name)(*arguments)
        if name == "pull":
            assert len(result) == arguments[0]
        if name == "flush":
            assert all(0 <= u.played_ms <= u.received_ms for u in result)
        assert all(played <= received for played, received in map(ledger.progress, "abc"))
        assert ledger.idle == (ledger.queued_ms == 0)


@given(st.lists(st.binary(min_size=2, max_size=200), max_size=20), st.lists(st.integers(1, 300), max_size=40))
def test_without_a_flush_every_byte_is_played_once_and_in_order(pushed: list[bytes], pulls: list[int]):
    ledger = PlaybackLedger()
    for number, pcm in enumerate(pushed):
        ledger.push("r", f"item{number}", 0, pcm)
    played = b"".join(ledger.pull(n) for n in pulls)
    whole = b"".join(pushed)
    assert played[: len(whole)] == whole[: len(played)]
    assert set(played[len(whole) :]) <= {0}


def test_a_pushing_and_a_pulling_thread_lose_nothing(ledger: PlaybackLedger):
    def push() -> None:
        for _ in range(500):
            ledger.push("r", "a", 0, TEN_MS)

    pushing = threading.Thread(target=push)
    pushing.start()
    while pushing.is_alive() or not ledger.idle:
        ledger.pull(FRAME_BYTES)
    pushing.join()
    assert ledger.progress("a") == (5000, 5000)
