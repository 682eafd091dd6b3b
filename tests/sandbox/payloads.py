"""Statements in files of tab-separated rows: the text, ``allow`` or ``deny``, and what it tries.

In a text ``\\n``, ``\\t``, ``\\\\`` and ``\\uXXXX`` stand for characters, ``{NAME}`` for a place,
``@@REP(n,text)@@`` for the text n times, ``@@SEQ(a,b,sep,text)@@`` for the text once for each number from a
below b, with ``#`` the number and ``^`` the one before it; there ``;`` is a comma and ``@@XS@@`` 1000 x.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
_SEQUENCE = re.compile(r"@@SEQ\((\d+),(\d+),(.),(.*?)\)@@")
_REPEAT = re.compile(r"@@REP\((\d+),(.*?)\)@@")
_ESCAPE = re.compile(r"\\(n|t|\\|u[0-9a-fA-F]{4})")
_PLAIN = {"n": "\n", "t": "\t", "\\": "\\"}
_MANY, _STANDIN = "@@XS@@", "\x01"


def read(name: str) -> list[tuple[str, str]]:
    """Return the text and what it tries of every row of a file."""
    rows = (line.split("\t") for line in (DATA / name).read_text("utf-8").splitlines())
    return [(text, tries) for text, _, tries in rows]


def expand(text: str, places: Mapping[str, str]) -> str:
    """Return the statement a text stands for."""
    for name, place in places.items():
        text = text.replace(f"{{{name}}}", place)
    text = _SEQUENCE.sub(_sequence, text.replace(_MANY, _STANDIN)).replace(_STANDIN, "x" * 1000)
    text = _REPEAT.sub(lambda found: found[2] * int(found[1]), text)
    return _ESCAPE.sub(lambda found: _PLAIN.get(found[1]) or chr(int(found[1][1:], 16)), text)


def _sequence(found: re.Match[str]) -> str:
    first, end, separator, text = found.groups()
    items = (
        text.replace(";", ",").replace("#", str(number)).replace("^", str(number - 1))
        for number in range(int(first), int(end))
    )
    return ("," if separator == ";" else separator).join(items)
