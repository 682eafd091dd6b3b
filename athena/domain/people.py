"""Who takes part: an employee, and the rules for an employee's id and name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from athena.errors import InputError

_ID = re.compile(r"[A-Za-z0-9._@-]{1,64}")
_NAME_SIGNS = frozenset(" '’-.,()/&+_·\u200c\u200d")
RESERVED = "local"
"""What records call whoever uses a machine that knows no accounts."""
NAME_LENGTH = 120
DEPARTMENT_LENGTH = 80
ROLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Employee:
    """A person who can be interviewed."""

    employee_id: str
    name: str
    department: str | None = None
    role_title: str | None = None


def read_employee_id(typed: str) -> str:
    """Return the id as it is kept (trimmed), or raise InputError with a sentence that says what an id is."""
    employee_id = typed.strip()
    if not employee_id:
        raise InputError("Please type your employee ID.")
    if len(employee_id) > 64:
        raise InputError("That is longer than an employee ID can be. It has at most 64 characters.")
    if not _ID.fullmatch(employee_id) or not any(sign.isalnum() for sign in employee_id):
        raise InputError(
            "An employee ID has only letters (A to Z), digits, dots, dashes, underscores and @, for example "
            "E1042 or jo.lee@example.org. Please check yours."
        )
    if identity(employee_id) == RESERVED:
        raise InputError(f'The ID "{RESERVED}" stands for whoever sits at this machine. Please use another.')
    return employee_id


def identity(employee_id: str) -> str:
    """Return what makes two spellings of an id the same person: capitals do not count."""
    return employee_id.lower()


def read_name(typed: str) -> str:
    """Return a person's name tidied up, or raise InputError; names of every script are welcome."""
    name = _tidy(typed)
    if not name:
        raise InputError("Athena does not know this employee ID yet. Please give your name as well.")
    return _checked(name, "name", NAME_LENGTH)


def read_department(typed: str) -> str | None:
    """Return a department tidied up, None for none, or raise InputError."""
    department = _tidy(typed)
    return _checked(department, "department", DEPARTMENT_LENGTH) if department else None


def read_role_title(typed: str) -> str | None:
    """Return the title of a person's role tidied up, None for none, or raise InputError."""
    title = _tidy(typed)
    return _checked(title, "role", ROLE_LENGTH) if title else None


def _tidy(typed: str) -> str:
    return " ".join(unicodedata.normalize("NFC", typed).split())


def _checked(text: str, what: str, longest: int) -> str:
    if len(text) > longest:
        raise InputError(f"That {what} is too long. Please keep it within {longest} characters.")
    if not any(sign.isalpha() for sign in text) or not all(map(_belongs, text)):
        raise InputError(f"Please write the {what} with letters, digits, spaces and simple punctuation only.")
    return text


def _belongs(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN" or sign in _NAME_SIGNS
