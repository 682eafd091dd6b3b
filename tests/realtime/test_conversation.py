from __future__ import annotations

import pytest

from athena.audio.ledger import PlaybackLedger
from athena.audio.pcm import FRAME_BYTES, FRAME_MS, silence
from athena.domain.interview import InterviewPlan, Speaker
from athena.realtime import replay
from athena.realtime.conversation import Conversation
from athena.realtime.effects import Account, Redial, Run, Store
from athena.realtime.events import (
    AudioDelta,
    Committed,
    Failure,
    FunctionCall,
    ItemAdded,
    ResponseCreated,
    SessionUpdated,
    SilencePassed,
    SpeechStarted,
    SpeechStopped,
    Transcribed,
    Words,
)
from athena.realtime.exchange import LAST_WORDS_S
from athena.realtime.floor import NOBODY_LISTENS_S, TRANSCRIPT_OVERDUE_MS
from athena.realtime.record import HistoryItem
from athena.realtime.snapshot import LiveState
from athena.realtime.steering import OVERTIME_S
from athena.realtime.tools import QuestionAsked, ReportWanted
from athena.realtime.watch import CONFIGURED_S, STALLED_S
from athena.realtime.wire import CONFIGURE_ID, CREATE_ID
from tests.realtime.scenes import CREATE, EVALUATE, REPORT, Scene, done, fresh


class TestStates:
    def test_it_connects_until_the_configuration_is_accepted(self):
        scene = Scene(connect=False)
        scene.talk.connected([])
        assert scene.talk.state is LiveState.CONNECTING
        scene.does(SessionUpdated())
        assert scene.talk.state is LiveState.THINKING

    def test_it_speaks_as_long_as_speech_is_still_to_be_played(self):
        scene = fresh().responds(ms=1000)
        assert scene.talk.state is LiveState.SPEAKING
        assert scene.plays(1000).talk.state is LiveState.LISTENING

    def test_it_thinks_from_the_end_of_the_answer_to_the_first_sound(self):
        scene = fresh().responds(ms=20).plays(20).hears("u1", "An answer.")
        assert scene.talk.state is LiveState.THINKING
        assert scene.speaks("r2").talk.state is LiveState.SPEAKING

    def test_it_listens_while_the_candidate_talks(self):
        assert fresh().responds().does(SpeechStarted("u1")).talk.state is LiveState.LISTENING

    def test_a_lost_line_is_being_restored(self):
        scene = fresh()
        scene.talk.lost()
        assert scene.talk.state is LiveState.RECONNECTING


class TestBargeIn:
    def test_an_interrupted_item_is_truncated_where_playback_stopped(self):
        scene = fresh().responds(ms=5000).plays(2000)
        scene.does(SpeechStarted("u1"))
        [truncation] = scene.sent()
        assert truncation["type"] == "conversation.item.truncate"
        assert (truncation["item_id"], truncation["audio_end_ms"]) == ("m_r1", 2000)

    def test_the_outgoing_audio_is_silent_at_once(self):
        scene = fresh().responds().plays(2000).does(SpeechStarted("u1"))
        assert scene.ledger.pull(FRAME_BYTES) == silence(FRAME_MS)

    def test_our_transcript_keeps_the_words_that_were_heard(self):
        scene = fresh().responds(ms=5000).plays(2000)
        assert scene.stored() == [("m_r1", "one two three four five", False)]
        scene.does(SpeechStarted("u1"))
        scene.talk.tick()
        assert scene.stored() == [("m_r1", "one two", True)]

    def test_an_item_nobody_heard_is_deleted_and_forgotten(self):
        scene = fresh().responds(ms=5000).does(SpeechStarted("u1"))
        assert scene.sent() == [{"type": "conversation.item.delete", "item_id": "m_r1"}]
        assert scene.turns() == []

    def test_a_fully_played_item_is_left_alone(self):
        scene = fresh().responds(ms=200).plays(200).does(SpeechStarted("u1"))
        assert scene.sent() == []

    def test_no_cancel_is_sent_because_the_server_interrupts_by_itself(self):
        scene = fresh().speaks().plays(1000).does(SpeechStarted("u1"))
        assert scene.sent_types() == ["conversation.item.truncate"]

    def test_what_comes_late_of_an_interrupted_response_is_dropped(self):
        scene = fresh().speaks(ms=1000, text="one two").plays(500).does(SpeechStarted("u1"))
        scene.does(
            AudioDelta("r1", "m_r1", 0, silence(40)),
            Words("r1", "m_r1", 0, "one two three", final=True),
            AudioDelta("r1", "m_r1b", 0, silence(40)),
            done("r1", messages=("m_r1", "m_r1b"), status="cancelled"),
        )
        assert scene.ledger.idle
        assert scene.turns() == [(Speaker.INTERVIEWER, "one")]

    def test_calls_of_a_cancelled_response_are_never_carried_out(self):
        scene = fresh().speaks().plays(2000).does(SpeechStarted("u1"))
        scene.does(done("r1", EVALUATE, messages=("m_r1",), status="cancelled"))
        assert scene.passes(10).executes() == []

    def test_a_response_cut_off_in_its_first_second_is_taken_back_with_its_calls(self):
        """A candidate who goes on after a pause has not finished the answer that was judged."""
        scene = fresh().responds("r1", EVALUATE).plays(600).does(SpeechStarted("u1"))
        deleted = [message["item_id"] for message in scene.sent() if message["type"].endswith("delete")]
        assert sorted(deleted) == ["fc1", "m_r1"]
        assert scene.passes(10).executes() == []
        assert scene.turns() == []

    def test_a_response_heard_for_a_second_has_come_to_stay(self):
        scene = fresh().responds("r1", EVALUATE).plays(1100)
        assert scene.executes() == ["c1"]
        assert scene.does(SpeechStarted("u1")).sent_types()[-1] == "conversation.item.truncate"


class TestCandidate:
    def test_turns_stand_in_spoken_order_whatever_order_the_words_come_in(self):
        scene = fresh().responds(ms=20, text="A question?").plays(20)
        scene.does(SpeechStarted("u1"), SpeechStopped("u1"), Committed("u1", "m_r1"))
        scene.responds("r2", ms=20, text="Thank you.").plays(20)
        assert scene.stored() == [("m_r1", "A question?", False)]
        scene.does(Transcribed("u1", "My answer."))
        assert scene.stored() == [("u1", "My answer.", False), ("m_r2", "Thank you.", False)]

    def test_a_turn_is_final_only_once_the_store_has_it(self):
        scene = fresh(text_only=True).hears("u1", "My answer.")
        [turn] = scene.talk.exchange.floor.transcript
        assert not turn.stored
        scene.stored()
        assert turn.stored

    def test_the_judgement_of_an_answer_waits_for_its_words(self):
        scene = fresh(text_only=True).does(SpeechStarted("u1"), SpeechStopped("u1"), Committed("u1", None))
        scene.does(ResponseCreated("r1"), done("r1", EVALUATE))
        assert scene.takes(Run) == []
        scene.does(Transcribed("u1", "My answer."))
        assert [type(effect) for effect in scene.talk.effects()] == [Store, Run]

    @pytest.mark.parametrize("words", ["", "  ", None])
    def test_a_turn_without_words_is_dropped(self, words: str | None):
        assert fresh().hears("u1", words).turns() == []

    def test_words_that_never_come_block_nothing(self):
        scene = fresh(text_only=True).does(SpeechStarted("u1"), SpeechStopped("u1"), Committed("u1", None))
        scene.talk.say("A typed answer.")
        assert scene.stored() == []
        scene.passes(TRANSCRIPT_OVERDUE_MS / 1000 + 1)
        assert [text for _, text, _ in scene.stored()] == ["A typed answer."]

    def test_words_that_come_after_all_are_kept(self):
        scene = fresh(text_only=True).does(SpeechStarted("u1"), SpeechStopped("u1"), Committed("u1", None))
        scene.passes(TRANSCRIPT_OVERDUE_MS / 1000 + 1).does(Transcribed("u1", "Better late."))
        assert scene.stored() == [("u1", "Better late.", False)]

    def test_partial_words_are_shown_and_then_replaced(self):
        scene = fresh().does(Committed("u1", None), Transcribed("u1", "a lef", final=False))
        assert scene.turns() == [(Speaker.CANDIDATE, "a lef")]
        scene.does(Transcribed("u1", "A left join."))
        assert scene.turns() == [(Speaker.CANDIDATE, "A left join.")]

    def test_a_typed_answer_is_stored_sent_and_answered(self):
        scene = fresh().responds(ms=20).plays(20)
        scene.talk.say("  A typed answer. ")
        item, create = scene.sent()
        assert item["item"]["content"] == [{"type": "input_text", "text": "A typed answer."}]
        assert create["type"] == CREATE
        assert scene.stored()[-1][1] == "A typed answer."

    def test_a_typed_answer_interrupts_the_interviewer_first(self):
        scene = fresh().speaks().plays(2000)
        scene.talk.say("A typed answer.")
        assert scene.sent_types() == [
            "conversation.item.truncate",
            "response.cancel",
            "conversation.item.create",
        ]
        scene.does(done("r1", status="cancelled"))
        assert scene.sent_types() == [CREATE]

    def test_where_nobody_listens_a_typed_answer_interrupts_nothing(self):
        scene = Scene().responds(ms=5000)
        scene.sent()
        scene.talk.say("A typed answer.")
        assert scene.sent_types() == ["conversation.item.create", CREATE]
        assert scene.turns()[0] == (Speaker.INTERVIEWER, "one two three four five")

    def test_speech_nobody_listens_to_counts_as_read_after_a_while(self):
        scene = Scene().responds(ms=60_000)
        assert scene.passes(NOBODY_LISTENS_S - 1).talk.state is LiveState.SPEAKING
        assert scene.passes(2).talk.state is LiveState.LISTENING

    def test_an_empty_typed_answer_is_none(self):
        scene = fresh()
        scene.talk.say("  ")
        assert scene.sent() == []

    def test_being_done_commits_the_audio_and_asks_for_the_answer_to_it(self):
        scene = fresh().responds(ms=20).plays(20).does(SpeechStarted("u1"))
        scene.talk.done_speaking()
        scene.does(Committed("u1", None))
        assert scene.sent_types() == ["input_audio_buffer.commit", CREATE]

    def test_being_done_without_having_spoken_asks_for_nothing(self):
        scene = fresh().responds(ms=20).plays(20)
        scene.talk.done_speaking()
        [commit] = scene.sent()
        scene.does(Failure("input_audio_buffer_commit_empty", "", "", commit["event_id"]))
        scene.hears("u1", "Later words.")
        assert scene.sent() == []


class TestNudges:
    def test_a_nudge_after_real_silence_is_let_through(self):
        scene = fresh().responds(ms=20).plays(20).does(SilencePassed("s1"), Committed("s1", None))
        scene.responds("r2", text="Take your time.", ms=20)
        assert scene.turns()[-1] == (Speaker.INTERVIEWER, "Take your time.")

    def test_a_nudge_while_the_interviewer_is_still_heard_is_taken_back(self):
        scene = fresh().responds(ms=60_000).plays(25_000).does(SilencePassed("s1"), ResponseCreated("r2"))
        scene.does(
            AudioDelta("r2", "m_r2", 0, silence(40)), done("r2", messages=("m_r2",), status="cancelled")
        )
        assert [m.get("item_id") or m.get("response_id") for m in scene.sent()] == ["s1", "r2", "m_r2"]
        assert len(scene.turns()) == 1


class TestCalls:
    def test_outputs_come_first_and_then_one_response(self):
        calls = EVALUATE, FunctionCall("fc2", "c2", "log_question_asked", "{}")
        scene = fresh(text_only=True).does(ResponseCreated("r1"), done("r1", *calls))
        scene.executes()
        assert scene.sent_types() == ["conversation.item.create", "conversation.item.create", CREATE]

    def test_a_response_that_spoke_is_followed_by_none(self):
        scene = fresh(text_only=True).responds("r1", EVALUATE)
        scene.executes()
        assert scene.sent_types() == ["conversation.item.create"]

    def test_a_call_id_seen_before_is_not_carried_out_again(self):
        scene = fresh(text_only=True).responds("r1", EVALUATE)
        assert scene.executes() == ["c1"]
        assert scene.responds("r2", EVALUATE, EVALUATE).executes() == []

    def test_no_response_is_asked_for_while_the_candidate_talks(self):
        scene = fresh(text_only=True).does(ResponseCreated("r1"), done("r1", EVALUATE), SpeechStarted("u1"))
        scene.executes()
        assert CREATE not in scene.sent_types()

    def test_the_answer_to_a_spoken_turn_covers_the_outputs_before_it(self):
        scene = fresh(text_only=True).does(ResponseCreated("r1"), done("r1", EVALUATE), SpeechStarted("u1"))
        scene.executes()
        [output] = scene.sent()
        scene.does(ItemAdded(output["item"]["id"], None, ""), SpeechStopped("u1"))
        scene.responds("r2").passes(60)
        assert scene.sent() == []

    def test_a_response_that_starts_over_the_candidates_words_is_cancelled(self):
        scene = fresh().does(SpeechStarted("u1"), ResponseCreated("r1"))
        assert scene.sent() == [{"type": "response.cancel", "response_id": "r1"}]

    def test_the_question_under_way_is_known_and_its_turns_carry_its_number(self):
        asked = FunctionCall("fc1", "c1", "log_question_asked", "{}")
        arguments = QuestionAsked.model_validate_json(
            '{"question": "Why?", "category": "joins", "difficulty": "beginner"}'
        )
        scene = fresh(text_only=True).responds("r1", asked)
        scene.executes({"ok": True, "number": 2, "of": 5}, arguments)
        scene.hears("u1", "Because.")
        assert (scene.talk.progress.question.number, scene.talk.progress.question.of) == (2, 5)
        assert [turn.question_number for turn in scene.talk.exchange.floor.transcript] == [2, 2]

    def test_usage_is_accounted_for(self):
        scene = fresh().does(ResponseCreated("r1"), done("r1", usage={"total_tokens": 3}))
        assert scene.takes(Account) == [Account("r1", {"total_tokens": 3})]


class TestErrors:
    def test_a_response_refused_because_one_runs_is_asked_for_again_after_it(self):
        scene = fresh()
        scene.does(
            Failure("conversation_already_has_active_response", "", "", CREATE_ID), ResponseCreated("r0")
        )
        scene.talk.say("More.")
        assert CREATE not in scene.sent_types()
        scene.does(done("r0"))
        assert scene.sent_types() == [CREATE]

    def test_a_rejected_request_for_a_response_does_not_hang_the_interview(self):
        scene = fresh().does(Failure("invalid_value", "", "no", CREATE_ID))
        assert scene.talk.state is LiveState.LISTENING

    @pytest.mark.parametrize("code", ["server_error", "rate_limit_exceeded", "session_expired"])
    def test_a_passing_failure_makes_a_new_connection(self, code: str):
        assert fresh().does(Failure(code, "", "")).takes(Redial) == [Redial(code)]

    def test_a_failed_response_counts_like_the_error_it_carries(self):
        scene = fresh().does(ResponseCreated("r1"))
        scene.does(done("r1", status="failed", failure=Failure("insufficient_quota", "", "")))
        assert scene.talk.state is LiveState.FAILED
        assert "quota" in scene.talk.exchange.failure

    def test_a_failure_for_good_waits_for_the_words_that_were_spoken_before_it(self):
        scene = fresh().does(SpeechStarted("u1"), SpeechStopped("u1"), Committed("u1", None))
        scene.does(Failure("insufficient_quota", "", ""))
        assert scene.talk.state is not LiveState.FAILED
        scene.does(Transcribed("u1", "It keeps every row."))
        assert scene.stored() == [("u1", "It keeps every row.", False)]
        assert scene.talk.state is LiveState.FAILED

    def test_a_failure_for_good_does_not_wait_for_ever(self):
        scene = fresh().does(SpeechStarted("u1"), SpeechStopped("u1"), Committed("u1", None))
        scene.does(Failure("insufficient_quota", "", "")).passes(LAST_WORDS_S + 0.1)
        assert scene.talk.state is LiveState.FAILED

    def test_nothing_is_asked_for_while_a_failure_waits(self):
        scene = fresh().does(SpeechStarted("u1"), SpeechStopped("u1"), Committed("u1", None))
        scene.does(Failure("insufficient_quota", "", ""))
        scene.talk.done_speaking()
        scene.passes(0.1)
        assert CREATE not in scene.sent_types()

    def test_a_harmless_complaint_changes_nothing(self):
        scene = fresh().does(Failure("response_cancel_not_active", "", ""))
        assert (scene.sent(), scene.takes(Redial)) == ([], [])

    def test_a_server_silent_in_the_middle_of_a_response_is_given_up(self):
        scene = fresh().does(ResponseCreated("r1"))
        assert scene.passes(STALLED_S - 1).takes(Redial) == []
        assert len(scene.passes(2).takes(Redial)) == 1

    def test_a_server_that_never_accepts_the_configuration_is_given_up(self):
        scene = Scene(connect=False)
        scene.talk.connected([])
        assert len(scene.passes(CONFIGURED_S + 1).takes(Redial)) == 1


class TestReconnect:
    def test_the_conversation_is_told_again_under_its_own_ids(self):
        scene = fresh(text_only=True).responds(text="A question?").hears("u1", "An answer.")
        scene.stored()
        scene.talk.lost()
        scene.history = [
            HistoryItem("turn", "m_r1", Speaker.INTERVIEWER, "A question?"),
            HistoryItem("call", name="log_question_asked", call_id="c1", output={"ok": True}),
            HistoryItem("turn", "u1", Speaker.CANDIDATE, "An answer."),
        ]
        scene.connect()
        messages = scene.sent()
        kinds = [message["item"]["type"] for message in messages if "item" in message]
        assert kinds == ["message", "function_call", "function_call_output", "message", "message"]
        assert messages[-2]["item"]["content"][0]["text"] == replay.RESTORED
        assert messages[-1]["type"] == CREATE

    def test_an_echo_of_the_replay_is_no_new_turn(self):
        scene = fresh(text_only=True).hears("u1", "An answer.")
        scene.stored()
        scene.talk.lost()
        scene.connect()
        scene.does(ItemAdded("u1", None, "user"))
        assert scene.turns() == [(Speaker.CANDIDATE, "An answer.")]
        assert scene.stored() == []

    def test_a_turn_the_store_does_not_have_yet_is_replayed_too(self):
        scene = fresh(text_only=True)
        scene.talk.lost()
        scene.talk.say("Typed while the line was down.")
        scene.connect()
        texts = [m["item"]["content"][0]["text"] for m in scene.sent() if m.get("item", {}).get("content")]
        assert texts[0] == "Typed while the line was down."

    def test_nothing_is_asked_for_when_it_was_the_candidates_turn(self):
        scene = fresh().responds(ms=20).plays(20)
        scene.talk.lost()
        scene.connect()
        messages = scene.sent()
        assert CREATE not in [message["type"] for message in messages]
        assert "system" not in [message.get("item", {}).get("role") for message in messages]

    def test_an_answer_that_was_on_its_way_is_asked_for_again(self):
        scene = fresh().speaks().plays(2000)
        scene.talk.lost()
        assert scene.ledger.idle
        scene.connect()
        assert CREATE in scene.sent_types()
        assert scene.turns() == [(Speaker.INTERVIEWER, "one two")]

    def test_words_lost_with_the_line_are_asked_for_again(self):
        scene = fresh().responds(ms=20).plays(20).does(SpeechStarted("u1"))
        scene.talk.lost()
        scene.connect()
        notes = [
            m["item"]["content"][0]["text"] for m in scene.sent() if m.get("item", {}).get("role") == "system"
        ]
        assert replay.WORDS_LOST in notes[0]

    def test_a_finished_response_is_played_to_its_end_over_a_lost_line(self):
        scene = fresh().responds("r1", EVALUATE, ms=2000).plays(500)
        scene.talk.lost()
        assert scene.executes() == ["c1"]
        assert scene.ledger.queued_ms == 1500

    def test_outputs_of_a_lost_line_are_not_sent_on_the_next(self):
        scene = fresh(text_only=True).does(ResponseCreated("r1"), done("r1", EVALUATE))
        scene.talk.lost()
        scene.executes()
        scene.connect()
        assert scene.sent_types()[-1] == CREATE

    def test_a_session_of_an_earlier_run_is_welcomed_back(self):
        history = [HistoryItem("turn", "m1", Speaker.INTERVIEWER, "A question?", interrupted=True)]
        scene = Scene(history=history)
        messages = scene.sent()
        assert messages[1]["item"]["status"] == "incomplete"
        assert messages[2]["item"]["content"][0]["text"] == replay.RESUMED
        assert messages[3]["type"] == CREATE
        assert scene.turns() == [(Speaker.INTERVIEWER, "A question?")]

    def test_the_time_of_earlier_runs_counts_and_the_pause_between_does_not(self):
        history = [HistoryItem("turn", "m1", Speaker.INTERVIEWER, "A question?", ended_ms=90_000)]
        scene = Scene(history=history)
        assert scene.talk.elapsed_ms() == 90_000


class TestTheEnd:
    def test_the_interviewer_is_told_once_that_the_time_is_up(self):
        scene = fresh(plan=InterviewPlan(time_limit_minutes=1)).responds(ms=20).plays(20)
        scene.passes(61).passes(1)
        texts = [message["item"]["content"][0]["text"] for message in scene.sent()]
        assert texts == [replay.TIME_UP]

    def test_in_overtime_a_long_silence_makes_the_interviewer_close(self):
        scene = fresh(plan=InterviewPlan(time_limit_minutes=1)).responds(ms=20).plays(20)
        scene.passes(61).passes(OVERTIME_S + 1)
        assert scene.sent_types()[-1] == CREATE

    def test_a_polite_end_interrupts_and_asks_for_the_closing_words(self):
        scene = fresh().responds().plays(2000)
        scene.talk.end_politely()
        truncation, note, create = scene.sent()
        assert truncation["type"] == "conversation.item.truncate"
        assert note["item"]["content"][0]["text"] == replay.PLEASE_CLOSE
        assert create["type"] == CREATE

    def test_the_notes_that_hold_are_repeated_on_a_new_line(self):
        scene = fresh()
        scene.talk.end_politely()
        scene.talk.lost()
        scene.connect()
        texts = [
            m["item"]["content"][0]["text"] for m in scene.sent() if m.get("item", {}).get("role") == "system"
        ]
        assert replay.PLEASE_CLOSE in texts

    def test_it_is_complete_when_the_closing_words_have_been_heard(self):
        scene = fresh().responds("r1", REPORT, ms=2000).plays(1500)
        scene.executes(arguments=ReportWanted())
        scene.stored()
        assert not scene.talk.completed
        scene.plays(600)
        assert scene.talk.completed
        assert scene.talk.state is LiveState.ENDED

    def test_a_report_before_the_goodbye_leaves_time_for_the_goodbye(self):
        scene = fresh(text_only=True).does(ResponseCreated("r1"), done("r1", REPORT))
        scene.executes(arguments=ReportWanted())
        assert not scene.passes(1).talk.completed
        scene.responds("r2", text="Goodbye.")
        scene.stored()
        assert scene.passes(1).talk.completed

    def test_leaving_in_the_middle_keeps_what_was_heard(self):
        scene = fresh().responds(ms=5000).plays(2000)
        scene.stored()
        scene.talk.end()
        assert scene.stored() == [("m_r1", "one two", True)]
        assert not scene.talk.completed


def test_the_interviewer_is_told_the_name_to_greet_by_and_told_again_after_a_break() -> None:
    talk = Conversation(InterviewPlan(), PlaybackLedger(), now=lambda: 0.0, candidate="Ada Lovelace")
    notes = [next(iter(talk._notes(resumed=resumed))) for resumed in (False, True)]
    assert notes == ["Candidate: Ada Lovelace"] * 2


def test_a_configuration_the_server_refuses_is_told_and_not_tried_again():
    scene = Scene(connect=False)
    scene.talk.connected([])
    scene.does(Failure("invalid_value", "invalid_request_error", "Unknown voice", CONFIGURE_ID))
    assert scene.talk.state is LiveState.FAILED
    assert "doctor" in scene.talk.exchange.failure
    assert scene.takes(Redial) == []
