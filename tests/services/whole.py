"""A person of whom there is a row in every table that can hold one, each with words that can be looked for.

The rows are made from the schema: a table that comes later is filled as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid5

from athena.store import traces
from athena.store.database import Database, Row

AT = datetime(2026, 3, 1, 9, 30)
SPACE = UUID("0f8fad5b-d9cb-469f-a165-70867728950e")
ID, NAME, SAID = "Zz.Canary-7", "Quirina Zebulon", "xylophonequartz"
"""An Employee ID, a name, and a word that stands in every text of the person: canaries to look for."""
CANARIES = (ID, ID.lower(), NAME, SAID)
_CHOICE = re.compile(r"\"?(\w+)\"? IN \('([^']+)'")
_LATER: Mapping[str, Mapping[str, object]] = {
    "interview_sessions": {"status": "completed", "ended_at": AT, "resumable": False},
    "interview_responses": {"score": 0.5, "assessed": True},
    "response_evidence": {"kind": "key_point", "verdict": "met"},
    "session_reports": {"overall_score": 0.5, "band": "good"},
    "invitations": {"status": "finished", "begun_at": AT, "ended_at": AT, "opened_at": AT, "extra_time": 1.5},
    "accounts": {"role": "candidate", "active": True},
}
"""Values that fit what a table demands of them together."""


_ENUMERATED: Mapping[str, object] = {
    "categories": ["joins"],
    "category": "joins",
    "selection": "adaptive",
    "mode": "voice",
}
"""Values of columns that the program reads as one of a few."""


def uid(name: str, who: str = ID) -> str:
    """The id of something of a person: the same whenever it is asked for."""
    return str(uuid5(SPACE, f"{who}-{name}"))


def fill(database: Database, who: str = ID, name: str = NAME, said: str = SAID) -> None:
    """Put a row of the person into every table about people."""
    columns = _columns(database)
    with database.transaction() as tx:
        for table in traces.leads(database):
            row = {column: _value(table, column, kind, who, name, said) for column, kind in columns[table]}
            choices = _choices(database, table)
            tx.insert(
                table, row | {c: v for c, v in choices.items() if c in row} | dict(_LATER.get(table, {}))
            )


def found_in(folder: Path, words: tuple[str, ...] = CANARIES) -> dict[str, list[str]]:
    """Return which words can be read in which files below a folder, in any spelling of two encodings."""
    found = {}
    for path in folder.rglob("*"):
        data = path.read_bytes().lower() if path.is_file() else b""
        seen = [
            word
            for word in words
            if word.lower().encode() in data or word.lower().encode("utf-16-le") in data
        ]
        found[str(path.relative_to(folder))] = seen
    return {name: seen for name, seen in found.items() if seen}


def _columns(database: Database) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in database.read("SELECT * FROM duckdb_columns() WHERE NOT internal ORDER BY column_index"):
        found.setdefault(row["table_name"], []).append((row["column_name"], row["data_type"]))
    return found


def _choices(database: Database, table: str) -> Row:
    """Return the first allowed value of every column that is limited to some."""
    rows = database.read(
        "SELECT expression FROM duckdb_constraints() WHERE table_name = ? AND constraint_type = 'CHECK'",
        [table],
    )
    return dict(match.groups() for row in rows if (match := _CHOICE.search(row["expression"])))


def _value(table: str, column: str, kind: str, who: str, name: str, said: str) -> object:
    named = {"employee_id": who, "author": who, "owner": who, "identity": who.lower()}
    if column in named:
        return named[column]
    if column in _ENUMERATED:
        return _ENUMERATED[column]
    if column in {"strengths", "weaknesses", "recommendations"}:
        return f'[{{"text": "{said}", "items": [1]}}]'
    if (table, column) == ("sign_in_failures", "account"):
        return sha256(who.lower().encode()).hexdigest()
    if column == "name" and table in {"employees", "sign_ins"}:
        return name
    made: dict[str, object] = {
        "UUID": uid(column, who),
        "VARCHAR": f"{said} {column}",
        "JSON": f'{{"text": "{said} {column}"}}',
        "VARCHAR[]": [said],
        "TIMESTAMP": AT,
        "BOOLEAN": False,
        "DOUBLE": 0.5,
        "BLOB": said.encode(),
    }
    return made.get(kind, 1)
