"""A small bank scored by the real scorer, and a client that carries a conversation on."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from athena.domain.exercise import Exercise
from athena.domain.interview import Category, Difficulty, InterviewPlan
from athena.domain.questions import (
    Bank,
    FollowUp,
    KeyPoint,
    Match,
    Misconception,
    Question,
    QuestionType,
    SqlTask,
)
from athena.domain.result_comparison import Comparison
from athena.interviewer.dialogue import Call, Entry, Kind, Reply
from athena.interviewer.policy import reply

SUBJECTS = tuple(
    first + second
    for first in ("stone", "river", "north", "copper", "silver", "winter")
    for second in ("gate", "field", "bridge", "market", "harbour")
)
STRONG = "It always keeps the {0} rows. Then it matches the {0} keys. It also sorts the {0} pages at the end."
PARTIAL = "It always keeps the {0} rows in the result."
WRONG = "In the end it deletes the {0} rows from the table and that is what it is made for I believe."


def question(subject: str, category: Category, difficulty: Difficulty) -> Question:
    """Return a question on a made-up operation, answered by the templates above."""
    verbs = (("keeps", "rows", 0.5), ("matches", "keys", 0.3), ("sorts", "pages", 0.2))
    return Question(
        id=f"{category}-{subject}",
        category=category,
        difficulty=difficulty,
        type=QuestionType.SPOKEN,
        prompt=f"Suppose you run the {subject} operation. What does it do with its input?",
        rephrased=f"In other terms, how does the {subject} operation treat what it is given?",
        reference_answer=f"The {subject} operation is a threefold thing: rows, keys, pages.",
        expected_seconds=45,
        skills=(subject,),
        key_points=tuple(
            KeyPoint(
                id=f"{verb}-{noun}",
                text=f"The {subject} operation {verb} all of the {noun}.",
                weight=weight,
                match=Match((rf"{verb}", rf"{subject} {noun}")),
                hint=f"Think about what becomes of the {noun} of the {subject}.",
                exemplars=(f"the {noun} are what it {verb} for the {subject}",),
            )
            for verb, noun, weight in verbs
        ),
        misconceptions=(
            Misconception(
                id="deletes",
                claim="It deletes rows.",
                match=Match((r"deletes", rf"{subject} rows")),
                feedback="Nothing is deleted.",
                voids=("keeps-rows",),
                penalty=0.1,
            ),
        ),
        follow_ups=(
            FollowUp("missing:matches-keys", f"And how does the {subject} find rows that belong together?"),
            FollowUp("misconception:deletes", f"Where would the {subject} rows be afterwards?"),
        ),
    )


def bank_of(*places: tuple[Category, Difficulty]) -> Bank:
    """Return a bank with one question for each place, their subjects in order."""
    made = [question(SUBJECTS[i], category, difficulty) for i, (category, difficulty) in enumerate(places)]
    return Bank("test", {q.id: q for q in made})


BANK = bank_of(
    *(place for place in product((Category.JOINS, Category.CTE, Category.INDEXING), Difficulty) for _ in "ab")
)
PLAN = InterviewPlan(level=Difficulty.INTERMEDIATE, question_count=3, seed=7)


TASK = SqlTask("Count them.", Exercise("", "", ("SELECT 1", "SELECT 2"), Comparison()), ())


def typed(bank: Bank) -> Bank:
    """Return the bank with every other question answered by a query."""
    changed = {
        name: replace(question, type=QuestionType.SQL, sql=TASK) if number % 2 else question
        for number, (name, question) in enumerate(bank.questions.items())
    }
    return replace(bank, questions=changed)


class Conversation:
    """Talks with the interviewer and does what a client does: keeps items and runs calls."""

    def __init__(self, plan: InterviewPlan = PLAN, bank: Bank = BANK, *notes: str) -> None:
        self.plan = plan
        self.bank = bank
        self.history: list[Entry] = [Entry(Kind.SYSTEM, note) for note in notes]
        self.calls: list[Call] = []
        self.reply = Reply()

    @property
    def said(self) -> str:
        """What the interviewer said last."""
        return " ".join(self.reply.sentences)

    @property
    def asked(self) -> list[Question]:
        """The questions logged so far."""
        by_prompt = {question.prompt: question for question in self.bank.questions.values()}
        return [by_prompt[str(text)] for text in self.logged("log_question_asked", "question")]

    def subject(self) -> str:
        """What the question asked last is about."""
        return self.asked[-1].skills[0]

    def logged(self, name: str, argument: str) -> list[object]:
        """One argument of every call of a tool that was carried out."""
        return [call.arguments[argument] for call in self.calls if call.name == name]

    def count(self, name: str) -> int:
        """How many calls of a tool were carried out."""
        return sum(call.name == name for call in self.calls)

    def responds(self) -> str:
        """Let the interviewer reply, hear it all and run its calls."""
        self.reply = reply(self.history, self.plan, self.bank)
        for call in self.reply.calls:
            self._run(call)
        if self.reply.sentences:
            self.history.append(Entry(Kind.INTERVIEWER, self.said))
        return self.said

    def begins(self) -> str:
        """Let the interviewer open."""
        return self.responds()

    def says(self, text: str) -> str:
        """Say something and hear the reply."""
        self.history.append(Entry(Kind.CANDIDATE, text))
        return self.responds()

    def answers(self, template: str) -> str:
        """Answer the question asked last by a template."""
        return self.says(template.format(self.subject()))

    def keeps_silent(self) -> str:
        """Say nothing until the interviewer speaks."""
        self.history.append(Entry(Kind.CANDIDATE))
        return self.responds()

    def mumbles(self) -> str:
        """Say something nobody can make out."""
        self.history.append(Entry(Kind.CANDIDATE, unclear=True))
        return self.responds()

    def is_told(self, note: str) -> str:
        """Let the application say something to the interviewer."""
        self.history.append(Entry(Kind.SYSTEM, note))
        return self.responds()

    def is_cut_off(self, after_words: int, *, carried_out: int = 0) -> str:
        """Let the interviewer reply, heard for some words only, with only the first calls carried out."""
        self.reply = reply(self.history, self.plan, self.bank)
        for call in self.reply.calls[:carried_out]:
            self._run(call)
        for number, call in enumerate(self.reply.calls[carried_out:]):
            call_id = f"lost_{len(self.history)}_{number}"
            self.history.append(Entry(Kind.CALL, call_id=call_id, name=call.name, arguments=call.arguments))
        heard = " ".join(self.said.split()[:after_words])
        if heard:
            self.history.append(Entry(Kind.INTERVIEWER, heard, interrupted=True))
        return heard

    def hears(self, text: str) -> None:
        """Take in what the candidate says without a reply yet."""
        self.history.append(Entry(Kind.CANDIDATE, text))

    def _run(self, call: Call) -> None:
        call_id = f"call_{len(self.calls)}"
        self.calls.append(call)
        self.history.append(Entry(Kind.CALL, call_id=call_id, name=call.name, arguments=call.arguments))
        self.history.append(Entry(Kind.OUTPUT, '{"ok": true}', call_id=call_id))
