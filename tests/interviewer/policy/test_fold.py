"""Replies that were interrupted, cancelled or replayed: what happened counts, not what was intended."""

from __future__ import annotations

from athena.interviewer.dialogue import Entry, Kind, Reply
from athena.interviewer.policy import phrases, reply
from tests.interviewer.policy.fakes import BANK, PARTIAL, PLAN, STRONG, Conversation

ASKED, EVALUATED, REPORTED = "log_question_asked", "log_response_evaluation", "generate_session_report"


def begun() -> Conversation:
    talk = Conversation()
    talk.begins()
    return talk


def test_an_opening_cancelled_before_a_word_is_made_again() -> None:
    talk = Conversation()
    talk.is_cut_off(0)
    assert "three questions" in talk.says("Hello?")


def test_an_opening_interrupted_before_the_question_asks_it_without_greeting_again() -> None:
    talk = Conversation()
    talk.is_cut_off(6)
    assert "three questions" not in talk.says("Hello, yes?")
    assert talk.said.endswith(talk.asked[0].prompt)


def test_an_answer_that_interrupts_the_asking_is_accepted() -> None:
    talk = Conversation()
    words = len(talk.begins().split())
    talk = Conversation()
    talk.is_cut_off(words - 4)
    subject = next(s for s in talk.said.split() if s in {q.skills[0] for q in BANK.questions.values()})
    talk.says(STRONG.format(subject))
    assert [call.name for call in talk.reply.calls] == [ASKED, EVALUATED, ASKED]
    assert talk.logged(EVALUATED, "score") == [1.0]


def test_anything_else_that_interrupts_the_asking_has_it_repeated() -> None:
    talk = Conversation()
    words = len(talk.begins().split())
    talk = Conversation()
    talk.is_cut_off(words - 4)
    assert talk.says("Okay.").endswith(talk.asked[0].prompt)


def test_thinking_on_over_the_acknowledgement_adds_to_the_same_answer() -> None:
    talk = begun()
    subject = talk.subject()
    talk.hears(f"It always keeps the {subject} rows. Then it matches the {subject} keys.")
    talk.is_cut_off(2)
    talk.says(f"Oh, and it sorts the {subject} pages at the end.")
    assert talk.logged(EVALUATED, "score") == [1.0]
    assert talk.count(ASKED) == 2


def test_a_follow_up_that_was_not_heard_is_asked_again() -> None:
    talk = begun()
    talk.hears(PARTIAL.format(talk.subject()))
    talk.is_cut_off(1)
    assert talk.says("as far as I can see it now anyway").endswith("find rows that belong together?")


def test_noise_over_the_reply_changes_nothing_in_it() -> None:
    talk = begun()
    talk.hears(STRONG.format(talk.subject()))
    talk.is_cut_off(2)
    talk.mumbles()
    assert talk.said.endswith(talk.asked[1].prompt)


def test_a_question_logged_but_not_heard_is_put_again() -> None:
    talk = begun()
    talk.hears(STRONG.format(talk.subject()))
    talk.is_cut_off(2, carried_out=9)
    talk.says("Oh, and one more thing about that.")
    assert talk.said.endswith(talk.asked[1].prompt)
    assert talk.reply.calls == ()


def test_a_question_logged_and_heard_in_part_takes_the_interruption_as_its_answer() -> None:
    talk = begun()
    talk.hears(STRONG.format(talk.subject()))
    words = len(reply(talk.history, PLAN, BANK).sentences)
    assert words
    talk.is_cut_off(len(" ".join(reply(talk.history, PLAN, BANK).sentences).split()) - 3, carried_out=9)
    talk.answers(STRONG)
    assert talk.logged(EVALUATED, "score") == [1.0, 1.0]


def test_calls_of_a_cancelled_response_are_made_again_in_order() -> None:
    talk = begun()
    subject = talk.subject()
    talk.hears(STRONG.format(subject))
    talk.is_cut_off(100)
    talk.says("Skip.")
    assert [call.name for call in talk.reply.calls] == [EVALUATED, ASKED, EVALUATED, ASKED]
    assert talk.logged(EVALUATED, "score") == [1.0, 0.0]


def test_a_call_that_came_back_is_not_made_again() -> None:
    talk = begun()
    talk.hears(STRONG.format(talk.subject()))
    talk.is_cut_off(100, carried_out=9)
    talk.says("Skip.")
    assert [call.name for call in talk.reply.calls] == [EVALUATED, ASKED]


def test_a_report_that_never_reached_the_client_follows_the_goodbye() -> None:
    talk = begun()
    talk.answers(STRONG)
    talk.answers(STRONG)
    talk.hears(STRONG.format(talk.subject()))
    talk.is_cut_off(100)
    talk.says("Thank you, bye.")
    assert talk.said in phrases.GOODBYE
    assert [call.name for call in talk.reply.calls] == [EVALUATED, REPORTED]


def test_a_closing_interrupted_early_takes_the_rest_of_the_answer() -> None:
    talk = begun()
    talk.answers(STRONG)
    talk.answers(STRONG)
    subject = talk.subject()
    talk.hears(f"It always keeps the {subject} rows. Then it matches the {subject} keys.")
    talk.is_cut_off(1)
    talk.says(f"And it sorts the {subject} pages.")
    assert talk.logged(EVALUATED, "score") == [1.0, 1.0, 1.0]
    assert talk.count(REPORTED) == 1


def test_a_reply_asked_for_after_each_output_is_empty() -> None:
    talk = begun()
    talk.hears(STRONG.format(talk.subject()))
    given = reply(talk.history, PLAN, BANK)
    first = Entry(Kind.CALL, call_id="a", name=given.calls[0].name, arguments=given.calls[0].arguments)
    second = Entry(Kind.CALL, call_id="b", name=given.calls[1].name, arguments=given.calls[1].arguments)
    spoken = Entry(Kind.INTERVIEWER, " ".join(given.sentences))
    history = [*talk.history, first, second, spoken, Entry(Kind.OUTPUT, "{}", call_id="a")]
    assert reply(history, PLAN, BANK) == Reply()


def test_calls_replayed_after_the_words_they_came_with_are_known() -> None:
    talk = begun()
    talk.answers(STRONG)
    calls = [entry for entry in talk.history if entry.kind in {Kind.CALL, Kind.OUTPUT}]
    words = [entry for entry in talk.history if entry.kind not in {Kind.CALL, Kind.OUTPUT}]
    history = [*words[:1], *calls[:2], *words[1:], *calls[2:], Entry(Kind.CANDIDATE, "Skip.")]
    again = reply(history, PLAN, BANK)
    assert [call.name for call in again.calls] == [EVALUATED, ASKED]
    assert again.calls[0].arguments["score"] == 0.0


def test_a_client_without_tools_is_led_through_the_questions_by_the_words_alone() -> None:
    talk = begun()
    prompts = {question.prompt for question in BANK.questions.values()}
    history: list[Entry] = []
    seen: list[str] = []
    for _ in range(4):
        said = reply(history, PLAN, BANK)
        text = " ".join(said.sentences)
        seen += [prompt for prompt in prompts if prompt in text]
        history += [Entry(Kind.INTERVIEWER, text), Entry(Kind.CANDIDATE, "Skip.")]
    assert len(set(seen)) == len(seen) == 3
    assert seen[0] == talk.asked[0].prompt


def test_a_question_another_interviewer_asked_is_the_current_one() -> None:
    question = next(iter(BANK.questions.values()))
    history = [
        Entry(Kind.INTERVIEWER, "Hi there, I am someone else. " + question.prompt),
        Entry(Kind.CANDIDATE, "Could you repeat that?"),
    ]
    assert " ".join(reply(history, PLAN, BANK).sentences).endswith(question.prompt)
