from __future__ import annotations

from athena.realtime import replay
from athena.realtime.events import (
    SpeechStarted,
)
from athena.realtime.patience import TYPING_TAKES
from athena.realtime.steering import NUDGES
from athena.realtime.template import CloudTemplate
from tests.realtime.scenes import CREATE, Scene


class TestSilenceTheClientBreaks:
    """What the candidate hears: after the plan's silence a kind question; nothing of it is an answer."""

    @staticmethod
    def scene() -> Scene:
        scene = Scene(voice=CloudTemplate().sounding(25)).responds(ms=20).plays(40)
        scene.sent()
        return scene

    def test_after_the_silence_the_interviewer_is_asked_once_to_ask_how_it_goes(self):
        scene = self.scene().passes(20)
        assert scene.sent() == []
        note, create = scene.passes(6).sent()
        assert note["item"]["content"][0]["text"] == replay.SILENCE
        assert create["type"] == CREATE
        assert scene.passes(26).sent() == []

    def test_nothing_is_stored_of_it_but_what_the_interviewer_then_says(self):
        scene = self.scene()
        scene.stored()
        scene.passes(26).responds("r2", text="Take your time.", ms=20).plays(40)
        assert scene.stored() == [("m_r2", "Take your time.", False)]

    def test_speech_still_to_be_heard_is_no_silence(self):
        scene = self.scene().responds("r2", ms=60_000).plays(40_000)
        assert CREATE not in scene.sent_types()

    def test_a_candidate_who_talks_is_not_asked(self):
        scene = self.scene().does(SpeechStarted("u1")).passes(60)
        assert scene.sent() == []

    def test_a_candidate_who_stays_away_is_left_alone_and_asked_again_once_back(self):
        scene = self.scene()
        for number in range(2, 8):
            scene.passes(26)
            if CREATE in scene.sent_types():
                scene.responds(f"r{number}", ms=20).plays(40)
        assert scene.talk.exchange.metrics.summary()["nudges"] == NUDGES
        scene.talk.say("I am back.")
        scene.responds("r9", ms=20).plays(40).sent()
        for _ in range(TYPING_TAKES):
            scene.passes(26)
        assert CREATE in scene.sent_types()

    def test_on_a_dead_line_nothing_is_asked(self):
        scene = self.scene()
        scene.talk.lost()
        assert scene.passes(60).sent() == []
