from __future__ import annotations

from athena.realtime.patience import TYPING_TAKES, Patience


def silences(patience: Patience, number: int) -> list[bool]:
    return [patience.ends() for _ in range(number)]


def test_a_speakers_silence_may_be_broken() -> None:
    assert Patience().ends()


def test_of_a_typists_silences_only_every_sixth_is_broken() -> None:
    patience = Patience()
    patience.typed()
    assert silences(patience, 2 * TYPING_TAKES) == ([False] * 5 + [True]) * 2


def test_a_muted_candidate_is_left_in_peace_as_a_typist_is() -> None:
    patience = Patience()
    patience.muted = True
    assert not patience.ends()


def test_whoever_speaks_again_is_waited_for_as_a_speaker() -> None:
    patience = Patience()
    patience.typed()
    patience.spoke()
    assert patience.ends()


def test_every_typed_answer_begins_the_wait_anew() -> None:
    patience = Patience()
    patience.typed()
    silences(patience, 5)
    patience.typed()
    assert not patience.ends()


def test_in_a_typed_interview_the_interviewer_itself_waits_longer() -> None:
    patience = Patience(patient=False)
    patience.typed()
    assert patience.ends()


def test_a_silence_in_which_something_was_written_is_none_even_in_a_typed_interview() -> None:
    patience = Patience(patient=False)
    patience.wrote()
    assert silences(patience, 2) == [False, True]
