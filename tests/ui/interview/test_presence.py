"""What the pill says."""

from __future__ import annotations

import pytest

from athena.realtime.snapshot import LiveState
from athena.ui.interview.presence import Presence


def test_a_candidate_who_is_not_heard_is_told_instead_of_being_listened_to() -> None:
    presence = Presence(LiveState.LISTENING, unheard=True)
    assert presence.word == "Not heard"
    assert "turn on the microphone" in presence.meaning


def test_a_lost_line_counts_for_more_than_a_muted_microphone() -> None:
    assert Presence(LiveState.LISTENING, muted=True, unheard=True).word == "Not heard"


def test_muting_is_told_while_it_is_the_candidates_turn() -> None:
    assert Presence(LiveState.LISTENING, muted=True).word == "Muted"


@pytest.mark.parametrize("state", [state for state in LiveState if state is not LiveState.LISTENING])
def test_outside_the_candidates_turn_the_state_is_told(state: LiveState) -> None:
    assert not Presence(state, muted=True, unheard=True).silent
