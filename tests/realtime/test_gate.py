from __future__ import annotations

import pytest

from athena.realtime.gate import AUTOMATIC_RESPONSE_S, ResponseGate


@pytest.fixture
def gate() -> ResponseGate:
    return ResponseGate()


def test_a_wish_is_granted_once(gate: ResponseGate):
    gate.want()
    assert [gate.take(0), gate.take(0)] == [True, False]


def test_a_wish_waits_for_the_response_that_runs(gate: ResponseGate):
    gate.created("r1")
    gate.want()
    assert not gate.take(0)
    gate.done("r1")
    assert gate.take(0)


def test_a_wish_waits_while_the_candidate_talks(gate: ResponseGate):
    gate.speech_started()
    gate.want()
    assert not gate.take(0)


def test_a_response_that_began_after_our_items_covers_them(gate: ResponseGate):
    gate.want("item")
    gate.acknowledged("item")
    gate.created("r1")
    gate.done("r1")
    assert not gate.take(0)


def test_a_response_that_began_before_our_items_does_not_cover_them(gate: ResponseGate):
    gate.want("item")
    gate.created("r1")
    gate.acknowledged("item")
    gate.done("r1")
    assert gate.take(0)


def test_a_refused_request_is_made_again_after_the_response_in_its_way(gate: ResponseGate):
    gate.created("r1")
    gate.done("r1")
    gate.want("item")
    gate.take(0)
    gate.refused(0)
    assert not gate.take(1)
    gate.created("r2")
    gate.done("r2")
    assert gate.take(1)


def test_a_refused_request_that_the_running_response_covers_is_dropped(gate: ResponseGate):
    gate.want("item")
    gate.take(0)
    gate.acknowledged("item")
    gate.created("r1")
    gate.in_flight = True
    gate.refused(0)
    gate.done("r1")
    assert not gate.take(1)


def test_a_response_that_does_not_come_by_itself_is_asked_for(gate: ResponseGate):
    gate.speech_started()
    gate.speech_stopped(0)
    assert not gate.take(AUTOMATIC_RESPONSE_S - 1)
    assert gate.take(AUTOMATIC_RESPONSE_S)


def test_it_knows_which_responses_are_its_own(gate: ResponseGate):
    gate.want()
    gate.take(0)
    assert gate.created("r1")
    assert not gate.created("r2")


@pytest.mark.parametrize("owing", ["active", "in flight", "wanted", "automatic", "talking"])
def test_a_lost_line_leaves_the_response_owed(gate: ResponseGate, owing: str):
    match owing:
        case "active":
            gate.created("r1")
        case "in flight":
            gate.want()
            gate.take(0)
        case "wanted":
            gate.want()
        case "automatic":
            gate.speech_stopped(0)
        case "talking":
            gate.speech_started()
    assert gate.lost()
    assert gate.take(0)


def test_a_lost_line_owes_nothing_when_all_was_quiet(gate: ResponseGate):
    assert not gate.lost()


def test_nothing_is_asked_for_before_a_used_up_limit_begins_anew(gate: ResponseGate):
    gate.hold(until=10)
    gate.want()
    assert [gate.take(9.9), gate.take(10)] == [False, True]


def test_it_says_how_long_it_holds(gate: ResponseGate):
    assert gate.held_s(0) == 0
    gate.hold(until=10)
    assert (gate.held_s(4), gate.held_s(11)) == (6, 0)
