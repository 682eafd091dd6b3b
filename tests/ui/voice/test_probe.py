"""What the browser tells about its microphone."""

from __future__ import annotations

import pytest

from athena.ui.notices import of_microphone
from athena.ui.voice.probe import Microphone, told


@pytest.mark.parametrize("word", list(Microphone))
def test_its_words_are_understood(word: Microphone) -> None:
    assert told({"microphone": str(word)}) is word


@pytest.mark.parametrize("state", [None, {}, {"microphone": None}, {"microphone": "<b>"}, 7])
def test_whatever_else_arrives_means_unknown(state: object) -> None:
    assert told(state) is Microphone.UNKNOWN


@pytest.mark.parametrize("word", [Microphone.UNKNOWN, Microphone.READY, Microphone.ASKS])
def test_a_microphone_that_will_do_gets_no_notice(word: Microphone) -> None:
    assert of_microphone(word, 8501) is None


def test_the_machines_own_address_is_told_with_the_port_in_use() -> None:
    notice = of_microphone(Microphone.INSECURE, 9000)
    assert notice is not None
    assert "http://localhost:9000 " in notice.text
