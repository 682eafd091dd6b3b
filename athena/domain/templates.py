"""What an interview that people are invited to is set to be: a template, its rules, and the plan it makes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from athena.domain.interview import Category, Difficulty, InterviewPlan, Selection
from athena.errors import InputError

QUESTIONS: Final = range(1, 13)
SQL_QUESTIONS: Final = range(3)
MINUTES: Final = range(5, 56)
RETAKE_DAYS: Final = range(1, 731)
EXTRA_TIMES: Final = (1.0, 1.25, 1.5, 2.0, 3.0)
"""How far patience and time limit can be stretched; 1 is no extra time."""
LANGUAGES: Final[Mapping[str, str]] = {"en": "English"}
"""The languages interviews can be held in: those the question bank is written in."""
NAME_LENGTH: Final = 80
CONTACT_LENGTH: Final = 120
_LONGEST_PATIENCE: Final = 4.0
_EMAIL = re.compile(r"[^\s@<>\"(),:;\\]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{3,30}")


class Engine(StrEnum):
    """Who interviews; ``auto`` is whoever the settings name."""

    AUTO = "auto"
    EMBEDDED = "embedded"
    OPENAI = "openai"


class Way(StrEnum):
    """How answers are meant to be given. Typing is open to everybody at any time, whatever it says."""

    EITHER = "either"
    VOICE = "voice"
    TEXT = "text"


class Retake(StrEnum):
    """Whether somebody may take the same interview again."""

    NEVER = "never"
    AFTER = "after"
    ANY_TIME = "any_time"


@dataclass(frozen=True, slots=True)
class Contact:
    """The person to turn to instead of the machine: a name, and an e-mail address or a telephone number."""

    name: str = ""
    email: str = ""
    phone: str = ""

    @property
    def in_words(self) -> str:
        """The contact on one line, for example ``Kim Park (kim@example.org, +44 20 7946 0000)``."""
        return f"{self.name} ({', '.join(filter(None, (self.email, self.phone)))})"


@dataclass(frozen=True, slots=True)
class Template:
    """One version of what an interview is set to be.

    An empty ``categories`` means all of them; ``extra_time`` is a factor on patience and time limit (1.0 is
    none) for everybody; ``retake_days`` counts for ``Retake.AFTER`` alone. ``keep_audio`` lets the sound be
    stored, ``webhook`` has other systems told of the end. ``template_id`` is empty and ``version`` 0 until it
    is kept; ``created_at`` is naive UTC.
    """

    name: str
    contact: Contact
    level: Difficulty = Difficulty.INTERMEDIATE
    categories: tuple[Category, ...] = ()
    question_count: int = 5
    sql_questions: int = 1
    language: str = "en"
    engine: Engine = Engine.AUTO
    time_limit_minutes: int = 45
    way: Way = Way.EITHER
    extra_time: float = 1.0
    retake: Retake = Retake.NEVER
    retake_days: int = 0
    practice: bool = False
    keep_audio: bool = False
    webhook: bool = False
    template_id: str = ""
    version: int = 0
    retired: bool = False
    created_at: datetime = datetime.min
    created_by: str = ""


def checked(template: Template) -> Template:
    """Return the template tidied up, or raise InputError with a sentence on the first thing to mend."""
    name = _tidy(template.name)
    if not name or len(name) > NAME_LENGTH:
        raise InputError(f"Please give the template a name of at most {NAME_LENGTH} characters.")
    _within(template.question_count, QUESTIONS, "The number of questions")
    _within(template.sql_questions, SQL_QUESTIONS, "The number of questions answered by writing SQL")
    _within(template.time_limit_minutes, MINUTES, "The time limit in minutes")
    if template.sql_questions > template.question_count:
        raise InputError("More questions would be answered by writing SQL than there are questions.")
    if template.language not in LANGUAGES:
        raise InputError(f"Interviews can be held in {', '.join(LANGUAGES.values())} only.")
    if template.retake is Retake.AFTER:
        _within(template.retake_days, RETAKE_DAYS, "The days before an interview may be taken again")
    return replace(
        template,
        name=name,
        contact=checked_contact(template.contact),
        categories=tuple(category for category in Category if category in template.categories),
        extra_time=checked_extra_time(template.extra_time),
        retake_days=template.retake_days if template.retake is Retake.AFTER else 0,
    )


def checked_contact(contact: Contact) -> Contact:
    """Return the contact tidied up, or raise InputError."""
    name, email, phone = _tidy(contact.name), contact.email.strip(), _tidy(contact.phone)
    if not name or len(name) > CONTACT_LENGTH:
        raise InputError("Please name a person whom candidates can turn to.")
    if not email and not phone:
        raise InputError(f"Please give an e-mail address or a telephone number of {name}.")
    if phone and not _PHONE.fullmatch(phone):
        raise InputError("A telephone number has digits, spaces and + ( ) / . - only. Please check it.")
    return Contact(name, read_email(email) if email else "", phone)


def read_email(typed: str) -> str:
    """Return an e-mail address without spaces around it, or raise InputError."""
    email = typed.strip()
    if len(email) > CONTACT_LENGTH or not email.isprintable() or not _EMAIL.fullmatch(email):
        raise InputError("That is not an e-mail address such as kim@example.org. Please check it.")
    return email


def checked_extra_time(factor: float) -> float:
    """Return a factor of extra time, or raise InputError."""
    if not EXTRA_TIMES[0] <= factor <= EXTRA_TIMES[-1]:  # also refuses what is not a number
        raise InputError(f"Extra time is a factor from {EXTRA_TIMES[0]:g} to {EXTRA_TIMES[-1]:g}.")
    return factor


def plan_of(
    template: Template,
    *,
    seed: int,
    extra_time: float | None = None,
    patience: float = 1.0,
    selection: Selection = Selection.ADAPTIVE,
) -> InterviewPlan:
    """Return the plan of one interview by a template.

    ``extra_time`` is a person's own factor, None for the template's; ``patience`` and ``selection`` are those
    of the settings.
    """
    factor = template.extra_time if extra_time is None else extra_time
    return InterviewPlan(
        level=template.level,
        question_count=template.question_count,
        categories=template.categories,
        seed=seed,
        practice=template.practice,
        patience=round(min(_LONGEST_PATIENCE, patience * factor), 2),
        time_limit_minutes=round(template.time_limit_minutes * factor),
        selection=selection,
        sql_questions=template.sql_questions,
    )


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("\0", " ").split())


def _within(number: int, allowed: range, what: str) -> None:
    if number not in allowed:
        raise InputError(f"{what} can be {allowed[0]} to {allowed[-1]}.")
