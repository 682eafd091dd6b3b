"""What people are told before an interview, and the words they agree to; both have a version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

VERSION: Final = "1"
"""Of the words in this module: a changed promise is a new version, and people are asked again."""

_STATEMENT: Final = (
    "I agree that what I say or type is written down and assessed by a program, as described here."
)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What one interview is held under.

    ``minutes`` is the time limit, extra time included; ``cloud`` whether what is said leaves this server, and
    ``read_again`` whether written answers do afterwards; ``shared`` whether other people than whoever sits at
    this machine read the result; ``recorded`` whether the sound is stored. ``word_days``, ``score_days`` and
    ``audio_days`` are for how many days transcript, scores with report, and sound are kept, 0 until somebody
    deletes them. ``contact`` is whom one may turn to.
    """

    questions: int
    minutes: int
    sql_questions: int = 0
    cloud: bool = False
    read_again: bool = False
    shared: bool = True
    practice: bool = False
    word_days: int = 0
    score_days: int = 0
    recorded: bool = False
    audio_days: int = 0
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What somebody is told, as titles with sentences, and the statement to agree to."""

    version: str
    facts: tuple[tuple[str, str], ...]
    statement: str

    @property
    def text(self) -> str:
        """Everything as it was shown, a fact on each line."""
        return "\n".join([*(f"{title}: {words}" for title, words in self.facts), self.statement])


@dataclass(frozen=True, slots=True)
class Consent:
    """That somebody agreed before an interview: to which version, to which words, and when (naive UTC)."""

    session_id: str
    version: str
    text: str
    given_at: datetime


def explain(conditions: Conditions) -> Explanation:
    """Return what is told of an interview under these conditions, in the order in which it matters."""
    facts = (
        ("What it is", _length(conditions)),
        ("An AI interviews you", _interviewer(conditions)),
        ("How it is scored", _scoring(conditions)),
        ("Who reads it", _readers(conditions)),
        ("What is kept", _kept(conditions)),
        ("Your choice", _choice(conditions)),
    )
    sound = "The sound is recorded." if conditions.recorded else "The sound itself is not kept."
    return Explanation(_version(conditions), facts, f"{_STATEMENT} {sound}")


def _version(conditions: Conditions) -> str:
    """Return the version of the words with what makes them another promise."""
    told = {"cloud": conditions.cloud, "read-again": conditions.read_again, "recorded": conditions.recorded}
    return "-".join([VERSION, *(name for name, holds in told.items() if holds)])


def _length(conditions: Conditions) -> str:
    number = conditions.questions
    spoken = f"A conversation about SQL with {number} question{'s' if number > 1 else ''}"
    written = conditions.sql_questions
    query = f", {written} of them answered by writing a query" if written else ""
    return (
        f"{spoken}{query}. It takes at most {conditions.minutes} minutes. You may pause and come back, ask "
        "to hear a question again, and say that you do not know."
    )


def _interviewer(conditions: Conditions) -> str:
    service = "the AI service your organisation uses (OpenAI or one like it)"
    if conditions.cloud:
        where = f"What you say and type is sent to {service} to be understood; your name is not."
    elif conditions.read_again:
        where = (
            "It runs on the computer that serves this page. Afterwards your written answers are sent to "
            f"{service} to be read once more; your name is not."
        )
    else:
        where = "It runs on the computer that serves this page; nothing you say goes anywhere else."
    return f"A program asks the questions and answers you; no person is on the line. {where}"


def _scoring(conditions: Conditions) -> str:
    when = (
        "You hear how you did after each answer." if conditions.practice else "You hear no scores meanwhile."
    )
    return (
        "Each answer is compared with the points a good answer names, and every point is shown with your own "
        "words. Your accent, your pace, your pauses and your grammar are not scored, and typing counts "
        f"exactly as speaking does. A person can look at every score and change it. {when}"
    )


def _readers(conditions: Conditions) -> str:
    if not conditions.shared:
        return "Whoever uses Athena on this computer can read the transcript, the scores and the report."
    return (
        "The managers and administrators of this system read the transcript, the scores and the report. A "
        "manager may follow the interview live as text, and takes no part in it."
    )


def _kept(conditions: Conditions) -> str:
    words = (
        f"The transcript is kept {_span(conditions.word_days)}, the scores and the report "
        f"{_span(conditions.score_days)}."
    )
    if not conditions.recorded:
        return f"{words} The sound of your voice is not stored."
    return f"{words} The sound of your voice is stored, encrypted, {_span(conditions.audio_days)}."


def _span(days: int) -> str:
    return f"for {days} days" if days else "until somebody deletes it"


def _choice(conditions: Conditions) -> str:
    who = f" Turn to {conditions.contact}." if conditions.contact else " Turn to whoever asked you to come."
    return (
        "Taking part is up to you, and you can stop at any time. Would you rather speak with a person, or do "
        f"you need anything else? You need not say why.{who}"
    )
