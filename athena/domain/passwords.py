"""What makes a password good enough: length, and not being one of the first anybody would guess."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator, Sequence
from typing import Final

from athena.errors import InputError

SHORTEST: Final = 12
"""Characters."""
LONGEST: Final = 72
"""Bytes in UTF-8: bcrypt does not look at more."""
_FEWEST_DIFFERENT: Final = 5
_OWN: Final = 6
"""So many characters have to be left without the person's own names."""
_DECORATION: Final = 8
"""So many signs around a common password do not make it another one."""
_ROWS: Final = ("0123456789" * 3, "abcdefghijklmnopqrstuvwxyz" * 2, "qwertyuiopasdfghjklzxcvbnm" * 2)
_LOOKALIKES: Final = str.maketrans("@4310$5!7", "aaeiossit")
TITLE: Final = "Choose another password"


def check_password(password: str, common: Container[str], names: Sequence[str] = ()) -> None:
    """Raise InputError with what to do unless ``password`` is good enough.

    It is composed already. ``common`` holds common passwords in lower case, ``names`` what everybody knows of
    the person.
    """
    if len(password) < SHORTEST:
        raise InputError(f"Use at least {SHORTEST} characters; a few words in a row are fine.", TITLE)
    if not fits(password):
        raise InputError(
            f"Use a shorter one: {LONGEST} bytes are the most, and letters with accents or of other scripts "
            "have several.",
            TITLE,
        )
    folded = password.casefold()
    if len(set(folded)) < _FEWEST_DIFFERENT or _is_row(folded) or _is_common(folded, common):
        raise InputError(
            "It is one of the first that would be guessed. Use several words that do not belong together.",
            TITLE,
        )
    if len(_without(folded, names)) < _OWN:
        raise InputError("It is made of your name or Employee ID. Use words that only you know.", TITLE)


def composed(typed: str) -> str:
    """Return a password the same whatever keyboard composed its accents, without halves of characters."""
    return unicodedata.normalize("NFC", typed).encode("utf-8", "replace").decode()


def fits(password: str) -> bool:
    """Whether bcrypt reads all of it: at most 72 bytes, none of them NUL."""
    return len(password.encode("utf-8")) <= LONGEST and "\0" not in password


def _is_row(folded: str) -> bool:
    return any(folded in row or folded[::-1] in row for row in _ROWS)


def _is_common(folded: str, common: Container[str]) -> bool:
    return any(form in common for form in _forms(folded))


def _forms(folded: str) -> Iterator[str]:
    """Yield the password, what is repeated in it, and both without the signs around them."""
    for form in (folded, folded.translate(_LOOKALIKES)):
        yield form
        yield form[: _period(form)]
    bare = _bare(folded)
    yield bare
    yield bare[: _period(bare)]
    yield bare.translate(_LOOKALIKES)


def _bare(folded: str) -> str:
    """Return the password without digits and signs around it, unless those are most of it."""
    ends = "".join(sign for sign in set(folded) if not sign.isalpha())
    bare = folded.strip(ends)
    return bare if len(folded) - len(bare) <= _DECORATION else folded


def _period(text: str) -> int:
    """Return after how many characters the text repeats itself: its length if it never does."""
    return (text + text).find(text, 1) if text else 0


def _without(folded: str, names: Sequence[str]) -> str:
    words = {word for name in names for word in _words(name.casefold())}
    for word in sorted(words, key=len, reverse=True):
        folded = folded.replace(word, "")
    return folded


def _words(name: str) -> Iterator[str]:
    spaced = "".join(sign if sign.isalnum() else " " for sign in name)
    yield from (word for word in (name, "".join(spaced.split()), *spaced.split()) if len(word) > 1)
