from __future__ import annotations

from athena.domain.interview import InterviewPlan, Speaker
from athena.realtime.effects import Redial
from athena.realtime.events import (
    SpeechStarted,
)
from athena.realtime.record import HistoryItem
from athena.realtime.watch import RENEW_S, RENEWAL
from tests.realtime.scenes import Scene, fresh


class TestRenewal:
    """A session in the cloud lives an hour; the candidate hears nothing of its renewal."""

    @staticmethod
    def old() -> Scene:
        scene = fresh(plan=InterviewPlan(time_limit_minutes=120)).responds(ms=20).plays(40)
        scene.stored()
        scene.now += RENEW_S
        return scene

    def test_an_old_line_is_renewed_between_two_responses(self):
        assert self.old().passes(1).takes(Redial) == [Redial(RENEWAL, planned=True)]

    def test_it_is_not_renewed_while_the_candidate_talks(self):
        scene = self.old().does(SpeechStarted("u1"))
        assert scene.passes(1).takes(Redial) == []

    def test_it_is_not_renewed_while_the_interviewer_is_heard(self):
        scene = self.old().responds("r2", ms=5000)
        assert scene.passes(1).takes(Redial) == []

    def test_the_conversation_is_told_again_and_nothing_is_asked_for(self):
        scene = self.old().passes(1)
        scene.talk.lost()
        scene.history = [HistoryItem("turn", "m_r1", Speaker.INTERVIEWER, "A question?")]
        scene.connect()
        assert scene.sent_types() == ["session.update", "conversation.item.create"]

    def test_the_new_line_is_young_again(self):
        scene = self.old().passes(1)
        scene.talk.lost()
        scene.connect()
        scene.takes(Redial)
        assert scene.passes(RENEW_S - 10).takes(Redial) == []
