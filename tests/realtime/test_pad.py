"""What running a query showed reaches the interviewer: once, in its turn, and again after a break."""

from __future__ import annotations

from collections.abc import Callable

from athena.domain.interview import Category, Difficulty, InterviewPlan
from athena.domain.pad import PadNote, pad_section
from athena.domain.questions import Bank, Question
from athena.realtime.events import ItemAdded, ResponseCreated, SpeechStarted, SpeechStopped
from athena.realtime.questioner import Questioner
from athena.realtime.record import Executed, HistoryItem
from athena.realtime.session import LiveInterview
from athena.realtime.template import CloudTemplate
from athena.realtime.tools import QuestionAsked, ResponseEvaluated
from athena.services.matching import QuestionMatcher
from tests.realtime.fakes import ScriptedServer, eventually
from tests.realtime.scenes import CREATE, Scene, done, fresh
from tests.realtime.test_steered_interview import asked, notes, takes_question

ITEM = "pad_1"
NOTE = pad_section(PadNote(False, 0, 1, "The query ran. Row 2 is missing."))
HANDED_IN = pad_section(PadNote(True, 3, 4, "The query is right on 3 of 4 data sets."))
PLAN = InterviewPlan(question_count=2, seed=5, sql_questions=1)
ASKED = QuestionAsked(question="Count them.", category=Category.JOINS, difficulty=Difficulty.BEGINNER)


def greeted() -> Scene:
    scene = fresh().responds("r1", ms=100).plays(200)
    scene.sent()
    return scene


def writing() -> Scene:
    """The interviewer has asked for a query."""
    scene = greeted()
    scene.talk.executed(Executed("c1", {"ok": True, "number": 2, "of": 4, "pad": True}, ASKED))
    scene.sent()
    return scene


def test_a_query_is_told_as_a_system_item_and_answered() -> None:
    scene = greeted()
    scene.talk.tell_query(ITEM, NOTE)
    item, create = scene.sent()
    assert (item["item"]["id"], item["item"]["role"]) == (ITEM, "system")
    assert item["item"]["content"][0]["text"] == NOTE
    assert create["type"] == CREATE


def test_while_the_interviewer_responds_it_is_told_at_once_and_answered_afterwards() -> None:
    scene = greeted().speaks("r2", ms=100)
    scene.talk.tell_query(ITEM, NOTE)
    scene.talk.tell_query("pad_2", NOTE)
    assert scene.sent_types() == ["conversation.item.create"] * 2
    scene.does(ItemAdded(ITEM, None, "system"), ItemAdded("pad_2", None, "system"))
    scene.does(done("r2", messages=("m_r2",))).plays(300)
    assert scene.sent_types() == [CREATE]


def test_while_the_candidate_talks_no_response_is_asked_for() -> None:
    scene = greeted().does(SpeechStarted("u1"))
    scene.talk.tell_query(ITEM, NOTE)
    assert CREATE not in scene.sent_types()
    scene.does(ItemAdded(ITEM, None, "system"), SpeechStopped("u1"), ResponseCreated("auto"))
    assert CREATE not in scene.passes(1).sent_types()


def test_without_a_line_it_is_told_when_there_is_one_again() -> None:
    scene = greeted()
    scene.talk.lost()
    scene.talk.tell_query(ITEM, NOTE)
    scene.connect()
    sent = scene.sent()
    assert [m["item"]["id"] for m in sent if m.get("item", {}).get("id") == ITEM] == [ITEM]
    assert [m["type"] for m in sent].count(CREATE) == 1


def test_what_the_store_has_is_told_once() -> None:
    scene = greeted()
    scene.talk.tell_query(ITEM, NOTE)
    scene.sent()
    scene.talk.lost()
    scene.history = [HistoryItem("note", item_id=ITEM, text=NOTE)]
    scene.connect()
    assert notes(scene.sent()).count(NOTE) == 1


def test_the_snapshot_tells_that_a_query_is_asked_for() -> None:
    question = writing().talk.progress.question
    assert question
    assert question.pad


def test_a_resumed_interview_knows_that_a_query_is_asked_for() -> None:
    call = HistoryItem(
        "call",
        name="log_question_asked",
        arguments={"question": "Count them.", "category": "joins", "difficulty": "beginner"},
        call_id="c1",
        output={"ok": True, "number": 2, "of": 4, "pad": True},
    )
    scene = Scene(history=[call])
    assert scene.talk.progress.writing
    assert not scene.talk.exchange.patience.ends()


def test_a_silence_while_a_query_is_written_is_longer() -> None:
    patience = writing().talk.exchange.patience
    assert [patience.ends() for _ in range(6)] == [False] * 5 + [True]


def test_typing_in_the_pad_is_no_silence() -> None:
    scene = greeted()
    scene.talk.wrote()
    patience = scene.talk.exchange.patience
    assert [patience.ends(), patience.ends()] == [False, True]


def test_after_a_spoken_question_silences_are_short_again() -> None:
    scene = writing()
    scene.talk.executed(Executed("c2", {"ok": True, "number": 3, "of": 4}, ASKED))
    assert scene.talk.exchange.patience.ends()


def query_note(bank: Bank) -> tuple[Question, str]:
    """Lead a questioner to the question for a query; return that and its note."""
    questioner = Questioner(bank, PLAN)
    first = QuestionMatcher(bank).question(questioner.note().splitlines()[-1])
    assert first
    logged = QuestionAsked(question=first.prompt, category=first.category, difficulty=first.difficulty)
    questioner.note_on(Executed("c1", {"ok": True}, logged))
    note = questioner.note_on(
        Executed("c2", {"ok": True}, ResponseEvaluated(response="So.", score=1.0, feedback=""))
    )
    question = QuestionMatcher(bank).question(note.splitlines()[-1])
    assert question
    return question, note


def test_a_cloud_interviewer_is_told_the_task_and_never_a_solution(bank: Bank) -> None:
    question, note = query_note(bank)
    assert question.sql
    assert question.sql.statement in note
    assert "never dictate a solution" in note
    secrets = [*question.sql.exercise.gold, *(point.text for point in question.sql.points)]
    secrets += [question.reference_answer, *(sample.sql for sample in question.sql.samples)]
    assert not [secret for secret in secrets if secret.strip() in note]


def test_an_interviewer_in_the_cloud_reacts_to_what_was_handed_in(
    server: ScriptedServer, begin: Callable[..., LiveInterview], bank: Bank
) -> None:
    live = begin(
        PLAN, text_only=True, questioner=Questioner(bank, PLAN), voice=CloudTemplate().sounding(1000)
    )
    line = server.accept()
    [first] = notes(line.welcome())
    note = takes_question(line, 1, first)
    line.responds("q2", note.splitlines()[-1], asked("ask2", note))
    output = line.expect("conversation.item.create")
    assert '"pad":true' in output["item"]["output"]
    eventually(lambda: (question := live.snapshot().question) and question.pad)
    live.tell_query(ITEM, HANDED_IN)
    item, create = line.receive(), line.receive()
    assert notes([item]) == [HANDED_IN]
    assert create["type"] == CREATE
